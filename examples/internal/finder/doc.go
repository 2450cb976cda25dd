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
// # What it does not learn
//
// A place that somebody types is in the body of one POST. The answer leads to
// an address that holds only a cell some kilometres wide. Logs hold the pattern
// of a route, never an address; there are no cookies; nothing is loaded from
// elsewhere.
//
// # Limits
//
// It speaks plain HTTP and expects to stand behind something that speaks TLS.
package finder
