package program

// An Entry is how people join. The zero Entry means not stated.
type Entry struct {
	Mode EntryMode `json:"mode"`

	// AfterSession is the last session at which people may still join, for
	// the mode "closed after" only.
	AfterSession int `json:"after_session,omitzero"`

	// RegisterHours is how long before the start a person must have
	// registered, on the wall clock: 12 for half a day, 216 for nine days.
	RegisterHours int `json:"register_hours,omitzero"`
}

// An EntryMode is when and how people may join.
type EntryMode string

// The entry modes.
const (
	EntryDropIn      EntryMode = "drop-in"
	EntryOnce        EntryMode = "once per period" // register once for all dates of a period
	EntryPerDate     EntryMode = "per date"        // register for each date
	EntryClosed      EntryMode = "closed"          // register before the first session
	EntryClosedAfter EntryMode = "closed after"    // join up to a session
	EntryCyclic      EntryMode = "cyclic"          // join in any week; the cycle comes round
)

// An Audience is whom a program is for. Nobody has to prove anything, and
// nobody is asked about their health. The zero Audience means not stated.
type Audience struct {
	Relations   []Relation `json:"relations,omitzero"` // any one is enough
	MinAge      int        `json:"min_age,omitzero"`   // in years; 0 means not stated
	MaxAge      int        `json:"max_age,omitzero"`   // in years; 0 means not stated
	Focus       []string   `json:"focus,omitzero"`     // identities that it centres on, such as "women"; codes of the host
	Observers   Observers  `json:"observers,omitzero"`
	MembersOnly bool       `json:"members_only,omitzero"` // of the organization
	Repeat      bool       `json:"repeat,omitzero"`       // people who have been through it may come again
}

// A Relation is what someone has to do with the topic of a program. A relation
// that is not listed here is kept as it is.
type Relation string

// The relations.
const (
	RelationSelf         Relation = "self"   // lives with it
	RelationFamily       Relation = "family" // of someone who does, or a friend
	RelationParent       Relation = "parent" // of a child who does, or another main caregiver
	RelationMilitary     Relation = "military family"
	RelationStudent      Relation = "student"
	RelationSchoolStaff  Relation = "school staff"
	RelationProfessional Relation = "professional"
	RelationBereaved     Relation = "bereaved"
	RelationLeader       Relation = "leader" // of the program that a training or support call is for
	RelationPublic       Relation = "public"
)

// Observers says whether people may come only to watch. The zero Observers
// means not stated.
type Observers string

// The policies on observers.
const (
	ObserversPermitted    Observers = "permitted"
	ObserversNotPermitted Observers = "not permitted"
)

func (e Entry) check(c *checker) {
	if e == (Entry{}) {
		return
	}
	switch e.Mode {
	case EntryDropIn, EntryOnce, EntryPerDate, EntryClosed, EntryClosedAfter, EntryCyclic:
	default:
		c.refuse("entry.mode", "%.40q, want drop-in, once per period, per date, closed, closed after or cyclic", e.Mode)
	}
	if (e.AfterSession != 0) != (e.Mode == EntryClosedAfter) {
		c.refuse("entry.after_session", "%d with mode %q, want it with \"closed after\" and only there", e.AfterSession, e.Mode)
	}
	c.between("entry.after_session", e.AfterSession, 0, 1_000)
	c.between("entry.register_hours", e.RegisterHours, 0, 24*maxDays)
}

func (a Audience) check(c *checker) {
	list(c, "audience.relations", a.Relations, func(v Relation, c *checker, at string) { c.require(at, string(v)) })
	list(c, "audience.focus", a.Focus, func(v string, c *checker, at string) { c.require(at, v) })
	c.between("audience.min_age", a.MinAge, 0, 120)
	c.between("audience.max_age", a.MaxAge, 0, 120)
	if a.MaxAge != 0 && a.MinAge > a.MaxAge {
		c.refuse("audience.min_age", "%d, want at most max_age, %d", a.MinAge, a.MaxAge)
	}
	if o := a.Observers; o != "" && o != ObserversPermitted && o != ObserversNotPermitted {
		c.refuse("audience.observers", "%.40q, want permitted or not permitted", o)
	}
}
