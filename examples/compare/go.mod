module github.com/withinreach/withinreach/examples/compare

go 1.26.0

require (
	github.com/rickar/cal/v2 v2.1.26
	github.com/teambition/rrule-go v1.8.2
	github.com/withinreach/withinreach v0.0.0
)

replace github.com/withinreach/withinreach => ../../
