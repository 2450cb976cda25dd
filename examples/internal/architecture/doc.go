// Package architecture keeps the rules of the house as tests. It has no code
// of its own, and nothing imports it.
//
// # Rules
//
// A rule is a sentence, a check that lists what breaks it, and the smallest
// tree that does. One test holds every rule against this repository, another
// against its own broken tree, so a check that stopped seeing would be seen.
// To change a rule, change its sentence, its check and its broken tree in one
// commit, and say why.
//
// # Limits
//
// The checks read source text, and ask the go command only for what a package
// links. They don't know types: what a variable's type is without being
// written down, or which keys a map is given, stays for a reviewer.
package architecture
