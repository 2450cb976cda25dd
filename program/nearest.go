package program

import "strings"

// Nearest returns the key of the program whose key or one of whose names is
// spelt most like a word, or "" if none is much like it. It is for hints to
// people, such as "did you mean family-support-group?", and no way to look
// programs up. Where several are alike it is the first key.
func (c *Catalogue) Nearest(word string) (key string) {
	best := leastAlike
	for _, p := range c.records.Programs {
		names := []string{p.Key}
		for _, name := range p.Name {
			names = append(names, name)
		}
		for _, name := range names {
			if a := alike(word, name); a > best || a == best && p.Key < key {
				key, best = p.Key, a
			}
		}
	}
	return key
}

// leastAlike is how alike two words must be for one to be meant by the other.
const leastAlike = 0.5

// alike returns the share of the pairs of neighbouring letters that two words
// have in common, from 0 to 1.
func alike(a, b string) float64 {
	pairs, total := letterPairs(a), 0
	common := 0
	for _, n := range pairs {
		total += n
	}
	for pair, n := range letterPairs(b) {
		total += n
		common += min(n, pairs[pair])
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(common) / float64(total)
}

// maxWord is as much of a word as is looked at, in bytes.
const maxWord = 100

// letterPairs counts the pairs of neighbouring letters of a word.
func letterPairs(word string) map[string]int {
	word = strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(word[:min(len(word), maxWord)]))
	word = strings.TrimPrefix(word, "nami ")
	pairs := map[string]int{}
	for i := 1; i < len(word); i++ {
		pairs[word[i-1:i+1]]++
	}
	return pairs
}
