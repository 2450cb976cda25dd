package finder

import (
	"context"
	"html/template"
	"log/slog"
	"net/http"
	"time"
	_ "time/tzdata" // for machines without a database of time zones

	"github.com/withinreach/withinreach/examples/internal/operate"
	"github.com/withinreach/withinreach/schedule"
)

// Options configure a server. Only Source is required.
type Options struct {
	// Source gives the directory to show. It is called for every request, by
	// many goroutines at a time.
	Source func() State
	// Clock gives the present. Nil is time.Now.
	Clock func() time.Time
	// Demo, unless it is zero, is taken for the present where meetings are
	// concerned. Every page says so, asks search engines to stay away, and
	// there are no calendars to subscribe to. Crisis lines and helplines
	// follow Clock all the same.
	Demo time.Time
	// Address is where people find the site, such as
	// "https://groups.example.org", for what is printed. "" is the host that a
	// request names.
	Address string
	// Reported takes in that somebody found the door closed on a date of an
	// offering: who, is not asked. It may be called by many goroutines at a
	// time. Nil hides the form.
	Reported func(ctx context.Context, offering string, on schedule.Date) error
	// Reach measures who lives within reach, for the site and its interface
	// alike. Nil is one for the site.
	Reach *Reach
	// Embed are the origins of the sites that may show lists of this one in a
	// frame, as ParseOrigins returns them. Where one site frames another that
	// frames a list, both must be there.
	Embed []string
	// Stale is how old the records may be, while newer ones cannot be had,
	// before the server calls itself not ready. 0 is an hour.
	Stale time.Duration
	// Limit says which requests are too many, and Metrics counts all of them.
	// Nil is no limit, and no counting.
	Limit   *operate.Limiter
	Metrics *operate.Metrics
	// Static, unless it is nil, makes pages to be kept as files. Clock must
	// then always give the same moment.
	Static *Static
	// Log gets a line for each request, without anything that a visitor sent.
	// Nil is no log.
	Log *slog.Logger
}

// A server is the handler that New returns.
type server struct {
	Options
	mux     *http.ServeMux
	static  map[string]asset
	pages   map[string]map[string]*template.Template // by language, then name
	here    *time.Location                           // where the day of crisis lines begins
	choices latestChoices
	ready   readyParts
	zones   zones
	listed  latestContents
	feeds   published
	made    stencils
}

// New returns the handler of the whole site.
func New(o Options) http.Handler {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Reach == nil {
		o.Reach = new(Reach)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	here, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err) // the database of zones is part of the program
	}
	s := &server{Options: o, mux: http.NewServeMux(), static: assets(), pages: pagesOf(), here: here}
	s.handle("GET /{$}", s.home)
	s.handle("GET /days", s.days)
	s.handle("GET /days/{state}", s.days)
	s.handle("GET /towns", s.towns)
	s.handle("GET /towns/{state}", s.towns)
	s.handle("GET /organizations", s.organizations)
	s.handle("GET /organizations/{id}", s.organization)
	s.handle("GET /organizations/{id}/print", s.month)
	s.handle("GET /organizations/{id}/flyer", s.flyer)
	s.handle("GET /organizations/{id}/code", s.code)
	s.handle("GET /offerings/{id}", s.offering)
	s.handle("GET /organizations/{id}/"+below+calendarSuffix, byID(s.organizationCalendar))
	s.handle("GET /offerings/{id}/"+below+calendarSuffix, byID(s.offeringCalendar))
	s.handle("GET /online", s.online)
	s.handle("GET /online.ics", s.onlineCalendar)
	s.handle("GET /trainings", s.trainings)
	s.handle("GET /start-a-group", s.start)
	s.handle("GET /coverage", s.coverage)
	s.handle("GET /coverage/{part}", s.coverage)
	s.handle("GET /coverage/{part}/map", s.coverageMap)
	s.handle("GET /coverage/{part}/chart", s.coverageChart)
	s.handle("GET /safety", s.safety)
	s.handle("GET /static/{name}", s.asset)
	if s.Static != nil {
		s.handle("GET /list.js", s.list)
		return s
	}
	s.handle("POST /search", sameSite(s.search))
	s.handle("GET /near/{cell}", s.near)
	s.handle("GET /near/{cell}/map", s.nearMap)
	s.handle("GET /offerings/{id}/"+below+jsonLDSuffix, byID(s.offeringData))
	s.handle("POST /offerings/{id}/closed", sameSite(s.closed))
	s.handle("GET /healthz", s.health)
	s.handle("GET /readyz", s.isReady)
	s.handle("GET /embed", s.embedHelp)
	s.handle("GET /embed/search", s.embedSearch)
	s.handle("GET /embed/organizations/{id}", s.embedOrganization)
	s.handle("GET /meetings.json", s.meetings)
	s.handle("GET /hsds.json", s.services)
	return s
}

// A handler answers a request. An error becomes a page that explains it, so
// nothing must be written before.
type handler func(http.ResponseWriter, *visit) error

func (s *server) handle(pattern string, h handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r)
		if err := h(w, v); err != nil {
			s.fail(w, v, err)
		}
	})
}

// byID returns the handler of a path that holds the ID of a record.
func byID(h func(w http.ResponseWriter, v *visit, id string) error) handler {
	return func(w http.ResponseWriter, v *visit) error { return h(w, v, v.PathValue("id")) }
}

// A visit is one request and what its answer is made from.
type visit struct {
	*http.Request
	State
	book  *wordbook
	now   time.Time     // the present, for meetings
	real  time.Time     // the present, for crisis lines and helplines
	today schedule.Date // of real, here
	here  *time.Location
	demo  bool
	kept  *Static // nil on a server
	zones *zones

	listed *latestContents

	metrics   *operate.Metrics
	templates *template.Template // of the language
	ready     *partSet

	place string // two letters of the state that the page is about, "" if none
	self  string // address of the page without language, for the link to the other one
	hide  bool   // from search engines
}

func (s *server) visit(r *http.Request) *visit {
	v := &visit{
		Request: r, State: s.Source(), book: bookFor(r.URL.Query().Get("lang")),
		real: s.Clock(), demo: !s.Demo.IsZero(), self: r.URL.EscapedPath(),
		here: s.here, kept: s.Static, zones: &s.zones, listed: &s.listed, metrics: s.Metrics,
	}
	v.real = v.real.Truncate(time.Minute) // so that a page of one minute is one page
	v.now = v.real
	if v.demo {
		v.now = s.Demo
	}
	v.today = schedule.DateOf(v.real.In(s.here))
	v.hide = v.demo
	v.templates, v.ready = s.pages[v.book.tag][anyPage], s.ready.get(v)
	return v
}
