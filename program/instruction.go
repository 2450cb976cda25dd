package program

import (
	"fmt"
	"strings"
)

// A phrasebook holds the forms that Instruction is made of. Their verbs are
// filled with what the comments name, in that order.
type phrasebook struct {
	call, text, video string // number
	chat, videoPage   string // address
	keyword           string // keyword, number
	relay             string // relay, number
	press             string // the instruction so far, key
}

var phrasebooks = map[string]phrasebook{
	"en": {
		call: "Call %s", text: "Text %s", video: "Video call %s",
		chat: "Chat at %s", videoPage: "Video call at %s",
		keyword: "Text %s to %s",
		relay:   "By TTY or relay, dial %s, then %s",
		press:   "%s, then press %s",
	},
	"es": {
		call: "Llame al %s", text: "Envíe un texto al %s", video: "Videollamada al %s",
		chat: "Escriba por chat en %s", videoPage: "Videollamada en %s",
		keyword: "Envíe la palabra %s al %s",
		relay:   "Por TTY o relevo, marque %s y luego %s",
		press:   "%s y oprima %s",
	},
}

// Instruction returns what to do in a few plain words, without a full stop:
// "Call 988, then press 1". It knows English and Spanish; any other language
// gets English.
func (l CrisisLine) Instruction(language string) string {
	words := inLanguage(phrasebooks, language)
	address := strings.TrimSuffix(strings.TrimPrefix(l.URL, "https://"), "/")
	var what string
	switch {
	case l.Channel == ChannelText && l.Keyword != "":
		what = fmt.Sprintf(words.keyword, l.Keyword, l.Number)
	case l.Channel == ChannelText:
		what = fmt.Sprintf(words.text, l.Number)
	case l.Channel == ChannelChat:
		what = fmt.Sprintf(words.chat, address)
	case l.Channel == ChannelRelay:
		what = fmt.Sprintf(words.relay, l.Relay, l.Number)
	case l.Channel == ChannelVideo && l.URL != "":
		what = fmt.Sprintf(words.videoPage, address)
	case l.Channel == ChannelVideo:
		what = fmt.Sprintf(words.video, l.Number)
	default:
		what = fmt.Sprintf(words.call, l.Number)
	}
	if l.Press != "" {
		what = fmt.Sprintf(words.press, what, l.Press)
	}
	return what
}
