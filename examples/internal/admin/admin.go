package admin

import (
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"time"
	_ "time/tzdata" // for machines without a database of time zones

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/operate"
	"github.com/withinreach/withinreach/schedule"
)

// Options configure the pages. Only Directory is required.
type Options struct {
	Directory *directory.Directory
	// Clock gives the present. Nil is time.Now.
	Clock func() time.Time
	// Address is where people find the site, such as
	// "https://groups.example.org". "" is the host that a request names.
	Address string
	// Limit says which requests are too many, and Metrics counts all of them.
	// Nil is no limit, and no counting.
	Limit   *operate.Limiter
	Metrics *operate.Metrics
	// Log gets a line for each request, without anything that was sent.
	// Nil is no log.
	Log *slog.Logger
}

// An Admin is the handler of everything under /admin/. It may be used by any
// number of goroutines.
type Admin struct {
	Options
	mux     *http.ServeMux
	pages   map[string]map[string]*template.Template // by language, then name
	tries   throttle
	uploads uploads
	foreign *http.CrossOriginProtection
}

// New returns the handler of all pages under /admin/.
func New(o Options) *Admin {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &Admin{Options: o, mux: http.NewServeMux(), pages: parsePages(), foreign: http.NewCrossOriginProtection()}
	for _, r := range routes {
		a.mux.HandleFunc(r.Pattern, a.handler(r))
	}
	return a
}

// A route is an address, who may ask for it, and what answers.
type route struct {
	Pattern string
	Least   Role // "" is everybody
	answer  func(*Admin, http.ResponseWriter, *visit) error
}

// routes are all addresses. What a token may do with one record depends on that
// record too, which each answer checks.
var routes = []route{
	{"GET /admin", "", (*Admin).door},
	{"GET /admin/{$}", Canceller, (*Admin).home},
	{"GET /admin/style.css", "", (*Admin).style},
	{"GET " + enterPath, "", (*Admin).enter},
	{"GET " + enterPath + "/{token}", "", (*Admin).enter},
	{"POST " + enterPath, "", (*Admin).entered},
	{"POST /admin/leave", "", (*Admin).leave},
	{"POST /admin/language", "", (*Admin).language},
	{"POST /admin/settings", Keeper, (*Admin).set},

	{"GET /admin/records/{kind}", Viewer, (*Admin).records},
	{"GET /admin/records/{kind}/{id}", Viewer, (*Admin).edit},
	{"POST /admin/records/{kind}/{id}", Proposer, (*Admin).save},
	{"GET /admin/new/{kind}", Proposer, (*Admin).blank},
	{"POST /admin/new/{kind}", Proposer, (*Admin).save},

	{"GET /admin/wayin/{id}", Editor, (*Admin).wayIn},
	{"POST /admin/wayin/{id}", Editor, (*Admin).changeWayIn},

	{"GET /admin/dates/{id}", Canceller, (*Admin).dates},
	{"POST /admin/dates/{id}", Canceller, (*Admin).changeDate},
	{"GET /admin/closures", Editor, (*Admin).closures},
	{"POST /admin/closures", Editor, (*Admin).closeDown},
	{"POST /admin/closures/lift", Editor, (*Admin).lift},

	{"GET /admin/reconfirm", Viewer, (*Admin).reconfirm},
	{"POST /admin/reconfirm", Editor, (*Admin).verify},
	{"GET /admin/proposals", Proposer, (*Admin).proposals},
	{"GET /admin/proposals/{id}", Proposer, (*Admin).proposal},
	{"POST /admin/proposals/{id}", Proposer, (*Admin).decide},
	{"GET /admin/history", Viewer, (*Admin).history},
	{"POST /admin/history", Editor, (*Admin).undo},
	{"GET /admin/texts/{kind}/{id}", Viewer, (*Admin).texts},
	{"GET /admin/lint", Viewer, (*Admin).lint},

	{"GET /admin/organizations/{id}/roster", Viewer, (*Admin).roster},
	{"GET /admin/organizations/{id}/roster/plan", Editor, (*Admin).plan},
	{"POST /admin/organizations/{id}/roster/plan", Editor, (*Admin).savePlan},
	{"GET /admin/organizations/{id}/roster/{series}/{date}", Editor, (*Admin).leadDate},
	{"POST /admin/organizations/{id}/roster/{series}/{date}", Editor, (*Admin).changeLead},
	{"GET /admin/organizations/{id}/away", Editor, (*Admin).away},
	{"POST /admin/organizations/{id}/away", Editor, (*Admin).changeAway},
	{"GET /admin/organizations/{id}/pipeline", Editor, (*Admin).pipeline},
	{"POST /admin/organizations/{id}/pipeline", Editor, (*Admin).walk},

	{"GET /admin/organizations/{id}/courses", Viewer, (*Admin).courses},
	{"GET /admin/organizations/{id}/courses/new", Editor, (*Admin).newCourse},
	{"POST /admin/organizations/{id}/courses/new", Editor, (*Admin).makeCourse},
	{"GET /admin/courses/{id}", Viewer, (*Admin).course},
	{"POST /admin/courses/{id}", Editor, (*Admin).changeCourse},

	{"GET /admin/seats", Editor, (*Admin).seats},
	{"POST /admin/seats/{person}", Editor, (*Admin).changeSeats},
	{"GET /admin/seats/{person}/{token}", "", (*Admin).seatCalendar},

	{"GET /admin/import", Keeper, (*Admin).importForm},
	{"POST /admin/import", Keeper, (*Admin).upload},
	{"POST /admin/import/{id}", Keeper, (*Admin).importAll},
	{"GET /admin/tokens", Keeper, (*Admin).tokens},
	{"POST /admin/tokens", Keeper, (*Admin).makeToken},
	{"POST /admin/tokens/{id}", Keeper, (*Admin).changeToken},
}

// handler returns what answers a route for those who may ask.
func (a *Admin) handler(r route) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		v := a.visit(req)
		err := a.allow(w, v, r)
		if err == nil {
			err = r.answer(a, w, v)
		}
		if err != nil {
			a.fail(w, v, err)
		}
	}
}

// allow returns why a visitor may not ask for a route, or nil.
func (a *Admin) allow(w http.ResponseWriter, v *visit, r route) error {
	if v.Method == http.MethodPost {
		if err := a.sameSite(v); err != nil {
			return err
		}
		limit := int64(maxBody)
		if v.Pattern == "POST /admin/import" {
			limit = maxUpload
		}
		v.Body = http.MaxBytesReader(w, v.Body, limit)
	}
	if r.Least == "" {
		return nil
	}
	if err := a.recognize(w, v); err != nil {
		return err
	}
	if !v.who.may(r.Least) {
		return errForbidden
	}
	return nil
}

// sameSite refuses what other sites send. Since pages are sent with the policy
// no-referrer, browsers too old to send Sec-Fetch-Site call their own origin
// "null".
func (a *Admin) sameSite(v *visit) error {
	if v.Header.Get("Sec-Fetch-Site") == "" && v.Header.Get("Origin") == "null" {
		v.Header.Del("Origin")
	}
	if a.foreign.Check(v.Request) != nil {
		return errForeign
	}
	return nil
}

// recognize finds out whose token the request carries.
func (a *Admin) recognize(w http.ResponseWriter, v *visit) error {
	cookie, err := v.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return errNobody
	}
	t, err := a.check(v, cookie.Value)
	if err != nil || t.Once {
		a.signOut(w, v.Request)
		return errors.Join(errNobody, err)
	}
	v.who = identity{t}
	return nil
}

// check returns the token with a text, unless its network has tried too many.
func (a *Admin) check(v *visit, text string) (token, error) {
	network := a.Limit.Client(v.Request)
	if a.tries.blocked(network, v.now) {
		return token{}, errTooMany
	}
	t, ok := tokenOf(a.Directory, text, v.now)
	if !ok {
		a.tries.failed(network, v.now)
		return token{}, errToken
	}
	return t, nil
}

// A visit is one request and what its answer is made from.
type visit struct {
	*http.Request
	dir  *directory.Directory
	snap *directory.Snapshot
	who  identity
	book *wordbook
	now  time.Time
	mark string // that the next commit carries; "" is a new one
}

func (a *Admin) visit(r *http.Request) *visit {
	return &visit{Request: r, dir: a.Directory, snap: a.Directory.Snapshot(), book: bookOf(r), now: a.Clock()}
}

// today returns the day of an organization, by its zone.
func (v *visit) today(organization string) schedule.Date {
	o, _ := v.snap.Organization(organization)
	return v.dayIn(o.Zone)
}

// dayIn returns the day in a zone, or on the East Coast.
func (v *visit) dayIn(zone string) schedule.Date {
	if zone == "" {
		zone = usualZone
	}
	where, err := time.LoadLocation(zone)
	if err != nil {
		where = time.UTC
	}
	return schedule.DateOf(v.now.In(where))
}

const usualZone = "America/New_York"
