// Package program says what peer-led programs are: support groups, courses,
// trainings, presentations. It holds a catalogue of their rules as data, each
// value with its source, and answers which rules hold at a place on a date.
//
//	c := program.BuiltIn()
//	r, err := c.Resolve("connection", "en", "us/IL", today)
//	...
//	fmt.Println(r.Sessions.Length(), r.Origins["sessions"].Source)
//	for _, s := range r.Statements("es") {
//		fmt.Println(s.Text)
//	}
//
// # Programs and editions
//
// A [Program] has a key, a name, a [Kind] and an owner. An [Edition] is what
// one source says about it in one language, for one [Jurisdiction] and for a
// time; its [Terms] are the parts that it states: the plan of sessions, the
// team, the audience, the way to become a leader. Sources contradict each
// other, and both stay: as editions of different places or times.
//
// A training is a program of its own kind, with For naming the program whose
// leaders it makes. A program in two languages is one program with editions in
// both, since where it is given in each is a fact of its own.
//
// # Resolving
//
// [Catalogue.Resolve] lays the editions over each other: general terms of the
// kind, then country, then state, then affiliate. Each part is taken whole from
// the nearest edition that states it, and [Resolved].Origins says which one
// that was. Two editions for the same program, language, jurisdiction and date
// are refused with [ErrOverlap] when the catalogue is made.
//
// # Checking
//
// [Check] holds [Facts] about one group or course against what holds for its
// program: a length, a cadence, a team. What departs is a [Finding] and stops
// nothing; where the edition names a part as binding, the finding is an error.
// [Terms.CanStart] says whether a session may begin with the people who are
// there. Records as a whole are checked by package directory.
//
// Package course plans courses and trainings and follows them, package people
// follows those who lead, and package roster says who leads which meeting.
//
// # Notices
//
// [Terms.Statements] gives the notices that every page about a program shows,
// such as what confidentiality covers and where it ends. The words are our own
// in English and Spanish; a host replaces any of them by an edition or a
// [Default] of its own. They are not legal advice. Which law applies, to
// confidentiality too, depends on who runs the program and where.
//
// # Crisis lines and helplines
//
// [Catalogue.CrisisLines] and [Catalogue.Helplines] answer what to show on a
// date, since lines open, close and change their numbers. No line is hidden
// for its language. Check the numbers before you publish them.
//
// # Data files
//
// A data file is one JSON object in the form of [Records]; every field is
// documented at the Go type. An unknown field is an error that names it. Names
// of kinds, cadences, relations and roles that the package does not know are
// kept. Adding a program needs data only:
//
//	mine, err := program.Read(file)
//	...
//	c, err := program.New(program.BuiltIn().Records(), mine)
//
// The data that comes with the package is facts in our own words. Where a date
// is not known, the edition says so in its note, and its confidence in its
// dates is low.
//
// # Limits
//
// The package knows nobody: there is no type for a person who comes to a
// group, and none for what happened there. Of a [Leader] it knows an id. It
// reads no clock and no network. It holds no map: who serves a county is for
// package directory.
package program
