package finder

import (
	"net/http"
	"net/url"
	"slices"
	"text/template/parse"
)

// Phrases returns the words of the site by language and key.
func Phrases() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, b := range books {
		all[b.tag] = b.phrases
	}
	return all
}

// TemplateKeys returns the keys of the phrases that templates ask for.
func TemplateKeys() (keys []string) {
	for _, page := range parsePages()["en"] {
		for _, t := range page.Templates() {
			if t.Tree != nil {
				keys = append(keys, keysIn(t.Tree.Root)...)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// keysIn returns the first arguments of all calls of "t" below a node.
func keysIn(n parse.Node) (keys []string) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, child := range n.Nodes {
			keys = append(keys, keysIn(child)...)
		}
	case *parse.ActionNode:
		return keysIn(n.Pipe)
	case *parse.IfNode:
		return slices.Concat(keysIn(n.Pipe), keysIn(n.List), keysIn(n.ElseList))
	case *parse.WithNode:
		return slices.Concat(keysIn(n.Pipe), keysIn(n.List), keysIn(n.ElseList))
	case *parse.RangeNode:
		return slices.Concat(keysIn(n.Pipe), keysIn(n.List), keysIn(n.ElseList))
	case *parse.PipeNode:
		if n == nil {
			return nil
		}
		for _, command := range n.Cmds {
			name, ok := command.Args[0].(*parse.IdentifierNode)
			if key, isText := command.Args[min(1, len(command.Args)-1)].(*parse.StringNode); ok && isText && name.Ident == "t" {
				keys = append(keys, key.Text)
			}
		}
	}
	return keys
}

// Reread reads a query as a filter and returns it as one again.
func Reread(query string) (string, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", err
	}
	f, err := parseFilter(values)
	return f.query(), err
}

// Links that a page may lead to, by the kind of text that they are made from.
func WebLink(s string) string           { return string(webLink(s)) }
func PhoneLink(scheme, s string) string { return string(phoneLink(scheme, s)) }
func MailLink(s string) string          { return string(mailLink(s)) }

// Renew is one look of Follow at the file.
var Renew = (*Records).renew

// CleanHost is what is printed of the host that a client names.
var CleanHost = cleanHost

// Figures as pages show them in English.
var (
	People = english.people
	Share  = english.share
)

// Reached is what a site has measured for the usual drive, nil if nothing.
func Reached(h http.Handler) any {
	r := h.(*server).Reach
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.newest[usualDrive]
}
