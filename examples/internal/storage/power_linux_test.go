package storage_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// A cut disk is a file system of its own, whose power can be cut: what was not written to
// the disk is then lost.
type cutDisk struct{ image, dir string }

func newDisk(t *testing.T) *cutDisk {
	t.Helper()
	d := &cutDisk{filepath.Join(t.TempDir(), "disk"), t.TempDir()}
	if err := os.WriteFile(d.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.image, 64<<20); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		missing(t, "mkfs.ext4, of the Debian package e2fsprogs: %v\n%s", err, out)
	}
	if err := d.mount(); err != nil {
		t.Skipf("SKIPPED: the power of a disk can be cut only with the right to mount a file as one, which root has: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(d.dir, syscall.MNT_DETACH) })
	return d
}

// mount mounts the disk so that nothing is written by itself for a quarter of an hour.
func (d *cutDisk) mount() error {
	out, err := exec.Command("mount", "-o", "loop,commit=1000", d.image, d.dir).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// cut loses all that was not written, also of the journal, and mounts the disk again.
func (d *cutDisk) cut(t *testing.T) {
	t.Helper()
	const fsIOCShutdown, noLogFlush = 0x8004587d, uint32(2)
	f, err := os.Open(d.dir)
	if err != nil {
		t.Fatal(err)
	}
	flags := noLogFlush
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), fsIOCShutdown, uintptr(unsafe.Pointer(&flags)))
	f.Close()
	if errno != 0 {
		t.Skipf("SKIPPED: the power of a disk can be cut only with FS_IOC_SHUTDOWN: %v", errno)
	}
	if err := syscall.Unmount(d.dir, 0); err != nil {
		t.Fatal(err)
	}
	if err := d.mount(); err != nil {
		t.Fatal(err)
	}
}

// TestPowerCut kills a writer at random and cuts the power, again and again. What was
// acknowledged must be there, and the database must open and go on.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	cuts := 6
	if *long {
		cuts = 60
	}
	d := newDisk(t)
	t.Run("what is not synced is lost, so the cut is one", func(t *testing.T) {
		path := filepath.Join(d.dir, "not-synced")
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.cut(t)
		if text, err := os.ReadFile(path); !errors.Is(err, os.ErrNotExist) && len(text) > 0 {
			t.Errorf("it is still there: %q", text)
		}
	})
	acknowledged := 0
	for n := range cuts {
		folder := filepath.Join(d.dir, fmt.Sprint(n))
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		syncDir(t, d.dir)
		path := filepath.Join(folder, "w.db")
		ids := killedWriter(t, path, rand.N(150*time.Millisecond))
		d.cut(t)
		survived(t, fmt.Sprintf("cut %d", n), path, ids)
		acknowledged += len(ids)
		_ = os.RemoveAll(folder)
	}
	t.Logf("%d cuts, %d batches acknowledged before them, none lost unless said above", cuts, acknowledged)
	if acknowledged == 0 {
		t.Error("every writer was killed before its first batch")
	}
}

func syncDir(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
}

// killedWriter runs the writer, kills it once it has acknowledged a batch and some time has
// passed, and returns what it acknowledged.
func killedWriter(t *testing.T, path string, after time.Duration) []string {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writerVariable+"="+path)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, t.Output()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20*time.Millisecond + after)
	_ = c.Process.Kill()
	_ = c.Wait()
	return lines(out.Bytes())
}
