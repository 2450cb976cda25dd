// Package place turns what a person types, such as a ZIP code or a city, into a point and a
// county of the United States, without a network.
//
//	here, err := place.Lookup("32073")
//	fmt.Println(here, here.Point, here.County, here.Radius)
//
// # Looking up
//
// [Lookup] reads a ZIP code, a city or a county. A name that several places have is an
// [AmbiguousError] with all of them, each with its state: which Fayetteville is meant is for
// the person to say. [At] goes the other way, from a point to the nearest place that is
// known. [ParseState], [States], [CountyByFIPS] and [Counties] name states and counties.
//
// Names are compared after folding. Capitals are small letters, "ñ" is "n", and apostrophes
// are nothing. Other punctuation and spaces part words, but do not count in a name: "De
// Soto" is "DeSoto". The words St, Ste, Ft and Mt are spelled out, and so is N, S, E or W at
// the beginning: "W. Palm Beach" is "West Palm Beach". There are no nicknames, and nobody
// guesses at misspelt names.
//
// # What is known
//
// The embedded table has 40,976 ZIP codes, 29,539 cities and the 3,143 counties of the 50
// states and the District of Columbia. It has no military addresses (APO, FPO, DPO), nor
// Puerto Rico and the other territories, nor the Marshall Islands and Wake Island, which the
// source has; all their ZIP codes are unknown. A city is a name that the post office uses
// with a ZIP code, so a suburb without one of its own is unknown by its name.
//
// # How exact it is
//
// A ZIP code is a set of delivery routes, not an area, and many are only a row of boxes in a
// post office. Its point is a rough guess at where the people are who give it, so say that a
// distance was taken from a ZIP code. [Place.Radius] says how rough. A few points are plainly
// wrong in the source; their radius is long, up to hundreds of kilometres.
//
// The county of a ZIP code is the one that the source gives, also where some of its addresses
// are over the county line. 469 rows have another one, that of the census block group nearest
// to them in their state. The codes of 419 are not of the 2020 census; all but one of these
// are in Connecticut, where planning regions have replaced the counties since. The other 50
// are filed under a county in which their point is not, by 15 km or more.
//
// # Privacy
//
// Nothing is stored or logged, and no error holds the text that was typed. A [Place] that
// was looked up for a person says where that person is: keep it out of logs, too.
//
// # Cost
//
// The program grows by the table, 0.5 MB. The first call of any function decodes it, in some
// 5 ms, to 1.8 MB; the first At builds an index of 1.3 MB more, in some 10 ms. A ZIP code
// then takes less than a microsecond, a name some microseconds, a name with hundreds of ZIP
// codes up to 0.1 ms. All functions are safe for concurrent use.
//
// # Sources
//
// Postal codes: GeoNames (https://www.geonames.org), licensed under CC BY 4.0
// (https://creativecommons.org/licenses/by/4.0/), changed as said above. A program that
// contains this package contains that table, and has to give this credit.
// Counties and block groups: US Census Bureau, centers of population of the 2020 census,
// public domain.
package place
