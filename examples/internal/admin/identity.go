package admin

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// An identity is whose token a request carries. The zero identity is nobody.
type identity struct{ token }

// known reports whether there is a token at all.
func (i identity) known() bool { return i.ID != "" }

// may reports whether the role is at least another.
func (i identity) may(least Role) bool {
	return i.known() && slices.Index(ranks, i.Role) >= slices.Index(ranks, least)
}

// everywhere reports whether the token is for all organizations.
func (i identity) everywhere() bool {
	return i.known() && len(i.Organizations) == 0 && i.Offering == ""
}

// covers reports whether the token is for an organization.
func (i identity) covers(organization string) bool {
	return i.everywhere() || i.Offering == "" && slices.Contains(i.Organizations, organization)
}

// mayCancel reports whether the token can cancel dates of an offering.
func (i identity) mayCancel(o directory.Offering) bool {
	return i.known() && i.Offering == o.ID && o.ID != "" || i.may(Editor) && i.covers(o.Organization)
}

// mayEdit reports whether the token can change a record as it is in d: for a
// venue, that all who meet there belong to its organizations.
func (i identity) mayEdit(d *directory.Directory, e directory.Entity) bool {
	if !i.may(Editor) || e == nil {
		return false
	}
	switch e := e.(type) {
	case directory.Organization:
		return i.covers(e.ID)
	case directory.Offering:
		return i.covers(e.Organization)
	case directory.Roster:
		return i.covers(e.Organization)
	case directory.Facilitator:
		return i.covers(e.Organization)
	case directory.Venue:
		for _, o := range offeringsOf(d) {
			meets := o.Venue == e.ID || slices.ContainsFunc(o.Overrides, func(v directory.Override) bool { return v.Venue == e.ID })
			if meets && !i.covers(o.Organization) {
				return false
			}
		}
		return true
	}
	return i.everywhere()
}

// maySee reports whether a record belongs to what the token is for. Venues are
// for all.
func (i identity) maySee(e directory.Entity) bool {
	switch e := e.(type) {
	case directory.Organization:
		return i.covers(e.ID)
	case directory.Offering:
		return i.covers(e.Organization)
	case directory.Venue:
		return i.may(Viewer)
	case directory.Roster:
		return i.covers(e.Organization)
	case directory.Facilitator:
		return i.may(Editor) && i.covers(e.Organization)
	}
	return false
}

const (
	sessionCookie = "within-reach-admin"
	sessionTime   = 12 * time.Hour
)

// signIn lets the browser keep a token for half a day. It goes to no other page
// than these, and no script can read it.
func (a *Admin) signIn(w http.ResponseWriter, r *http.Request, text string) {
	http.SetCookie(w, a.cookie(r, text, int(sessionTime/time.Second)))
}

// signOut lets the browser forget it.
func (a *Admin) signOut(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, a.cookie(r, "", -1))
}

func (a *Admin) cookie(r *http.Request, text string, age int) *http.Cookie {
	return &http.Cookie{
		Name: sessionCookie, Value: text, Path: "/admin", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: a.secureSite(r),
	}
}

// secureSite reports whether people reach the site by https.
func (a *Admin) secureSite(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(a.Address, "https:") ||
		fromProxy(r) && r.Header.Get("X-Forwarded-Proto") == "https"
}

// fromProxy reports whether a request comes from this machine, so that what it
// says about where it came from can be believed.
func fromProxy(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && from.Addr().Unmap().IsLoopback()
}
