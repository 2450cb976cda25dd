package site

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrForeign reports that a folder holds something that is not of a site which
// Write made. Nothing in it was changed.
var ErrForeign = errors.New("site: the folder holds files of others")

// listName is the file that lists the files of a site.
const listName = "files.txt"

// listTitle begins it, before the number of offerings.
const listTitle = "Made by reach site. Offerings: %d\n"

// A folder is one in which a site is to be, with what is in it now.
type folder struct {
	path      string
	exists    bool
	offerings int // of the site in it, 0 if there is none
}

// openFolder looks at a folder and refuses one with files of others.
func openFolder(path string) (folder, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return folder{}, err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	f := folder{path: path}
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return f, err
	}
	f.exists = true
	ours, err := f.list()
	if err != nil {
		return f, err
	}
	return f, filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		inside, err := filepath.Rel(path, name)
		if err == nil && !ours[filepath.ToSlash(inside)] {
			err = fmt.Errorf("%w: %q", ErrForeign, inside)
		}
		return err
	})
}

// list reads which files are ours, none if there is no list.
func (f *folder) list() (ours map[string]bool, err error) {
	file, err := os.Open(filepath.Join(f.path, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	ours = map[string]bool{}
	lines := bufio.NewScanner(file)
	for first := true; lines.Scan(); first = false {
		if !first {
			ours[lines.Text()] = true
			continue
		}
		if n, err := fmt.Sscanf(lines.Text()+"\n", listTitle, &f.offerings); n != 1 || err != nil {
			return nil, lines.Err() // somebody else's
		}
	}
	return ours, lines.Err()
}

// A draft is a site in the making, beside the folder that it will replace.
type draft struct {
	path  string
	files []string
	bytes int64
}

func (f folder) draft() (*draft, error) {
	path, err := os.MkdirTemp(filepath.Dir(f.path), ".site-")
	if err != nil {
		return nil, err
	}
	return &draft{path: path}, os.Chmod(path, 0o755)
}

// write adds a file, by a name with slashes.
func (d *draft) write(name string, content []byte) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return fmt.Errorf("site: %q is outside", name)
	}
	path := filepath.Join(d.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	d.files = append(d.files, name)
	d.bytes += int64(len(content))
	return os.WriteFile(path, content, 0o644)
}

// close adds the list of files.
func (d *draft) close(offerings int) error {
	files := append(slices.Clone(d.files), listName)
	slices.Sort(files)
	return d.write(listName, []byte(fmt.Sprintf(listTitle, offerings)+strings.Join(files, "\n")+"\n"))
}

// replace puts a draft in the place of what is in the folder. If it cannot, the
// folder stays as it was.
func (f folder) replace(d *draft) error {
	if !f.exists {
		return os.Rename(d.path, f.path)
	}
	old := d.path + "-old"
	if err := os.Rename(f.path, old); err != nil {
		return err
	}
	if err := os.Rename(d.path, f.path); err != nil {
		return errors.Join(err, os.Rename(old, f.path))
	}
	return os.RemoveAll(old)
}
