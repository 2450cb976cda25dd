package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// header writes what somebody has to know to repeat a run: when, on what, with
// which versions.
func header(out io.Writer, now time.Time) {
	fmt.Fprintf(out, "date: %s\n", now.UTC().Format("2006-01-02 15:04 UTC"))
	fmt.Fprintf(out, "go: %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(out, "cpu: %s, %d at hand\n", cpuModel(), runtime.GOMAXPROCS(0))
	fmt.Fprintf(out, "time zones: %s\n", zoneSource())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if !strings.HasPrefix(m.Path, "github.com/withinreach/") {
				fmt.Fprintf(out, "peer: %s %s\n", m.Path, m.Version)
			}
		}
	}
	fmt.Fprintln(out)
}

var modelName = regexp.MustCompile(`(?m)^model name\s*: (.+)$`)

// cpuModel returns the name of the processor, as Linux tells it.
func cpuModel() string {
	text, _ := os.ReadFile("/proc/cpuinfo") // other systems have none
	if m := modelName.FindSubmatch(text); m != nil {
		return string(m[1])
	}
	return "a model that is not known"
}

func zoneSource() string {
	if name := os.Getenv("ZONEINFO"); name != "" {
		return name
	}
	return "those of the system"
}
