package travel

// An Assumption is one figure behind [Estimate], with its range and where it is from, to
// be shown beside an estimate or checked by someone who knows the roads better.
type Assumption struct {
	Name                string  // in words, in English
	Least, Likely, Most float64 // of the trip: Least is the shortest or fastest case
	Unit                string  // "times" or "miles an hour"
	Source              string  // of the figures, in words
	Limits              string  // what they do not cover
}

// Assumptions returns the figures behind [Estimate] in the order in which they apply. The
// slice belongs to the caller.
func Assumptions() []Assumption {
	return []Assumption{
		{
			Name:  "road distance over straight distance",
			Least: least.detour, Likely: likely.detour, Most: most.detour, Unit: "times",
			Source: "Valhalla 3.6 on an extract of Baltimore (© OpenStreetMap contributors), 8,610 pairs of census block " +
				"groups over 1 km apart: 1.18 at the 10th percentile, 1.41 at the median, 1.70 at the 90th",
			Limits: "one city; short trips wind more than long ones (Giacomin and Levinson 2015, doi:10.1068/b130131p); " +
				"wrong at shorelines and other barriers (Boscoe, Henry and Zdeb 2012, PMC3835347)",
		},
		{
			Name:  "speed on the first 8 miles of road",
			Least: float64(least.near / mph), Likely: float64(likely.near / mph), Most: float64(most.near / mph), Unit: "miles an hour",
			Source: "likely: the same pairs, median 27.1, and 8.0 miles in 17.3 minutes, the averages of 14,812 trips " +
				"to US emergency departments (doi:10.1186/s12913-022-07743-7); " +
				"fast and slow: secondary roads and residential streets in the car profile of OSRM, 55 and 25 km/h",
			Limits: "no traffic, no parking",
		},
		{
			Name:  "speed on the rest of the road",
			Least: float64(least.fast / mph), Likely: float64(likely.fast / mph), Most: float64(most.fast / mph), Unit: "miles an hour",
			Source: "fast and likely: free-flow averages of US freeways and major arterials in the National Traffic Speeds " +
				"Survey III of 2015 (NHTSA, rosap.ntl.bts.gov/view/dot/35961); " +
				"slow: primary roads in the car profile of OSRM, 65 km/h",
			Limits: "no traffic, no ferry, no border, no winter",
		},
	}
}
