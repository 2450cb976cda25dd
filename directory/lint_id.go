package directory

import "github.com/withinreach/withinreach/program"

// CodeID is that of an offering or an organization whose ID is "." or "..".
// Browsers take such a part out of every address, in whatever way it is
// written, so it can have no page and no calendar.
const CodeID = "id-without-address"

// id looks at the ID of a record that has a page.
func (l *linter) id(id string) {
	if id == "." || id == ".." {
		l.add(program.Error, CodeID, "id", id, "no address can hold %q, so there is no page of it: give it another id", id)
	}
}
