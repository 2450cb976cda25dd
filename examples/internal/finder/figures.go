package finder

import (
	"fmt"
	"strconv"

	"github.com/withinreach/withinreach/directory/coverage"
)

// share returns the share of people within reach, in percent. It says neither
// all nor none where that is not so.
func (b *wordbook) share(s coverage.Summary) string {
	switch {
	case s.People == 0 || s.Reached == 0:
		return "0 %"
	case s.Reached == s.People:
		return "100 %"
	}
	return fmt.Sprintf("%.1f %%", min(max(100*s.Share(), 0.1), 99.9))
}

// people returns a number of people, without telling who few of them are.
func (b *wordbook) people(n int64) string {
	if n > 0 && n < coverage.Few {
		return b.say("people.few", coverage.Few)
	}
	return thousands(n)
}

// thousands returns a number that is not negative with commas, as people in
// the United States write it in both languages.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
