package schedule_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/withinreach/withinreach/schedule"
)

// TestWithoutZoneDatabase runs this test again in a process that sees empty
// folders where zone databases are kept.
func TestWithoutZoneDatabase(t *testing.T) {
	if empty := os.Getenv("TEST_EMPTY_ZONES"); empty != "" {
		withoutZones(t, empty)
		return
	}
	child := exec.Command(os.Args[0], "-test.run=^TestWithoutZoneDatabase$", "-test.v")
	child.Env = append(os.Environ(), "TEST_EMPTY_ZONES="+t.TempDir(), "GOROOT=/nonexistent", "ZONEINFO=")
	child.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := child.CombinedOutput()
	if errors.Is(err, syscall.EPERM) || strings.Contains(string(out), "may not mount") {
		t.Skipf("NOT TESTED: this system lets nobody hide the zone database: %v %s", err, out)
	}
	if err != nil || !strings.Contains(string(out), "--- PASS") {
		t.Errorf("%v\n%s", err, out)
	}
}

func withoutZones(t *testing.T, empty string) {
	for _, folder := range []string{"/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/locale/TZ", "/etc/zoneinfo"} {
		if _, err := os.Stat(folder); err != nil {
			continue
		}
		if err := syscall.Mount(empty, folder, "", syscall.MS_BIND, ""); err != nil {
			t.Fatalf("may not mount: %v", err)
		}
	}
	for _, name := range []string{"America/New_York", "Europe/London", "Etc/UTC"} {
		if z, err := schedule.LoadZone(name); !errors.Is(err, schedule.ErrNoZone) || z != nil {
			t.Errorf("LoadZone(%q) = %v, %v, want ErrNoZone", name, z, err)
		}
	}
	if z, err := schedule.LoadZone("UTC"); err != nil || z.Name() != "UTC" {
		t.Errorf("UTC needs no database, but: %v", err)
	}
}
