package directory

import "slices"

// An Origin says which record of which source a record was made from. The zero
// Origin is none: somebody entered the record here.
type Origin struct {
	Source   string `json:"source,omitzero"`    // name that the importer gave the source
	SourceID string `json:"source_id,omitzero"` // key of the record in the source
}

// Provenance says where a record came from. It is public: the names of sources
// are meant to be shown.
type Provenance struct {
	Origin
	// Also are further records that were found to be about the same thing.
	Also []Origin `json:"also,omitzero"`
	// Derived names the fields that were read out of free text, such as
	// "series", so that a person can look them over.
	Derived []string `json:"derived,omitzero"`
}

// From reports whether the record was made from one of a source, among others.
func (p Provenance) From(source string) bool {
	return p.Source == source || slices.ContainsFunc(p.Also, func(o Origin) bool { return o.Source == source })
}
