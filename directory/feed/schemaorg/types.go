package schemaorg

// The nodes that Write writes, with the properties that it uses.

type graph struct {
	Context string `json:"@context"`
	Nodes   []any  `json:"@graph"`
}

// A dataFeed says how fresh the whole is.
type dataFeed struct {
	Type     string `json:"@type"`
	Modified string `json:"dateModified,omitempty"`
	Expires  string `json:"expires"`
}

// A dataFeedItem says how fresh what is said of one listing is, for events have
// no word for that.
type dataFeedItem struct {
	Type     string `json:"@type"`
	Modified string `json:"dateModified"`
	Item     link   `json:"item"`
}

// A link leads to a node of the document.
type link struct {
	ID string `json:"@id"`
}

type node struct {
	Type           string       `json:"@type"`
	ID             string       `json:"@id,omitempty"`
	Identifier     string       `json:"identifier,omitempty"`
	Name           string       `json:"name"`
	Description    string       `json:"description,omitempty"`
	URL            string       `json:"url,omitempty"`
	StartDate      string       `json:"startDate,omitempty"`
	EndDate        string       `json:"endDate,omitempty"`
	Previous       string       `json:"previousStartDate,omitempty"`
	Status         string       `json:"eventStatus,omitempty"`
	AttendanceMode string       `json:"eventAttendanceMode"`
	Location       any          `json:"location,omitempty"` // one, or both of a hybrid
	Organizer      organizer    `json:"organizer"`
	Offers         *offer       `json:"offers,omitempty"`
	Free           bool         `json:"isAccessibleForFree,omitempty"`
	Language       any          `json:"inLanguage,omitempty"` // one, or several
	Keywords       []any        `json:"keywords,omitempty"`   // texts and terms
	Audience       *audience    `json:"audience,omitempty"`
	AgeRange       string       `json:"typicalAgeRange,omitempty"`
	Super          *reference   `json:"superEvent,omitempty"`
	Schedule       []recurrence `json:"eventSchedule,omitempty"`
}

// A term is a keyword that stands as it is: commas part the others.
type term struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type reference struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
	Name string `json:"name"`
}

type organizer struct {
	Type       string `json:"@type"`
	Identifier string `json:"identifier,omitempty"`
	Name       string `json:"name"`
	URL        string `json:"url,omitempty"`
	Telephone  string `json:"telephone,omitempty"`
	Email      string `json:"email,omitempty"`
}

type offer struct {
	Type         string `json:"@type"`
	Price        string `json:"price"`
	Currency     string `json:"priceCurrency"`
	Availability string `json:"availability"`
	URL          string `json:"url,omitempty"`
}

type audience struct {
	Type   string   `json:"@type"`
	Who    []string `json:"audienceType,omitempty"`
	MinAge int      `json:"suggestedMinAge,omitempty"`
	MaxAge int      `json:"suggestedMaxAge,omitempty"`
}

type place struct {
	Type        string    `json:"@type"` // Place or VirtualLocation
	Name        string    `json:"name,omitempty"`
	Description string    `json:"description,omitempty"`
	URL         string    `json:"url,omitempty"`
	Address     *postal   `json:"address,omitempty"`
	Geo         *geo      `json:"geo,omitempty"`
	Amenities   []amenity `json:"amenityFeature,omitempty"`
}

type postal struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Locality string `json:"addressLocality,omitempty"`
	Region   string `json:"addressRegion,omitempty"`
	ZIP      string `json:"postalCode,omitempty"`
	Country  string `json:"addressCountry"`
}

type geo struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type amenity struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Value bool   `json:"value"`
}

type recurrence struct {
	Type       string   `json:"@type"`
	Identifier string   `json:"identifier,omitempty"`
	Frequency  string   `json:"repeatFrequency"`
	ByDay      []string `json:"byDay,omitempty"`
	ByMonthDay []int    `json:"byMonthDay,omitempty"`
	ByMonth    []int    `json:"byMonth,omitempty"`
	Count      int      `json:"repeatCount,omitempty"`
	StartDate  string   `json:"startDate"`
	EndDate    string   `json:"endDate,omitempty"`
	StartTime  string   `json:"startTime,omitempty"`
	EndTime    string   `json:"endTime,omitempty"`
	Duration   string   `json:"duration,omitempty"`
	Zone       string   `json:"scheduleTimezone"`
	Except     []string `json:"exceptDate,omitempty"`
}
