package admin

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// A reconfirmView is the queue of what somebody should ask about.
type reconfirmView struct {
	Items  []askView
	Days   int
	Verify bool // the visitor may say that it is so
}

// An askView is one offering to ask about.
type askView struct {
	ID, Name, URL string
	Checked       string // when and by which role, "" for never
	Doubts        []string
	Mail          string // a link that writes the question, "" without an address
	Phone         string
	When          []string
	Revision      int64
}

func (a *Admin) reconfirm(w http.ResponseWriter, v *visit) error {
	view := reconfirmView{Days: reconfirmDays, Verify: v.who.may(Editor)}
	for _, r := range v.queue() {
		o := r.Offering
		ask := askView{ID: o.ID, Name: v.offeringName(o), URL: addressOf(o.Key()), When: wordsOf(o, v.book.tag)}
		if !o.Verified.On.IsZero() {
			ask.Checked = v.book.say("reconfirm.checked", texts.Day(o.Verified.On, v.book.tag), o.Verified.By)
		}
		for _, d := range r.Doubts {
			ask.Doubts = append(ask.Doubts, texts.Day(d.On, v.book.tag))
		}
		ask.Mail, ask.Phone = v.question(o)
		_, at, _ := v.dir.Get(o.Key())
		ask.Revision = int64(at)
		view.Items = append(view.Items, ask)
	}
	return a.render(w, v, http.StatusOK, "reconfirm", view)
}

// wordsOf returns when an offering meets, a line for each series.
func wordsOf(o directory.Offering, language string) (list []string) {
	for _, s := range o.Series {
		s.Exceptions = nil
		words, _ := phrase.Format(s, language, phrase.Long)
		list = append(list, words)
	}
	return list
}

// question returns a link that opens a letter in the mail program of whoever
// asks, in the language of the organization, and a telephone number. We send
// nothing.
func (v *visit) question(o directory.Offering) (mail, phone string) {
	l, ok := v.snap.Listing(o.ID)
	if !ok {
		return "", ""
	}
	for _, c := range l.Contacts {
		if c.Vacant {
			continue
		}
		if phone == "" {
			phone = c.Phone
		}
		if mail == "" && isMail(c.Email) {
			mail = v.mail(c.Email, o, l)
		}
	}
	return mail, phone
}

func (v *visit) mail(to string, o directory.Offering, l directory.Listing) string {
	book := v.bookOfOrganization(o.Organization)
	where := ""
	if l.Place != nil {
		where = strings.TrimPrefix(l.Place.Name+", "+l.Place.Address.String(), ", ")
	}
	body := book.say("mail.body", l.Name, strings.Join(wordsOf(o, book.tag), "\n"), where)
	return "mailto:" + to + "?subject=" + escape(book.say("mail.subject", l.Name)) + "&body=" + escape(body)
}

// escape writes a text as part of a link of the scheme "mailto".
func escape(text string) string {
	text = strings.ReplaceAll(text, "\n", "\r\n")
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// isMail reports whether a link can hold an address as it is.
func isMail(address string) bool {
	user, host, ok := strings.Cut(address, "@")
	odd := func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("._+-", c))
	}
	return ok && user != "" && host != "" && !strings.ContainsFunc(user, odd) && !strings.ContainsFunc(host, odd)
}

// verify takes the word of somebody in charge that an offering is as it stands,
// at the revision that they saw, and clears the doubts about it.
func (a *Admin) verify(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	o, err := v.verifiable(v.PostForm.Get("offering"))
	if err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	if _, _, err := v.verifyAt(o, at); err != nil {
		return err
	}
	return goTo(w, v, "/admin/reconfirm")
}

// verifiable returns an offering whose word the visitor may give.
func (v *visit) verifiable(id string) (directory.Offering, error) {
	o, ok := offeringOf(v.dir, id)
	switch {
	case !ok:
		return o, errNotFound
	case !v.who.mayEdit(v.dir, o):
		return o, errForbidden
	}
	return o, nil
}

// verifyAt confirms an offering as it is at a revision, today.
func (v *visit) verifyAt(o directory.Offering, at directory.Revision) (directory.Offering, directory.Head, error) {
	o.Verified = directory.Verified{On: v.today(o.Organization), By: v.who.Label}
	changes := []directory.Change{{Put: o, If: at}}
	for e, at := range v.dir.All() {
		if d, ok := e.(directory.Doubt); ok && d.Offering == o.ID && len(changes) <= maxCleared {
			changes = append(changes, directory.Change{Delete: d.Key(), If: at})
		}
	}
	head, err := v.dir.Commit(v.Context(), v.batch("verify"), changes...)
	return o, head, err
}

// maxCleared is how many doubts go with one confirmation; what is left is of
// dates before it, and counts no more.
const maxCleared = directory.MaxBatchKeys / 2
