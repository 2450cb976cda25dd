// Package pull fetches sources over https, from addresses that strangers may
// have typed in.
//
//	f := pull.New(pull.Options{UserAgent: "River County finder (groups@example.org)"})
//	defer f.Close()
//	...
//	next, err := f.Fetch(ctx, source, time.Now())
//	if err == nil && next.Changed {
//		got, err := csv.Read(bytes.NewReader(next.Body), ...)
//	}
//
// A [Source] is an address together with the last good copy and how the last
// tries went. It is a plain value that the caller keeps, in a file or a database:
// keep what Fetch returns, or, if the body turns out to be no good, what was there
// before. When and how often to fetch is the caller's choice; no more than once
// in ten minutes is kind.
//
// # Safety
//
// Only https is fetched, on port 443, and only from public addresses: each one is
// checked after its name was resolved, in the moment of dialing, so that
// neither a redirect nor a name that changes its address leads into the network
// of the server. Proxies named in the environment are not used, since they would
// dial instead. Size, time and redirects are limited. No cookies are kept and no
// credentials sent.
package pull
