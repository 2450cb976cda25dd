package directory

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// The kinds of the records that this package understands, as in [Key.Kind].
// Records of other kinds are kept and passed on as they are.
const (
	KindOrganization = "organization"
	KindVenue        = "venue"
	KindOffering     = "offering"
	KindDoubt        = "doubt"
	KindCredential   = "credential"  // private: see Options
	KindFacilitator  = "facilitator" // private
	KindRoster       = "roster"      // private
)

// An Entity is a thing that a directory holds: an [Organization], [Venue],
// [Offering], [Doubt], [Credential], [Facilitator], [Roster], or an [Opaque] one
// of a kind that is not known. Entities are plain records. They refer to each
// other by ID, and what is handed over must not be changed afterwards.
type Entity interface {
	// Key returns the key under which a Store keeps the entity.
	Key() Key
	// Validate joins a [*RecordError] for each problem that shows without
	// looking at other entities or the zone database.
	Validate() error
}

// An Opaque is an entity of a kind that this version does not know, so that
// records of a newer version pass through an older program unharmed.
type Opaque struct {
	Kind string
	ID   string
	Body []byte // JSON
}

// Key returns the key of the record.
func (o Opaque) Key() Key { return Key{o.Kind, o.ID} }

// Validate returns nil if the key is valid and the body is JSON.
func (o Opaque) Validate() error {
	c := checker{key: o.Key()}
	if !json.Valid(o.Body) {
		c.add("", errors.New("not JSON"))
	}
	return c.join()
}

// Encode returns the body of the record of an entity: JSON with the fields
// documented at its type, the same bytes for equal entities.
func Encode(e Entity) ([]byte, error) {
	switch e := e.(type) {
	case Opaque:
		return slices.Clone(e.Body), nil
	case Credential:
		return e.encode()
	case Facilitator:
		return e.encode()
	case Roster:
		return e.encode()
	}
	body, err := json.Marshal(e)
	if err != nil {
		return nil, &RecordError{e.Key(), "", err}
	}
	return body, nil
}

// Decode returns the entity whose record has a key and a body; the error is a
// [*RecordError]. It does not validate. It keeps no part of body.
func Decode(k Key, body []byte) (Entity, error) {
	var e Entity
	var err error
	switch k.Kind {
	case KindOrganization:
		e, err = decode[Organization](body)
	case KindVenue:
		e, err = decode[Venue](body)
	case KindOffering:
		e, err = decode[Offering](body)
	case KindDoubt:
		e, err = decode[Doubt](body)
	case KindCredential:
		e, err = decodeCredential(body)
	case KindFacilitator:
		e, err = decodeFacilitator(body)
	case KindRoster:
		e, err = decodeRoster(body)
	default:
		e = Opaque{k.Kind, k.ID, slices.Clone(body)}
	}
	if err != nil {
		return nil, &RecordError{k, "", err}
	}
	if e.Key() != k {
		return nil, &RecordError{k, "id", fmt.Errorf("%q in the body, want that of the key", e.Key().ID)}
	}
	return e, nil
}

func decode[E Entity](body []byte) (Entity, error) {
	var e E
	err := json.Unmarshal(body, &e)
	return e, err
}

// A RecordError reports a value in a record that is not accepted.
type RecordError struct {
	Key   Key
	Field string // path of the JSON field, such as "series[0].first", or ""
	Err   error  // the value, where it is not personal, and what was wanted
}

// Error returns the record, the field, and what is wrong.
func (e *RecordError) Error() string {
	s := fmt.Sprintf("directory: %s %q: ", e.Key.Kind, e.Key.ID)
	if e.Field != "" {
		s += e.Field + ": "
	}
	return s + e.Err.Error()
}

// Unwrap returns Err.
func (e *RecordError) Unwrap() error { return e.Err }

// A checker collects the problems of one record.
type checker struct {
	key  Key
	errs []error
}

func (c *checker) add(field string, err error) {
	if err != nil {
		c.errs = append(c.errs, &RecordError{c.key, field, err})
	}
}

func (c *checker) join() error {
	if err := c.key.Validate(); err != nil {
		return errors.Join(&RecordError{c.key, "id", err}, errors.Join(c.errs...))
	}
	return errors.Join(c.errs...)
}

// required reports an empty field.
func (c *checker) required(field, value string) {
	if value == "" {
		c.add(field, errors.New("empty, want a value"))
	}
}
