package program_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func instructions(lines []program.CrisisLine, language string) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Instruction(language))
	}
	return all
}

func TestCrisisLines(t *testing.T) {
	c := program.BuiltIn()
	tests := []struct {
		name, on, language string
		want               []string
	}{
		{"S26 D52 the day before 988", "2022-07-15", "en", []string{
			"Call 1-800-273-8255", "Chat at suicidepreventionlifeline.org/chat", "Text HOME to 741741", "Call 911",
			"Call 1-800-273-8255, then press 1", "Text 838255", "Chat at www.veteranscrisisline.net/get-help-now/chat",
			"By TTY or relay, dial 711, then 1-800-273-8255",
			"Call 1-888-628-9454", "Text HOLA to 741741"}},
		{"S26 D52 the first day of 988", "2022-07-16", "en", []string{
			"Call 988", "Text 988", "Chat at 988lifeline.org/chat", "Text HOME to 741741", "Call 911",
			"Call 988, then press 1", "Text 838255", "Chat at www.veteranscrisisline.net/get-help-now/chat",
			"By TTY or relay, dial 711, then 988",
			"Call 988, then press 2", "Text HOLA to 741741"}},
		{"D52 a page in Spanish has the Spanish lines first and loses none", "2025-07-17", "es", []string{
			"Llame al 988 y oprima 2", "Envíe la palabra AYUDA al 988", "Escriba por chat en 988lifeline.org/chat",
			"Envíe la palabra HOLA al 741741", "Llame al 911",
			"Llame al 988", "Envíe un texto al 988", "Escriba por chat en 988lifeline.org/chat", "Envíe la palabra HOME al 741741",
			"Llame al 988 y oprima 1", "Envíe un texto al 838255", "Escriba por chat en www.veteranscrisisline.net/get-help-now/chat",
			"Por TTY o relevo, marque 711 y luego 988",
			"Videollamada en 988lifeline.org", "Videollamada al 1-800-273-8255"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines := c.CrisisLines("us/FL/jax", schedule.MustDate(tt.on), tt.language)
			if diff := cmp.Diff(tt.want, instructions(lines, tt.language)); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("S26 the old number stays in service", func(t *testing.T) {
		for _, l := range c.Records().CrisisLines {
			if l.Key == "lifeline-call" {
				on := schedule.MustDate("2026-01-01")
				equal(t, "in service", l.InService(on), true)
				equal(t, "shown", l.Shown(on), false)
				return
			}
		}
		t.Error("the old number is not stored")
	})
	t.Run("D52 a line that has ended is not shown", func(t *testing.T) {
		for on, want := range map[string]bool{"2022-07-16": false, "2025-07-16": true, "2025-07-17": false} {
			lines := instructions(c.CrisisLines("us", schedule.MustDate(on), "en"), "en")
			equal(t, "press 3 on "+on, strings.Contains(strings.Join(lines, "\n"), "press 3"), want)
		}
	})
	t.Run("D52 every channel and audience has a line today", func(t *testing.T) {
		seen := map[string]bool{}
		for _, l := range c.CrisisLines("us", schedule.MustDate("2026-01-01"), "en") {
			seen[string(l.Channel)+" "+l.Audience+strings.Join(l.Languages, "")] = true
			equal(t, l.Key+" always open", l.Hours.Always(), true)
		}
		for _, want := range []string{"call en", "text en", "chat en", "call es", "text es", "chat es", "call veteransen", "text veteransen", "relay deafen", "video deafase", "call "} {
			if !seen[want] {
				t.Errorf("no line for %q in %v", want, seen)
			}
		}
	})
	t.Run("another country has none of them", func(t *testing.T) {
		equal(t, "lines", len(c.CrisisLines("ca", schedule.MustDate("2024-01-01"), "en")), 0)
	})
}

func TestLocalCrisisLines(t *testing.T) {
	c := mustNew(t, `{"crisis_lines": [
		{"key": "jax", "name": {"en": "County line"}, "jurisdiction": "us/FL/jax", "channel": "call", "number": "904-555-0100", "source": "us", "confidence": "high"},
		{"key": "fl", "name": {"en": "State line"}, "jurisdiction": "us/FL", "channel": "call", "number": "850-555-0100", "source": "us", "confidence": "high"}]}`)
	var keys []string
	for _, l := range c.CrisisLines("us/FL/jax", schedule.MustDate("2022-08-01"), "en") {
		if l.Jurisdiction != "us" {
			keys = append(keys, l.Key)
		}
	}
	if diff := cmp.Diff([]string{"fl", "jax"}, keys); diff != "" {
		t.Errorf("local lines (-want +got):\n%s", diff)
	}
	equal(t, "the first line", c.CrisisLines("us/FL/jax", schedule.MustDate("2022-08-01"), "en")[0].Number, "988")
	for _, l := range c.CrisisLines("us/GA", schedule.MustDate("2022-08-01"), "en") {
		equal(t, "the place of "+l.Key, l.Jurisdiction, "us")
	}
}

func TestCrisisLineWords(t *testing.T) {
	tests := []struct {
		line                       program.CrisisLine
		english, spanish, linkWant string
	}{
		{program.CrisisLine{Channel: program.ChannelCall, Number: "1-800-273-8255", Press: "1"},
			"Call 1-800-273-8255, then press 1", "Llame al 1-800-273-8255 y oprima 1", "tel:18002738255"},
		{program.CrisisLine{Channel: program.ChannelText, Number: "741741", Keyword: "HOME"},
			"Text HOME to 741741", "Envíe la palabra HOME al 741741", "sms:741741"},
		{program.CrisisLine{Channel: program.ChannelText, Number: "+1 (904) 555-0100"},
			"Text +1 (904) 555-0100", "Envíe un texto al +1 (904) 555-0100", "sms:+19045550100"},
		{program.CrisisLine{Channel: program.ChannelChat, URL: "https://988lifeline.org/chat/"},
			"Chat at 988lifeline.org/chat", "Escriba por chat en 988lifeline.org/chat", "https://988lifeline.org/chat/"},
		{program.CrisisLine{Channel: program.ChannelRelay, Number: "988", Relay: "711"},
			"By TTY or relay, dial 711, then 988", "Por TTY o relevo, marque 711 y luego 988", "tel:711"},
		{program.CrisisLine{Channel: program.ChannelVideo, Number: "988"},
			"Video call 988", "Videollamada al 988", "tel:988"},
		{program.CrisisLine{Channel: program.ChannelCall, Number: "*1 (555) #2"},
			"Call *1 (555) #2", "Llame al *1 (555) #2", "tel:*1555%232"},
	}
	for _, tt := range tests {
		t.Run(tt.english, func(t *testing.T) {
			equal(t, "English", tt.line.Instruction("en-US"), tt.english)
			equal(t, "Spanish", tt.line.Instruction("es-MX"), tt.spanish)
			equal(t, "any other language", tt.line.Instruction("fr"), tt.english)
			equal(t, "the link", tt.line.Link(), tt.linkWant)
		})
	}
}

func TestNewRefusesLines(t *testing.T) {
	tests := []struct{ name, fields, want string }{
		{"no name", `"channel": "call", "number": "988", "name": {"en": ""}`, `name.en: "", want words`},
		{"a channel that does not exist", `"channel": "fax", "number": "988"`, `channel: "fax", want call, text, chat, relay or video`},
		{"a call to nobody", `"channel": "call"`, "number: empty"},
		{"a chat without an address", `"channel": "chat", "number": "988"`, "url: empty"},
		{"a relay without its number", `"channel": "relay", "number": "988"`, "relay: empty"},
		{"a video call to nobody", `"channel": "video"`, "number or url: empty"},
		{"an address that is not https", `"channel": "chat", "url": "javascript:alert(1)"`, "want an https address"},
		{"an address without encryption", `"channel": "chat", "url": "http://a.org/"`, "want an https address"},
		{"an address that breaks out of a page", `"channel": "chat", "url": "https://a.org/\"><script>"`, "want an https address"},
		{"letters in a number", `"channel": "call", "number": "1-800-HELP"`, `number: "1-800-HELP", want a number`},
		{"a replacement after the end", `"channel": "call", "number": "988", "to": "2022-01-01", "replaced": "2022-01-01"`, "replaced: 2022-01-01, want a date on which the line is in service"},
		{"an end before the beginning", `"channel": "call", "number": "988", "from": "2022-01-02", "to": "2022-01-01"`, "to: 2022-01-01, want a date after from"},
		{"hours without a zone", `"channel": "call", "number": "988", "hours": [{"days": "Mon", "from": "09:00"}]`, "zone: empty"},
		{"hours without days", `"channel": "call", "number": "988", "hours": [{"days": ""}]`, "hours[0].days: \"\", want at least one day"},
		{"a zone that is none", `"channel": "call", "number": "988", "zone": "New York"`, `zone: "New York", want a name`},
		{"a language that is none", `"channel": "call", "number": "988", "languages": ["Spanish"]`, `languages[0]: "Spanish", want a language tag`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := program.Read(strings.NewReader(`{"crisis_lines": [{"key": "x", "name": {"en": "A line"}, "jurisdiction": "us", "source": "us", "confidence": "high", ` + tt.fields + `}]}`))
			if err != nil {
				t.Fatal(err)
			}
			_, err = program.New(r)
			if err == nil || !strings.HasPrefix(err.Error(), `program: crisis line "x": `) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}
