package directory

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// ErrBackup reports a backup that was cut off or altered, or is of a version
// that is not known.
var ErrBackup = errors.New("directory: not a whole backup")

// BackupOptions say what a backup holds. The zero BackupOptions are ready for
// use.
type BackupOptions struct {
	// Private also writes what is not public (see [IsPublic]), with all secrets in
	// plain text: join links, passcodes, records about people who lead, and those
	// of every kind that this package does not know, such as access tokens and
	// what is remembered of imports. Without it a restored directory has none of
	// them, and no token of before opens it.
	Private bool
}

// A Backed is what a backup or a restore was of.
type Backed struct {
	Records int  // how many
	Head    Head // of the store: when it was backed up, or after it was restored
}

// Backup writes the records of a store to w, as lines of JSON in key order,
// while others may go on writing: what it writes is the state at one head. It
// holds all of it in memory.
//
//	# withinreach backup 1, revision 42, without private records
//	{"organization":{"id":"jax","name":"Jacksonville"}}
//	# end: 1 records, sha256 9b74…
//
// [ReadRecords] reads the file too, and refuses the secrets in one with private
// records. Bodies are written byte for byte; one that is not an object with its
// ID on one line stands in base64 in an object named "raw". The last line counts
// the records and hashes all that is above it, so a backup that was cut off, or
// to which w did not take everything, is found out. It is no signature: whoever
// can alter a backup can hash it again.
//
// One without private records can be handed to whoever may read the list itself.
// It has the addresses of confidential venues; for the public there are listings.
//
// A backup has no history, no batch IDs and no revisions. And it does not forget:
// what [Directory.Forget] removed stays in every backup made before. So keep them
// for a set time only, and make a new one after forgetting.
func Backup(ctx context.Context, s Store, w io.Writer, o BackupOptions) (Backed, error) {
	var records map[Key][]byte
	head, err := Load(ctx, s, func() { records = map[Key][]byte{} }, func(r Record) error {
		delete(records, r.Key)
		if !r.Deleted && r.Key != historyKey && (o.Private || IsPublic(r.Key.Kind)) {
			records[r.Key] = r.Body
		}
		return nil
	})
	if err != nil {
		return Backed{}, fmt.Errorf("directory: backup: %w", err)
	}
	sum := sha256.New()
	out := bufio.NewWriter(w)
	both := io.MultiWriter(out, sum)
	with := "without"
	if o.Private {
		with = "with"
	}
	fmt.Fprintf(both, "%s, revision %d, %s private records\n", backupTitle, head.Revision, with)
	for _, k := range slices.SortedFunc(maps.Keys(records), Key.Compare) {
		line, err := backupLine(k, records[k])
		if err == nil {
			_, err = both.Write(line)
		}
		if err != nil {
			return Backed{}, fmt.Errorf("directory: backup: %w", err)
		}
	}
	fmt.Fprintf(out, backupEnd, len(records), hex.EncodeToString(sum.Sum(nil)))
	if err := out.Flush(); err != nil {
		return Backed{}, fmt.Errorf("directory: backup: %w", err)
	}
	return Backed{len(records), head}, nil
}

const (
	backupTitle = "# withinreach backup 1"
	backupEnd   = "# end: %d records, sha256 %s\n"
	kindRaw     = "raw" // of lines whose body is not written as it is
)

// A rawRecord is a record whose body is not one line of JSON that tells its key.
type rawRecord struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	Body []byte `json:"body"` // base64
}

// backupLine returns the line for a record.
func backupLine(k Key, body []byte) ([]byte, error) {
	var line []byte
	kind, err := json.Marshal(k.Kind)
	if err != nil {
		return nil, err
	}
	line = slices.Concat([]byte("{"), kind, []byte(":"), body, []byte("}\n"))
	if !bytes.ContainsAny(body, "\n\r") && k.Kind != kindRaw {
		if r, err := restored(line); err == nil && r.Key == k && bytes.Equal(r.Body, body) {
			return line, nil
		}
	}
	text, err := json.Marshal(map[string]rawRecord{kindRaw: {k.Kind, k.ID, body}})
	return append(text, '\n'), err
}

// restored returns the record of a line that backupLine has written.
func restored(line []byte) (Write, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return Write{}, err
	}
	if len(fields) != 1 {
		return Write{}, fmt.Errorf("object with %d fields, want one", len(fields))
	}
	var w Write
	for w.Key.Kind, w.Body = range fields {
	}
	if w.Key.Kind == kindRaw {
		var raw rawRecord
		if err := json.Unmarshal(w.Body, &raw); err != nil {
			return Write{}, err
		}
		return Write{Key: Key{raw.Kind, raw.ID}, Body: raw.Body}, Key{raw.Kind, raw.ID}.Validate()
	}
	var name struct {
		ID       string `json:"id"`
		Offering string `json:"offering"` // names a credential
	}
	if err := json.Unmarshal(w.Body, &name); err != nil {
		return Write{}, err
	}
	if w.Key.ID = name.ID; w.Key.Kind == KindCredential {
		w.Key.ID = name.Offering
	}
	return w, w.Key.Validate()
}

// maxBackupLine is the greatest length of a line: a body in base64, and its key.
var maxBackupLine = base64.StdEncoding.EncodedLen(MaxBatchBytes) + 4096
