package storage_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A proxy passes connections on, and cuts them.
type proxy struct {
	listener      net.Listener
	network, addr string

	mu    sync.Mutex
	links map[*link]bool
}

// A link is one connection through a proxy.
type link struct {
	client, server net.Conn
	deaf           bool // what the server says is not passed on
	mu             sync.Mutex
}

// newProxy returns a proxy to the server that dsn names, and the name of the same
// database through it.
func newProxy(t *testing.T, dsn string) (*proxy, string) {
	t.Helper()
	to, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{network: "tcp", addr: fmt.Sprintf("%s:%d", to.Host, to.Port), links: map[*link]bool{}}
	if strings.HasPrefix(to.Host, "/") {
		p.network, p.addr = "unix", fmt.Sprintf("%s/.s.PGSQL.%d", to.Host, to.Port)
	}
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.listener.Close() })
	go p.serve()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("host", "127.0.0.1")
	q.Set("port", fmt.Sprint(p.listener.Addr().(*net.TCPAddr).Port))
	q.Set("sslmode", "disable")
	u.RawQuery = q.Encode()
	return p, u.String()
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial(p.network, p.addr)
		if err != nil {
			client.Close()
			continue
		}
		l := &link{client: client, server: server}
		p.mu.Lock()
		p.links[l] = true
		p.mu.Unlock()
		go func() {
			_, _ = io.Copy(server, client)
			p.cut(l)
		}()
		go func() {
			_, _ = io.Copy(l, server)
			p.cut(l)
		}()
	}
}

// Write passes on what the server says, unless the link is deaf.
func (l *link) Write(b []byte) (int, error) {
	l.mu.Lock()
	deaf := l.deaf
	l.mu.Unlock()
	if deaf {
		return len(b), nil
	}
	return l.client.Write(b)
}

func (p *proxy) cut(l *link) {
	l.client.Close()
	l.server.Close()
	p.mu.Lock()
	delete(p.links, l)
	p.mu.Unlock()
}

// fault cuts a link in one of two ways: at once, or after a while in which the server
// still does what it was told but is not heard. It reports false if there is no link.
func (p *proxy) fault(deaf bool) bool {
	p.mu.Lock()
	var some *link
	for l := range p.links {
		some = l
	}
	p.mu.Unlock()
	if some == nil {
		return false
	}
	if deaf {
		some.mu.Lock()
		some.deaf = true
		some.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
	}
	p.cut(some)
	return true
}

// TestLostConnections cuts the connections of writers, in three ways in turn.
func TestLostConnections(t *testing.T) {
	t.Parallel()
	faults := 60
	if *long {
		faults = 600
	}
	const name = "test-of-lost-connections"
	direct := schemaDSN(t, url.Values{"application_name": {name}})
	admin, err := sql.Open("pgx", direct)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	p, dsn := newProxy(t, direct)
	first := open(t, dsn)
	l := write(t.Context(), 2, first, open(t, dsn))
	for made := 0; made < faults && t.Context().Err() == nil; {
		time.Sleep(rand.N(120 * time.Millisecond))
		hit := false
		if made%3 == 2 {
			hit = terminate(t.Context(), admin, name)
		} else {
			hit = p.fault(made%3 == 1)
		}
		if hit {
			made++
		}
	}
	l.close()
	t.Logf("%d connections cut", faults)
	l.check(t, first)
}

// terminate ends one session of a program, and reports whether there was one.
func terminate(ctx context.Context, admin *sql.DB, name string) bool {
	var ended bool
	err := admin.QueryRowContext(ctx, `
		SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE application_name = $1 AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`, name).Scan(&ended)
	return err == nil && ended
}
