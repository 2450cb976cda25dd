package operate

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
)

// firstPassed is the number of the first file that systemd passes on.
const firstPassed = 3

// Listen returns the socket that systemd has passed on, or a new one at an
// address if there is none.
//
// A socket that is passed on stays open while one process ends and the next
// one begins. Those who connect meanwhile wait for that, and nobody is turned
// away: see sd_listen_fds(3). More than one is an error.
func Listen(address string) (net.Listener, error) {
	return listen(address, os.Getenv, os.Getpid())
}

// passed are the variables that say what was passed on.
var passed = []string{"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}

func listen(address string, getenv func(string) string, pid int) (net.Listener, error) {
	if getenv(passed[0]) != strconv.Itoa(pid) || getenv(passed[1]) == "" {
		return net.Listen("tcp", address)
	}
	n, err := strconv.Atoi(getenv(passed[1]))
	if err != nil || n != 1 {
		return nil, fmt.Errorf("LISTEN_FDS=%q, want 1 socket", getenv(passed[1]))
	}
	for _, name := range passed { // they are not for the children of this process
		if err := os.Unsetenv(name); err != nil {
			return nil, err
		}
	}
	file := os.NewFile(firstPassed, "socket of systemd")
	l, err := net.FileListener(file)
	if err != nil {
		return nil, fmt.Errorf("file %d is no socket that listens: %w", firstPassed, errors.Join(err, file.Close()))
	}
	return l, file.Close()
}
