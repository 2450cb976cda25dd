package command

import (
	"flag"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/api"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

// Operation is what flags say about how to serve.
type operation struct {
	site, hosts, proxies string
	rate                 float64
	burst                int
	stale                time.Duration
}

// ownMachine is the proxies that are trusted if no flag says otherwise: those on the same
// machine.
const ownMachine = "127.0.0.0/8,::1/128"

func operationOf(set *flag.FlagSet) *operation {
	o := new(operation)
	set.StringVar(&o.site, "site", "", "`address` at which people find the site, such as https://groups.example.org")
	set.StringVar(&o.hosts, "embed-hosts", "", "`sites` that may show its lists in a frame, with commas, such as https://www.example.org")
	set.StringVar(&o.proxies, "proxies", ownMachine, "`networks` of proxies whose X-Forwarded-For counts, with commas")
	set.Float64Var(&o.rate, "rate", 50, "`requests` a second from one network in the long run, 0 for no limit")
	set.IntVar(&o.burst, "burst", 250, "`requests` at once from one network")
	set.DurationVar(&o.stale, "stale", time.Hour, "`age` of the records at which /readyz says no, while the database is away")
	return o
}

// apply checks the flags and makes them options.
func (o *operation) apply(options *finder.Options) (err error) {
	if o.site != "" && !strings.HasPrefix(o.site, "https://") && !strings.HasPrefix(o.site, "http://") {
		return fmt.Errorf("%w: -site, want an address that begins with https://", ErrUsage)
	}
	options.Address, options.Stale, options.Reach = strings.TrimSuffix(o.site, "/"), o.stale, new(finder.Reach)
	if options.Embed, err = finder.ParseOrigins(o.hosts); err != nil {
		return fmt.Errorf("%w: -embed-hosts: %w", ErrUsage, err)
	}
	limit := operate.LimiterOptions{PerSecond: o.rate, Burst: o.burst}
	for text := range strings.SplitSeq(o.proxies, ",") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return fmt.Errorf("%w: -proxies, want networks such as 10.0.0.0/8", ErrUsage)
		}
		limit.Proxies = append(limit.Proxies, network)
	}
	options.Limit, options.Metrics = operate.NewLimiter(limit), operate.NewMetrics()
	return nil
}

// serving returns the handler of the site with its interface and its figures, and with the
// pages of those who look after the list, unless they are nil.
func serving(o finder.Options, pages *admin.Admin) http.Handler {
	gauges(o)
	site, programs := finder.New(o), api.New(api.Options{Options: o, Keepers: pages})
	public := operate.Gzip(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/api/v1/"):
			programs.ServeHTTP(w, r)
		case r.URL.Path == "/metrics":
			o.Metrics.ServeHTTP(w, r)
		default:
			site.ServeHTTP(w, r)
		}
	}))
	if pages == nil {
		return public
	}
	return beside(public, pages)
}

// gauges adds figures about the records.
func gauges(o finder.Options) {
	o.Metrics.Gauge("snapshot_revision", "Revision of the records that are shown, 0 of a file.", func() float64 {
		return float64(o.Source().Revision)
	})
	o.Metrics.Gauge("snapshot_age_seconds", "Time since the records were known to be the newest, or the file was changed.", func() float64 {
		return max(0, time.Since(o.Source().AsOf).Seconds())
	})
	o.Metrics.Gauge("snapshot_problems", "Records that are left out.", func() float64 { return float64(len(o.Source().Problems)) })
	o.Metrics.Gauge("snapshot_stuck", "1 while newer records cannot be had.", func() float64 {
		if o.Source().Trouble != nil {
			return 1
		}
		return 0
	})
}

// prefix begins the names of variables of the environment that stand for flags.
const prefix = "WITHINREACH_"

// sources are the flags of which there is at most one.
var sources = map[string]bool{"db": true, "records": true, "demo": true}

// fill sets the flags that were not given from the environment: -embed-hosts from
// WITHINREACH_EMBED_HOSTS. A flag that says where the records are also stands for those that
// would say it otherwise. No error holds a value, which may be a password.
func fill(set *flag.FlagSet) (err error) {
	given, sourced := map[string]bool{}, false
	set.Visit(func(f *flag.Flag) {
		given[f.Name] = true
		sourced = sourced || sources[f.Name]
	})
	set.VisitAll(func(f *flag.Flag) {
		name := prefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := os.Getenv(name)
		if value == "" || given[f.Name] || sourced && sources[f.Name] {
			return
		}
		if f.Value.Set(value) != nil && err == nil {
			err = fmt.Errorf("%w: %s is not a value of -%s", ErrUsage, name, f.Name)
		}
	})
	return err
}
