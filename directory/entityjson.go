package directory

import "github.com/withinreach/withinreach/schedule"

// MarshalJSON writes the fields named in the type, then Unknown.
func (o Organization) MarshalJSON() ([]byte, error) {
	type plain Organization
	return schedule.EncodeKeeping(plain(o), o.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (o *Organization) UnmarshalJSON(data []byte) (err error) {
	type plain Organization
	var p plain
	p.Unknown, err = schedule.DecodeKeeping(data, &p)
	if err == nil {
		*o = Organization(p)
	}
	return err
}

// MarshalJSON writes the fields named in the type, then Unknown.
func (v Venue) MarshalJSON() ([]byte, error) {
	type plain Venue
	return schedule.EncodeKeeping(plain(v), v.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (v *Venue) UnmarshalJSON(data []byte) (err error) {
	type plain Venue
	var p plain
	p.Unknown, err = schedule.DecodeKeeping(data, &p)
	if err == nil {
		*v = Venue(p)
	}
	return err
}

// MarshalJSON writes the fields named in the type, then Unknown.
func (o Offering) MarshalJSON() ([]byte, error) {
	type plain Offering
	return schedule.EncodeKeeping(plain(o), o.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (o *Offering) UnmarshalJSON(data []byte) (err error) {
	type plain Offering
	var p plain
	p.Unknown, err = schedule.DecodeKeeping(data, &p)
	if err == nil {
		*o = Offering(p)
	}
	return err
}
