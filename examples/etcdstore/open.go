package etcdstore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"

	"github.com/withinreach/withinreach/directory"
)

const scheme = "etcd://"

// Open opens the store that a name such as "etcd://n0:2379,n1:2379,n2:2379/reach/" stands
// for, members and then the prefix of its keys, and returns a function that closes it. The
// prefix "" is "reach/". Name several members: the client finds those that are up. It fails
// if none answers.
func Open(ctx context.Context, dsn string) (directory.Store, func() error, error) {
	rest, ok := strings.CutPrefix(dsn, scheme)
	members, prefix, _ := strings.Cut(rest, "/")
	if !ok || members == "" {
		return nil, nil, fmt.Errorf("etcdstore: database %q, want etcd://HOST:PORT,…/PREFIX", dsn)
	}
	if prefix == "" {
		prefix = "reach/"
	}
	client, err := clientv3.New(clientv3.Config{
		Endpoints:   strings.Split(members, ","),
		DialTimeout: 5 * time.Second,
		Logger:      zap.NewNop(), // what goes wrong comes back as errors
	})
	if err != nil {
		return nil, nil, fmt.Errorf("etcdstore: open: %w", err)
	}
	store := New(client, prefix)
	if _, err := store.List(ctx, directory.Key{}, 1); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("etcdstore: open: %w", err), client.Close())
	}
	return store, client.Close, nil
}
