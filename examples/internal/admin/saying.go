package admin

import (
	"net/http"
	"net/url"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
)

// A textsView is the page of ready-made texts about an offering or an
// organization.
type textsView struct {
	Name  string
	Texts []textView
}

// A textView is one text.
type textView struct{ Title, Lang, Text string }

func (a *Admin) texts(w http.ResponseWriter, v *visit) error {
	k := directory.Key{Kind: v.PathValue("kind"), ID: v.PathValue("id")}
	e, _, ok := v.dir.Get(k)
	switch {
	case !ok || k.Kind != directory.KindOffering && k.Kind != directory.KindOrganization:
		return errNotFound
	case !v.who.maySee(e):
		return errForbidden
	}
	view := textsView{Name: v.nameOf(e)}
	for _, kind := range texts.Kinds() {
		for _, b := range books {
			o := texts.Options{Language: b.tag, Now: v.now}
			write, page := texts.Offering, "/offerings/"
			if k.Kind == directory.KindOrganization {
				write, page = texts.Organization, "/organizations/"
			}
			if a.Address != "" {
				o.URL = a.Address + page + url.PathEscape(k.ID)
			}
			if text := write(v.snap, k.ID, kind, o); text != "" {
				title := v.book.say("text."+string(kind)) + " – " + b.say("language-name")
				view.Texts = append(view.Texts, textView{title, b.tag, text})
			}
		}
	}
	return a.render(w, v, http.StatusOK, "texts", view)
}
