// Command tables is the program of the guide: schedules over tables that were there before.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"time"
	_ "time/tzdata" // for machines without a database of time zones

	_ "modernc.org/sqlite" // or the driver that you have

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/schedule"
)

// tables are those of a tool that had groups long before it had this library.
const tables = `
CREATE TABLE chapter (id INTEGER PRIMARY KEY, name TEXT, zone TEXT, holidays TEXT);
CREATE TABLE room    (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL);
CREATE TABLE meeting (id INTEGER PRIMARY KEY, title TEXT, chapter INTEGER, room INTEGER, series TEXT);
`

const rooms = `INSERT INTO room VALUES (7, 'Orange Park Hospital', 30.165, -81.74)`

// fill keeps the holidays of a chapter and the series of a group in one column of text each.
func fill(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, tables+rooms); err != nil {
		return err
	}
	_, err := db.ExecContext(ctx, `INSERT INTO chapter VALUES (1, 'Jacksonville', 'America/New_York', ?)`, schedule.USFederal(schedule.Observed))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO meeting VALUES (1, 'Wednesday group', 1, 7, ?)`, schedule.Series{
		Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Skip,
	})
	return err
}

func chapter(scan func(...any) error) (directory.Entity, error) {
	var o directory.Organization
	err := scan(&o.ID, &o.Name, &o.Zone, &o.Holidays)
	return o, err
}

func room(scan func(...any) error) (directory.Entity, error) {
	var v directory.Venue
	var lat, lon float64
	err := scan(&v.ID, &v.Name, &lat, &lon)
	v.Point = earth.LatLng(lat, lon)
	return v, err
}

func meeting(scan func(...any) error) (directory.Entity, error) {
	o := directory.Offering{Series: make([]schedule.Series, 1)}
	err := scan(&o.ID, &o.Name, &o.Organization, &o.Venue, &o.Series[0])
	return o, err
}

// entities reads all rows of the three tables.
func entities(ctx context.Context, db *sql.DB) (list []directory.Entity, err error) {
	for _, table := range []struct {
		query string
		row   func(scan func(...any) error) (directory.Entity, error)
	}{
		{`SELECT id, name, zone, holidays FROM chapter`, chapter},
		{`SELECT id, name, lat, lon FROM room`, room},
		{`SELECT id, title, chapter, room, series FROM meeting`, meeting},
	} {
		rows, err := db.QueryContext(ctx, table.query)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			e, err := table.row(rows.Scan)
			if err != nil {
				return nil, err
			}
			list = append(list, e)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// november prints the dates of a group.
func november(list []directory.Entity) {
	snap, problems := directory.SnapshotOf(list...)
	for _, err := range problems {
		fmt.Println(err) // a row that makes no sense: it is left out
	}
	from := schedule.MustDate("2026-11-01")
	for m := range snap.Timetable("1").All(from, from.AddDays(30)) {
		fmt.Println(m)
	}
}

// open keeps a directory of all rows in memory, to which only what changes is told from now on.
func open(ctx context.Context, list []directory.Entity) (*directory.Directory, error) {
	dir, err := directory.Open(ctx, memstore.New(), directory.Options{})
	if err != nil {
		return nil, err
	}
	var changes []directory.Change
	for _, e := range list {
		changes = append(changes, directory.Change{Put: e, If: directory.AnyRevision})
	}
	if _, err := dir.Import(ctx, "rows", changes...); err != nil {
		dir.Close()
		return nil, err
	}
	return dir, nil
}

// renamed follows UPDATE room SET name = 'Orange Park Medical Center' WHERE id = 7.
func renamed(ctx context.Context, dir *directory.Directory) error {
	room := directory.Venue{ID: "7", Name: "Orange Park Medical Center", Point: earth.LatLng(30.165, -81.74)}
	if _, err := dir.Commit(ctx, "", directory.Change{Put: room, If: directory.AnyRevision}); err != nil {
		return err
	}
	listing, _ := dir.Snapshot().Listing("1")
	fmt.Println(listing.Name, "at", listing.Place.Name)
	return nil
}

func run(ctx context.Context) error {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection to :memory: has a database of its own
	if err := fill(ctx, db); err != nil {
		return err
	}
	list, err := entities(ctx, db)
	if err != nil {
		return err
	}
	november(list)
	dir, err := open(ctx, list)
	if err != nil {
		return err
	}
	defer dir.Close()
	return renamed(ctx, dir)
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
