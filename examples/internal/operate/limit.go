package operate

import (
	"hash/maphash"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// LimiterOptions configure a [Limiter]. PerSecond is required.
type LimiterOptions struct {
	// PerSecond is how many requests a second a client may make in the long
	// run, and Burst how many at once; 0 is five seconds' worth.
	PerSecond float64
	Burst     int
	// Proxies are those from which a request may come on behalf of a client
	// that it names, last, in the header X-Forwarded-For. None trusts nobody.
	// What comes from the same machine and names nobody has no limit.
	Proxies []netip.Prefix
	// Clock gives the present. Nil is time.Now.
	Clock func() time.Time
}

// A Limiter says who asks too much. A client is a network: the first 24 bits
// of an IPv4 address, the first 48 of an IPv6 address.
//
// It stores no address. A network is one of 65,536 counters, chosen by a hash
// with a random key; after an hour there is a new key, all counters begin
// again, and nothing leads from the old ones to anybody. Two networks may
// share a counter by chance, so limits should be well above what people need.
//
// A nil Limiter lets everything pass. It may be used by any number of
// goroutines, and takes 1 MiB.
type Limiter struct {
	o LimiterOptions

	mu       sync.Mutex
	key      maphash.Seed
	since    time.Time // when the key was made
	counters []counter
}

// A counter is a bucket that fills with time and that requests empty.
type counter struct {
	left float64
	at   time.Duration // of the last request, since the key was made, and 1 ns; 0 is none yet
}

const (
	counters = 1 << 16
	keyTime  = time.Hour
)

// NewLimiter returns a limiter. One that lets nothing through in a second lets
// everything pass: it is nil.
func NewLimiter(o LimiterOptions) *Limiter {
	if o.PerSecond <= 0 {
		return nil
	}
	if o.Burst <= 0 {
		o.Burst = int(5*o.PerSecond) + 1
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Limiter{o: o, counters: make([]counter, counters)}
}

// Allow reports whether a request may be answered.
func (l *Limiter) Allow(r *http.Request) bool {
	if l == nil {
		return true
	}
	network := l.Client(r)
	if !network.IsValid() || network.Addr().IsLoopback() || network.Contains(netip.IPv6Loopback()) {
		return true
	}
	now := l.o.Clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.since.IsZero() || now.Sub(l.since) >= keyTime {
		l.renew(now)
	}
	age := now.Sub(l.since) + 1
	c := &l.counters[l.hash(network)%counters]
	if c.at == 0 {
		c.left = float64(l.o.Burst) // nobody was here since the key changed
	}
	c.left = min(float64(l.o.Burst), c.left+l.o.PerSecond*max(0, age-c.at).Seconds())
	c.at = max(age, c.at)
	if c.left < 1 {
		return false
	}
	c.left--
	return true
}

// renew changes the key and forgets all counters; mu is held.
func (l *Limiter) renew(now time.Time) {
	l.key, l.since = maphash.MakeSeed(), now
	clear(l.counters)
}

func (l *Limiter) hash(p netip.Prefix) uint64 {
	address := p.Addr().As16()
	return maphash.Bytes(l.key, address[:])
}

// Client returns the network that a request comes from, for whoever counts
// something else by it and keeps it no better than this does. It is the zero
// Prefix if there is no address. A nil Limiter believes proxies on the same
// machine.
func (l *Limiter) Client(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	from, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	from = from.Unmap()
	if l.believes(from) {
		if named, ok := forwarded(r.Header.Values("X-Forwarded-For")); ok {
			from = named
		}
	}
	bits := 24
	if from.Is6() {
		bits = 48
	}
	network, _ := from.WithZone("").Prefix(bits) // an address has as many bits
	return network
}

// believes reports whether an address is that of a proxy.
func (l *Limiter) believes(from netip.Addr) bool {
	if l == nil {
		return from.IsLoopback()
	}
	return slices.ContainsFunc(l.o.Proxies, func(p netip.Prefix) bool { return p.Contains(from) })
}

// forwarded returns the address that the proxy itself has seen: the last one.
// Those before it are what clients claim.
func forwarded(values []string) (netip.Addr, bool) {
	all := strings.Split(strings.Join(values, ","), ",")
	a, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1]))
	return a.Unmap(), err == nil
}
