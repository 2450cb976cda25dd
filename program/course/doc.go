// Package course plans courses and trainings, follows them from the first plan
// to the last session, and keeps their waitlists.
//
//	request, err := course.NewRequest(resolved, "") // what the program says
//	...
//	request.Rules = []schedule.Rule{schedule.Weekly(time.Wednesday)}
//	request.From = schedule.MustDate("2022-10-05")
//	request.Leaders = leaders
//	plans, err := request.Plans()
//	...
//	fmt.Println(plans[0].Text) // 10 sessions 2022-10-05 to 2022-12-14; no class 11/23
//
// # Plans
//
// A [Request] says what a course needs: sessions, days, the calendar of the
// venue, holidays, and who could lead. [Request.Plans] answers with the ways to
// hold it, best first, or with the reasons why there is none. A closed day
// shifts the sessions after it and changes no number; another day, a double
// session or one online take its place only where that is allowed. Formats of
// a few whole days, twice a week or three weeks are the same to the planner.
//
// When a session falls out later, [Request.Remedies] are the ways to go on.
// [Request.Capacity] tells how many courses leaders and rooms allow.
//
// # Courses
//
// A [Course] has a [State], which takes one [Step] after the other, and its
// numbers. [Course.Decide] tells at the agreed hour whether it runs; it cancels
// nothing. A training is a course for which nothing changes here but what it
// is for: who may lead afterwards is decided for each person, in package
// people.
//
// # Waitlists
//
// A [Book] has the places of a course and the line for them. It knows a person
// only as a [Token], a code by which they look up where they stand. Places that
// become free are offered by [Book.Advance], which the host calls now and then
// and which returns whom to tell.
//
// # Limits
//
// Plans are found by trying; a request has at most 20 rules and 1,000 leaders,
// and of very many possible teams those are tried whose people are free most
// often. The package reads no clock, and keeps no name: tokens and numbers are
// all there is.
package course
