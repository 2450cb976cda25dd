package coverage

import (
	"fmt"
	"strings"
)

// words are the texts of pictures in one language.
type words struct {
	language string

	title     string // area, share, reach
	people    string // number of people, number of sites
	out       string // number of people
	country   string
	within    string // legend: land
	reached   string // legend: people
	unreached string // legend: people
	site      string // legend
	suggested string // legend and heading
	brings    string // place, number of people
	more      string // number of suggestions not shown
	certain   string // percent
	largest   string // before a list
	unplaced  string // number of sites
	estimate  string
	source    string
	fewer     string // for numbers below Few

	straight, road, drive string // of a reach
	axisMiles, axisShare  string
	chartTitle, chartNow  string
	chartPlan             string
}

var english = words{
	language:  "en",
	title:     "%s: %s of people have a group within %s",
	people:    "%s people in the 2020 census. Groups on this map: %s",
	out:       "Out of reach: %s people",
	country:   "United States",
	within:    "Land within reach of a group",
	reached:   "People within reach",
	unreached: "People out of reach",
	site:      "A group",
	suggested: "Where a group would bring most people within reach",
	brings:    "%s: %s",
	more:      "and %d more",
	certain:   "At least %s of the best that as many new groups could do.",
	largest:   "Most people out of reach: ",
	unplaced:  "Groups without a place on the map, not counted: %s.",
	estimate:  "Ways by road are estimated from straight distances.",
	source:    "People and outlines: US Census Bureau. A larger mark is more people.",
	fewer:     "fewer than %d",
	straight:  "%s miles in a straight line",
	road:      "%s miles by road",
	drive:     "%s minutes by car",

	axisMiles:  "Straight miles to the nearest group",
	axisShare:  "Share of people",
	chartTitle: "%s: how far people are from the nearest group",
	chartNow:   "Now",
	chartPlan:  "With the changes",
}

var spanish = words{
	language:  "es",
	title:     "%s: el %s de las personas tiene un grupo a %s",
	people:    "%s personas en el censo de 2020. Grupos en este mapa: %s",
	out:       "Sin grupo a su alcance: %s personas",
	country:   "Estados Unidos",
	within:    "Zona al alcance de un grupo",
	reached:   "Personas con un grupo a su alcance",
	unreached: "Personas sin grupo a su alcance",
	site:      "Un grupo",
	suggested: "Dónde un grupo pondría a su alcance a más personas",
	brings:    "%s: %s",
	more:      "y %d más",
	certain:   "Al menos el %s de lo mejor que lograrían otros tantos grupos nuevos.",
	largest:   "Donde más personas quedan sin grupo: ",
	unplaced:  "Grupos sin lugar en el mapa, no contados: %s.",
	estimate:  "Los trayectos por carretera se estiman a partir de la distancia en línea recta.",
	source:    "Personas y contornos: Oficina del Censo de los EE. UU. Una marca mayor son más personas.",
	fewer:     "menos de %d",
	straight:  "%s millas en línea recta",
	road:      "%s millas por carretera",
	drive:     "%s minutos en auto",

	axisMiles:  "Millas en línea recta hasta el grupo más cercano",
	axisShare:  "Porcentaje de personas",
	chartTitle: "%s: a qué distancia está el grupo más cercano",
	chartNow:   "Ahora",
	chartPlan:  "Con los cambios",
}

// wordsIn returns the words of a BCP 47 tag: Spanish for "es" and "es-…", else English.
func wordsIn(language string) *words {
	if base, _, _ := strings.Cut(strings.ToLower(language), "-"); base == "es" {
		return &spanish
	}
	return &english
}

// number returns a count of people; a small one is hidden.
func (w *words) number(n int64) string {
	if n > 0 && n < Few {
		return fmt.Sprintf(w.fewer, Few)
	}
	return count(n)
}

// percent returns a share with one digit after the point. Only everybody is 100 %, and only
// nobody 0 %.
func percent(share float64) string {
	v := share * 100
	switch {
	case share >= 1:
		v = 100
	case v > 99.9:
		v = 99.9
	case v > 0 && v < 0.1:
		v = 0.1
	}
	return decimal(v) + " %"
}

// reach returns a reach, as [Reach.String] does in English.
func (w *words) reach(r Reach) string {
	switch {
	case r.road != 0:
		return fmt.Sprintf(w.road, decimal(r.road.Miles()))
	case r.drive != 0:
		return fmt.Sprintf(w.drive, decimal(r.drive.Minutes()))
	}
	return fmt.Sprintf(w.straight, decimal(r.straight.Miles()))
}
