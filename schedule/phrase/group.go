package phrase

// A draft is a schedule in the making: the items that name its days, and one
// of its times.
type draft struct {
	days  int   // item of weekdays or days of the month; -1 if none
	dates []int // items of explicit dates
	time  int   // item of the time; -1 if none
	nth   int   // which time of that item
	check int   // item of weekdays that the dates must fit; -1 if none
}

func (d draft) sentence(items []item) int {
	switch {
	case d.days >= 0:
		return items[d.days].sentence
	case len(d.dates) > 0:
		return items[d.dates[0]].sentence
	case d.time >= 0:
		return items[d.time].sentence
	}
	return -1
}

// first is the index of the first item of the draft, which gives the order.
func (d draft) first() int {
	switch {
	case d.days >= 0:
		return d.days
	case len(d.dates) > 0:
		return d.dates[0]
	}
	return d.time
}

func (d draft) untimed() draft {
	d.time, d.nth = -1, 0
	return d
}

// A slot is an item that names days or a time.
type slot struct {
	item int
	time bool
	day  draft // of days: the draft without a time
}

// grouper pairs days with times, sentence by sentence.
type grouper struct {
	*roles
	drafts  []draft
	open    []int  // drafts of the last sentences that still lack a time
	pending []slot // times that still lack days
	orphans []int  // times that found no days
}

// slots returns the days and times of the text in order. Dates beside weekdays
// are named dates, unless they are a list right after them: then the weekdays
// only say on what day the dates fall.
func (g *grouper) slots() []slot {
	var all []slot
	hasDays, hasCadence := false, false
	for _, it := range g.items {
		hasDays = hasDays || (it.kind == dayItem || it.kind == mdayItem) && it.gone == "" && !it.used
		hasCadence = hasCadence || it.isCue(weekly, fortnightly, monthly, twice, onceMonthly)
	}
	if !hasDays && !hasCadence {
		for _, i := range g.named { // the next date is the only one
			g.items[i].named = false
		}
		g.named = nil
	}
	for i := range g.items {
		it := &g.items[i]
		if it.gone != "" || it.used && !it.apart {
			continue
		}
		switch it.kind {
		case timeItem:
			all = append(all, slot{item: i, time: true})
		case dayItem, mdayItem:
			all = append(all, slot{item: i, day: draft{days: i, time: -1, check: -1}})
		case dateItem:
			if it.named || it.added {
				continue
			}
			if n := g.listedDays(all, i); n >= 0 {
				d := &all[n].day
				if d.check < 0 {
					d.check, d.days = d.days, -1
				}
				d.dates = append(d.dates, i)
				continue
			}
			if k := g.checkedBy(i); k >= 0 {
				g.items[k].used = true
				all = append(all, slot{item: i, day: draft{days: -1, dates: []int{i}, time: -1, check: k}})
				continue
			}
			if hasDays {
				g.name(i)
				continue
			}
			all = g.addDates(all, i)
		}
	}
	return all
}

// addDates puts the dates of item i into the slot before it if that has dates
// too and is of the same sentence.
func (g *grouper) addDates(all []slot, i int) []slot {
	if n := len(all) - 1; n >= 0 && !all[n].time {
		before := &all[n].day
		if k := len(before.dates) - 1; k >= 0 && before.check < 0 && g.wordsBetween(before.dates[k], i) == 0 {
			before.dates = append(before.dates, i)
			return all
		}
	}
	return append(all, slot{item: i, day: draft{days: -1, dates: []int{i}, time: -1, check: -1}})
}

// checkedBy returns the weekdays in parentheses that say on which day a list of
// dates falls: "Sept 10, 17 and 24 (Tuesdays)". It is -1 if there are none.
func (g *grouper) checkedBy(i int) int {
	k := i + 1
	if len(g.items[i].dates) > 1 && k < len(g.items) && g.items[k].kind == dayItem && g.items[k].gone == "" && !g.items[k].used &&
		g.items[k].depth > g.items[i].depth && !g.items[k].days.nth() && g.wordsBetween(i, k) == 0 {
		return k
	}
	return -1
}

// listedDays returns the slot of the weekdays that the dates of item i are a
// list for: "Thursdays: Mar 21, Apr 18". It is -1 if there is none.
func (g *grouper) listedDays(all []slot, i int) int {
	for n := len(all) - 1; n >= 0 && n >= len(all)-3; n-- {
		if all[n].time {
			continue
		}
		d := all[n].day
		if g.items[all[n].item].sentence != g.items[i].sentence && !(d.check >= 0) || g.items[all[n].item].kind != dayItem {
			return -1
		}
		switch {
		case d.check >= 0:
			return n
		case len(g.items[i].dates) > 1 || g.dateFollows(i):
			return n
		case !g.items[d.days].days.plural && !g.items[d.days].days.every && !g.items[d.days].days.nth() && g.wordsBetween(d.days, i) == 0:
			return n
		}
		return -1
	}
	return -1
}

// dateFollows reports whether the next day or date of the sentence is a date
// as well.
func (g *grouper) dateFollows(i int) bool {
	for k := i + 1; k < len(g.items) && g.items[k].sentence == g.items[i].sentence; k++ {
		if it := g.items[k]; it.gone == "" && !it.used && it.kind != cue && it.kind != timeItem {
			return it.kind == dateItem && g.wordsBetween(i, k) == 0
		}
	}
	return false
}

// group makes the drafts.
func (g *grouper) group() {
	all := g.slots()
	for len(all) > 0 && len(g.drafts) < 2*MaxSchedules {
		n := 1
		for n < len(all) && g.items[all[n].item].sentence == g.items[all[0].item].sentence {
			n++
		}
		g.pair(all[:n])
		all = all[n:]
	}
	for _, s := range g.pending {
		g.orphans = append(g.orphans, s.item)
	}
}

// pair pairs the slots of one sentence. The times follow the days or precede
// them, as the first slot does; a run of days shares the times of the run
// beside it.
func (g *grouper) pair(all []slot) {
	times := 0
	for _, s := range all {
		if s.time {
			times++
		}
	}
	switch {
	case times == len(all) && len(g.open) > 0:
		g.timed(g.take(), all)
		g.open = nil
		return
	case times == len(all) && g.ownMonths(all):
		g.timed([]slot{{day: g.drafts[len(g.drafts)-1].untimed()}}, all)
		return
	case times == len(all):
		g.pending = append(g.pending, all...)
		return
	case times == 0 && len(g.pending) > 0:
		g.timed(all, g.pending)
		g.pending = nil
		return
	case times == 0:
		for _, s := range all {
			g.open = append(g.open, len(g.drafts))
			g.drafts = append(g.drafts, s.day)
		}
		return
	}
	g.open = nil
	if all[0].time {
		g.timesFirst(all)
	} else {
		g.daysFirst(all)
	}
}

// ownMonths reports whether each time of a sentence without days has months of
// its own, so that it is another time of the days before: "Tuesdays 6 pm,
// October-April; 7 pm, May-September".
func (g *grouper) ownMonths(all []slot) bool {
	if len(g.drafts) == 0 || g.drafts[len(g.drafts)-1].days < 0 {
		return false
	}
	for _, s := range all {
		near := func(k int) bool {
			return k >= 0 && k < len(g.items) && g.items[k].kind == monthItem && g.items[k].gone == "" && !g.items[k].left &&
				g.items[k].sentence == g.items[s.item].sentence && g.wordsBetween(min(k, s.item), max(k, s.item)) == 0
		}
		if !near(s.item-1) && !near(s.item+1) {
			return false
		}
	}
	return g.items[all[0].item].sentence == g.items[g.drafts[len(g.drafts)-1].days].sentence+1
}

// take removes the open drafts, which are the last ones, as slots.
func (g *grouper) take() []slot {
	var list []slot
	for _, n := range g.open {
		list = append(list, slot{day: g.drafts[n]})
	}
	g.drafts = g.drafts[:g.open[0]]
	return list
}

// timed makes a draft of each of the days with each of the times.
func (g *grouper) timed(list, times []slot) {
	for _, s := range list {
		if len(times) == 0 {
			g.open = append(g.open, len(g.drafts))
			g.drafts = append(g.drafts, s.day)
		}
		for _, t := range times {
			for n := range g.items[t.item].times {
				if len(g.drafts) >= 2*MaxSchedules {
					return
				}
				d := s.day
				d.time, d.nth = t.item, n
				g.drafts = append(g.drafts, d)
			}
		}
	}
}

// run returns how many slots from the first on are times, or are days.
func run(all []slot, times bool) int {
	n := 0
	for n < len(all) && all[n].time == times {
		n++
	}
	return n
}

func (g *grouper) daysFirst(all []slot) {
	for len(all) > 0 {
		n := run(all, false)
		m := run(all[n:], true)
		g.timed(all[:n], all[n:n+m])
		all = all[n+m:]
	}
}

func (g *grouper) timesFirst(all []slot) {
	for len(all) > 0 {
		n := run(all, true)
		m := run(all[n:], false)
		if n+m == len(all) || n+m+run(all[n+m:], true) < len(all) {
			g.timed(all[n:n+m], all[:n])
			all = all[n+m:]
			continue
		}
		// times, days, times: the last times belong to the last of the days
		last := all[n+m:]
		if m > 1 {
			g.timed(all[n:n+m-1], all[:n])
			g.timed(all[n+m-1:n+m], last)
		} else {
			g.timed(all[n:n+m], append(all[:n:n], last...))
		}
		return
	}
}
