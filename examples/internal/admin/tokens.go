package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
)

// A tokensView is the list of tokens and the form for another.
type tokensView struct {
	Tokens        []tokenView
	Roles         []optionView
	Organizations []optionView
	Offerings     []optionView
}

// A tokenView is a token without what opens anything.
type tokenView struct {
	ID, Label, Role, For, Until, URL string
	Over, Mine                       bool
}

// An optionView is a choice in a form.
type optionView struct {
	Value, Text string
	Chosen      bool
}

// A madeView shows a token, the only time.
type madeView struct {
	Token, Link string
	tokenView
}

func (a *Admin) tokens(w http.ResponseWriter, v *visit) error {
	view := tokensView{}
	list, _ := tokensOf(v.dir)
	for _, t := range list {
		if v.manages(t) {
			view.Tokens = append(view.Tokens, v.tokenView(t))
		}
	}
	for _, r := range ranks {
		view.Roles = append(view.Roles, optionView{string(r), v.book.say("role." + string(r)), r == Editor})
	}
	for _, o := range organizationsOf(v.dir) {
		if v.who.covers(o.ID) {
			view.Organizations = append(view.Organizations, optionView{o.ID, o.Name, false})
		}
	}
	view.Offerings = v.offeringOptions()
	return a.render(w, v, http.StatusOK, "tokens", view)
}

// offeringOptions returns the offerings that the visitor's token is for; those of one name
// also with their town and when they meet.
func (v *visit) offeringOptions() (list []optionView) {
	offerings := slices.DeleteFunc(offeringsOf(v.dir), func(o directory.Offering) bool { return !v.who.covers(o.Organization) })
	named := map[string]int{}
	for _, o := range offerings {
		named[v.offeringName(o)]++
	}
	for _, o := range offerings {
		name := v.offeringName(o)
		if named[name] > 1 {
			name = strings.Join(slices.Concat([]string{name}, v.townOf(o), v.whenOf(o)), " · ")
		}
		list = append(list, optionView{o.ID, name, false})
	}
	return list
}

// townOf returns the town where an offering meets, or nothing.
func (v *visit) townOf(o directory.Offering) []string {
	e, _, _ := v.dir.Get(directory.Key{Kind: directory.KindVenue, ID: o.Venue})
	if venue, ok := e.(directory.Venue); ok && venue.Address.City != "" {
		return []string{venue.Address.City}
	}
	return nil
}

// manages reports whether the visitor may revoke and renew a token: one that
// opens nothing but what their own opens.
func (v *visit) manages(t token) bool {
	if !v.who.may(Keeper) || t.Once && !v.who.everywhere() {
		return false
	}
	return v.who.everywhere() || v.within(t.Grant)
}

// within reports whether a grant opens only what the visitor's token opens.
func (v *visit) within(g Grant) bool {
	if g.Offering != "" {
		o, ok := offeringOf(v.dir, g.Offering)
		return ok && v.who.covers(o.Organization)
	}
	missing := slices.ContainsFunc(g.Organizations, func(id string) bool { return !v.who.covers(id) })
	return v.who.everywhere() || len(g.Organizations) > 0 && !missing
}

func (v *visit) tokenView(t token) tokenView {
	covers := v.book.say("token.all")
	switch {
	case t.Offering != "":
		covers = t.Offering
		if o, ok := offeringOf(v.dir, t.Offering); ok {
			covers = v.offeringName(o)
		}
	case len(t.Organizations) > 0:
		covers = strings.Join(t.Organizations, ", ")
	}
	return tokenView{
		ID: t.ID, Label: t.Label, Role: v.book.say("role." + string(t.Role)), For: covers,
		Until: texts.Instant(v.local(t.Expires), v.book.tag), URL: address("tokens", t.ID),
		Over: !v.now.Before(t.Expires), Mine: t.ID == v.who.ID,
	}
}

// local returns an instant on the clock of the East Coast.
func (v *visit) local(t time.Time) time.Time {
	where, err := time.LoadLocation(usualZone)
	if err != nil {
		return t
	}
	return t.In(where)
}

func (a *Admin) makeToken(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	days, err := strconv.Atoi(v.PostForm.Get("days"))
	if err != nil || days < 1 || days > maxTokenDays {
		return errRequest
	}
	g := Grant{
		Role: Role(v.PostForm.Get("role")), Label: strings.TrimSpace(v.PostForm.Get("label")),
		Expires: v.now.AddDate(0, 0, days).Truncate(time.Second),
	}
	if g.Role == Canceller {
		g.Offering = v.PostForm.Get("offering")
	} else if g.Organizations = v.PostForm["organization"]; slices.Contains(g.Organizations, "") {
		g.Organizations = nil
	}
	switch {
	case g.Validate() != nil:
		return errRequest
	case !v.within(g):
		return errForbidden
	}
	t, text := newToken(g)
	if _, err := v.commit("token", directory.Change{Put: t.entity()}); err != nil {
		return err
	}
	return a.showToken(w, v, t, text)
}

// maxTokenDays is how long a token can be good.
const maxTokenDays = 731

// changeToken revokes a token, or gives it another secret.
func (a *Admin) changeToken(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	e, at, _ := v.dir.Get(tokenKey(v.PathValue("id")))
	old, ok := reveal[token](e)
	if !ok || !v.manages(old) {
		return errNotFound
	}
	switch v.PostForm.Get("do") {
	case "revoke":
		if _, err := v.commit("revoke", directory.Change{Delete: tokenKey(old.ID), If: at}); err != nil {
			return err
		}
		return goTo(w, v, "/admin/tokens")
	case "rotate":
		t, text := newToken(old.Grant)
		changes := []directory.Change{{Put: t.entity()}, {Delete: tokenKey(old.ID), If: at}}
		if _, err := v.commit("rotate", changes...); err != nil {
			return err
		}
		if old.ID == v.who.ID {
			v.who = identity{t}
			a.signIn(w, v.Request, text)
		}
		return a.showToken(w, v, t, text)
	}
	return errRequest
}

// showToken shows a new token, the only time.
func (a *Admin) showToken(w http.ResponseWriter, v *visit, t token, text string) error {
	return a.render(w, v, http.StatusOK, "made", madeView{text, a.site(v) + LinkTo(text), v.tokenView(t)})
}

// site returns the address of the site.
func (a *Admin) site(v *visit) string {
	switch {
	case a.Address != "":
		return a.Address
	case a.secureSite(v.Request):
		return "https://" + v.Host
	}
	return "http://" + v.Host
}
