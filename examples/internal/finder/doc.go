// Package finder is the group finder: a web server on which people look for a
// group near them, online or by telephone.
//
//	server := finder.New(finder.Options{Source: finder.Fixed(snapshot, time.Now())})
//	err := finder.Serve(ctx, listener, server, log)
//
// # What it shows
//
// [New] returns a handler. It asks Options.Source for a [State], the directory
// at one moment, on every request, so a source that follows a file ([Records])
// or a store changes what is shown without a restart. Pages are made in three
// steps, each in files of its own: a handler asks the directory, a view puts
// the answer into words of the reader's language, a template lays them out.
//
// People look for what is near a place (near.go), for what they can still reach
// today (drive.go), or for what is online. The page of a group tells a newcomer
// what to expect (expect.go). For those who help there are lists of a month and
// flyers to print, trainings, how to start a group, and who has none within
// reach (coverage.go). The public sends nothing but a place and, if there is
// somebody to tell, that a door was closed (closed.go).
//
// Rows of lists and what is around each page are made once a minute for each
// version of the directory, in each language (ready.go). The page of results is
// filled into what its template has made once for each shape (stencil.go).
// Nothing is kept by place. At its end a server answers all that has come in
// (drain.go).
//
// Other sites read feeds (publish.go, jsonld.go) and show lists in a frame
// (embed.go); package api is for programs.
//
// People who do not want to say where they are find everything by town and by
// day (lists.go). With Options.Static the same pages are made to be kept as
// files (staticsite.go): the browser searches a list that lies beside them
// (shipped.go).
//
// # What it does not learn
//
// A place that somebody types is in the body of one POST. The answer leads to
// an address that holds only a cell some kilometres wide. Logs hold the pattern
// of a route, never an address; there are no cookies; nothing is loaded from
// elsewhere. "Use my area" works out that cell in the browser. All pages work
// without script; only that button and one that prints need it.
//
// # Limits
//
// It speaks plain HTTP and expects to stand behind something that speaks TLS.
package finder
