package etcdstore_test

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/storetest"
	"github.com/withinreach/withinreach/examples/etcdstore"
	"github.com/withinreach/withinreach/examples/internal/command"
)

// A cluster is three members of etcd in this process.
type cluster struct {
	members []*embed.Etcd
	client  *clientv3.Client
}

// addresses returns n that are free.
func addresses(n int) ([]url.URL, error) {
	var all []url.URL
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		all = append(all, url.URL{Scheme: "http", Host: l.Addr().String()})
	}
	return all, nil
}

// newCluster starts a cluster that keeps its data in a folder.
func newCluster(dir string) (*cluster, error) {
	const n = 3
	at, err := addresses(2 * n)
	if err != nil {
		return nil, err
	}
	var peers, endpoints []string
	for i := range n {
		peers = append(peers, fmt.Sprintf("n%d=%s", i, at[n+i].String()))
		endpoints = append(endpoints, at[i].Host)
	}
	c := &cluster{}
	for i := range n {
		config := embed.NewConfig()
		config.Name, config.Dir, config.InitialCluster = fmt.Sprint("n", i), fmt.Sprint(dir, "/", i), strings.Join(peers, ",")
		config.ListenClientUrls, config.AdvertiseClientUrls = at[i:i+1], at[i:i+1]
		config.ListenPeerUrls, config.AdvertisePeerUrls = at[n+i:n+i+1], at[n+i:n+i+1]
		config.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zap.NewNop())
		member, err := embed.StartEtcd(config)
		if err != nil {
			return nil, err
		}
		c.members = append(c.members, member)
	}
	for _, member := range c.members {
		select {
		case <-member.Server.ReadyNotify():
		case <-time.After(time.Minute):
			return nil, errors.New("the cluster is not ready after a minute")
		}
	}
	c.client, err = clientv3.New(clientv3.Config{Endpoints: endpoints, DialTimeout: 5 * time.Second, Logger: zap.NewNop()})
	return c, err
}

func (c *cluster) close() {
	_ = c.client.Close()
	for _, member := range c.members {
		member.Close()
	}
}

// stopLeader stops the member that leads. It does not wait until all its streams have ended.
func (c *cluster) stopLeader() {
	for i, member := range c.members {
		if member.Server.Leader() == member.Server.MemberID() {
			go member.Close()
			c.members = slices.Delete(c.members, i, i+1)
			return
		}
	}
}

var (
	shared   *cluster
	prefixes atomic.Int64
)

func TestMain(m *testing.M) {
	if args := os.Getenv("BE_FINDER"); args != "" {
		os.Args = append(os.Args[:1], strings.Fields(args)...)
		command.Main(etcdstore.Open)
	}
	dir, err := os.MkdirTemp("", "etcdstore")
	if err == nil {
		shared, err = newCluster(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	shared.close()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func prefix() string { return fmt.Sprint("test ", prefixes.Add(1), "/") }

func TestConformance(t *testing.T) {
	storetest.Run(t, func(*testing.T) directory.Store { return etcdstore.New(shared.client, prefix()) })
}

func TestReopening(t *testing.T) {
	var name string
	storetest.RunReopen(t,
		func(*testing.T) directory.Store {
			name = prefix()
			return etcdstore.New(shared.client, name)
		},
		func(*testing.T, directory.Store) directory.Store { return etcdstore.New(shared.client, name) })
}

func BenchmarkStore(b *testing.B) {
	storetest.Bench(b, func(*testing.B) directory.Store { return etcdstore.New(shared.client, prefix()) })
}

// TestLostLeader stops the leader of a cluster under writers. What was acknowledged must be
// there once, and a follower must end with the same.
func TestLostLeader(t *testing.T) {
	t.Parallel()
	data, err := os.MkdirTemp("", "etcdstore")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	c, err := newCluster(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.close)
	s := etcdstore.New(c.client, "reach/")
	dir, err := directory.Open(t.Context(), s, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	const writers, each = 4, 60
	heads := make([]map[string]directory.Head, writers)
	var running sync.WaitGroup
	var done atomic.Int64
	for w := range writers {
		heads[w] = map[string]directory.Head{}
		mine := etcdstore.New(c.client, "reach/") // as another process would
		running.Go(func() {
			for n := range each {
				id := fmt.Sprint(w, "-", n)
				head, err := mine.Commit(t.Context(), directory.Batch{ID: id, Writes: []directory.Write{
					{Key: directory.Key{Kind: "venue", ID: id}, Body: []byte(id)}}})
				if err != nil {
					t.Errorf("commit %s: %v", id, err)
				}
				heads[w][id] = head
				done.Add(1)
			}
		})
	}
	for done.Load() < writers*each/3 {
		time.Sleep(time.Millisecond)
	}
	stopped := time.Now()
	c.stopLeader()
	before := done.Load()
	for done.Load() == before {
		time.Sleep(time.Millisecond)
	}
	t.Logf("the first commit without the leader came after %v", time.Since(stopped).Round(time.Millisecond))
	running.Wait()
	acknowledgedOnce(t, s, dir, heads)
}

func acknowledgedOnce(t *testing.T, s directory.Store, dir *directory.Directory, heads []map[string]directory.Head) {
	t.Helper()
	var at directory.Head
	want := 0
	for _, of := range heads {
		want += len(of)
	}
	for n := 0; n < want; {
		commits, err := s.Changes(t.Context(), at, 100)
		if err != nil || len(commits) == 0 {
			t.Fatalf("%d commits, want %d; error %v", n, want, err)
		}
		for _, c := range commits {
			if heads[c.ID[0]-'0'][c.ID] != c.Head || at.Next(c.ID) != c.Head {
				t.Errorf("batch %s is at revision %d, acknowledged at %d", c.ID, c.Head.Revision, heads[c.ID[0]-'0'][c.ID].Revision)
			}
			at = c.Head
			n++
		}
	}
	if page, err := s.List(t.Context(), directory.Key{}, 1); err != nil || page.Head != at {
		t.Errorf("there are more commits than were acknowledged: %v, error %v", page.Head, err)
	}
	for range 500 {
		if dir.Head() == at {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("the directory is at %v, want %v", dir.Head(), at)
}
