package texts

import (
	"fmt"

	"github.com/withinreach/withinreach/program"
)

var words = map[string]map[string]string{
	"en": {
		"voicemail.open":   "Thank you for calling %s.",
		"voicemail.close":  "Please leave your number, and somebody will call you back. If you need help right now, call or text 9 8 8.",
		"email.subject":    "Subject: When %s meets",
		"email.open":       "Hello,",
		"email.body":       "here are the next dates.",
		"email.close":      "You are welcome here. Nobody keeps a list of who comes.",
		"post.open":        "%s: you are not alone.",
		"post.close":       "If you need help right now, call or text 988.",
		"door.close":       "Need help right now? Call or text 988, day or night.",
		"group":            "%s.",
		"next":             "Next: %s.",
		"next.spoken":      "The next date is %s.",
		"on":               "%s, %s",
		"cancelled":        "%s: does NOT meet",
		"cancelled.why":    "%s: does NOT meet (%s)",
		"unconfirmed":      "%s: please call first",
		"moved":            "%s (changed from %s)",
		"none":             "No dates are planned. Please ask before you come.",
		"ended":            "It does not meet now.",
		"call":             "Questions: %s.",
		"call.spoken":      "For questions call %s.",
		"more":             "All dates: %s",
		"at":               "At: %s",
		"at.spoken":        "It meets at %s.",
		"mode.online":      "It meets online. Ask us for the way in.",
		"mode.telephone":   "It meets by telephone. Ask us for the number.",
		"mode.hybrid":      "You can also take part online.",
		"date.online":      "online",
		"date.telephone":   "by telephone",
		"date.in person":   "in person",
		"date.hybrid":      "in person and online",
		"register":         "Please sign up first.",
		"organization.has": "These groups meet:",
	},
	"es": {
		"voicemail.open":   "Gracias por llamar a %s.",
		"voicemail.close":  "Deje su número y alguien le llamará. Si necesita ayuda ahora mismo, llame o mande un mensaje al 9 8 8.",
		"email.subject":    "Asunto: Cuándo se reúne %s",
		"email.open":       "Hola:",
		"email.body":       "Estas son las próximas fechas.",
		"email.close":      "Aquí es bienvenido. Nadie lleva una lista de quién viene.",
		"post.open":        "%s: usted no está solo.",
		"post.close":       "Si necesita ayuda ahora mismo, llame o mande un mensaje al 988.",
		"door.close":       "¿Necesita ayuda ahora mismo? Llame o mande un mensaje al 988, de día o de noche.",
		"group":            "%s.",
		"next":             "Próxima fecha: %s.",
		"next.spoken":      "La próxima fecha es %s.",
		"on":               "%s, %s",
		"cancelled":        "%s: NO se reúne",
		"cancelled.why":    "%s: NO se reúne (%s)",
		"unconfirmed":      "%s: llame antes de venir",
		"moved":            "%s (antes: %s)",
		"none":             "No hay fechas previstas. Pregunte antes de venir.",
		"ended":            "Por ahora no se reúne.",
		"call":             "Preguntas: %s.",
		"call.spoken":      "Si tiene preguntas, llame al %s.",
		"more":             "Todas las fechas: %s",
		"at":               "Lugar: %s",
		"at.spoken":        "Se reúne en %s.",
		"mode.online":      "Se reúne en línea. Pregúntenos cómo entrar.",
		"mode.telephone":   "Se reúne por teléfono. Pregúntenos el número.",
		"mode.hybrid":      "También se puede participar en línea.",
		"date.online":      "en línea",
		"date.telephone":   "por teléfono",
		"date.in person":   "en persona",
		"date.hybrid":      "en persona y en línea",
		"register":         "Inscríbase antes, por favor.",
		"organization.has": "Se reúnen estos grupos:",
	},
}

// say returns a phrase in a language, filled in.
func say(language, key string, args ...any) string {
	phrase := words[language][key]
	if len(args) == 0 {
		return phrase
	}
	return fmt.Sprintf(phrase, args...)
}

// how returns how people meet on one date, where that differs from the usual.
func how(language string, m program.Mode) string { return say(language, "date."+string(m)) }
