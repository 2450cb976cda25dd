package meetings

import "github.com/withinreach/withinreach/directory"

// Keyed adds a venue whose ID is made of a key that the source gives it, unless
// one with that ID is there: unlike with Venue, the key alone says whether two
// are the same. It returns the one that is there.
func (c *Collector) Keyed(v directory.Venue) directory.Venue {
	if c.put(v) {
		return v
	}
	return c.result.Entities[c.at[v.Key()]].(directory.Venue)
}

// Own returns what a reader has to say about a code from a table of its own
// words: the meaning of a code or name of Meeting Guide, or the access in plain
// words.
func Own(word string) directory.Access {
	if code, ok := FindCode(word); ok && code.Access != "" {
		return code.Access
	}
	return directory.Access(word)
}
