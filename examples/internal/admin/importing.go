package admin

import (
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/directory/feed/merge"
)

// What an upload may be, and how long it waits to be looked over.
const (
	maxFile      = 10 << 20 // bytes
	uploadTime   = 30 * time.Minute
	maxUploads   = 4 // at a time, on one server
	previewShown = 200
)

// uploads are files that were read, waiting for a word. They are in memory only.
type uploads struct {
	mu   sync.Mutex
	list []upload
}

// An upload is what a file says.
type upload struct {
	id, token, source string
	at                time.Time
	entities          []directory.Entity
	findings          []feed.Finding
	records, refused  int
	plain             bool // records as they are, not merged with what a source said before
}

// keep keeps an upload, in place of the oldest if there are too many.
func (u *uploads) keep(one upload) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.list = append(slices.DeleteFunc(u.list, func(x upload) bool { return one.at.Sub(x.at) > uploadTime }), one)
	if len(u.list) > maxUploads {
		u.list = slices.Delete(u.list, 0, len(u.list)-maxUploads)
	}
}

// of returns the upload with an ID that was made with a token.
func (u *uploads) of(id, token string, now time.Time) (upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	i := slices.IndexFunc(u.list, func(x upload) bool {
		return x.id == id && x.token == token && now.Sub(x.at) <= uploadTime
	})
	if i < 0 {
		return upload{}, false
	}
	return u.list[i], true
}

func (u *uploads) drop(id string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.list = slices.DeleteFunc(u.list, func(x upload) bool { return x.id == id })
}

func (a *Admin) importForm(w http.ResponseWriter, v *visit) error {
	if !v.who.everywhere() {
		return errForbidden
	}
	return a.render(w, v, http.StatusOK, "import", v.organizations(""))
}

// A previewView is what an import would do.
type previewView struct {
	Action           string
	Steps            []stepLine
	More             int
	Unchanged        int
	Records, Refused int
	Findings         []feed.Finding
	MoreFindings     int
	Shrunk           bool   // most of the source is gone: ask before going on
	Digest           string // of the steps that were shown
}

// A stepLine is what happens to one record.
type stepLine struct{ Action, Name, Fields string }

// upload reads a file and shows what it would change.
func (a *Admin) upload(w http.ResponseWriter, v *visit) error {
	if !v.who.everywhere() {
		return errForbidden
	}
	one, err := v.readUpload()
	if err != nil {
		return err
	}
	one.id, one.token, one.at = rand.Text(), v.who.ID, v.now
	a.uploads.keep(one)
	return a.showPreview(w, v, http.StatusOK, one)
}

var sourceName = regexp.MustCompile(`^[a-z0-9_-]{1,64}$`)

// readUpload reads the form with a file.
func (v *visit) readUpload() (one upload, err error) {
	if err := v.ParseMultipartForm(1 << 20); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return one, errTooLarge
		}
		return one, errRequest
	}
	defer func() { _ = v.MultipartForm.RemoveAll() }()
	file, header, err := v.FormFile("file")
	if err != nil {
		return one, errRequest
	}
	defer file.Close()
	if header.Size > maxFile {
		return one, errTooLarge
	}
	if v.PostForm.Get("form") == "records" {
		return readRecords(file)
	}
	one.source = strings.ToLower(strings.TrimSpace(v.PostForm.Get("source")))
	if !sourceName.MatchString(one.source) {
		return one, errRequest
	}
	organization, _ := v.snap.Organization(v.PostForm.Get("organization"))
	got, err := csv.Read(file, feed.Options{
		Source: one.source, Organization: organization.ID, Zone: organization.Zone, Language: organization.Language,
		Today: v.dayIn(organization.Zone), Limits: feed.Limits{Bytes: maxFile},
	})
	if err != nil {
		return one, errRefused
	}
	one.entities, one.findings, one.records, one.refused = got.Entities, got.Findings, got.Records, got.Refused
	return one, nil
}

// readRecords reads records as they are. Only what is for the public is taken:
// whoever could bring in other kinds could make a token.
func readRecords(r io.Reader) (one upload, err error) {
	entities, err := directory.ReadRecords(r)
	if err != nil {
		return one, errRefused
	}
	one.plain, one.records = true, len(entities)
	for _, e := range entities {
		if !directory.IsPublic(e.Key().Kind) {
			one.refused++
			continue
		}
		one.entities = append(one.entities, e)
	}
	return one, nil
}

// plan returns what an upload would do now, and the changes for that, each on
// condition that nobody else has changed the record.
func (v *visit) plan(one upload) (view previewView, changes []directory.Change, err error) {
	view = previewView{Action: address("import", one.id), Records: one.records, Refused: one.refused}
	current := slices.Collect(v.entities())
	if one.plain {
		changes, view.Unchanged, err = v.plainPlan(one.entities)
	} else {
		in := merge.Import{Source: one.source, New: one.entities, Current: current, Now: v.now}
		var plan merge.Plan
		plan, err = merge.NewPlan(in)
		changes, view.Unchanged = plan.Changes, plan.Unchanged
		view.Shrunk = feed.Guard(plan.Before, offeringsIn(one.entities)) != nil
		for _, s := range plan.Steps {
			if s.Action == merge.Keep {
				view.Steps = append(view.Steps, stepLine{v.book.say("step.keep"), s.Record.ID, strings.Join(s.Fields, ", ")})
			}
		}
	}
	for i, c := range changes {
		k, action := c.Delete, "remove"
		if c.Put != nil {
			k, action = c.Put.Key(), "add"
		}
		before, at, ok := v.dir.Get(k)
		changes[i].If = at
		if sheets[k.Kind] == nil {
			continue // what the directory remembers of the source
		}
		line := stepLine{Name: k.ID}
		if c.Put != nil {
			line.Name = v.nameOf(c.Put)
		}
		if ok && c.Put != nil {
			action = "change"
			for _, d := range v.difference(before, c.Put) {
				line.Fields = strings.TrimPrefix(line.Fields+", "+d.Field, ", ")
			}
		}
		line.Action = v.book.say("step." + action)
		view.Steps = append(view.Steps, line)
	}
	view.Digest = digest(view.Steps)
	return view, changes, err
}

// offeringsIn counts the offerings among records.
func offeringsIn(entities []directory.Entity) (n int) {
	for _, e := range entities {
		if e.Key().Kind == directory.KindOffering {
			n++
		}
	}
	return n
}

// digest stands for the steps that a person has looked over.
func digest(steps []stepLine) string {
	var all strings.Builder
	for _, s := range steps {
		all.WriteString(s.Action + "\x00" + s.Name + "\x00" + s.Fields + "\x01")
	}
	return hashOf(all.String())
}

// plainPlan returns the changes that make the directory hold records.
func (v *visit) plainPlan(entities []directory.Entity) (changes []directory.Change, unchanged int, err error) {
	for _, e := range entities {
		if before, _, ok := v.dir.Get(e.Key()); ok {
			was, err := directory.Encode(before)
			if err != nil {
				return nil, 0, err
			}
			is, err := directory.Encode(e)
			if err != nil {
				return nil, 0, err
			}
			if string(was) == string(is) {
				unchanged++
				continue
			}
		}
		changes = append(changes, directory.Change{Put: e})
	}
	return changes, unchanged, nil
}

func (a *Admin) showPreview(w http.ResponseWriter, v *visit, status int, one upload) error {
	view, _, err := v.plan(one)
	if err != nil {
		return errRefused
	}
	view.More = max(len(view.Steps)-previewShown, 0)
	view.Steps = view.Steps[:min(len(view.Steps), previewShown)]
	view.MoreFindings = max(len(one.findings)-previewShown, 0)
	view.Findings = one.findings[:min(len(one.findings), previewShown)]
	return a.render(w, v, status, "preview", view)
}

// importAll does what the preview has shown. If that would be something else now,
// the preview is shown again.
func (a *Admin) importAll(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	one, ok := a.uploads.of(v.PathValue("id"), v.who.ID, v.now)
	switch {
	case !v.who.everywhere():
		return errForbidden
	case !ok:
		return errGone
	}
	view, changes, err := v.plan(one)
	if err != nil {
		return errRefused
	}
	if view.Digest != v.PostForm.Get("digest") || view.Shrunk && v.PostForm.Get("shrunk") == "" {
		return a.showPreview(w, v, http.StatusConflict, one)
	}
	if len(changes) > 0 {
		if _, err := v.dir.Import(v.Context(), v.batch("import"), changes...); err != nil {
			return err
		}
	}
	a.uploads.drop(one.id)
	return goTo(w, v, "/admin/history")
}
