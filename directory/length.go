package directory

import (
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// longMeeting is the length above which a meeting of a program that is usually
// shorter is taken for a mistake: 10:00 to 10:00, 12:15 to 01:15 in the morning.
const longMeeting = 4 * time.Hour

// hit returns the hit of an offering. A length that is not known, or makes no
// sense, is replaced by the usual one of the program.
func (k *seeker) hit(e *entry, d earth.Distance, m Meeting) Hit {
	if m.Status != 0 && (m.Length <= 0 || m.Length > longMeeting) {
		if usual := k.snapshot.usual(e, m.Date).length; usual > 0 && (m.Length <= 0 || usual <= longMeeting) {
			m.Length, m.LengthAssumed = usual, true
		}
	}
	return Hit{e.listing, d, m}
}
