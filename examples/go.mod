module github.com/withinreach/withinreach/examples

go 1.26.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/withinreach/withinreach v0.0.0
)

require (
	github.com/golang/geo v0.0.0-20260818125358-b200a1149890 // indirect
	github.com/rickar/cal/v2 v2.1.26 // indirect
)

replace github.com/withinreach/withinreach => ../
