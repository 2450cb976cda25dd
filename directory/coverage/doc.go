// Package coverage says what share of people live within reach of a group, who does not,
// and where the next groups should start.
//
//	sites, err := coverage.Sites(snap, directory.Filter{Programs: []string{"connection"}}, today, today.AddDays(84))
//	...
//	c, err := coverage.Measure(ctx, coverage.Tracts().In("12"), sites, coverage.Drive(30*time.Minute), coverage.Options{})
//	...
//	fmt.Printf("%.1f %% of people in Florida\n", 100*c.Summary().Share())
//	plan, err := c.Suggest(ctx, 5, coverage.SuggestOptions{})
//	...
//	err = c.WriteMap(file, coverage.MapOptions{Area: "12", Plan: plan})
//
// # People, sites, reach
//
// A [Population] is people at points: [Tracts] has all of the 2020 census, embedded, and
// [ReadPopulation] reads any file with the columns of the Census Bureau, such as its block
// groups. [Population.In] takes a state or county out.
//
// A [Site] is where a group meets. [Sites] makes them of a directory, with the filter of a
// search: of one program, in one language, on weekday evenings.
//
// A [Reach] is how far people go: [Straight], by [Road], or by [Drive] time. Ways by road
// are estimated, and [Reach.Range] says how roughly; [Options] take a routing engine
// instead. What is reasonable is for the caller to say.
//
// # Measuring
//
// [Measure] gives a [Coverage]: for everybody, the nearest site, whether it is within reach,
// and how many meetings a week are. [Coverage.Summary] has the totals, [Coverage.States],
// [Coverage.Counties] and [Coverage.Sizes] those of parts, [Coverage.Gaps] the towns with
// most people out of reach. [Coverage.WhatIf] measures what opening, closing or moving
// sites would do, or meeting more often, and changes nothing.
//
// # Where to start next
//
// [Coverage.Suggest] chooses places, anywhere or among the rooms that are free, each the best
// next one. The [Plan] says how good it is: at least 63 % of the best possible gain always,
// and in the case at hand at least [Plan.Certain], usually above 90 %. For a state or so,
// SuggestOptions.Exact looks on for the best choice and, if it can, proves it.
// People who asked for a group can weigh more than others: see [Interest].
//
// # Pictures
//
// [Coverage.WriteMap] and [Coverage.WriteChart] write SVG that needs no server, script, font or
// map of others, says in words what it shows, and can be read in black and white.
//
// # What the figures mean
//
// All people of an area are taken to be at its center of population, so a share within a
// distance of the size of a tract, a mile in a city and ten in the country, is rough. Straight
// lines ignore bays and mountains. Within reach is not served: a group may be full, in
// another language, or on a day when one works. The people are those of 2020, and all of
// them, not those who look for a group.
//
// As an example, three published lists of weekly meetings of other fellowships, measured
// with the tracts of the counties that they serve:
//
//	list                                within 1 mile  3 miles  median     meetings a week
//	                                                                       within 3 miles
//	south-east Pennsylvania, 2022       74.5 %         97.8 %   0.62 miles 86
//	  evenings from Monday to Friday    67.4 %         97.4 %   0.73 miles 36
//	Orange County, California, 2023     70.0 %         98.3 %   0.69 miles 85
//	  evenings from Monday to Friday    66.0 %         98.3 %   0.76 miles 39
//	New York City, about 2012 to 2015   89.2 %         100.0 %  0.37 miles 57
//	  evenings from Monday to Friday    85.4 %         99.9 %   0.44 miles 31
//
// They count what the lists call open and in person. The lists are old, some entries are
// wrong, closed ones may not be marked, and people near the border may go to groups of the
// next list: the figures show the method and say nothing about those fellowships today.
//
// # Cost
//
// The program grows by 0.8 MB. On one core Tracts are decoded in some 15 ms; measuring them
// against 10,000 sites takes some 0.1 s, a thousand suggestions for the country some 1 s, with
// less than 150 MB in all. No table of all distances is made. Everything runs in the
// goroutine of the caller and ends with its context.
//
// # Limits
//
// Tracts, names and maps are those of the 50 states and the District of Columbia; a
// population of other places can be measured without maps. Suggestions take new groups to
// reach as far as a straight line, also where routes were measured, and do not know how
// many people a room holds. Outlines are simplified: never decide by a map where a border
// runs. Nothing here reads the clock, uses the network, logs, or knows a person.
//
// # Sources
//
// People: US Census Bureau, Centers of Population, 2020 Census, public domain. Outlines: US
// Census Bureau, cartographic boundary files, public domain, by way of us-atlas, copyright
// 2013-2019 Michael Bostock, ISC licence.
package coverage
