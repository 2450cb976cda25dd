package schemaorg

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// vocabulary is the address of all types and words.
const vocabulary = "https://schema.org"

// Write writes the listings of a snapshot as one document, and returns what the
// vocabulary could not say of them. From and Through of the options are
// required. The same snapshot and options give the same bytes. Other errors are
// those of w.
func Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return WriteAll(w, feed.One(snapshot), o)
}

// WriteAll writes the listings of snapshots, one after the other, as one
// document, as Write does. It holds one snapshot at a time.
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	out, err := newWriter(o)
	if err != nil {
		return nil, err
	}
	buffer := bufio.NewWriter(w)
	enc := json.NewEncoder(buffer)
	_, _ = buffer.WriteString(`{"@context":"` + vocabulary + `","@graph":[` + "\n") // the buffer keeps its error
	var newest time.Time
	for out.Snapshot = range snapshots {
		for l := range out.Snapshot.Listings("") {
			for _, n := range out.nodes(l) {
				if err := enc.Encode(n); err != nil {
					return out.Findings, err
				}
				_, _ = buffer.WriteString(",")
			}
			if l.Modified.After(newest) {
				newest = l.Modified
			}
		}
		out.Organizations("name", "website")
	}
	f := dataFeed{Type: "DataFeed", Expires: o.Through.String()}
	if !newest.IsZero() {
		f.Modified = instant(newest)
	}
	if err := enc.Encode(f); err != nil {
		return out.Findings, err
	}
	_, _ = buffer.WriteString("]}\n")
	return out.Findings, buffer.Flush()
}

// Event returns the document of one listing for its page, and what it could not
// say. It may stand between the tags of a script: "<", ">" and "&" are escaped.
// It is nil, without an error, for a listing that is not there or does not take
// place. From and Through of the options are required.
func Event(snapshot *directory.Snapshot, offering string, o feed.WriteOptions) ([]byte, []feed.Finding, error) {
	out, err := newWriter(o)
	if err != nil {
		return nil, nil, err
	}
	out.Snapshot = snapshot
	l, ok := snapshot.Listing(offering)
	if !ok {
		return nil, nil, nil
	}
	nodes := out.nodes(l)
	if len(nodes) == 0 {
		return nil, out.Findings, nil
	}
	text, err := json.Marshal(graph{vocabulary, nodes})
	return text, out.Findings, err
}

// A writer makes nodes of listings.
type writer struct {
	meetings.Teller
}

func newWriter(o feed.WriteOptions) (*writer, error) {
	if o.From.IsZero() || o.Through.Before(o.From) {
		return nil, fmt.Errorf("schemaorg: from %q through %q, want a first day and no earlier last one", o.From, o.Through)
	}
	o.Language = cmp.Or(o.Language, "en")
	return &writer{meetings.Teller{Options: o}}, nil
}

// nodes makes the nodes of a listing: the series with its schedule, and its next
// dates. There are none if it does not take place.
func (w *writer) nodes(l directory.Listing) []any {
	if l.Status != directory.Active && l.Status != directory.Suspended {
		w.Find(l, program.Info, "not-active", "status", string(l.Status), "only what meets or is suspended is written")
		return nil
	}
	head, each := w.base(l)
	dates, ok := w.dates(l, &head, each)
	if !ok {
		return nil
	}
	w.losses(l)
	all := make([]any, 0, 2+len(dates))
	all = append(all, head)
	if !l.Modified.IsZero() {
		all = append(all, dataFeedItem{"DataFeedItem", instant(l.Modified), link{head.ID}})
	}
	for _, d := range dates {
		all = append(all, d)
	}
	return all
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// page returns the address of the page of a listing, or "".
func (w *writer) page(l directory.Listing) string {
	if w.Options.URL == "" {
		return ""
	}
	return w.Options.URL + "/offerings/" + l.ID
}

// modes are the words for how people meet.
var modes = map[program.Mode]string{
	program.ModeInPerson: vocabulary + "/OfflineEventAttendanceMode", program.ModeOnline: vocabulary + "/OnlineEventAttendanceMode",
	program.ModeTelephone: vocabulary + "/OnlineEventAttendanceMode", program.ModeHybrid: vocabulary + "/MixedEventAttendanceMode",
}

// base makes the node of the series, without its dates, and the one that each of
// its dates begins with.
func (w *writer) base(l directory.Listing) (head, each node) {
	org, _ := w.Snapshot.Organization(l.Organization)
	page := w.page(l)
	each = node{
		Type: "Event", Name: l.Name, Description: l.Note.In(w.Options.Language), URL: page, AttendanceMode: modes[l.Mode],
		Organizer: w.organizer(org), Keywords: keywords(l.Topics), Status: vocabulary + "/EventScheduled", Language: l.Languages,
	}
	if len(l.Languages) == 1 {
		each.Language = l.Languages[0]
	}
	each.Location = w.location(l, org, l.Mode)
	w.audience(&each, l)
	if p, ok := w.Snapshot.Catalogue().Program(l.Program); ok && p.Free {
		each.Free = true
		each.Offers = &offer{"Offer", "0", "USD", availability(l), cmp.Or(l.Registration.URL, page)}
	}
	head = each
	head.Type, head.Identifier, head.ID = "EventSeries", cmp.Or(l.SourceID, l.ID), cmp.Or(page, "urn:offering:"+l.ID)+"#series"
	if l.Status != directory.Active {
		head.Status = vocabulary + "/EventPostponed"
	}
	each.Super = &reference{"EventSeries", head.ID, head.Name}
	return head, each
}

// keywords writes topics; those with a comma are terms.
func keywords(topics []string) (list []any) {
	for _, t := range topics {
		if strings.Contains(t, ",") {
			list = append(list, term{"DefinedTerm", t})
		} else {
			list = append(list, t)
		}
	}
	return list
}

// availability says whether there is a place for somebody new.
func availability(l directory.Listing) string {
	if l.Course != nil && l.Course.Places != "places open" {
		return vocabulary + "/SoldOut"
	}
	return vocabulary + "/InStock"
}

func (w *writer) organizer(org directory.Organization) organizer {
	o := organizer{Type: "Organization", Identifier: cmp.Or(org.SourceID, org.ID), Name: org.Name, URL: org.Website}
	for _, c := range org.Contacts {
		if o.Email == "" && o.Telephone == "" && !c.Vacant {
			o.Email, o.Telephone = c.Email, c.Phone
		}
	}
	return o
}

// audience says whom it is for.
func (w *writer) audience(n *node, l directory.Listing) {
	a := l.Audience
	who := make([]string, 0, len(a.Relations)+len(a.Focus))
	for _, r := range a.Relations {
		who = append(who, string(r))
	}
	who = append(who, a.Focus...)
	if len(who) == 0 && a.MinAge == 0 && a.MaxAge == 0 {
		return
	}
	n.Audience = &audience{"PeopleAudience", who, a.MinAge, a.MaxAge}
	switch {
	case a.MaxAge > 0:
		n.AgeRange = fmt.Sprintf("%d-%d", a.MinAge, a.MaxAge)
	case a.MinAge > 0:
		n.AgeRange = fmt.Sprintf("%d-", a.MinAge)
	}
}
