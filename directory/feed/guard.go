package feed

import "fmt"

// GuardShare is the least share of the records of the last import that a
// source must still have, so that Guard lets it pass.
const GuardShare = 0.5

// A ShrunkError says that a source has lost most of its records since it was
// last imported: more likely it was cut off, filtered or emptied by mistake
// than that so many groups have closed at once.
type ShrunkError struct {
	Before, After int // records of the last import and of this one
}

// Error returns both numbers and the share that would be accepted.
func (e *ShrunkError) Error() string {
	return fmt.Sprintf("source shrank from %d to %d records, want at least %.0f%% of them", e.Before, e.After, GuardShare*100)
}

// Guard returns a [*ShrunkError] if a source that had before records has less
// than [GuardShare] of them now, and nil if it has enough or had none. It keeps
// whoever imports a source from deleting a directory by a broken file: ask
// before going on.
func Guard(before, after int) error {
	if before > 0 && float64(after) < GuardShare*float64(before) {
		return &ShrunkError{before, after}
	}
	return nil
}
