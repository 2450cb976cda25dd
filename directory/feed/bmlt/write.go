package bmlt

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// Write writes for a server of which nothing is known: see [Server.Write].
func Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return Server{}.Write(w, snapshot, o)
}

// WriteAll writes for a server of which nothing is known: see [Server.WriteAll].
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	return Server{}.WriteAll(w, snapshots, o)
}

// Write writes all listings of a snapshot as the answer to GetSearchResults and
// returns what the format could not say of them. Formats are those of the
// server. A series of several days is one meeting a day. They are in order of
// weekday, time and number; the same snapshot and options give the same bytes.
// The error is that of w.
func (s Server) Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return s.Answer(w, snapshot, Query{}, o)
}

// said are the fields that the format has a place for, or of which the writer
// says itself what is lost.
var said = []string{"languages", "audience.relations", "audience.focus", "topics", "join_by", "join.url", "join.phone", "join.note",
	"place.room", "place.note", "place.access", "place.approximate"}

// A writer makes meetings of listings.
type writer struct {
	meetings.Teller
	lexicon *lexicon
	keys    map[string]int // how often each key in a source is used
}

// newWriter returns what makes meetings for a server.
func (s Server) newWriter(o feed.WriteOptions) *writer {
	o.Language = cmp.Or(o.Language, "en")
	x := s.senses()
	holidays := slices.ContainsFunc(x.distinct, func(n sense) bool { return n.way == wayHolidays })
	return &writer{meetings.Teller{Options: o, Holidays: holidays}, x, map[string]int{}}
}

// meetings returns all meetings of a snapshot, in order of the IDs of their
// listings.
func (w *writer) meetings(snapshot *directory.Snapshot) (list []meeting) {
	w.Snapshot = snapshot
	for l := range snapshot.Listings("") {
		w.keys[l.SourceID]++
	}
	w.Organizations("name")
	for l := range snapshot.Listings("") {
		slots := w.Slots(l)
		if l.Status != directory.Active && !w.has(wayClosed) && len(slots) > 0 {
			w.Find(l, program.Error, "withheld", "status", string(l.Status), "the server has no format for a place that is closed; left out")
			continue
		}
		if len(slots) > 0 {
			w.Losses(l, said...)
		}
		for _, slot := range slots {
			if len(slot.Days) == 0 {
				w.Find(l, program.Error, "withheld", "series", "", "the format has no meetings by appointment; left out")
			}
			if len(slot.Days) > 1 {
				w.Find(l, program.Info, "record-split", "series", "", "written as one meeting a day")
			}
			for _, day := range slot.Days {
				list = append(list, w.meeting(slot, day))
			}
		}
	}
	return list
}

func (w *writer) has(x way) bool {
	return slices.ContainsFunc(w.lexicon.distinct, func(n sense) bool { return n.way == x })
}

// id returns the number of a meeting: that of its source, if no other listing
// has it, or else one made of the ID, the series and the day.
func (w *writer) id(s meetings.Slot, day time.Weekday) string {
	key := s.Listing.SourceID
	if n, err := strconv.ParseUint(key, 10, 63); err == nil && strconv.FormatUint(n, 10) == key &&
		w.keys[key] == 1 && s.Series == "" && len(s.Days) == 1 {
		return key
	}
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s\x00%s\x00%d", s.Listing.ID, s.Series, day)
	id := strconv.FormatUint(h.Sum64()>>11, 10) // every reader of JSON holds 53 bits
	w.Find(s.Listing, program.Info, "id-made", "source_id", id, "a meeting has a number; one was made of its ID")
	return id
}

// venueTypes are the values of venue_type.
var venueTypes = map[program.Mode]string{program.ModeOnline: "2", program.ModeTelephone: "2", program.ModeHybrid: "3"}

func (w *writer) meeting(s meetings.Slot, day time.Weekday) (m meeting) {
	l := s.Listing
	org, _ := w.Snapshot.Organization(l.Organization)
	if strings.Trim(org.SourceID, "0123456789") == "" {
		m[fieldBody] = org.SourceID
	}
	if org.ID != org.Source || org.SourceID != "" {
		m[fieldBodyName] = org.Name
	}
	m[fieldID], m[fieldName], m[fieldZone], m[fieldPublished] = w.id(s, day), l.Name, s.Zone, "1"
	m[fieldWeekday], m[fieldVenueType] = strconv.Itoa(int(day)+1), cmp.Or(venueTypes[l.Mode], "1")
	if !s.Start.IsZero() {
		m[fieldStart] = clockText(s.Start.Seconds())
	}
	switch {
	case s.Length > 24*time.Hour || s.Length%time.Second != 0:
		w.Unsaid(l, "series.length", s.Length.String())
	case s.Length > 0:
		m[fieldDuration] = clockText(int(s.Length.Seconds()))
	}
	m[fieldLink], m[fieldPhone], m[fieldLinkInfo] = l.Join.URL, l.Join.Phone, l.Join.Note
	if l.JoinBy == directory.WithoutPasscode {
		m[fieldLinkInfo] = strings.TrimSpace(m[fieldLinkInfo] + "\n\nAsk for the passcode.")
	}
	var comments []string
	for _, text := range []string{s.Words, l.Note.In(w.Options.Language), w.HowToJoin(l)} {
		if text != "" {
			comments = append(comments, text)
		}
	}
	m[fieldComments] = strings.Join(comments, "\n\n")
	if l.Mode == program.ModeTelephone {
		w.Unsaid(l, "mode", string(l.Mode))
	}
	w.place(&m, l)
	w.formats(&m, s, cmp.Or(org.Language, "en"))
	return m
}

// clockText returns "HH:MM:SS".
func clockText(seconds int) string {
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// place writes where people meet.
func (w *writer) place(m *meeting, l directory.Listing) {
	p := l.Place
	if p == nil {
		return
	}
	m[fieldLocation], m[fieldInfo] = p.Name, p.Note
	if p.Room != "" {
		m[fieldInfo] = strings.TrimSpace(p.Room + "\n" + p.Note)
		w.Find(l, program.Info, "not-said", "place.room", p.Room, "it stands before the note about the place")
	}
	a := p.Address
	m[fieldStreet], m[fieldMunicipality], m[fieldProvince], m[fieldPostalCode] = a.Street, a.City, a.State, a.ZIP
	if p.Approximate {
		w.Find(l, program.Info, "not-said", "place.approximate", "true", "the point looks exact, but is not")
	}
	if !p.Point.IsZero() {
		m[fieldLatitude] = strconv.FormatFloat(p.Point.Lat(), 'f', -1, 64)
		m[fieldLongitude] = strconv.FormatFloat(p.Point.Lng(), 'f', -1, 64)
	}
	if a.Street == "" || (a.City == "" || a.State == "") && a.ZIP == "" {
		w.Find(l, program.Warning, "address-incomplete", "place.address", "", "a server accepts a place only with a street, and a city and state or a postal code")
	}
}

// formats writes the formats of the server that say what a listing says.
func (w *writer) formats(m *meeting, s meetings.Slot, own string) {
	l := s.Listing
	facts := meetings.FactsOf(l, own)
	var present []way
	if s.Holidays {
		present = append(present, wayHolidays)
	}
	switch {
	case l.Status != directory.Active:
		present = append(present, wayClosed)
	case l.Mode == program.ModeOnline || l.Mode == program.ModeTelephone:
		present = append(present, wayOnline)
	case l.Mode == program.ModeHybrid:
		present = append(present, wayHybrid)
	}
	var said meetings.Facts
	var keys, ids []string
	for _, n := range w.lexicon.distinct {
		if n.said(facts, present) {
			keys, ids = append(keys, n.format.Key), append(ids, n.format.ID)
			for _, meaning := range n.meanings() {
				said.Add(meaning)
			}
		}
	}
	m[fieldFormats], m[fieldFormatIDs] = strings.Join(keys, ","), strings.Join(ids, ",")
	for _, u := range facts.Without(said) {
		w.Unsaid(l, u[0], u[1])
	}
}

// Answer writes those meetings of a snapshot that a query asks for, as a server
// answers GetSearchResults. The findings are those about all listings, as of
// Write. The error is that of w.
func (s Server) Answer(w io.Writer, snapshot *directory.Snapshot, q Query, o feed.WriteOptions) ([]feed.Finding, error) {
	made := s.newWriter(o)
	chosen := s.choose(made.meetings(snapshot), q)
	out := bufio.NewWriter(w)
	write := func(text string) { _, _ = out.WriteString(text) } // the buffer keeps its error
	if q.UsedFormats {
		write(`{"meetings":`)
	}
	write("[")
	writeMeetings(out, chosen, fieldsOf(q.Fields), true)
	write("\n]")
	if q.UsedFormats {
		text, err := json.Marshal(s.used(chosen))
		if err != nil {
			return made.Findings, err
		}
		write(`,"formats":` + string(text) + "}")
	}
	write("\n")
	return made.Findings, out.Flush()
}

// WriteAll writes the listings of snapshots, one after the other, as one answer,
// as Write does: in order within each. It holds one snapshot at a time.
func (s Server) WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	made := s.newWriter(o)
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("[") // the buffer keeps its error
	first := true
	for snapshot := range snapshots {
		chosen := s.choose(made.meetings(snapshot), Query{})
		writeMeetings(out, chosen, nil, first)
		first = first && len(chosen) == 0
	}
	_, _ = out.WriteString("\n]\n")
	return made.Findings, out.Flush()
}

// writeMeetings writes meetings with all fields, or those given; first says that
// none was written before.
func writeMeetings(out *bufio.Writer, list []*meeting, only []field, first bool) {
	var line []byte
	for i := range list {
		line = line[:0]
		if i > 0 || !first {
			line = append(line, ',')
		}
		line = list[i].appendJSON(append(line, '\n'), only)
		_, _ = out.Write(line) // the buffer keeps its error
	}
}

// used returns the formats of some meetings, in the order of the server.
func (s Server) used(list []*meeting) []Format {
	ids := map[string]bool{}
	for i := range list {
		for id := range strings.SplitSeq(list[i][fieldFormatIDs], ",") {
			ids[id] = true
		}
	}
	formats := []Format{}
	for _, f := range s.Formats {
		if ids[f.ID] {
			formats = append(formats, f)
		}
	}
	return formats
}
