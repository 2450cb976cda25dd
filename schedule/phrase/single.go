package phrase

// sentenceReach is how far from a weekday the words of its sentence count, in
// terms.
const sentenceReach = 60

// dropTold refuses single weekdays that are days of a story rather than of a
// schedule: "she spoke on Tuesday", "we will see you Thursday!". Without a time
// a single weekday is a schedule only if it stands as a label, and is open if
// its sentence has a word for something that people come to.
func (f *facts) dropTold(drafts []draft) []draft {
	kept := drafts[:0:0]
	company := map[int]int{} // drafts of a sentence
	for _, d := range drafts {
		company[d.sentence(f.items)]++
	}
	for _, d := range drafts {
		if i := d.first(); i >= 0 && f.told(d, company[d.sentence(f.items)] > 1) {
			f.items[i].gone = "a day of a story, not of a schedule"
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

// told reports whether a draft is a day of a story. In the company of others it
// is so only in the past tense; else it is one more schedule, if an open one.
func (f *facts) told(d draft, company bool) bool {
	if d.days < 0 {
		past, _, _ := f.story(d.first())
		return past && len(d.dates) == 1 && d.check < 0
	}
	if !f.single(d) {
		return false
	}
	past, _, meets := f.story(d.days)
	meets = meets || company || f.isMark(f.items[d.days].to, ",") && f.items[d.days].from == 0 // "Tuesday, Fellowship Hall"
	return past || d.time < 0 && !meets && !f.label(d.days) && f.few(d) && f.items[d.days].days.part < 0
}

// single reports whether the days of a draft are weekdays in the singular with
// nothing beside them that makes them come again.
func (f *facts) single(d draft) bool {
	if d.days < 0 || f.items[d.days].kind != dayItem || f.sessions >= 0 || f.line.any() ||
		len(f.start)+len(f.end)+len(f.months)+len(f.without)+len(f.policies)+len(f.schools)+len(f.added) > 0 {
		return false
	}
	it := f.items[d.days]
	w := it.days
	past := len(w.set) == 1 && w.set[0].N == -1 // "last Tuesday"
	return (past || !w.nth()) && !w.plural && !w.every && !w.vague && w.interval == 0 && it.n == 0
}

// few reports whether the days of a draft may be those of one story: they are
// no range, such as "Monday to Friday", and no weekday of the month.
func (f *facts) few(d draft) bool {
	set := f.items[d.days].days.set
	return len(set) < 3 && set[0].N == 0
}

// label reports whether weekdays stand as a label: they begin or end their
// sentence, with no more than a mark between them and the rest of it.
func (f *facts) label(i int) bool {
	at := f.items[i]
	first := at.from == 0 || f.terms[at.from].end
	last := at.to == len(f.terms) || f.terms[at.to].end
	marked := f.isMark(at.to, ":", "-", "(", "/", ")", "]", "=")
	before := f.isMark(at.from-1, ":", "-", "(", "/", "[", ",")
	return (first || before) && (last || marked)
}
