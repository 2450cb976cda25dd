module github.com/withinreach/withinreach/examples/compare

go 1.26.0

require (
	github.com/arran4/golang-ical v0.3.4
	github.com/emersion/go-ical v0.0.0-20250329121855-f41e73efc392
	github.com/golang/geo v0.0.0-20260818125358-b200a1149890
	github.com/rickar/cal/v2 v2.1.26
	github.com/teambition/rrule-go v1.8.2
	github.com/tidwall/rtree v1.10.0
	github.com/withinreach/withinreach v0.0.0
	gonum.org/v1/gonum v0.17.0
)

require github.com/tidwall/geoindex v1.7.0 // indirect

replace github.com/withinreach/withinreach => ../../
