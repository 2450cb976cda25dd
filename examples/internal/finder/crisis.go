package finder

import (
	"strings"

	"github.com/withinreach/withinreach/program"
)

// A crisisView is a way to reach help at once.
type crisisView struct {
	Name said
	Do   string
	Link link
}

// crisisViews are the lines of a day: those for everyone in the language of
// the page, the foremost of them, and the others.
type crisisViews struct {
	First, Everyone []crisisView
	Others          []crisisGroup
}

// A crisisGroup is the lines for some people, or in some languages.
type crisisGroup struct {
	Title said
	Lines []crisisView
}

// crisis returns the lines of the real day, in the demo too.
func (v *visit) crisis() (views crisisViews) {
	seen := map[program.Channel]bool{}
	for _, l := range v.Snapshot.CrisisLines(v.place, v.book.tag, v.today) {
		view := crisisView{v.book.text(l.Name), l.Instruction(v.book.tag), crisisLink(l.Link())}
		if l.Audience != "" || !l.Speaks(v.book.tag) {
			views.add(v.whom(l), view)
			continue
		}
		views.Everyone = append(views.Everyone, view)
		if (l.Channel == program.ChannelCall || l.Channel == program.ChannelText) && !seen[l.Channel] {
			views.First = append(views.First, view)
			seen[l.Channel] = true
		}
	}
	return views
}

// whom says whom a line is for that is not for every reader of the page.
func (v *visit) whom(l program.CrisisLine) said {
	if l.Audience != "" {
		return v.book.name("audience", l.Audience, "en")
	}
	names := make([]string, len(l.Languages))
	for i, tag := range l.Languages {
		names[i] = v.book.language(tag).Text
	}
	return said{Text: strings.Join(names, ", ")}
}

// add adds a line to the group with a title.
func (c *crisisViews) add(title said, line crisisView) {
	for i := range c.Others {
		if c.Others[i].Title == title {
			c.Others[i].Lines = append(c.Others[i].Lines, line)
			return
		}
	}
	c.Others = append(c.Others, crisisGroup{title, []crisisView{line}})
}

// helplines returns the helplines of the real day that serve the place which
// the page is about, the nearest first.
func (v *visit) helplines() (views []contactView) {
	where := program.Jurisdiction("us")
	if v.place != "" {
		where += program.Jurisdiction("/" + v.place)
	}
	for _, l := range v.Snapshot.Catalogue().Helplines(where, v.today) {
		view := contactView{
			Role:  v.book.text(l.Name),
			Phone: l.Phone, PhoneLink: phoneLink("tel", l.Phone),
			Text: l.Text, TextLink: phoneLink("sms", l.Text), Keyword: l.Keyword,
			Email: l.Email, EmailLink: mailLink(l.Email), Web: webLink(l.URL),
		}
		v.setHours(&view, l.Hours, l.Zone)
		views = append(views, view)
	}
	return views
}
