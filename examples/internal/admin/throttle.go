package admin

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// What a network may try in vain, before it has to wait.
const (
	triesAtOnce = 10
	tryWindow   = 10 * time.Minute
	tryNetworks = 10_000 // remembered at a time
	tryKeyTime  = 24 * time.Hour
)

// A throttle counts tokens that were no good, by network. It keeps no address,
// only a hash with a key that changes daily and is nowhere else.
type throttle struct {
	mu    sync.Mutex
	seed  maphash.Seed
	since time.Time // of the seed
	tries map[uint64]try
}

type try struct {
	count int
	began time.Time
}

// blocked reports whether a network has to wait.
func (t *throttle) blocked(network netip.Prefix, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := t.tries[t.hash(network, now)]
	return found.count >= triesAtOnce && now.Sub(found.began) < tryWindow
}

// failed counts a token that was no good.
func (t *throttle) failed(network netip.Prefix, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	key := t.hash(network, now)
	found := t.tries[key]
	if found.count == 0 || now.Sub(found.began) >= tryWindow {
		found = try{began: now}
	}
	found.count++
	if len(t.tries) >= tryNetworks {
		clear(t.tries)
	}
	t.tries[key] = found
}

// hash returns what stands for a network today; mu is held.
func (t *throttle) hash(network netip.Prefix, now time.Time) uint64 {
	if t.tries == nil || now.Sub(t.since) >= tryKeyTime {
		t.seed, t.since, t.tries = maphash.MakeSeed(), now, map[uint64]try{}
	}
	return maphash.Comparable(t.seed, network)
}
