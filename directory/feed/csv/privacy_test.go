package csv_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed/csv"
)

func offerings(entities []directory.Entity) []directory.Offering {
	var all []directory.Offering
	for _, e := range entities {
		if o, ok := e.(directory.Offering); ok {
			all = append(all, o)
		}
	}
	return all
}

func TestNothingOfAPerson(t *testing.T) {
	for _, title := range []string{"Attendance", "Avg. Attendance 2021", "Participants", "Number of participants", "Participant names", "Registrants", "Sign-in sheet",
		"Head count", "Contact Last Name", "Last name", "Surname", "Facilitator", "Co-Facilitator", "Facilitator 1", "Leaders", "Diagnosis", "Medications", "Date of Birth", "DOB",
		"Birthdate of members", "Home Address", "Incidents", "Asistencia", "Número de asistentes", "Participantes", "Apellidos", "Facilitadora", "Diagnóstico", "Fecha de nacimiento"} {
		t.Run("a column "+title+" is never read", func(t *testing.T) {
			got := read(t, csv.Sheet{}, "Group,Day,Time,Place,"+title+"\nLamp,Friday,6 PM,Hall,zzcanary\n")
			noCanary(t, got)
			found := false
			for _, f := range got.Findings {
				found = found || f.Code == "column-personal"
			}
			if !found {
				t.Errorf("findings %v, want column-personal", got.Findings)
			}
		})
	}
	for _, title := range []string{"Zoom Link", "Passcode", "Meeting ID", "Join URL", "Enlace de Zoom", "Contraseña"} {
		t.Run("a column "+title+" is never read", func(t *testing.T) {
			noCanary(t, read(t, csv.Sheet{}, "Group,Day,Time,Place,"+title+"\nLamp,Friday,6 PM,Hall,zzcanary\n"))
		})
	}
	for _, text := range []string{"https://zoom.us/j/zzcanary", "Join: https://us02web.zoom.us/j/1?pwd=zzcanary", "passcode zzcanary", "Meeting ID: zzcanary", "La contraseña es zzcanary", "meet.google.com/zzcanary"} {
		for _, title := range []string{"Notes", "Website", "Registration Link", "Location", "Address"} {
			t.Run("a way to join is not taken from "+title+": "+text, func(t *testing.T) {
				got := read(t, csv.Sheet{}, "Group,Day,Time,"+title+"\nLamp,Friday,6 PM,\""+text+"\"\n")
				noCanary(t, got)
			})
		}
	}
	for _, tt := range []struct{ cell, want string }{
		{"Ana", "Ana"}, {"Ana Lopez", "Ana"}, {"Mary-Jo Smith", "Mary-Jo"}, {"J. Smith", "J."}, {"José García", "José"}, {"O'Neil", "O'Neil"},
		{"Lopez, Ana", ""}, {"Dr. Brown", ""}, {"Mrs Brown", ""}, {"Pastor Brown", ""}, {"LOPEZ Ana", ""}, {"Ana & Luis Lopez", ""}, {"Ana Lopez (sister)", ""}, {"ana@example.org", ""}, {"904-555-0101", ""}, {"", ""},
	} {
		t.Run("of the contact "+tt.cell+" only the first name is taken", func(t *testing.T) {
			got := read(t, csv.Sheet{}, "Group,Day,Time,Place,Contact,Phone\nLamp,Friday,6 PM,Hall,"+quote(tt.cell)+",904-555-0199\n")
			if diff := cmp.Diff(tt.want, offerings(got.Entities)[0].Contacts[0].Name); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			text, err := json.Marshal(got.Findings)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "Lopez") || strings.Contains(string(text), "Brown") {
				t.Errorf("findings %s, want no name in them", text)
			}
		})
	}
	for _, tt := range []struct{ name, email, want string }{
		{"Ana Lopez", "alopez@example.org", ""}, {"Ana", "ana.lopez@example.org", ""}, {"Ana Lopez", "ana@example.org", "ana@example.org"},
		{"Ana Lopez", "help@lopez.example.org", "help@lopez.example.org"}, {"", "help@example.org", "help@example.org"}, {"", "call us", ""},
	} {
		t.Run("an address with a last name in it is left out: "+tt.email+" of "+tt.name, func(t *testing.T) {
			got := read(t, csv.Sheet{}, "Group,Day,Time,Place,Contact,Email,Phone\nLamp,Friday,6 PM,Hall,"+tt.name+","+tt.email+",1\n")
			if diff := cmp.Diff(tt.want, offerings(got.Entities)[0].Contacts[0].Email); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func noCanary(t *testing.T, got any) {
	t.Helper()
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "zzcanary") {
		t.Errorf("%s has what must not be read", text)
	}
}
