package csv

import (
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// modeWords are the words that tell how people meet.
var modeWords = map[string]program.Mode{
	"in person": program.ModeInPerson, "inperson": program.ModeInPerson, "presencial": program.ModeInPerson, "en persona": program.ModeInPerson, "face to face": program.ModeInPerson, "onsite": program.ModeInPerson, "on site": program.ModeInPerson,
	"online": program.ModeOnline, "on line": program.ModeOnline, "virtual": program.ModeOnline, "zoom": program.ModeOnline, "remote": program.ModeOnline, "video": program.ModeOnline, "teams": program.ModeOnline, "google meet": program.ModeOnline, "webinar": program.ModeOnline,
	"en linea": program.ModeOnline, "por zoom": program.ModeOnline, "via zoom": program.ModeOnline, "en zoom": program.ModeOnline, "online zoom": program.ModeOnline, "virtual zoom": program.ModeOnline, "zoom online": program.ModeOnline, "on zoom": program.ModeOnline, "online only": program.ModeOnline,
	"hybrid": program.ModeHybrid, "hibrido": program.ModeHybrid, "hibrida": program.ModeHybrid, "mixto": program.ModeHybrid, "mixed": program.ModeHybrid, "both": program.ModeHybrid, "ambos": program.ModeHybrid,
	"in person and online": program.ModeHybrid, "online and in person": program.ModeHybrid, "in person zoom": program.ModeHybrid, "in person virtual": program.ModeHybrid, "presencial y virtual": program.ModeHybrid, "presencial y en linea": program.ModeHybrid, "in person online": program.ModeHybrid,
	"telephone": program.ModeTelephone, "phone": program.ModeTelephone, "by phone": program.ModeTelephone, "conference call": program.ModeTelephone, "dial in": program.ModeTelephone, "telefono": program.ModeTelephone, "telefonico": program.ModeTelephone, "por telefono": program.ModeTelephone,
}

// mode tells how people meet: from the column for it, from a place that says
// "Zoom", or from a way to join without an address.
func (r *reader) mode(x *record, v *directory.Venue, link bool) program.Mode {
	said, ok := modeWords[fold(r.get(Mode))]
	if cell := r.get(Mode); cell != "" && !ok {
		x.ask("mode-unknown", "mode", cell, "in person, online, hybrid or telephone?")
	}
	named, asPlace := modeWords[fold(v.Name)]
	if asPlace && v.Address == (directory.Address{}) {
		v.Name = ""
	}
	for _, i := range r.l.cells[Secret] {
		link = link || i < len(r.s.cells) && strings.Contains(r.s.cells[i], "://")
	}
	empty := v.Name == "" && v.Address == (directory.Address{})
	switch {
	case ok && said == program.ModeInPerson && asPlace && named == program.ModeOnline && empty:
		x.ask("mode-differs", "mode", "", "it says in person, but the place is online")
		return named
	case ok:
		return said
	case asPlace:
		return named
	case link && empty:
		return program.ModeOnline
	case link:
		x.ask("mode-missing", "mode", "", "there is a place and a way to join online; was taken for both at once")
		return program.ModeHybrid
	}
	return program.ModeInPerson
}

// languageCodes are the languages that columns name, in English and Spanish.
var languageCodes = map[string]string{
	"english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es", "french": "fr", "frances": "fr",
	"haitian creole": "ht", "creole": "ht", "criollo haitiano": "ht", "portuguese": "pt", "portugues": "pt", "vietnamese": "vi", "vietnamita": "vi",
	"chinese": "zh", "mandarin": "zh", "cantonese": "yue", "chino": "zh", "korean": "ko", "coreano": "ko", "russian": "ru", "ruso": "ru",
	"arabic": "ar", "arabe": "ar", "tagalog": "tl", "asl": "ase", "american sign language": "ase", "sign language": "ase", "german": "de", "italian": "it",
	"japanese": "ja", "polish": "pl", "hindi": "hi", "somali": "so", "hmong": "hmn",
}

// joints are what people put between the parts of a list.
var joints = strings.NewReplacer("/", ",", " and ", ",", " y ", ",", " e ", ",", "&", ",")

// kinds reads what the columns with a choice of words say.
func (r *reader) kinds(x *record) {
	r.status(x)
	for _, word := range list(joints.Replace(r.get(Language))) {
		switch code, ok := languageCodes[fold(word)]; {
		case ok:
			x.o.Languages = append(x.o.Languages, code)
		case isTag(word):
			x.o.Languages = append(x.o.Languages, word)
		case fold(word) == "bilingual" || fold(word) == "bilingue":
			x.o.Languages = append(x.o.Languages, "en", "es")
			x.note(program.Info, "language-assumed", "languages", word, "bilingual was taken for English and Spanish")
		default:
			x.note(program.Info, "language-unknown", "languages", word, "this is no language that is known; it was left out")
		}
	}
	if len(x.o.Languages) == 0 && r.o.Language != "" {
		x.o.Languages = []string{r.o.Language}
	}
	x.o.Topics = list(r.get(Topics))
	x.o.Audience.Focus = list(r.get(Focus))
	for _, word := range list(r.get(Audience)) {
		if relation, ok := relations[fold(word)]; ok {
			x.o.Audience.Relations = append(x.o.Audience.Relations, relation)
		} else {
			x.unread = joined(x.unread, r.title(Audience)+": "+word+".")
		}
	}
	r.entry(x)
}

// relations are the words for whom a group is for.
var relations = map[string]program.Relation{
	"self": program.RelationSelf, "peer": program.RelationSelf, "peers": program.RelationSelf, "adults with mental illness": program.RelationSelf, "personas con una condicion": program.RelationSelf,
	"family": program.RelationFamily, "families": program.RelationFamily, "family and friends": program.RelationFamily, "family members": program.RelationFamily, "familia": program.RelationFamily, "familias": program.RelationFamily, "familiares": program.RelationFamily,
	"parent": program.RelationParent, "parents": program.RelationParent, "caregivers": program.RelationParent, "padres": program.RelationParent,
	"military family": program.RelationMilitary, "student": program.RelationStudent, "students": program.RelationStudent, "school staff": program.RelationSchoolStaff,
	"professional": program.RelationProfessional, "professionals": program.RelationProfessional, "bereaved": program.RelationBereaved, "leader": program.RelationLeader,
	"public": program.RelationPublic, "anyone": program.RelationPublic, "everyone": program.RelationPublic, "publico": program.RelationPublic,
}

func (r *reader) status(x *record) {
	cell := r.get(Status)
	switch yes, ok := truth(cell); {
	case cell == "" || ok && yes:
		return
	case ok:
		x.o.Status = directory.Suspended
		x.ask("status-unclear", "status", cell, "not active: for now or for good? It was taken as suspended")
		return
	}
	switch fold(cell) {
	case "active", "open", "current", "ongoing", "meeting", "activo", "abierto", "vigente":
	case "suspended", "paused", "on hold", "on pause", "inactive", "suspendido", "en pausa", "inactivo":
		x.o.Status = directory.Suspended
	case "proposed", "planned", "coming soon", "propuesto", "planeado", "proximamente":
		x.o.Status = directory.Proposed
	case "ended", "discontinued", "finished", "terminado", "finalizado":
		x.o.Status = directory.Ended
	default:
		x.o.Status = directory.Suspended
		x.ask("status-unclear", "status", cell, "active, suspended, proposed or ended? It was taken as suspended")
	}
}

func (r *reader) entry(x *record) {
	switch cell := r.get(Entry); fold(cell) {
	case "":
	case "drop in", "walk in", "no registration", "entrada libre", "sin registro":
		x.o.Entry.Mode = program.EntryDropIn
	case "once per period":
		x.o.Entry.Mode = program.EntryOnce
	case "per date", "register for each date", "registration required each time":
		x.o.Entry.Mode = program.EntryPerDate
	case "closed", "register before the first session":
		x.o.Entry.Mode = program.EntryClosed
	case "cyclic":
		x.o.Entry.Mode = program.EntryCyclic
	default:
		x.unread = joined(x.unread, r.title(Entry)+": "+cell+".")
	}
}

// access reads what a place offers.
func (r *reader) access() []directory.Access {
	var all []directory.Access
	for _, word := range list(r.get(Access)) {
		a := directory.Access(word)
		if strings.Contains(fold(word), "wheelchair") || fold(word) == "ada" || strings.Contains(fold(word), "silla de ruedas") {
			a = directory.AccessStepFree
		}
		all = append(all, a)
	}
	if yes, _ := truth(r.get(Wheelchair)); yes && !slices.Contains(all, directory.AccessStepFree) {
		all = append(all, directory.AccessStepFree)
	}
	return all
}

// isTag reports whether a word has the form of a language tag of two letters,
// or three with a region.
func isTag(word string) bool {
	base, _, _ := strings.Cut(word, "-")
	return (len(base) == 2 || base == "ase" || base == "yue" || base == "hmn") && strings.Trim(base, "abcdefghijklmnopqrstuvwxyz") == "" && len(word) <= 12
}
