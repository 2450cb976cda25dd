package program

import (
	"fmt"
	"strings"
)

// A phrasebook holds the forms that Instruction is made of, with what each is
// filled with.
type phrasebook struct {
	call, text, video, press string // number; number; number; key
	keyword, relay           string // keyword, number; relay, number
	chat, videoPage          string // address
}

var phrasebooks = map[string]phrasebook{
	"en": {
		call: "Call %s", text: "Text %s", video: "Video call %s", press: "%s, then press %s",
		keyword: "Text %s to %s", relay: "By TTY or relay, dial %s, then %s",
		chat: "Chat at %s", videoPage: "Video call at %s",
	},
	"es": {
		call: "Llame al %s", text: "Envíe un texto al %s", video: "Videollamada al %s", press: "%s y oprima %s",
		keyword: "Envíe la palabra %s al %s", relay: "Por TTY o relevo, marque %s y luego %s",
		chat: "Escriba por chat en %s", videoPage: "Videollamada en %s",
	},
}

// phrases returns the phrasebook for a language, else the English one.
func phrases(language string) phrasebook {
	for tag := language; tag != ""; tag = parentTag(tag) {
		if words, ok := phrasebooks[tag]; ok {
			return words
		}
	}
	return phrasebooks["en"]
}

// Instruction returns what to do in a few plain words, without a full stop:
// "Call 988, then press 1". It knows English and Spanish; any other language
// gets English.
func (l CrisisLine) Instruction(language string) string {
	words := phrases(language)
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
