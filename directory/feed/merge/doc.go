// Package merge brings what sources say into a directory that people edit as
// well.
//
//	joined := merge.Join(office, national)   // two sources, the first is believed
//	plan, err := merge.NewPlan(merge.Import{
//		Source: "offices", New: joined.Entities, Current: current, Now: now})
//	for _, step := range plan.Steps {
//		fmt.Println(step)
//	}
//	_, err := dir.Commit(ctx, "", plan.Changes...)
//
// # Joining sources
//
// [Join] finds meetings that several sources list: the same place, day and time,
// and names that say the same. It makes one offering of them, which remembers both
// origins, and reports why and where the sources differ. Two groups that share a
// building and an hour stay two.
//
// # Planning an import
//
// [NewPlan] compares three things: what the source says now, what it said at the
// last import, and what the directory holds. What changed only in the source is
// taken over, and what changed only here stays, field by field, down to a single
// cancelled date. Where both changed, the edit made here stays and the plan says
// so. A plan changes nothing by itself, so a dry run is to print it.
//
// Records keep their IDs when the source gives a meeting a new key. A new spelling
// of an address, or a point a few steps away, is not a change: geocoders
// differ from day to day. Importing what has not changed gives a plan without
// changes.
//
// An import does not verify: [directory.Verified] changes only if the source
// states it.
package merge
