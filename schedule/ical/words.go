package ical

import (
	"strconv"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// words are what Write says in one language.
type words struct {
	cancelledTitle, callFirstTitle string // before the title

	cancelled, unconfirmed, retimed, added string
	movedFrom                              string // before a date
	check                                  string // before an address

	meeting, meetings string // in place of other titles
	completeThrough   string // before a date

	appendDate func([]byte, schedule.Date) []byte // as TEXT
}

// languages are the words by Calendar.Language.
var languages = map[string]*words{"": &english, "en": &english, "es": &spanish}

var english = words{
	cancelledTitle: "CANCELLED: ", callFirstTitle: "CALL FIRST: ",
	cancelled: "Cancelled", unconfirmed: "Not confirmed, call first", retimed: "Time changed", added: "Extra date",
	movedFrom: "Moved from ", check: "Check before you go: ",
	meeting: "Meeting", meetings: "Meetings", completeThrough: "Complete through ",
	appendDate: func(b []byte, d schedule.Date) []byte {
		year, month, day := d.Civil()
		b = append(append(b, month.String()...), ' ')
		b = append(strconv.AppendInt(b, int64(day), 10), `\, `...)
		return strconv.AppendInt(b, int64(year), 10)
	},
}

var spanish = words{
	cancelledTitle: "CANCELADO: ", callFirstTitle: "LLAME ANTES: ",
	cancelled: "Cancelado", unconfirmed: "Sin confirmar, llame antes", retimed: "Nuevo horario", added: "Fecha adicional",
	movedFrom: "Trasladado desde el ", check: "Consulte antes de ir: ",
	meeting: "Reunión", meetings: "Reuniones", completeThrough: "Completo hasta el ",
	appendDate: func(b []byte, d schedule.Date) []byte {
		year, month, day := d.Civil()
		b = append(strconv.AppendInt(b, int64(day), 10), " de "...)
		b = append(append(b, spanishMonths[month-time.January]...), " de "...)
		return strconv.AppendInt(b, int64(year), 10)
	},
}

var spanishMonths = [...]string{
	"enero", "febrero", "marzo", "abril", "mayo", "junio",
	"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
}
