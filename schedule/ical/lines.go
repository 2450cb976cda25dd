package ical

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// A lineReader puts folded lines together. Lines may end with CR LF, LF or CR;
// empty ones do not count.
type lineReader struct {
	r      io.Reader
	limits Limits
	report *report

	chunk []byte // what is left of what was read last
	room  [16 << 10]byte
	bytes int
	line  int   // the number of the physical line read last
	wasCR bool  // it ended with CR
	err   error // of r

	next     []byte // the physical line after the one that was returned
	nextLine int    // its number; 0 if there is none
	long     []byte // the line that is put together
}

// read returns the next line, valid until the next call, and the number of the
// physical line on which it begins. After the last line the error is io.EOF.
func (l *lineReader) read() ([]byte, int, error) {
	if l.nextLine == 0 {
		if err := l.advance(); err != nil {
			return nil, 0, err
		}
		l.next = bytes.TrimPrefix(l.next, []byte("\ufeff"))
	}
	begin := l.nextLine
	l.long = append(l.long[:0], l.next...)
	for {
		err := l.advance()
		if err == io.EOF {
			l.nextLine, l.next = -1, nil // one line is left to be returned
			break
		}
		if err != nil {
			return nil, 0, err
		}
		if c := l.next[0]; c == ' ' || c == '\t' {
			l.long = append(l.long, l.next[1:]...)
		} else if l.continues() {
			l.report.add(l.nextLine, "fold", "a line that goes on without a space in front")
			l.long = append(append(l.long, `\n`...), l.next...)
		} else {
			break
		}
		if len(l.long) > l.limits.Line {
			return nil, 0, &LimitError{"bytes of a line", l.limits.Line, begin}
		}
	}
	if len(l.long) == 0 {
		return nil, 0, io.EOF
	}
	return l.long, begin, nil
}

// continues reports whether the next line is no property of its own but the
// rest of a text, which some programs write with bare line ends.
func (l *lineReader) continues() bool {
	for _, name := range [...]string{"DESCRIPTION", "SUMMARY", "LOCATION"} {
		if len(l.long) > len(name) && bytes.EqualFold(l.long[:len(name)], []byte(name)) {
			_, rest, ok := cutName(l.next)
			return !ok || len(rest) == 0
		}
	}
	return false
}

// cutName returns the name at the start of a line and what follows it, from
// ":" or ";" on; ok is false if the line does not begin with a name.
func cutName[T string | []byte](line T) (name, rest T, ok bool) {
	for i := range len(line) {
		switch c := line[i]; {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-':
		case (c == ':' || c == ';') && i > 0:
			return line[:i], line[i:], true
		default:
			return line[:0], line, false
		}
	}
	return line[:0], line, false
}

// advance reads the next physical line that is not empty into next. The error
// is io.EOF if there is none.
func (l *lineReader) advance() error {
	if l.nextLine < 0 {
		return io.EOF
	}
	l.next = l.next[:0]
	for {
		ended, err := l.part()
		switch {
		case err != nil && (err != io.EOF || len(l.next) == 0):
			return err
		case len(l.next) > l.limits.Line:
			return &LimitError{"bytes of a line", l.limits.Line, l.line + 1}
		case err == io.EOF:
			l.line++
			l.nextLine = l.line
			return nil
		case ended:
			l.line++
			if len(l.next) > 0 {
				l.nextLine = l.line
				return nil
			}
		}
	}
}

// part appends to next what the chunk holds of the line, and reports whether
// that is its end.
func (l *lineReader) part() (ended bool, err error) {
	if len(l.chunk) == 0 {
		if err := l.fill(); err != nil {
			return false, err
		}
	}
	if l.wasCR {
		l.wasCR = false
		if l.chunk[0] == '\n' {
			l.chunk = l.chunk[1:]
			return false, nil
		}
		l.report.addOnce(l.line, "line-end", "lines end with CR rather than CR LF")
	}
	end := bytes.IndexByte(l.chunk, '\n')
	if end < 0 {
		end = len(l.chunk)
	}
	if i := bytes.IndexByte(l.chunk[:end], '\r'); i >= 0 {
		l.wasCR = true
		end = i
	} else if end < len(l.chunk) {
		l.report.addOnce(l.line+1, "line-end", "lines end with LF rather than CR LF")
	}
	l.next = append(l.next, l.chunk[:end]...)
	if ended = end < len(l.chunk); ended {
		end++
	}
	l.chunk = l.chunk[end:]
	return ended, nil
}

func (l *lineReader) fill() error {
	for len(l.chunk) == 0 {
		if l.err != nil {
			return l.err
		}
		n, err := l.r.Read(l.room[:])
		l.chunk, l.err = l.room[:n], err
		if l.bytes += n; l.bytes > l.limits.Bytes {
			return &LimitError{"bytes", l.limits.Bytes, l.line + 1}
		}
	}
	return nil
}

// decode returns a line as text. What is no UTF-8 is taken for CP-1252, the
// most common encoding of programs that do not say.
func decode(line []byte) (s string, utf bool) {
	if utf8.Valid(line) {
		return string(line), true
	}
	text := make([]rune, len(line))
	for i, c := range line {
		text[i] = rune(c)
		if c >= 0x80 && c < 0xa0 {
			text[i] = cp1252[c-0x80]
		}
	}
	return string(text), false
}

// cp1252 holds the characters of the bytes 0x80 to 0x9f. Five bytes have none.
var cp1252 = [32]rune{
	'€', '\ufffd', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\ufffd', 'Ž', '\ufffd',
	'\ufffd', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\ufffd', 'ž', 'Ÿ',
}
