package directory

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// LintOptions adjusts what Lint finds. The zero value is ready for use.
type LintOptions struct {
	// StaleDays is how long a confirmation is good; 0 is 180.
	StaleDays int
	// AheadDays is how far ahead holidays and rooms are looked at; 0 is 366.
	AheadDays int
	// LongMeeting is the length above which a support group is odd; 0 is four
	// hours.
	LongMeeting time.Duration
	// SetUp is how long a room is needed before and after a meeting.
	SetUp time.Duration
	// Catalogue holds the programs for LintRecords; nil is [program.BuiltIn]. A
	// snapshot has its own.
	Catalogue *program.Catalogue
	// Team returns who leads an offering; a nil slice is not known. Nil is
	// that no team is known.
	Team func(offering string) []program.Leader
}

// The codes of the findings of this package, beside those of program.Check.
const (
	CodeInvalid        = "invalid"             // a record that was left out
	CodeMissing        = "reference-missing"   // it refers to a record that is not there
	CodeZone           = "zone-missing"        // no time zone anywhere
	CodePoint          = "coordinates-missing" // not on the map
	CodeContact        = "contact-missing"     // an organization that nobody can reach
	CodeUnknownField   = "unknown-field"       // perhaps misspelt
	CodeSuccessor      = "successor-missing"   // it names one that is not there
	CodeStart          = "start-unknown"       //
	CodeLengthUnknown  = "length-unknown"      //
	CodeOvernight      = "ends-next-day"       // or its end is before its start
	CodeLong           = "too-long"            // more than LintOptions.LongMeeting
	CodeAllDay         = "all-day"             // as feeds write "not known": 0:00 to 23:59
	CodeEndedActive    = "ended-still-active"  // no date is left
	CodeHoliday        = "holiday-kept"        // it meets on a holiday
	CodeHolidayAsk     = "holiday-unanswered"  // nobody has said whether it meets
	CodeStrayPlace     = "stray-place"         // a place, but nobody goes there
	CodeDuplicate      = "likely-duplicate"    //
	CodeStale          = "not-verified"        //
	CodeRenew          = "registration-over"   // everybody must register anew
	CodeProgramUnknown = "program-unknown"     // not in the catalogue
	CodeProgramClosed  = "program-closed"      // in the catalogue, but not now and here
	CodeLastName       = "last-name"           // in public contacts or texts
	CodeSecret         = "passcode-in-text"    // or a key
	CodeLink           = "join-link-in-text"   // though the way in is not public
	CodeRoom           = "room-conflict"       // two at one time in one room
)

// Lint finds what people should look at in the public records, as of a day,
// with the zero [LintOptions]. Findings are in order of their records and stop
// nothing.
func (s *Snapshot) Lint(today schedule.Date) []Finding { return LintOptions{}.Lint(s, today) }

// Lint finds what people should look at in the records of a snapshot, as of a
// day. Problems of records that the snapshot had to leave out are among it.
// It takes some 50 microseconds for an offering.
func (o LintOptions) Lint(s *Snapshot, today schedule.Date) []Finding {
	l := newLinter(s, o, today)
	l.problems()
	for _, o := range s.organizations.sorted() {
		l.organization(o)
	}
	for _, v := range s.venues.sorted() {
		l.venue(v)
	}
	for _, x := range s.items {
		l.offering(x)
	}
	l.twins()
	l.rooms()
	sortFindings(l.found)
	return l.found
}

// LintRecords finds what people should look at in records, of which no
// snapshot can be made perhaps: what is wrong with a record is a finding, and
// the others are looked at all the same.
func LintRecords(entities []Entity, today schedule.Date, o LintOptions) []Finding {
	b := newBuilder(Options{Catalogue: o.Catalogue})
	all := make(map[Key]Entity, len(entities))
	var twice []Finding
	for _, e := range entities {
		e, err := entityValue(e)
		if err != nil {
			continue // no record at all
		}
		if _, ok := all[e.Key()]; ok {
			twice = append(twice, Finding{e.Key(), program.Finding{
				Code: CodeInvalid, Severity: program.Error, Field: "id", Value: e.Key().ID,
				Message: "the same id a second time: only the first record counts",
			}})
			continue
		}
		all[e.Key()] = e
	}
	found := slices.Concat(twice, misspeltKinds(all), o.Lint(b.next(b.empty(), all, 0), today))
	sortFindings(found)
	return found
}

// A linter collects findings.
type linter struct {
	s     *Snapshot
	o     LintOptions
	today schedule.Date

	record   Key // of the findings that are added
	found    []Finding
	holidays map[*Organization]*schedule.Holidays
	terms    map[asked]answered
}

func newLinter(s *Snapshot, o LintOptions, today schedule.Date) *linter {
	if o.StaleDays == 0 {
		o.StaleDays = 180
	}
	if o.AheadDays == 0 {
		o.AheadDays = 366
	}
	if o.LongMeeting == 0 {
		o.LongMeeting = 4 * time.Hour
	}
	return &linter{s: s, o: o, today: today, holidays: map[*Organization]*schedule.Holidays{}, terms: map[asked]answered{}}
}

func (l *linter) add(severity program.Severity, code, field, value, format string, args ...any) {
	l.found = append(l.found, Finding{l.record, program.Finding{
		Code: code, Severity: severity, Field: field, Value: value, Message: fmt.Sprintf(format, args...),
	}})
}

// problems makes findings of what kept records out of the snapshot.
func (l *linter) problems() {
	for _, err := range l.s.allProblems() {
		for _, one := range eachError(err) {
			record, ok := errors.AsType[*RecordError](one)
			if !ok {
				continue
			}
			l.record = record.Key
			code := CodeInvalid
			switch {
			case errors.Is(record.Err, schedule.ErrNoZone):
				code = CodeZone
			case l.s.waiting[record.Key.ID] != nil && (record.Field == "organization" || record.Field == "venue"):
				code = CodeMissing
			case record.Field == "successor":
				code = CodeSuccessor
			}
			l.add(program.Error, code, record.Field, "", "%v", record.Err)
		}
	}
}

// eachError takes joined errors apart, but not a RecordError.
func eachError(err error) (list []error) {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			list = append(list, eachError(e)...)
		}
		return list
	}
	return []error{err}
}

func (l *linter) organization(o *Organization) {
	l.record = o.Key()
	l.id(o.ID)
	l.unknownOf(*o, o.Unknown)
	l.zone("zone", o.Zone)
	if !slices.ContainsFunc(o.Contacts, Contact.reachable) && o.Website == "" && o.Successor == "" {
		l.add(program.Warning, CodeContact, "contacts", "", "nobody can be reached: add a telephone number, an address or a web site")
	}
	l.contacts(o.Contacts)
	l.texts("parking", o.Parking, JoinBy(""))
	l.closures(o.Closures)
}

// reachable reports whether somebody answers at a contact.
func (c Contact) reachable() bool { return !c.Vacant && c.Phone+c.Text+c.Email+c.URL != "" }

func (l *linter) venue(v *Venue) {
	l.record = v.Key()
	l.unknownOf(*v, v.Unknown)
	l.zone("zone", v.Zone)
	if v.Point.IsZero() {
		message := "it has no coordinates (0, 0 counts as none): people find it by its county only"
		if (counties{}).of(v) == nil {
			message = "it has no coordinates (0, 0 counts as none), and no county, ZIP code or city with state that is known: people find it only in the counties that its organization lists"
		}
		l.add(program.Warning, CodePoint, "point", v.Address.String(), "%s", message)
	}
	l.text("note", v.Note, OnRequest)
	l.texts("parking", v.Parking, OnRequest)
	l.closures(v.Closures)
}

func (l *linter) closures(list []schedule.Closure) {
	for i, c := range list {
		l.text(fmt.Sprintf("closures[%d].reason", i), c.Reason, OnRequest)
	}
}
