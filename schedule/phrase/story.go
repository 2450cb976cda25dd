package phrase

import "strings"

// This file tells the days of a story, such as "The choir performed Tuesday at
// 7 pm", from those of a schedule by the verbs of the sentence.

// story looks for verbs of news, and for words for something that people come
// to, in the sentence of item i.
func (f *facts) story(i int) (past, future, meets bool) {
	verb := false   // of a meeting, in the present
	byForm := false // a verb in the past tense that is no word of the table
	look := func(k int) {
		t := f.terms[k]
		past = past || t.class == told && t.n == 0
		future = future || t.class == told && t.n == 1
		meets = meets || t.class == meeting || t.class == course || t.class == unit && t.n == 2
		verb = verb || meetsVerb(t.text)
		byForm = byForm || f.pastVerb(k)
	}
	at := f.items[i]
	for k := at.from - 1; k >= max(at.from-sentenceReach, 0) && !f.terms[k+1].end; k-- {
		look(k)
	}
	for k := at.to; k < min(at.to+sentenceReach, len(f.terms)) && !f.terms[k].end; k++ {
		look(k)
	}
	return past || byForm && !verb, future, meets
}

// meetsVerb reports whether a word says that people meet, and do so again.
func meetsVerb(word string) bool {
	switch word {
	case "meet", "meets", "gather", "gathers", "convene", "convenes", "runs", "reune", "reunen", "reunimos", "celebra", "celebran":
		return true
	}
	return false
}

// pastVerb reports whether the term at i is a verb in the past tense by its
// form: "adopted the budget", "performed Tuesday", "cantó". A participle that
// stands before a noun or says by whom, as in "newly diagnosed adults", "people
// affected by grief", is none.
func (f *facts) pastVerb(i int) bool {
	t := f.at(i)
	if t.class != noClass || t.caps || len(t.text) < 5 {
		return false
	}
	if f.lang == spanish {
		switch f.at(i - 1).text {
		case "que", "quien", "quienes":
			return false
		}
		return t.past || len(t.text) > 6 && (strings.HasSuffix(t.text, "aron") || strings.HasSuffix(t.text, "ieron"))
	}
	if !strings.HasSuffix(t.text, "ed") || strings.HasSuffix(t.text, "eed") || arranged(t.text) {
		return false
	}
	switch before := f.at(i - 1); {
	case i == 0 || t.end, before.text == "who", before.text == "which", before.text == "that", strings.HasSuffix(before.text, "ly"):
		return false
	case before.class != noClass && before.class != meeting && before.class != course && before.class != place && before.class != counted:
		return false
	}
	after := f.at(i + 1)
	switch after.text {
	case "the", "a", "an", "his", "her", "its", "their", "our", "on", "no", "$", "families":
		return true
	}
	return after.class == weekday || after.class == numberWord || after.class == noClass && after.caps
}

// equated reports whether a verb puts the weekday of item i on a par with its
// subject, as in "Election Day is Tuesday".
func (f *facts) equated(i int) bool {
	at := f.items[i]
	for k := at.from - 1; k <= at.from; k++ {
		if t := f.at(k); k > 0 && f.is(k, filler) && (t.text == "is" || t.text == "es") && !t.end {
			return f.is(k-1, noClass) || f.is(k-1, unit) || f.is(k-1, event)
		}
	}
	return false
}

// arranged reports whether a participle says that something is to take place.
func arranged(word string) bool {
	switch word {
	case "scheduled", "served", "moderated", "directed", "planned", "located", "designed", "based", "required", "needed", "invited", "wanted", "provided",
		"facilitated", "sponsored", "recommended", "preferred", "geared", "intended", "called", "named", "titled", "entitled", "focused":
		return true
	}
	return false
}

// statement reports whether the weekday of item i stands inside a sentence with
// a subject, such as "The commission considers the plan Tuesday", that has no
// word for something people come to.
func (f *facts) statement(i int) bool {
	at := f.items[i]
	before := f.at(at.from - 1)
	if at.from < 4 || f.terms[at.from].end || before.class != noClass || before.caps {
		return false
	}
	start := at.from - 1
	for start > at.from-sentenceReach && start > 0 && !f.terms[start].end {
		start--
	}
	switch f.terms[start].text {
	case "the", "a", "an", "he", "she", "they", "we", "i", "it", "el", "la", "un", "una":
		return true
	}
	return false
}
