package hsds

import "encoding/json"

// The records of the format as Write writes them, with the fields that it uses.
// Every one has an id that is a UUID.

type service struct {
	ID             string              `json:"id"`
	OrganizationID string              `json:"organization_id"`
	Name           string              `json:"name"`
	Description    string              `json:"description,omitempty"`
	URL            string              `json:"url,omitempty"`
	Email          string              `json:"email,omitempty"`
	Status         string              `json:"status"`
	Application    string              `json:"application_process,omitempty"`
	Fees           string              `json:"fees_description,omitempty"`
	Eligibility    string              `json:"eligibility_description,omitempty"`
	MinAge         int                 `json:"minimum_age,omitempty"`
	MaxAge         int                 `json:"maximum_age,omitempty"`
	AssuredDate    string              `json:"assured_date,omitempty"`
	AssurerEmail   string              `json:"assurer_email,omitempty"`
	LastModified   string              `json:"last_modified,omitempty"`
	Contacts       []contact           `json:"contacts,omitempty"`
	Schedules      []row               `json:"schedules,omitempty"`
	Languages      []language          `json:"languages,omitempty"`
	Costs          []costOption        `json:"cost_options,omitempty"`
	Program        *programRecord      `json:"program,omitempty"`
	Locations      []serviceAtLocation `json:"service_at_locations,omitempty"`
	Attributes     []attribute         `json:"attributes,omitempty"`
	Organization   json.RawMessage     `json:"organization"`
}

type organization struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Email       string      `json:"email,omitempty"`
	Website     string      `json:"website,omitempty"`
	Contacts    []contact   `json:"contacts,omitempty"`
	Attributes  []attribute `json:"attributes,omitempty"`
}

type programRecord struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

type contact struct {
	ID         string      `json:"id"`
	Name       string      `json:"name,omitempty"`
	Title      string      `json:"title,omitempty"`
	Email      string      `json:"email,omitempty"`
	Phones     []phone     `json:"phones,omitempty"`
	Attributes []attribute `json:"attributes,omitempty"`
}

type phone struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Type   string `json:"type,omitempty"` // "voice" or "sms"
}

type language struct {
	ID   string `json:"id"`
	Code string `json:"code"`
}

type costOption struct {
	ID          string `json:"id"`
	Option      string `json:"option"`
	Currency    string `json:"currency"`
	Amount      int    `json:"amount"`
	Description string `json:"amount_description"`
}

type serviceAtLocation struct {
	ID          string   `json:"id"`
	ServiceID   string   `json:"service_id"`
	LocationID  string   `json:"location_id"`
	Description string   `json:"description,omitempty"` // the room
	Location    location `json:"location"`
}

type location struct {
	ID             string          `json:"id"`
	Type           string          `json:"location_type"`
	URL            string          `json:"url,omitempty"`
	Name           string          `json:"name,omitempty"`
	Description    string          `json:"description,omitempty"`
	Transportation string          `json:"transportation,omitempty"`
	Latitude       *float64        `json:"latitude,omitempty"`
	Longitude      *float64        `json:"longitude,omitempty"`
	Addresses      []address       `json:"addresses,omitempty"`
	Accessibility  []accessibility `json:"accessibility,omitempty"`
	Phones         []phone         `json:"phones,omitempty"`
	Attributes     []attribute     `json:"attributes,omitempty"`
}

type address struct {
	ID      string `json:"id"`
	Street  string `json:"address_1"`
	City    string `json:"city"`
	State   string `json:"state_province"`
	ZIP     string `json:"postal_code"`
	Country string `json:"country"`
	Type    string `json:"address_type"`
}

type accessibility struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// A row is a record of the table of schedules.
type row struct {
	ID          string      `json:"id"`
	ServiceID   string      `json:"service_id"`
	ValidFrom   string      `json:"valid_from"`
	ValidTo     string      `json:"valid_to"`
	Start       string      `json:"dtstart"`
	Timezone    float64     `json:"timezone"` // hours east of Greenwich
	Until       string      `json:"until,omitempty"`
	Count       int         `json:"count,omitempty"`
	WeekStart   string      `json:"wkst,omitempty"`
	Frequency   string      `json:"freq"`
	Interval    int         `json:"interval"`
	ByDay       string      `json:"byday,omitempty"`
	ByMonthDay  string      `json:"bymonthday,omitempty"`
	Description string      `json:"description,omitempty"`
	OpensAt     string      `json:"opens_at,omitempty"`
	ClosesAt    string      `json:"closes_at,omitempty"`
	Attending   string      `json:"attending_type,omitempty"`
	Notes       string      `json:"notes,omitempty"`
	Attributes  []attribute `json:"attributes,omitempty"`
}
