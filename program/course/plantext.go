package course

import (
	"fmt"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// In returns the plan in one line of a language: Text, or in Spanish
// "10 sesiones del 5/10/2022 al 14/12/2022; sin clase el 23/11". It is "" for
// the zero Plan.
func (p Plan) In(language string) string {
	if in(language) != "es" || len(p.Sessions) == 0 {
		return p.Text
	}
	first, last := p.Sessions[0].Date, p.Sessions[len(p.Sessions)-1].Date
	parts := []string{fmt.Sprintf("%d sesiones del %s al %s", len(p.Sessions), longDay(first), longDay(last))}
	for _, s := range p.Sessions {
		switch s.Kind {
		case schedule.MadeUp.String():
			parts = append(parts, fmt.Sprintf("el %s en lugar del %s", shortDay(s.Date, "es"), shortDay(s.For, "es")))
		case schedule.Doubled.String():
			parts = append(parts, "dos sesiones el "+shortDay(s.Date, "es"))
		case schedule.Online.String():
			parts = append(parts, "en línea el "+shortDay(s.Date, "es"))
		}
	}
	if none := p.NoClass(language); none != "" {
		parts = append(parts, none)
	}
	return strings.Join(parts, "; ")
}

// NoClass names the closed days of the plan that nothing takes the place of,
// for a page in a language: "no class 11/23", in Spanish "sin clase el 23/11".
// It is "" if there are none, and for a plan that was read from JSON.
func (p Plan) NoClass(language string) string {
	var days []string
	for _, c := range p.plan.Closed {
		if !slices.ContainsFunc(p.Sessions, func(s Session) bool { return s.For == c.Date }) {
			days = append(days, shortDay(c.Date, language))
		}
	}
	switch {
	case len(days) == 0:
		return ""
	case in(language) == "es":
		return "sin clase el " + strings.Join(days, ", ")
	}
	return "no class " + strings.Join(days, ", ")
}

// In returns the remedy in one line of a language: Text, or the same in
// Spanish.
func (r Remedy) In(language string) string {
	if in(language) != "es" {
		return r.Text
	}
	lost, day := longDay(r.lost), longDay(r.Date)
	switch r.Way {
	case MakeUp:
		return fmt.Sprintf("la sesión del %s se da el %s", lost, day)
	case Merge:
		return fmt.Sprintf("la sesión del %s se da junto con la del %s", lost, day)
	}
	return fmt.Sprintf("no hay sesión el %s; las siguientes se recorren y la última es el %s", lost, day)
}

// shortDay writes a day as the readers of a language do: 11/23, in Spanish 23/11.
func shortDay(d schedule.Date, language string) string {
	_, month, day := d.Civil()
	if in(language) == "es" {
		return fmt.Sprintf("%d/%d", day, month)
	}
	return fmt.Sprintf("%d/%d", month, day)
}

// longDay writes a day in Spanish with its year.
func longDay(d schedule.Date) string {
	year, month, day := d.Civil()
	return fmt.Sprintf("%d/%d/%d", day, month, year)
}
