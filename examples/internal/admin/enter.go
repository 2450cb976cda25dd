package admin

import (
	"net/http"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

const enterPath = "/admin/enter"

// firstToken is how long the token is good that a set-up link makes.
const firstToken = 365 * 24 * time.Hour

// An enterView is the page to sign in. A link opens it with a token, which one
// press of a button then uses up: programs that look at links in messages press
// none.
type enterView struct {
	Enter, Token string
}

func (a *Admin) enter(w http.ResponseWriter, v *visit) error {
	return a.render(w, v, http.StatusOK, "enter", enterView{enterPath, v.PathValue("token")})
}

// entered signs in with a token, or makes the first one with a set-up link.
func (a *Admin) entered(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	// People paste the whole link.
	text := strings.TrimSpace(v.PostForm.Get("token"))
	if i := strings.LastIndex(text, "/"); i >= 0 {
		text = text[i+1:]
	}
	t, err := a.check(v, text)
	switch {
	case err != nil:
		return err
	case t.Once:
		return a.setUp(w, v, t)
	}
	a.signIn(w, v.Request, text)
	return goTo(w, v, "/admin/")
}

// setUp replaces a set-up link by the first token of the role admin.
func (a *Admin) setUp(w http.ResponseWriter, v *visit, once token) error {
	_, at, ok := v.dir.Get(tokenKey(once.ID))
	if !ok {
		return errToken
	}
	v.who = identity{once}
	t, text := newToken(Grant{Role: once.Role, Label: v.book.say("token.first"), Expires: v.now.Add(firstToken)})
	_, err := v.commit("set-up", directory.Change{Put: t.entity()}, directory.Change{Delete: tokenKey(once.ID), If: at})
	if err != nil {
		return err
	}
	v.who = identity{t}
	a.signIn(w, v.Request, text)
	return a.showToken(w, v, t, text)
}

// door leads to the first page.
func (a *Admin) door(w http.ResponseWriter, v *visit) error { return goTo(w, v, "/admin/") }

func (a *Admin) leave(w http.ResponseWriter, v *visit) error {
	a.signOut(w, v.Request)
	return goTo(w, v, enterPath)
}
