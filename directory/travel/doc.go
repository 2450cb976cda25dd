// Package travel tells how far it is by car: estimated from the straight line, or asked of a
// routing engine that you run, OSRM or Valhalla.
//
//	t := travel.Estimate(home.Distance(venue))
//	fmt.Println(t) // about 14.1 miles (12.0 to 17.5), 24 minutes (17 to 45), an estimate
//
// # Estimates
//
// [Estimate] needs nothing but a distance. Its [Trip] has a likely figure and a range, and is
// marked as estimated; [Assumptions] lists the figures behind it with their sources.
// [WithinTime] and [WithinRoad] go the other way, from "30 minutes" to the radius to search.
//
// # Tables
//
// A [Matrix] gives the trips from some places to others. [NewOSRM] and [NewValhalla] ask a
// server, [Estimator] asks nobody. Servers accept so much at once, and refuse everything
// because of one bad place: [Batched] asks in parts and finds that place. Servers fail:
// [Fallback] estimates then, and the [Result] says which cells and why.
//
//	osrm, err := travel.NewOSRM(client, "http://127.0.0.1:5000", travel.EngineOptions{})
//	...
//	roads := travel.Fallback{Engine: travel.Batched{Engine: osrm}, Timeout: 2 * time.Second}
//	result, err := roads.Table(ctx, from, to, travel.Options{})
//
// Engines move each place to a road they know, over any distance and without a word. A
// Result tells how far; a trip from a place moved farther than [Options].MaxSnap, or one
// shorter than the straight line, is left out.
//
// # The nearest by road
//
// [Nearest] finds the k places with the shortest or fastest way, exactly, without a table of
// all: it takes candidates by straight distance and stops as soon as no other can win.
//
// # Norms
//
// What a reasonable drive is, others decide: [Norms] lists what some rules say, as data.
//
// # Privacy
//
// A request tells the server where someone is. Run your own engine, and ask with an
// [earth.Cell] instead of a place where that will do. Valhalla is asked in the body of a
// request, OSRM in its address, which servers and proxies write to their logs. Nothing
// is stored or logged here, no redirect is followed, and no error text holds a place or
// anything a server wrote.
//
// # Limits
//
// Cars only; no transit, no walk to the door, and traffic only where an engine knows it.
// No call is repeated after a failure and none runs beside another: time limits come from
// the context, from Fallback and from the HTTP client. A Result has up to 10,000,000 cells.
package travel
