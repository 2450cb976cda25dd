package admin

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
)

// KindSetting is the kind of the records of what can be switched on for the
// whole site.
const KindSetting = "admin-setting"

// A setting is the record of one switch. All are off until there is one.
type setting struct {
	ID string `json:"id"`
	On bool   `json:"on"`
}

// The switches: for the sheets of who leads, and for the way to become somebody
// who does.
const (
	settingRosters  = "rosters"
	settingPipeline = "pipeline"
)

// isOn reports whether a switch is on.
func isOn(d *directory.Directory, id string) bool {
	e, _, _ := d.Get(directory.Key{Kind: KindSetting, ID: id})
	s, ok := reveal[setting](e)
	return ok && s.On
}

// A settingView is a switch on the first page.
type settingView struct {
	ID       string
	On       bool
	Revision int64 // 0 if it was never used
}

// settings returns the switches for who may use them. That for rosters is left
// out while there is neither a roster nor anybody for one.
func (v *visit) settings() (list []settingView) {
	if !v.maySet() {
		return nil
	}
	for _, id := range []string{settingRosters, settingPipeline} {
		if id == settingRosters && len(allOf[directory.Roster](v.dir))+len(allOf[directory.Facilitator](v.dir)) == 0 {
			continue
		}
		_, at, _ := v.dir.Get(directory.Key{Kind: KindSetting, ID: id})
		list = append(list, settingView{id, isOn(v.dir, id), int64(at)})
	}
	return list
}

// maySet reports whether the token is good for what concerns the whole site.
func (v *visit) maySet() bool { return v.who.may(Keeper) && v.who.everywhere() }

// set turns a switch on or off, at the revision that the visitor saw.
func (a *Admin) set(w http.ResponseWriter, v *visit) error {
	if !v.maySet() {
		return errForbidden
	}
	if err := v.form(); err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	s := setting{ID: v.PostForm.Get("setting"), On: v.PostForm.Get("do") == "on"}
	if s.ID != settingRosters && s.ID != settingPipeline || !s.On && v.PostForm.Get("do") != "off" {
		return errRequest
	}
	if _, err := v.commit("setting", directory.Change{Put: opaque(KindSetting, s.ID, s), If: at}); err != nil {
		return err
	}
	return goTo(w, v, "/admin/")
}
