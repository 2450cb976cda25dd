package csv

import (
	"fmt"
	"io"
	"strings"
)

// The templates to mail out. A row whose name begins with "Example" or "Ejemplo"
// is never imported.
const (
	templateEN = `Name,Schedule,Place,Street,City,State,ZIP,Latitude,Longitude,Mode,Languages,Phone,E-mail,Registration,Notes,ID
Example: a support group,"2nd and 4th Wednesdays, 6:00-7:30 pm, except holidays",Hope Hall,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,in person,English,904-555-0100,office@example.org,,Park behind the hall,wednesday-hope
Example: online,"Tuesdays, 7:00-8:30 pm, call first on holidays",,,,,,,,online,English and Spanish,904-555-0100,office@example.org,https://example.org/sign-up,The link comes by e-mail,
Example: a course,"Thursdays, 6:30-8:30 pm, June 9 - July 28, 2022, no meeting July 7",Hope Hall,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,in person,English,904-555-0100,,904-555-0100,Eight sessions,
Example: every other week,"Every other Monday, 6 pm, starting 6/6/2022",Hope Hall,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,hybrid,Spanish,904-555-0100,,,,
Example: by appointment,By appointment,Hope Hall,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,in person,English,904-555-0100,,,,
`
	templateES = `Nombre,Horario,Lugar,Calle,Ciudad,Estado,Código postal,Latitud,Longitud,Modalidad,Idiomas,Teléfono,Correo electrónico,Inscripción,Notas,ID
Ejemplo: un grupo de apoyo,"2do y 4to miércoles, 6:00 pm - 7:30 pm, excepto feriados",Salón Esperanza,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,presencial,español,904-555-0100,oficina@example.org,,Estacione detrás del salón,wednesday-hope
Ejemplo: en línea,"Los martes, de 7:00 a 8:30 p. m.",,,,,,,,virtual,español e inglés,904-555-0100,oficina@example.org,https://example.org/inscripcion,El enlace llega por correo,
Ejemplo: un curso,"Los jueves, de 6:30 a 8:30 p. m., del 9 de junio al 28 de julio de 2022, excepto feriados",Salón Esperanza,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,presencial,español,904-555-0100,,904-555-0100,Ocho sesiones,
Ejemplo: cada dos semanas,"Cada dos lunes, 6:00 p. m., a partir del 6 de junio de 2022",Salón Esperanza,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,híbrido,español,904-555-0100,,,,
Ejemplo: con cita,Con cita,Salón Esperanza,100 Main St,Orange Park,FL,32073,30.1660,-81.7065,presencial,español,904-555-0100,,,,
`
)

// Template writes a table with titles and examples, to be mailed to whoever
// keeps a list. The language is "es", or a tag that begins so, or else English.
// Read leaves out the examples where they were not deleted. The error is that
// of w.
func Template(w io.Writer, language string) error {
	text := templateEN
	if strings.HasPrefix(language, "es") {
		text = templateES
	}
	if _, err := io.WriteString(w, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
		return fmt.Errorf("csv: %w", err)
	}
	return nil
}
