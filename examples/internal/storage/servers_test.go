package storage_test

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"database/sql"
)

// dsnVariable names a PostgreSQL database for the tests that need any; without it they
// start one. Each test works in a schema of its own, and drops it.
const dsnVariable = "WITHINREACH_POSTGRES"

// missing skips a test loudly, and fails it in CI.
func missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf("in CI nothing may be missing: "+format, args...)
	}
	t.Skipf("SKIPPED: "+format, args...)
}

// A server is a PostgreSQL server in a folder of its own, reached through a socket there.
type server struct {
	bin, dir string
	owner    *syscall.SysProcAttr // nil: whoever runs the test
	uid, gid int
	process  *exec.Cmd
}

// newServer returns a server that has no data and does not run.
func newServer(t testing.TB) *server {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		missing(t, "no /usr/lib/postgresql/*/bin: install the Debian package postgresql, or set %s", dsnVariable)
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{bin: found[len(found)-1], dir: dir, uid: os.Getuid(), gid: os.Getgid()}
	if s.uid == 0 {
		s.becomePostgres(t)
	}
	return s
}

// becomePostgres makes the server run as another user: it refuses to run as root.
func (s *server) becomePostgres(t testing.TB) {
	t.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		missing(t, "as root the tests need a user named postgres: %v", err)
	}
	s.uid, _ = strconv.Atoi(u.Uid)
	s.gid, _ = strconv.Atoi(u.Gid)
	if err := os.Chown(s.dir, s.uid, s.gid); err != nil {
		t.Fatal(err)
	}
	s.owner = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(s.uid), Gid: uint32(s.gid)}}
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

// run runs one of the programs of PostgreSQL to its end.
func (s *server) run(t testing.TB, program string, args ...string) {
	t.Helper()
	c := s.command(program, args...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
}

func (s *server) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir, c.SysProcAttr = s.dir, s.owner
	return c
}

// init makes the data of an empty server.
func (s *server) init(t testing.TB) {
	t.Helper()
	s.run(t, "initdb", "-D", s.data(), "-A", "trust", "-U", "postgres", "-E", "UTF8",
		"--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--no-instructions")
}

// start starts the server and waits until it answers.
func (s *server) start(t testing.TB) {
	t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		s.process = s.command("postgres", "-D", s.data(), "-c", "listen_addresses=", "-c", "unix_socket_directories="+s.dir,
			"-c", "wal_level=replica", "-c", "max_wal_senders=8", "-c", "max_connections=100")
		s.process.Stdout, s.process.Stderr = log, log
		err = s.process.Start()
		log.Close()
		if err != nil {
			t.Fatal(err)
		}
		if s.answers(deadline) {
			return
		}
		// It ends at once while children of one that was killed still hold its memory.
		if time.Now().After(deadline) {
			text, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			t.Fatalf("the server does not start:\n%s", text)
		}
	}
}

// answers waits until the server does, and reports false if it has ended instead.
func (s *server) answers(deadline time.Time) bool {
	db, err := sql.Open("pgx", s.dsn(nil))
	if err != nil {
		return false
	}
	defer db.Close()
	ended := make(chan struct{})
	process := s.process
	go func() {
		_ = process.Wait()
		close(ended)
	}()
	for time.Now().Before(deadline) {
		if db.Ping() == nil {
			return true
		}
		select {
		case <-ended:
			return false
		case <-time.After(20 * time.Millisecond):
		}
	}
	return false
}

// signal sends the server a signal: SIGINT stops it, SIGQUIT stops it without care.
func (s *server) signal(sig syscall.Signal) {
	if s.process != nil {
		_ = s.process.Process.Signal(sig)
	}
}

// stop ends the server and removes all that it kept.
func (s *server) stop() {
	s.signal(syscall.SIGQUIT)
	s.ended()
	_ = os.RemoveAll(s.dir)
}

// ended waits until the server has.
func (s *server) ended() {
	for i := 0; s.process != nil && i < 500 && syscall.Kill(s.process.Process.Pid, 0) == nil; i++ {
		time.Sleep(10 * time.Millisecond)
	}
}

// dsn returns the name of its database, with parameters.
func (s *server) dsn(more url.Values) string {
	q := url.Values{"host": {s.dir}, "user": {"postgres"}}
	for k, v := range more {
		q[k] = v
	}
	return "postgres:///postgres?" + q.Encode()
}

// shared is the server of all tests that do not harm theirs.
var shared struct {
	sync.Mutex
	server *server
	n      int
}

// programs is a folder for what the tests build.
var programs string

func TestMain(m *testing.M) {
	if runAsWriter() {
		return
	}
	var err error
	if programs, err = os.MkdirTemp("", "programs"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(programs)
	if shared.server != nil {
		shared.server.stop()
	}
	os.Exit(code)
}

// sharedDSN returns the name of a PostgreSQL database for any test.
func sharedDSN(t testing.TB) string {
	t.Helper()
	if dsn := os.Getenv(dsnVariable); dsn != "" {
		return dsn
	}
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		s := newServer(t)
		s.init(t)
		s.start(t)
		shared.server = s
	}
	return shared.server.dsn(nil)
}

// schemaDSN returns the name of an empty schema, with parameters, such as the isolation
// level of its transactions.
func schemaDSN(t testing.TB, more url.Values) string {
	t.Helper()
	u, err := url.Parse(sharedDSN(t))
	if err != nil {
		t.Fatal(err)
	}
	admin, err := sql.Open("pgx", u.String())
	if err != nil {
		t.Fatal(err)
	}
	shared.Lock()
	shared.n++
	schema := fmt.Sprintf("test_%d_%d", os.Getpid(), shared.n)
	shared.Unlock()
	if _, err := admin.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = admin.Exec("DROP SCHEMA " + schema + " CASCADE")
		admin.Close()
	})
	q := u.Query()
	q.Set("search_path", schema)
	for k, v := range more {
		q[k] = v
	}
	u.RawQuery = q.Encode()
	return u.String()
}
