// Package people follows the people who lead programs from their first interest
// to their last meeting, by what a jurisdiction asks of them.
//
//	rules := people.RulesOf(resolved) // what Illinois asks of Connection leaders
//	f := people.Facilitator{ID: "lead-7"}
//	f, err := f.Apply(people.Event{Kind: people.Interested, Program: "connection", On: today}, rules)
//	...
//	fmt.Println(f.Standing(rules, today).Stage) // interested
//
// # Events
//
// A [Facilitator] is an opaque id and a list of events. [Facilitator.Apply]
// accepts an [Event] or refuses it with a reason: nobody skips a step that the
// [Rules] ask for. Where somebody stands on a day is worked out of the events,
// so the same events always give the same [Standing]. No stage expires.
//
// Rules are data: the steps and the upkeep of an edition of the catalogue.
// Illinois asks for a prescreening and an interview, Wisconsin does not.
//
// To have been through a training and to be certified are two facts. Only that
// somebody was found fit or not is kept, on which day and by which role.
//
// # Upkeep
//
// [Facilitator.Status] says whether a certification is good on a day, will need
// something soon, or has lapsed, and why. A [Commitment] is reported and never
// enforced.
//
// # Reports
//
// A [Report] answers for many people: who has waited too long, whose
// certification is due, who can start a group after the training, and which
// groups rest on one or two people.
//
// # Limits
//
// Nothing here names a person further than they want to be called, says why
// somebody is away or was not certified, or knows a number to call: a
// [Channel] of the host does. Attributes are codes that the host assigns; they
// are in no JSON of this package and nothing is inferred from them. Records of
// people are private all the same. Which law applies to them depends on who
// keeps them and where.
package people
