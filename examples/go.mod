module github.com/withinreach/withinreach/examples

go 1.26.0

require github.com/withinreach/withinreach v0.0.0

replace github.com/withinreach/withinreach => ../
