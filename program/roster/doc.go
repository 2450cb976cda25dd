// Package roster says who leads which meeting: it gives the seats of meetings
// to people who may and can have them, fairly, and gives reasons.
//
//	r, err := roster.Solve(ctx, roster.Request{
//		Meetings: meetings, // each with its seats
//		People:   people,   // ids, certifications, availability, wishes
//		Limits:   roster.Limits{PerWeek: 2, PerFourWeeks: 6},
//	}, roster.Options{})
//	...
//	for _, a := range r.Seats {
//		fmt.Println(a.SeatID, a.Person)
//	}
//	for _, e := range r.Empty {
//		fmt.Println(e.SeatID, "is empty:", e.Group)
//	}
//
// # Requests
//
// A [Request] lists each [Meeting] with its seats, and each [Person] with dated
// certifications, an [Availability], wishes and [Limits]. [NewMeeting] makes a
// meeting of an occurrence of package schedule; seats hang on its key, so that
// a meeting that is moved keeps its people. [Read] reads a request from JSON.
//
// # Rules and objectives
//
// No roster breaks a [Rule]: nobody leads who is not certified on that date,
// not free, elsewhere at the time, over a limit, not rested, or beside somebody
// from whom they are kept apart. Among the rosters that keep the rules one is
// better than another if its [Objective] is: first come filled seats, then kept
// pins, then few changes of what was published, then fair shares, then wishes.
// No number of wishes outweighs one seat.
//
// # Rosters
//
// [Solve] answers with a [Roster]: who has which seat and who else could; the
// empty seats, each with what keeps every single person off it and the
// smallest group of seats that is too large for its people; everybody's load;
// and a lower bound that no roster can beat. Roster.Proved says that this one
// reaches it. Without pair rules, rest days and the like a flow finds the best
// roster, and proves it; with them a search of a fixed number of steps follows,
// which often reaches the bound, and a short branch and bound.
//
// # After publication
//
// A [Desk] keeps the published roster, a [Book], in step with what happens:
// people confirm, decline, swap seats or leave when replaced, and meetings are
// moved and cancelled. It ranks candidates for a seat, records overrides,
// reports teams that are too small, lists reminders, and plans anew with the
// fewest changes. Everything that happens comes back as an [Event]. Nothing is
// sent, and nothing is cancelled by itself.
//
// # Limits
//
// A request has at most 10,000 meetings and 2,000 people, and at most 2,000,000
// pairs of a seat and a person. The solver reads no clock and starts no
// goroutine. It knows people by ids: no names, no ways to reach them, and no
// reason why somebody is away has a place here. Availability and refusals still
// tell something about people: keep requests and books private, and use
// [Desk.Forget] and [Desk.Prune].
package roster
