package program

import "fmt"

// A Step is something that a person does or needs before leading a program,
// or before a training. Steps form a graph: each may come after others.
// Only that a step was passed, when, and by the word of which role is ever
// kept about anyone, never what was shown.
type Step struct {
	Key  string   `json:"key"` // unique in its edition
	Kind StepKind `json:"kind"`

	// After holds the keys of the steps that come first. They are listed
	// before this one, so that a graph with a cycle cannot be written down.
	After []string `json:"after,omitzero"`

	Program string `json:"program,omitzero"` // key of the program taken, led or trained in
	Count   int    `json:"count,omitzero"`   // references given, sessions led; 0 means 1
	MinAge  int    `json:"min_age,omitzero"` // in years, for the kind "age"
	Minutes int    `json:"minutes,omitzero"` // length of a module; 0 means not known

	// DaysBefore is how many days before the training a step must be done; 0
	// means no such limit.
	DaysBefore int `json:"days_before,omitzero"`

	By string `json:"by,omitzero"` // role that decides, such as "state office"
}

// A StepKind is the sort of a [Step]. A kind that is not listed here is kept
// as it is.
type StepKind string

// The kinds of steps.
const (
	StepTaken       StepKind = "taken" // has been through the program
	StepLed         StepKind = "led"   // has led another program
	StepAge         StepKind = "age"
	StepMember      StepKind = "member" // of the organization
	StepApplication StepKind = "application"
	StepReference   StepKind = "reference"
	StepPrescreen   StepKind = "prescreen"
	StepInterview   StepKind = "interview"
	StepApproval    StepKind = "approval"
	StepModule      StepKind = "online module"
	StepTraining    StepKind = "training"
	StepDecision    StepKind = "decision" // certified or not; a training alone decides nothing
)

// stepWords say what somebody does at a step, by language.
var stepWords = map[string]map[StepKind]string{
	"en": {
		StepTaken:       "take part in the program yourself",
		StepLed:         "lead the program before",
		StepAge:         "be old enough",
		StepMember:      "become a member",
		StepApplication: "send in an application",
		StepReference:   "name somebody who knows you",
		StepPrescreen:   "talk with the local organization",
		StepInterview:   "have an interview",
		StepApproval:    "get a yes",
		StepModule:      "take an online module",
		StepTraining:    "go to the whole training",
		StepDecision:    "hear whether you are certified",
	},
	"es": {
		StepTaken:       "tome parte en el programa",
		StepLed:         "guíe antes el programa",
		StepAge:         "tenga la edad",
		StepMember:      "hágase miembro",
		StepApplication: "envíe una solicitud",
		StepReference:   "nombre a alguien que le conoce",
		StepPrescreen:   "hable con la organización local",
		StepInterview:   "tenga una entrevista",
		StepApproval:    "reciba el sí",
		StepModule:      "tome un módulo en línea",
		StepTraining:    "vaya a toda la capacitación",
		StepDecision:    "sepa si está certificado",
	},
}

// In returns what somebody does at a step of this kind, for the page on how to
// become a leader, in English or Spanish; any other language gets English. A
// kind that is not known is its own words.
func (k StepKind) In(language string) string {
	if words := inLanguage(stepWords, language)[k]; words != "" {
		return words
	}
	return string(k)
}

// Maintenance is what keeps a leader in good standing. It is reported, never
// enforced. The zero Maintenance means not stated.
type Maintenance struct {
	FirstLeadMonths int  `json:"first_lead_months,omitzero"` // lead for the first time within so many months of the training
	Leads           int  `json:"leads,omitzero"`             // lead so many times ...
	WindowMonths    int  `json:"window_months,omitzero"`     // ... in so many months
	ServiceMonths   int  `json:"service_months,omitzero"`    // commitment after certification
	RefresherMonths int  `json:"refresher_months,omitzero"`  // take a refresher every so many months
	Member          bool `json:"member,omitzero"`            // stay a member of the organization
}

func (s Step) check(c *checker, at string) {
	c.key(at+".key", s.Key)
	c.require(at+".kind", string(s.Kind))
	c.between(at+".count", s.Count, 0, 1_000)
	c.between(at+".min_age", s.MinAge, 0, 120)
	c.between(at+".minutes", s.Minutes, 0, maxMinutes)
	c.between(at+".days_before", s.DaysBefore, 0, maxDays)
	needsProgram := s.Kind == StepTaken || s.Kind == StepLed || s.Kind == StepTraining
	if needsProgram && s.Program == "" {
		c.refuse(at+".program", "empty, want the program for a step of kind %q", s.Kind)
	}
	if s.Kind == StepAge && s.MinAge == 0 {
		c.refuse(at+".min_age", "0, want an age for a step of kind %q", s.Kind)
	}
}

func checkSteps(c *checker, steps []Step) {
	seen := map[string]bool{}
	for i, s := range steps {
		for _, key := range s.After {
			if !seen[key] {
				c.refuse(fmt.Sprintf("steps[%d].after", i), "%.80q, want a step that is listed before %.80q", key, s.Key)
			}
		}
		if seen[s.Key] {
			c.refuse(fmt.Sprintf("steps[%d].key", i), "%.80q a second time, want each key once", s.Key)
		}
		seen[s.Key] = true
	}
}

func (m Maintenance) check(c *checker) {
	c.between("maintenance.first_lead_months", m.FirstLeadMonths, 0, maxMonths)
	c.between("maintenance.leads", m.Leads, 0, 1_000)
	c.between("maintenance.window_months", m.WindowMonths, 0, maxMonths)
	c.between("maintenance.service_months", m.ServiceMonths, 0, maxMonths)
	c.between("maintenance.refresher_months", m.RefresherMonths, 0, maxMonths)
	if (m.Leads == 0) != (m.WindowMonths == 0) {
		c.refuse("maintenance.window_months", "%d with %d leads, want both or neither", m.WindowMonths, m.Leads)
	}
}
