package program_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleCatalogue_Resolve() {
	c := program.BuiltIn()
	r, err := c.Resolve("connection-training", "en", "us/WI", schedule.MustDate("2022-06-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Program.Name.In("en"))
	fmt.Println(r.Sessions.Count, "days, says", r.Origins["sessions"].Source)
	fmt.Println("for", r.Audience.Relations, "at level", r.Origins["audience"].Level)
	// Output:
	// NAMI Connection facilitator training
	// 2 days, says state page, Wisconsin
	// for [self] at level national
}

// A program of your own is a few lines of data.
func ExampleNew() {
	mine, err := program.Read(strings.NewReader(`{
		"programs": [{
			"key": "tuesday-art", "name": {"en": "Art on Tuesdays"}, "kind": "support group", "language": "en", "free": true,
			"source": "our own", "confidence": "high"
		}],
		"editions": [{
			"key": "tuesday-art", "program": "tuesday-art", "language": "en", "jurisdiction": "us/FL/jax",
			"source": "our own", "confidence": "high",
			"sessions": {"minutes": 60}, "entry": {"mode": "drop-in"}
		}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := program.New(program.BuiltIn().Records(), mine)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := c.Resolve("tuesday-art", "en", "us/FL/jax", schedule.MustDate("2022-06-01"))
	fmt.Println(r.Sessions.Length(), r.Entry.Mode, r.Confidential(), err)
	// Output: 1h0m0s drop-in true <nil>
}

func ExampleTerms_Statements() {
	r, err := program.BuiltIn().Resolve("connection", "es", "us", schedule.MustDate("2022-06-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range r.Statements("es") {
		fmt.Println(s.Text)
	}
	// Output:
	// Este es un grupo entre iguales. Aquí las personas se apoyan.
	// El grupo se suma a su tratamiento. No lo reemplaza.
	// No le decimos qué medicina o terapia debe usar.
	// Lo que se cuenta aquí queda entre nosotros.
	// Hay límites. Si alguien puede salir lastimado, quien guía puede pedir ayuda. Algunas leyes obligan a avisar.
}

func ExampleCatalogue_CrisisLines() {
	for _, on := range []string{"2022-07-15", "2022-07-16"} {
		lines := program.BuiltIn().CrisisLines("us", schedule.MustDate(on), "en")
		fmt.Printf("%s: %s: %s\n", on, lines[0].Name.In("en"), lines[0].Instruction("en"))
	}
	// Output:
	// 2022-07-15: National Suicide Prevention Lifeline: Call 1-800-273-8255
	// 2022-07-16: 988 Suicide & Crisis Lifeline: Call 988
}

func ExampleWeeklyHours_Open() {
	line := program.BuiltIn().Helplines("us/IL", schedule.MustDate("2022-09-01"))[0]
	fmt.Println(line.Name.In("en"), line.Phone, line.Zone)
	fmt.Println(line.Hours.Open(time.Monday, schedule.MustClock("21:30")))
	fmt.Println(line.Hours.Open(time.Saturday, schedule.MustClock("12:00")))
	// Output:
	// NAMI HelpLine 1-800-950-6264 America/New_York
	// true
	// false
}

func ExampleCheck() {
	r, err := program.BuiltIn().Resolve("connection", "en", "us/FL", schedule.MustDate("2022-06-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	found := program.Check(r, program.Facts{
		Series: []schedule.Series{{Rule: schedule.Weekly(time.Tuesday), Length: 75 * time.Minute}},
		Team:   []program.Leader{{ID: "lead-7", Certified: true}},
	})
	for _, f := range found {
		fmt.Println(f.Severity, f.Code, "-", f.Message)
	}
	// Output:
	// warning length-differs - it takes 75 minutes, the program says 90 minutes
	// warning team-too-small - 1 certified to lead, the program says 2 or more: find a substitute or train somebody
	// warning single-leader - only one person leads this: it ends when they are away or stop
}
