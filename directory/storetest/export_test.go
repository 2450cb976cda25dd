package storetest

import (
	"context"

	"github.com/withinreach/withinreach/directory"
)

// A Check is a check as the tests of the kit see it.
type Check struct {
	Name, Contract string
	Try            func(ctx context.Context, s directory.Store) error
}

// Checks returns those that Run makes.
func Checks() []Check {
	var all []Check
	for _, c := range append(checks(), waitChecks...) {
		all = append(all, Check{c.name, c.contract, c.try})
	}
	return all
}

// Reopen returns what the check of RunReopen with a name says of s and what reopen
// makes of it.
func Reopen(ctx context.Context, name string, s directory.Store, reopen func() directory.Store) error {
	for _, c := range reopenChecks {
		if c.name == name {
			if err := c.try(ctx, s, c.before); err != nil {
				return err
			}
			return c.try(ctx, reopen(), c.after)
		}
	}
	panic("no check is called " + name)
}
