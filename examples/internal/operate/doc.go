// Package operate is what a server on the web needs besides its answers: a
// socket that outlives it, figures about how it does, limits for those who ask
// too much, and compression.
//
//	listener, err := operate.Listen("127.0.0.1:8080")
//	metrics := operate.NewMetrics()
//	limiter := operate.NewLimiter(operate.LimiterOptions{PerSecond: 20, Burst: 100})
//	handler := operate.Gzip(site)
//
// # What it does not know
//
// Nothing here keeps or writes where a visitor is or what they asked for.
// [Metrics] count by the pattern of a route. A [Limiter] keeps no address: only
// a hash of one, under a key that nobody knows and that changes every hour.
package operate
