package directory

// isPrivate reports whether records of a kind are for those only who ask for
// them: see Options.Private and BackupOptions.Private.
func isPrivate(kind string) bool {
	switch kind {
	case KindCredential, KindFacilitator, KindRoster:
		return true
	}
	return false
}
