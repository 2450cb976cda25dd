// Package planted shows that the tests of the house notice what goes wrong. It
// has no code of its own, and nothing imports it.
//
// # Bugs
//
// Each file in testdata is one mistake that somebody could make: a sentence
// that says what goes wrong, the package whose tests must catch it, and one
// place in a file, as it is and as it would be. The mistakes are built with the
// -overlay flag of the go command, so nothing in the work tree changes.
//
//	go test -v -timeout 30m ./examples/internal/planted -planted
//	go test -v -run Planted/leap-year ./examples/internal/planted -planted
//
// The first command takes some ten minutes and prints a table of the bugs and
// the test that caught each. A bug that no test notices is a failure: write the
// test. Without -planted it only checks that every bug still fits its file and
// that no package is without one.
//
// # Limits
//
// A test that takes part with -short only, or against another program or a
// server that is not installed, counts for nothing here.
package planted
