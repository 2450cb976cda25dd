package schemaorg

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
)

// Read reads the events of a document: JSON-LD, or a page of HTML with JSON-LD
// in it. Several dated events of one series become one offering; each event
// belongs to an offering or is refused with a finding. An error says that the
// rest of the source could not be read; the result holds what was read before.
func Read(r io.Reader, o feed.Options) (feed.Result, error) {
	c, err := meetings.NewCollector(o)
	if err != nil {
		return feed.Result{}, err
	}
	in := newReader(c)
	buffer := bufio.NewReader(r)
	if isPage(buffer) {
		err = in.page(buffer, o.Limits)
	} else {
		err = in.document(buffer, o.Limits)
	}
	in.offerings()
	if err != nil {
		return c.Result(), fmt.Errorf("schemaorg: %w", err)
	}
	return c.Result(), c.Err()
}

// isPage reports whether a source begins as a page does, not as JSON.
func isPage(r *bufio.Reader) bool {
	head, _ := r.Peek(512) // fewer at the end
	text := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
	return strings.HasPrefix(text, "<")
}

// document reads a document of JSON.
func (in *reader) document(r io.Reader, l feed.Limits) error {
	for e, err := range jsonin.Elements(r, l, "@graph") {
		if err != nil {
			return err
		}
		in.element(e, "")
	}
	return nil
}

// element takes one value of a document.
func (in *reader) element(e jsonin.Element, block string) {
	place := block + e.Place()
	if e.Err != nil {
		in.Begin(place, "")
		in.Refuse("not-json", e.Err.Error())
		return
	}
	in.node(e.Value, place, parent{}, 0)
}

// page reads the blocks of JSON-LD of a page.
func (in *reader) page(r io.Reader, l feed.Limits) error {
	text, err := io.ReadAll(l.Reader(r))
	n := 0
	for block := range blocks(string(text)) {
		n++
		place := fmt.Sprintf("block %d ", n)
		for e, broken := range jsonin.Elements(strings.NewReader(block), l, "@graph") {
			if errors.Is(broken, feed.ErrLimit) {
				return broken
			}
			if broken != nil {
				in.Begin(strings.TrimSpace(place), "")
				in.Refuse("not-json", broken.Error())
				break
			}
			in.element(e, place)
		}
	}
	return err
}

// blocks yields the texts of the scripts of a page that hold JSON-LD, without the
// comments that old pages hide them in. Whatever else stands in the page is
// passed over.
func blocks(page string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for {
			at := indexFold(page, "<script")
			if at < 0 {
				return
			}
			page = page[at+len("<script"):]
			end := strings.IndexByte(page, '>')
			if end < 0 {
				return
			}
			tag := page[:end]
			page = page[end+1:]
			end = indexFold(page, "</script")
			if end < 0 {
				end = len(page)
			}
			if indexFold(tag, "ld+json") >= 0 && !yield(bare(page[:end])) {
				return
			}
			page = page[end:]
		}
	}
}

// indexFold returns where a word in lower case begins in a text in whatever case,
// or -1.
func indexFold(text, word string) int {
	begin := word[:1] + strings.ToUpper(word[:1])
	for at := 0; ; at++ {
		i := strings.IndexAny(text[at:], begin)
		if i < 0 || len(text)-at-i < len(word) {
			return -1
		}
		at += i
		if strings.EqualFold(text[at:at+len(word)], word) {
			return at
		}
	}
}

// bare returns the text of a script without a comment around it, and with blanks
// for the control characters that many pages have within strings.
func bare(script string) string {
	script = strings.TrimSpace(script)
	for _, mark := range []string{"<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		script = strings.TrimSpace(strings.TrimPrefix(script, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "// ]]>", "]]>", "/*]]>*/"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, mark))
	}
	script = strings.TrimSuffix(script, ";")
	if !strings.ContainsFunc(script, func(r rune) bool { return r < ' ' }) {
		return script
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
}
