package directory

// IsPublic reports whether records of a kind may come from anybody and go to
// anybody: organizations, venues and offerings. All others open doors, name
// people, or are what a program remembers, and so may those of a kind that this
// version does not know. Whoever takes in a file that somebody else wrote takes
// only what is public from it; a [Backup] holds no more, unless it is asked to.
//
// A record of a public kind may still say more than its [Listing] does: the
// address of a confidential venue.
func IsPublic(kind string) bool {
	switch kind {
	case KindOrganization, KindVenue, KindOffering:
		return true
	}
	return false
}

// isPrivate reports whether records of a kind are for those only who ask for
// them: see Options.Private.
func isPrivate(kind string) bool {
	switch kind {
	case KindCredential, KindFacilitator, KindRoster:
		return true
	}
	return false
}
