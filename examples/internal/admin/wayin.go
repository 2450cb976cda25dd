package admin

import (
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// A wayInView is the page of the way into the online or telephone meetings of an
// offering. It says which parts there are, and never what they are.
type wayInView struct {
	Name, URL, Record string
	Revision          int64
	Problem           string
	There             bool // there is something to be removed
	Parts             []wayInPart
	First, Last       string
}

// A wayInPart is one secret.
type wayInPart struct {
	Name, Label string
	There       bool
}

// secretsOf are the secrets of a credential, by the names of their inputs.
func secretsOf(c *directory.Credential) []struct {
	name string
	at   *directory.Secret
} {
	return []struct {
		name string
		at   *directory.Secret
	}{{"link", &c.Link}, {"passcode", &c.Passcode}, {"host_key", &c.HostKey}, {"dial", &c.Dial}}
}

func wayInPath(offering string) string { return address("wayin", offering) }

// credential returns the credential of the offering of the address, if the
// visitor may change it.
func (v *visit) credential() (o directory.Offering, c directory.Credential, at directory.Revision, err error) {
	o, ok := offeringOf(v.dir, v.PathValue("id"))
	switch {
	case !ok:
		return o, c, 0, errNotFound
	case !v.who.mayEdit(v.dir, o):
		return o, c, 0, errForbidden
	}
	c.Offering = o.ID
	e, at, ok := v.dir.Get(c.Key())
	if ok {
		c, _ = e.(directory.Credential)
	}
	return o, c, at, nil
}

func (a *Admin) wayIn(w http.ResponseWriter, v *visit) error {
	o, c, at, err := v.credential()
	if err != nil {
		return err
	}
	return a.render(w, v, http.StatusOK, "wayin", v.wayInView(o, c, at))
}

func (v *visit) wayInView(o directory.Offering, c directory.Credential, at directory.Revision) wayInView {
	view := wayInView{
		Name: v.offeringName(o), URL: wayInPath(o.ID), Record: addressOf(o.Key()), Revision: int64(at),
		First: c.First.String(), Last: c.Last.String(),
	}
	for _, s := range secretsOf(&c) {
		view.There = view.There || !s.at.IsZero()
		view.Parts = append(view.Parts, wayInPart{s.name, v.book.say("wayin." + s.name), !s.at.IsZero()})
	}
	return view
}

// changeWayIn replaces or removes parts of a credential, or all of it.
func (a *Admin) changeWayIn(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	o, c, at, err := v.credential()
	if err != nil {
		return err
	}
	if seen, err := v.revision(); err != nil {
		return err
	} else if seen != at {
		return errConflict
	}
	after, problem := c, ""
	switch v.PostForm.Get("do") {
	case "delete": // its generation stays known, so that no link of before comes to life
		after = directory.Credential{Offering: o.ID, Generation: c.Generation, Unknown: c.Unknown}.Rotated(directory.Secret{}, directory.Secret{})
	case "save":
		after, problem = v.typedWayIn(c)
	default:
		return errRequest
	}
	if problem != "" {
		view := v.wayInView(o, c, at)
		view.Problem = v.book.say(problem)
		return a.render(w, v, http.StatusUnprocessableEntity, "wayin", view)
	}
	if _, err := v.commit("credential", directory.Change{Put: after, If: at}); err != nil {
		return err
	}
	return goTo(w, v, wayInPath(o.ID))
}

// maxSecret is how many bytes one part of a credential takes.
const maxSecret = 2000

// typedWayIn returns a credential as the form says: a part that was left empty
// stays as it is. A link or a passcode that replaces another, or takes it away,
// begins a new generation. The problem is the key of its words.
func (v *visit) typedWayIn(c directory.Credential) (after directory.Credential, problem string) {
	before := c
	for _, s := range secretsOf(&c) {
		text := strings.TrimSpace(v.PostForm.Get(s.name))
		switch {
		case v.PostForm.Get("remove."+s.name) != "":
			*s.at = directory.Secret{}
		case text == "":
		case len(text) > maxSecret || strings.ContainsAny(text, "\r\n\x00") || s.name == "link" && !strings.HasPrefix(text, "https://"):
			return before, "wayin.problem"
		default:
			*s.at = directory.NewSecret(text)
		}
	}
	var err1, err2 error
	c.First, err1 = optionalDay(v.PostForm.Get("first"))
	c.Last, err2 = optionalDay(v.PostForm.Get("last"))
	if err1 != nil || err2 != nil || c.Validate() != nil {
		return before, "wayin.problem.days"
	}
	if replaced(before.Link, c.Link) || replaced(before.Passcode, c.Passcode) {
		c = c.Rotated(c.Link, c.Passcode)
	}
	return c, ""
}

// replaced reports whether a secret that was there is another one now, or none.
func replaced(before, after directory.Secret) bool {
	return !before.IsZero() && before.Reveal() != after.Reveal()
}

func optionalDay(s string) (schedule.Date, error) {
	if s == "" {
		return schedule.Date{}, nil
	}
	return schedule.ParseDate(s)
}

// wayInDifference says which parts of a credential are other than before, and
// not what they are.
func (v *visit) wayInDifference(before, after directory.Entity) (list []differenceView) {
	was, _ := before.(directory.Credential)
	is, _ := after.(directory.Credential)
	now := secretsOf(&is)
	for i, s := range secretsOf(&was) {
		if s.at.Reveal() == now[i].at.Reveal() {
			continue
		}
		d := differenceView{Field: v.book.say("wayin." + s.name), Before: v.concealed(s.at.Reveal()), After: v.concealed(now[i].at.Reveal())}
		if replaced(*s.at, *now[i].at) && d.After != "" {
			d.After = v.book.say("wayin.replaced")
		}
		list = append(list, d)
	}
	for _, d := range []differenceView{
		{v.book.say("wayin.first"), was.First.String(), is.First.String()}, {v.book.say("wayin.last"), was.Last.String(), is.Last.String()},
	} {
		if d.Before != d.After {
			list = append(list, d)
		}
	}
	return list
}
