package travel

import (
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Norm is what someone holds to be a reasonable way to go, to choose a radius from or to
// compare with. None is a default of this library, and none is about peer groups: those who
// run them decide what is reasonable, and say so.
type Norm struct {
	Key   string         // stable: "va-mental-health"
	Title string         // in English
	Time  time.Duration  // at the wheel, one way; 0 if the norm gives none
	Road  earth.Distance // along the road, one way; 0 if the norm gives none

	Source     string     // the rule that says so, or who uses it
	Confidence Confidence // that the figures are those of the source
	Note       string     // to be shown beside the figures
}

// A Confidence says how sure a figure is.
type Confidence string

// The confidences.
const (
	Verified  Confidence = "verified"  // the text of the source was read
	Citation  Confidence = "citation"  // the source was read and leaves the figures to others
	Customary Confidence = "customary" // a round figure in common use, without a source
)

// Norms returns the norms that are known, those for mental health care first. The slice
// belongs to the caller.
func Norms() []Norm {
	return []Norm{
		{
			Key: "va-mental-health", Title: "VA: primary and mental health care",
			Time:   30 * time.Minute,
			Source: "38 CFR 17.4040(a)(1); 85 FR 42724 (July 15, 2020)", Confidence: Verified,
			Note: "average driving time from a veteran's residence, beyond which care in the community may be chosen",
		},
		{
			Key: "va-specialty", Title: "VA: specialty care",
			Time:   60 * time.Minute,
			Source: "38 CFR 17.4040(a)(2); 85 FR 42724 (July 15, 2020)", Confidence: Verified,
			Note: "average driving time from a veteran's residence, beyond which care in the community may be chosen",
		},
		{
			Key: "medicaid-state", Title: "Medicaid managed care: set by each state",
			Source: "42 CFR 438.68(b)", Confidence: Citation,
			Note: "a state must set a quantitative standard for mental health and substance use disorder providers; look up yours",
		},
		{
			Key: "medicare-advantage", Title: "Medicare Advantage: by type of county",
			Source: "42 CFR 422.116", Confidence: Citation,
			Note: "greatest time and distance for each specialty and county type, in a table that CMS updates; look up yours",
		},
		{
			Key: "30-minutes", Title: "30 minutes",
			Time: 30 * time.Minute, Source: "preset", Confidence: Customary,
			Note: "a round figure to start from",
		},
		{
			Key: "30-miles", Title: "30 miles",
			Road: 30 * earth.Mile, Source: "preset", Confidence: Customary,
			Note: "a round figure to start from",
		},
	}
}
