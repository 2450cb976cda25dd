package csv

import (
	"cmp"
	"fmt"
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
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// written are the columns of Write, with their titles in English and Spanish.
var written = []struct {
	field  Field
	en, es string
}{
	{ID, "ID", "ID"}, {Series, "Series", "Serie"}, {Name, "Name", "Nombre"}, {Program, "Program", "Programa"},
	{Organization, "Organization", "Organización"}, {Status, "Status", "Estatus"}, {Mode, "Mode", "Modalidad"},
	{Schedule, "Schedule", "Horario"}, {Rule, "Rule", "Regla"}, {Time, "Start time", "Hora de inicio"}, {Length, "Length", "Duración"},
	{Starts, "Start date", "Fecha de inicio"}, {Ends, "End date", "Fecha final"},
	{Holidays, "Holidays", "Días festivos"}, {Changes, "Changes", "Cambios"}, {Zone, "Time zone", "Zona horaria"},
	{Venue, "Place", "Lugar"}, {Host, "Host", "Anfitrión"}, {Room, "Room", "Sala"}, {Street, "Street", "Calle"}, {City, "City", "Ciudad"},
	{State, "State", "Estado"}, {ZIP, "ZIP", "Código postal"}, {County, "County", "Condado"}, {Latitude, "Latitude", "Latitud"}, {Longitude, "Longitude", "Longitud"},
	{Directions, "Directions", "Cómo llegar"}, {Parking, "Parking", "Estacionamiento"}, {Access, "Accessibility", "Accesibilidad"},
	{Language, "Languages", "Idiomas"}, {Audience, "Audience", "Dirigido a"}, {Focus, "Focus", "Enfoque"}, {Topics, "Topics", "Temas"},
	{Entry, "Entry", "Como participar"}, {Registration, "Registration", "Inscripción"}, {Guidelines, "Guidelines", "Normas"},
	{Role, "Contact role", "Cargo"}, {Contact, "Contact name", "Contacto"}, {Phone, "Phone", "Teléfono"}, {Email, "E-mail", "Correo electrónico"},
	{Website, "Website", "Sitio web"}, {Note, "Notes", "Notas"}, {Verified, "Verified on", "Verificado el"}, {VerifiedBy, "Verified by", "Verificado por"},
}

// A writer writes rows and keeps what they could not say.
type writer struct {
	w     io.Writer
	o     feed.WriteOptions
	es    bool
	table *directory.Snapshot // at hand
	told  meetings.Teller
	line  []byte
	words map[string]string // of series, by what they say; "" has none
	found []feed.Finding
}

// Write writes the listings of a snapshot as a table that Read reads back, in
// order of their IDs: UTF-8 with a byte order mark, for spreadsheets need it,
// commas, lines that end with CRLF. No cell can be taken for a formula. A
// listing with several series has a row for each.
//
// The findings name what the table does not say: further contacts, wordings in
// other languages, places of single dates. Dates are said in full: what there
// are no words for goes to the column of the rule. No listing is withheld, so
// Inexact changes nothing; From and Through are the days whose places are
// looked over.
//
// The error is that of w.
func Write(w io.Writer, s *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return WriteAll(w, feed.One(s), o)
}

// WriteAll writes the listings of snapshots, one after the other, as one table,
// as Write does. It holds one snapshot at a time.
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	out := writer{w: w, o: o, es: strings.HasPrefix(o.Language, "es"), words: map[string]string{}, told: meetings.Teller{Options: o}}
	out.titles()
	for s := range snapshots {
		out.table, out.told.Snapshot = s, s
		out.told.Organizations("name")
		for l := range s.Listings("") {
			for _, row := range out.rows(l) {
				out.row(row)
			}
			out.told.Deviations(l)
			if err := out.flush(flushSize); err != nil {
				return nil, err
			}
		}
	}
	return append(out.found, out.told.Findings...), out.flush(0)
}

// flushSize is how many bytes are written at once.
const flushSize = 32 << 10

// flush writes what there is, if it is as much as size.
func (w *writer) flush(size int) error {
	if len(w.line) < size {
		return nil
	}
	_, err := w.w.Write(w.line)
	w.line = w.line[:0]
	if err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}

func (w *writer) titles() {
	w.line = append(w.line, "\ufeff"...)
	for i, c := range written {
		title := c.en
		if w.es {
			title = c.es
		}
		w.cell(i, title)
	}
	w.line = append(w.line, "\r\n"...)
}

func (w *writer) row(cells map[Field]string) {
	for i, c := range written {
		w.cell(i, guarded(cells[c.field]))
	}
	w.line = append(w.line, "\r\n"...)
}

// cell adds a cell, in quotation marks if anything in it separates cells
// anywhere.
func (w *writer) cell(i int, text string) {
	if i > 0 {
		w.line = append(w.line, ',')
	}
	if !strings.ContainsAny(text, ",;\t|\"\r\n") && strings.TrimSpace(text) == text {
		w.line = append(w.line, text...)
		return
	}
	w.line = append(w.line, '"')
	w.line = append(w.line, strings.ReplaceAll(text, `"`, `""`)...)
	w.line = append(w.line, '"')
}

// lose reports what the table does not say of a listing.
func (w *writer) lose(l directory.Listing, field, message string) {
	f := feed.Finding{
		Source: l.Source, SourceID: l.SourceID, Record: "offering/" + l.ID,
		Finding: program.Finding{Code: "not-in-table", Severity: program.Info, Field: field, Message: message},
	}
	if w.o.EachFinding != nil {
		w.o.EachFinding(f)
	} else {
		w.found = append(w.found, f)
	}
}

// rows returns a row for each series of a listing, or one if it has none.
func (w *writer) rows(l directory.Listing) []map[Field]string {
	shared := w.shared(l)
	table := w.table.Timetable(l.ID)
	var rows []map[Field]string
	for _, t := range table.Series() {
		row := map[Field]string{}
		for f, text := range shared {
			row[f] = text
		}
		w.series(l, row, t.Series())
		rows = append(rows, row)
	}
	if rows == nil {
		rows = append(rows, shared)
	}
	return rows
}

// series writes the words of a series where they say all of it, else its parts.
func (w *writer) series(l directory.Listing, row map[Field]string, s schedule.Series) {
	row[Series] = s.ID
	row[Zone] = cmp.Or(s.Zone, l.Zone)
	row[Changes] = changesText(s.Exceptions)
	if s.First == feed.FirstDay() {
		s.First = schedule.Date{}
	}
	if text := w.wording(s); text != "" {
		row[Schedule] = text
		return
	}
	if s.Rule.IsValid() {
		row[Rule], row[Starts], row[Ends] = s.Rule.String(), dateText(s.First), dateText(lastOf(s))
		row[Changes] = changesText(slices.Concat(s.Exceptions, added(s)))
	} else {
		row[Schedule] = datesText(s.Dates)
	}
	row[Time], row[Holidays] = clockText(s.Start), s.OnHoliday.String()
	switch {
	case s.Length > defaultLongest:
		w.lose(l, "series.length", "how long it lasts is not said, for more than four hours would be taken for a mistake")
	case s.Length%time.Minute != 0 || s.Length > 0 && s.Length < 15*time.Minute:
		w.lose(l, "series.length", "how long it lasts is not said, for it is no whole number of minutes from 15 on")
	case s.Length > 0:
		row[Length] = lengthText(s.Length)
	}
}

// wording returns the words that say all of a series but its exceptions, or "".
func (w *writer) wording(s schedule.Series) string {
	s.ID, s.Zone, s.Exceptions = "", "", nil
	key, err := s.MarshalJSON()
	if err != nil {
		return ""
	}
	if text, ok := w.words[string(key)]; ok {
		return text
	}
	text, lost := phrase.Format(s, w.language(), phrase.Long)
	if len(lost) > 0 || s.Length > defaultLongest || !readsBack(text, string(key)) {
		text = ""
	}
	if len(w.words) >= maxPhrases {
		clear(w.words)
	}
	w.words[string(key)] = text
	return text
}

// readsBack reports whether words are read as one series, the same as that in
// JSON, so that a table never says something else than the directory.
func readsBack(text, series string) bool {
	got := phrase.Parse(text, phrase.Context{})
	if got.Status != phrase.Resolved || len(got.Schedules) != 1 {
		return false
	}
	read, err := got.Schedules[0].Series.MarshalJSON()
	return err == nil && string(read) == series
}

// lastOf returns the last day of a series, also where it ends after a number of
// dates.
func lastOf(s schedule.Series) schedule.Date {
	if s.Count == 0 {
		return s.Last
	}
	if s.First.IsZero() {
		s.First = feed.FirstDay()
	}
	rule := schedule.Series{Rule: s.Rule, First: s.First, Last: s.Last, Count: s.Count}
	table, err := schedule.Compile(rule, schedule.CompileOptions{Zone: schedule.NewZone(time.UTC)})
	if err != nil {
		return s.Last
	}
	last := s.Last
	for o := range table.All(s.First, schedule.Date{}) {
		last = o.Date
	}
	return last
}

// added returns the dates beside a rule as exceptions. One that has an
// exception of its own keeps that.
func added(s schedule.Series) []schedule.Exception {
	var all []schedule.Exception
	for _, d := range s.Dates {
		if !slices.ContainsFunc(s.Exceptions, func(e schedule.Exception) bool { return e.On == d }) {
			all = append(all, schedule.Exception{On: d, Kind: schedule.Add})
		}
	}
	return all
}

func (w *writer) language() string {
	if w.es {
		return "es"
	}
	return "en"
}

func dateText(d schedule.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func datesText(days []schedule.Date) string {
	var texts []string
	for _, d := range days {
		texts = append(texts, d.String())
	}
	return strings.Join(texts, ", ")
}

// clockText writes a time with its seconds, so that nobody takes 10:00 for the
// evening.
func clockText(c schedule.Clock) string {
	if c.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d:%02d", c.Hour(), c.Minute(), c.Second())
}

func lengthText(d time.Duration) string { return strconv.Itoa(int(d/time.Minute)) + " min" }

// changesText writes what happens on single dates as the reader takes it.
func changesText(list []schedule.Exception) string {
	var entries []string
	for _, e := range slices.SortedFunc(slices.Values(list), func(a, b schedule.Exception) int { return a.On.Compare(b.On) }) {
		entry := e.On.String() + " " + map[schedule.ExceptionKind]string{
			schedule.Cancel: "cancelled", schedule.Reschedule: "moved to", schedule.Add: "added", schedule.Annotate: "note"}[e.Kind]
		if !e.To.IsZero() {
			entry += " " + e.To.String()
		}
		if !e.Start.IsZero() {
			entry += " " + e.Start.String()
		}
		if e.Length > 0 {
			entry += " for " + e.Length.String()
		}
		if e.Reason != "" {
			entry += ": " + strings.NewReplacer(";", ",", "\n", " ").Replace(e.Reason)
		}
		entries = append(entries, entry)
	}
	return strings.Join(entries, "; ")
}
