package hsds

import (
	"strings"

	"github.com/withinreach/withinreach/program"
)

// A wording is what Write says in words.
type wording struct {
	free, members, register, callFirst string
	online, telephone                  string
	entry                              map[program.EntryMode]string
}

var wordings = map[string]wording{
	"en": {
		free: "Free of charge", members: "members only", register: "Register", callFirst: "Call first", online: "Online", telephone: "By telephone",
		entry: map[program.EntryMode]string{
			program.EntryDropIn:      "Just come; no registration",
			program.EntryOnce:        "Register once for all dates",
			program.EntryPerDate:     "Register for each date",
			program.EntryClosed:      "Register before the first session",
			program.EntryClosedAfter: "New people may join during the first sessions",
			program.EntryCyclic:      "New people may join in any week",
		},
	},
	"es": {
		free: "Gratis", members: "solo para miembros", register: "Regístrese", callFirst: "Llame antes", online: "En línea", telephone: "Por teléfono",
		entry: map[program.EntryMode]string{
			program.EntryDropIn:      "Venga sin inscribirse",
			program.EntryOnce:        "Inscríbase una vez para todas las fechas",
			program.EntryPerDate:     "Inscríbase para cada fecha",
			program.EntryClosed:      "Inscríbase antes de la primera sesión",
			program.EntryClosedAfter: "Puede unirse durante las primeras sesiones",
			program.EntryCyclic:      "Puede unirse en cualquier semana",
		},
	},
}

// words returns the wording in the language nearest to a tag.
func words(language string) wording {
	if strings.HasPrefix(language, "es") {
		return wordings["es"]
	}
	return wordings["en"]
}
