// Package jsonin reads feeds in JSON: an array of objects, one after the other,
// however long it is and however bad some of them are.
//
//	for e, err := range jsonin.Elements(file, o.Limits) {
//		switch {
//		case err != nil: // the end of what can be read
//			return err
//		case e.Err != nil: // a finding about e.Place; the others go on
//			continue
//		}
//		for key, v := range e.Value.Members() {
//			...
//		}
//	}
//
// # Documents
//
// A document is an array, or an object with arrays in it. A byte order mark is
// passed over, and so are commas that are missing or too many between elements.
//
// # Values
//
// A [Value] is what stands there, not what should: a number keeps its digits, and
// the readers of the formats take "5" for 5 where they see fit. An element with
// invalid UTF-8, half a surrogate pair, a name twice in one object, or anything
// else that is not JSON, is bad as a whole, for nobody knows what was meant.
//
// # Limits
//
// Besides those of [feed.Limits] there are [MaxElement], [MaxDepth] and
// [MaxMembers]. An element that exceeds one of them is bad; the others go on.
// Time is in proportion to the length of the document, and memory to its longest
// element.
package jsonin
