package operate

import "net/http"

// KnownMethod returns a method, or "other": it keeps names that a client made up out of the log.
func KnownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions, http.MethodTrace, http.MethodConnect:
		return method
	}
	return "other"
}

// A Recorder remembers the status of an answer.
type Recorder struct {
	http.ResponseWriter
	Status int // 0 before anything was written
}

// WriteHeader remembers the status and passes it on.
func (r *Recorder) WriteHeader(status int) {
	if r.Status == 0 {
		r.Status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write passes on what is written.
func (r *Recorder) Write(p []byte) (int, error) {
	if r.Status == 0 {
		r.Status = http.StatusOK
	}
	return r.ResponseWriter.Write(p)
}

// Unwrap lets [http.ResponseController] reach the answer itself.
func (r *Recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Silent returns a Recorder of an answer that goes nowhere.
func Silent() *Recorder { return &Recorder{ResponseWriter: silent{http.Header{}}} }

type silent struct{ header http.Header }

func (s silent) Header() http.Header         { return s.header }
func (s silent) WriteHeader(int)             {}
func (s silent) Write(p []byte) (int, error) { return len(p), nil }
