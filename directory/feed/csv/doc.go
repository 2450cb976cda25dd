// Package csv reads and writes tables: the CSV files and published sheets in
// which people keep their lists of groups.
//
//	got, err := csv.Read(file, feed.Options{Source: "north-county", Zone: "America/New_York"})
//	...
//	for _, f := range got.Findings {
//		fmt.Println(f.Place, f.Code, f.Message)
//	}
//
// # Columns
//
// A column is what its title says, in English or Spanish: "Start Time" and "Hora
// de inicio" are both [Time]. The file columns.txt has all titles that are
// known. The titles may stand below other rows and under titles of groups of
// columns. A [Mapping] says what the titles do not; [Sheet.Preview] shows what each
// column was taken for, the first groups in words, and all questions.
// [Template] is a table to mail out.
//
// # Rows
//
// A row is a group. Rows that are single dates, as calendars export them, become
// one group with one series: a rule where the dates are exactly those of one,
// else the dates. A row with one cell is a heading for the rows under it if it
// is a weekday, a county or a program. What is the same as another row, has
// neither name nor program, or is marked as not public, is refused.
//
// # Days and times
//
// They may be said in words, which the package phrase reads, or in columns: a
// weekday, weeks of the month or a frequency, times, first and last days, a
// column for each weekday. Dates and times may have any form that spreadsheets
// give them. Whether 6/8 is in June or in August, and whether 7:00 is in the
// evening, is told from the other cells of the column. What nothing tells is a
// question, a finding with the severity of a warning: the group is listed
// without that part of its schedule, and its words are kept in the note. A
// group of which no first day is known begins on [feed.FirstDay].
//
// # Identity
//
// With a column [ID], a group is its key. Without one it is known by what
// the table says of it, whatever the order of the rows: by its name and place,
// and by its days where that is not enough. Given the entities of the last
// import, a [Sheet] pairs rows with them, from the surest to the boldest: all
// the same; another time; other days; another name at the same place and time;
// the same name and time at another place; the same name alone. It pairs only
// what is alone of its kind on both sides, and reports each pair that is not
// the same in all of these. A place is paired by its name and town, or its
// street and town. What was not paired is new. IDs are never used for another
// group.
//
// # People
//
// Columns about people who come, leaders and health are never read, nor are
// ways to join an online meeting. Of a contact's name only the first is taken,
// where it is sure which that is. Findings say so without the cells.
//
// # Round trips
//
// [Write] writes a table that Read reads back: an ID stays what it was, and a
// listing is the same in all that Write does not report. Cells that a
// spreadsheet would compute get an apostrophe, which Read takes off again.
//
// # Limits
//
// Besides [feed.Limits] a row has at most 512 columns. Quotation marks that were
// broken by hand cost the row in which they are, not those after it. Time and
// memory are in proportion to the length of the table: 100,000 rows take some
// two seconds and hold some 250 MB. A point on the map is only taken from the
// table, never from a ZIP code. All functions may be called by any number of
// goroutines.
package csv
