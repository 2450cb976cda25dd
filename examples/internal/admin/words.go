package admin

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
)

// A wordbook holds all that these pages say in one language.
type wordbook struct {
	tag     string // BCP 47
	phrases map[string]string
}

// merged returns all entries of some maps; of two with the same key the later.
func merged(list ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, one := range list {
		maps.Copy(all, one)
	}
	return all
}

// books are the languages. The first is the one for readers of another.
var books = [...]*wordbook{&english, &spanish}

const languageCookie = "within-reach-language"

// bookOf returns the wordbook for a request: of the parameter "lang", of the
// choice made before, or of the first language that the browser names.
func bookOf(r *http.Request) *wordbook {
	tags := []string{r.URL.Query().Get("lang")}
	if c, err := r.Cookie(languageCookie); err == nil {
		tags = append(tags, c.Value)
	}
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	base, _, _ := strings.Cut(first, "-")
	for _, tag := range append(tags, base) {
		if b := bookFor(tag); b != nil {
			return b
		}
	}
	return books[0]
}

// bookFor returns the wordbook with a tag, or nil.
func bookFor(tag string) *wordbook {
	for _, b := range books {
		if b.tag == tag {
			return b
		}
	}
	return nil
}

// say returns the phrase with a key, filled in. A key that is missing comes
// back as it is, which a test forbids.
func (b *wordbook) say(key string, args ...any) string {
	phrase, ok := b.phrases[key]
	switch {
	case !ok:
		return key
	case len(args) > 0:
		return fmt.Sprintf(phrase, args...)
	}
	return phrase
}

// name returns the phrase for a coded value, or the value itself where there
// is none.
func (b *wordbook) name(group, value string) string {
	if phrase, ok := b.phrases[group+"."+value]; ok {
		return phrase
	}
	return value
}

// language remembers a choice of language and leads back.
func (a *Admin) language(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	back, book := v.PostForm.Get("back"), bookFor(v.PostForm.Get("lang"))
	if book == nil {
		return errRequest
	}
	if !strings.HasPrefix(back, "/admin/") || strings.Contains(back, "..") || strings.Contains(back, "\\") {
		back = "/admin/"
	}
	http.SetCookie(w, &http.Cookie{
		Name: languageCookie, Value: book.tag, Path: "/admin", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: a.secureSite(v.Request),
	})
	return goTo(w, v, back)
}
