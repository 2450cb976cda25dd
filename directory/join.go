package directory

// A Join is the way into an online or telephone meeting that everybody may know,
// such as one that its hosts have published themselves. Passcodes do not belong
// in it. Every other way in is a [Credential].
type Join struct {
	URL   string `json:"url,omitzero"`   // https
	Phone string `json:"phone,omitzero"` // as it is dialled: digits, "+", ",", "*" and "#"
	Note  string `json:"note,omitzero"`  // what else to know, such as "ask for the host"
}

// public reports whether the public learns the link.
func (j JoinBy) public() bool { return j == Public || j == WithoutPasscode }
