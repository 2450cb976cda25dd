package place_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory/place"
)

func TestLookup(t *testing.T) {
	tests := []struct{ name, text, want, county string }{
		{"a ZIP code", "32073", "Orange Park, FL 32073", "12019 Clay County, FL"},
		{"a ZIP code with blanks around it", "  32073\n", "Orange Park, FL 32073", "12019 Clay County, FL"},
		{"a ZIP code with leading zeros", "00501", "Holtsville, NY 00501", "36103 Suffolk County, NY"},
		{"the four digits more are read over", "32073-1234", "Orange Park, FL 32073", "12019 Clay County, FL"},
		{"the dash before them may be any", "32073\u20131234", "Orange Park, FL 32073", "12019 Clay County, FL"},
		{"a ZIP code after its state", "FL 32073", "Orange Park, FL 32073", "12019 Clay County, FL"},
		{"a ZIP code at the end of an address", "221 Rierside Ave., Jacksonville, Florida 32202-1111", "Jacksonville, FL 32202", "12031 Duval County, FL"},
		{"a ZIP code that a military row has too is the civil one", "96860", "Jbphh, HI 96860", "15003 Honolulu County, HI"},

		{"a city and the code of its state", "Orange Park, FL", "Orange Park, FL", "12019 Clay County, FL"},
		{"a city and the name of its state", "Orange Park, Florida", "Orange Park, FL", "12019 Clay County, FL"},
		{"no comma, no capitals, many spaces", "orange   park fl", "Orange Park, FL", "12019 Clay County, FL"},
		{"a city of a state of two words", "Bismarck North Dakota", "Bismarck, ND", "38015 Burleigh County, ND"},
		{"West Virginia is not Virginia", "charleston west virginia", "Charleston, WV", "54039 Kanawha County, WV"},
		{"a city named like its state", "new york new york", "New York, NY", "36061 New York County, NY"},
		{"a city named like another state", "California, MD", "California, MD", "24037 St. Mary's County, MD"},
		{"MT is Montana, though Mt is mount", "Helena, MT", "Helena, MT", "30049 Lewis and Clark County, MT"},
		{"N.D. is a state, though N is north", "Bismarck, N.D.", "Bismarck, ND", "38015 Burleigh County, ND"},
		{"the capital, with full stops", "Washington, D.C.", "Washington, DC", "11001 District of Columbia, DC"},
		{"the capital, spelled out", "Washington, District of Columbia", "Washington, DC", "11001 District of Columbia, DC"},
		{"saint, abbreviated", "St. Augustine, FL", "Saint Augustine, FL", "12109 St. Johns County, FL"},
		{"fort, abbreviated", "Ft Lauderdale FL", "Fort Lauderdale, FL", "12011 Broward County, FL"},
		{"mount, where the source abbreviates", "Mount Zion, IL", "Mt Zion, IL", "17115 Macon County, IL"},
		{"a direction, abbreviated", "W. Palm Beach, FL", "West Palm Beach, FL", "12099 Palm Beach County, FL"},
		{"spaces do not matter in a name", "LaSalle, IL", "La Salle, IL", "17099 LaSalle County, IL"},
		{"apostrophes do not matter", "Coeur dAlene, ID", "Coeur d'Alene, ID", "16055 Kootenai County, ID"},
		{"accents do not matter", "Ca\u00f1on City, CO", "Canon City, CO", "08043 Fremont County, CO"},
		{"a city alone, of which there is one", "Lake Wales", "Lake Wales, FL", "12105 Polk County, FL"},
		{"a city alone that ends like a state", "Port Arthur Texas", "Port Arthur, TX", "48245 Jefferson County, TX"},

		{"a county", "Clay County, FL", "Clay County, FL", "12019 Clay County, FL"},
		{"a county and the name of its state", "clay county florida", "Clay County, FL", "12019 Clay County, FL"},
		{"a county without the word, if no city has the name", "Broward, FL", "Broward County, FL", "12011 Broward County, FL"},
		{"a county alone, of which there is one", "Miami-Dade County", "Miami-Dade County, FL", "12086 Miami-Dade County, FL"},
		{"a county with an accent, without it", "Dona Ana County NM", "Doña Ana County, NM", "35013 Doña Ana County, NM"},
		{"a parish", "Orleans Parish, LA", "Orleans Parish, LA", "22071 Orleans Parish, LA"},
		{"a census area", "Nome Census Area, Alaska", "Nome Census Area, AK", "02180 Nome Census Area, AK"},
		{"an independent city is not the county around it", "Baltimore city, MD", "Baltimore city, MD", "24510 Baltimore city, MD"},
		{"nor is the county the city", "Baltimore County, MD", "Baltimore County, MD", "24005 Baltimore County, MD"},
		{"the District of Columbia as a county", "District of Columbia, DC", "District of Columbia, DC", "11001 District of Columbia, DC"},
		{"Connecticut has the counties of 2020", "Hartford County, CT", "Hartford County, CT", "09003 Hartford County, CT"},
		{"and its ZIP codes are in them", "06103", "Hartford, CT 06103", "09003 Hartford County, CT"},
		{"a ZIP code filed under a county far away is in the one around it", "33112", "Miami, FL 33112", "12086 Miami-Dade County, FL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := place.Lookup(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{p.String(), p.County.FIPS + " " + p.County.String()}
			if diff := cmp.Diff([]string{tt.want, tt.county}, got); diff != "" {
				t.Errorf("Lookup(%q) (-want +got):\n%s", tt.text, diff)
			}
			if p.Point.IsZero() || p.Radius < 1000 {
				t.Errorf("Lookup(%q) has point %q and radius %v", tt.text, p.Point, p.Radius)
			}
		})
	}
}

func TestLookupUnknown(t *testing.T) {
	tests := []struct{ name, text string }{
		{"D51 a ZIP code that is nobody's, though those around it exist", "32074"},
		{"a ZIP code of Puerto Rico", "00901"},
		{"a ZIP code of Guam", "96910"},
		{"a ZIP code of the Marshall Islands", "96960"},
		{"a ZIP code of Wake Island", "96898"},
		{"a military ZIP code", "09012"},
		{"a military ZIP code in Antarctica", "96598"},
		{"a military town", "APO AE"},
		{"a ZIP code that lost its leading zero", "2134"},
		{"a ZIP code with a digit too many", "320731"},
		{"nine digits without the dash", "320731234"},
		{"a ZIP code with full-width digits", "\uff13\uff12\uff10\uff17\uff13"},
		{"a ZIP code after another state than its own", "Orange Park, GA 32073"},
		{"a ZIP code after a city without a state", "Orange Park 32073"},
		{"a ZIP code before its city", "32073 Orange Park, FL"},
		{"a city in the wrong state", "Orange Park, GA"},
		{"a misspelt city", "Jacksonvile, FL"},
		{"a territory by name", "Puerto Rico"},
		{"a state by its code", "FL"},
		{"a state by its name, where no city has it", "North Dakota"},
		{"nothing", ""},
		{"blanks", " \t\n"},
		{"a code of a state twice", "fl fl"},
		{"a name in another alphabet", "\u0422ampa, FL"},
		{"the word county alone", "County, FL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if p, err := place.Lookup(tt.text); !errors.Is(err, place.ErrUnknown) {
				t.Errorf("Lookup(%q) = %v, %v, want ErrUnknown", tt.text, p, err)
			}
		})
	}
}

func TestLookupAmbiguous(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"D51 Fayetteville offers choices with state", "Fayetteville",
			"NC AR GA NY OH PA TN TX WV"},
		{"Jacksonville is more than the one in Florida", "jacksonville",
			"FL NC AR IL AL GA MO NY OH OR TX VT"},
		{"the state with most ZIP codes comes first, then by code", "Springfield",
			"IL MA MO VA OH OR AR CO GA ID KY LA ME MN NE NH NJ PA SC SD TN VT WI WV"},
		{"the name of a state is offered as a city, even if there is one", "Florida", "NY"},
		{"also if it has two words", "new york", "NY"},
		{"a county without its state", "Kings County", "NY CA"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := place.Lookup(tt.text)
			if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
				var got []string
				for _, c := range ambiguous.Choices {
					got = append(got, c.State)
				}
				if diff := cmp.Diff(strings.Fields(tt.want), got); diff != "" {
					t.Errorf("choices for %q (-want +got):\n%s", tt.text, diff)
				}
				return
			}
			t.Errorf("Lookup(%q) = %v, %v, want an AmbiguousError", tt.text, p, err)
		})
	}
}
