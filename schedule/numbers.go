package schedule

import (
	"iter"
	"slices"
)

// numbers is a sorted list of small integers without repetition. It is a
// string, two bytes a number, because a Rule must be comparable. Negative
// numbers come after the others: 1, 2, -2, -1.
type numbers string

func makeNumbers(list []int) numbers {
	b := make([]byte, 0, 2*len(list))
	for _, u := range slices.Compact(slices.Sorted(unsigned(list))) {
		b = append(b, byte(u>>8), byte(u))
	}
	return numbers(b)
}

// unsigned yields the two's complement of each number: in unsigned order the
// negative ones come last.
func unsigned(list []int) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for _, n := range list {
			if !yield(uint16(n)) {
				return
			}
		}
	}
}

func (s numbers) len() int { return len(s) / 2 }

func (s numbers) at(i int) int {
	return int(int16(uint16(s[2*i])<<8 | uint16(s[2*i+1])))
}

func (s numbers) list() []int {
	if s == "" {
		return nil
	}
	list := make([]int, s.len())
	for i := range list {
		list[i] = s.at(i)
	}
	return list
}

func (s numbers) has(n int) bool {
	for i := range s.len() {
		if s.at(i) == n {
			return true
		}
	}
	return false
}
