// Package formats holds what the library writes against the published schemas of
// other people's formats. A validator of schemas is no dependency of the library,
// so these tests stand here.
package formats
