package finder

import (
	"cmp"
	"html/template"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
)

// A contactView is a role and how to reach it.
type contactView struct {
	Role   said
	Name   string
	Vacant bool

	Phone, Text, Keyword, Email    string
	PhoneLink, TextLink, EmailLink link
	Web                            link
	Hours                          string
	Open                           string // whether somebody answers now, "" if that is not known
}

// Unreachable reports whether there is no way to reach it.
func (c contactView) Unreachable() bool {
	return c.Phone == "" && c.Text == "" && c.Email == "" && c.Web == ""
}

func (v *visit) contact(c directory.Contact, o directory.Organization) contactView {
	view := contactView{
		Role: v.book.name("role", c.Role, orgLanguage(o)), Name: c.Name, Vacant: c.Vacant,
		Phone: c.Phone, PhoneLink: phoneLink("tel", c.Phone),
		Text: c.Text, TextLink: phoneLink("sms", c.Text),
		Email: c.Email, EmailLink: mailLink(c.Email), Web: webLink(c.URL),
	}
	v.setHours(&view, c.Hours, cmp.Or(c.Zone, o.Zone))
	return view
}

// setHours says when somebody answers, by the real clock.
func (v *visit) setHours(view *contactView, h program.WeeklyHours, zone string) {
	loc := v.zones.get(zone)
	view.Hours = v.book.hours(h, loc, v.real)
	switch {
	case len(h) == 0 || h.Always() || v.kept != nil:
	case open(h, loc, v.real):
		view.Open = v.book.say("hours.open")
	default:
		view.Open = v.book.say("hours.closed")
	}
}

// An orgView is an organization where it is named.
type orgView struct {
	Name     said
	URL      string
	Web      link
	Contacts []contactView
}

func (v *visit) org(o directory.Organization) orgView {
	view := orgView{Name: v.book.said(o.Name, orgLanguage(o)), URL: v.orgURL(o.ID), Web: webLink(o.Website)}
	for _, c := range o.Contacts {
		if !c.Vacant {
			view.Contacts = append(view.Contacts, v.contact(c, o))
		}
	}
	return view
}

// orgLanguage returns the language of an organization's own texts.
func orgLanguage(o directory.Organization) string { return cmp.Or(o.Language, "en") }

// contactsView is whom to ask about a place, level by level.
type contactsView struct {
	Answer string // which level answers
	Levels fragment
}

// contacts returns the organizations of a place. The county may be zero.
func (v *visit) contacts(c directory.Contacts, county place.County) (view contactsView, err error) {
	level, answering := c.Answer()
	switch {
	case len(answering) == 0:
		view.Answer = v.book.say("contacts.none")
	case county == place.County{}:
		view.Answer = v.book.say("contacts.unknown")
	case level == directory.Affiliate:
		view.Answer = v.book.say("contacts.affiliate", county)
	case level == directory.StateOffice:
		view.Answer = v.book.say("contacts.state", county)
	default:
		view.Answer = v.book.say("contacts.national", county)
	}
	var levels strings.Builder
	for _, l := range []struct {
		key  string
		orgs []directory.Organization
	}{{"level.affiliate", c.Affiliates}, {"level.state", c.States}, {"level.national", c.Nations}} {
		if len(l.orgs) == 0 {
			continue
		}
		write(&levels, "\n<h3>", template.HTMLEscapeString(v.book.say(l.key)), "</h3>\n<ul class=\"orgs\">")
		for _, o := range l.orgs {
			org, err := v.part("org "+o.ID, "org", func() any { return v.org(o) })
			if err != nil {
				return contactsView{}, err
			}
			write(&levels, "\n<li>", string(org), "</li>")
		}
		write(&levels, "\n</ul>")
	}
	view.Levels = fragment(levels.String())
	return view, nil
}
