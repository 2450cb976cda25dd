package finder

import "net/http/httptest"

// Subscription returns the address at which programs subscribe to the calendar
// of a page.
func Subscription(o Options, path string) string {
	s := New(o).(*server)
	return string(s.subscribe(s.visit(httptest.NewRequest("GET", path, nil)).calendar(besidePath(path, calendarSuffix, false))).Subscribe)
}
