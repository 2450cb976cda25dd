package finder

import (
	"html/template"
	"text/template/parse"
)

// fold writes the words of a book into templates, wherever a template asks for
// a phrase that is not filled in, so that no page looks them up again.
func (b *wordbook) fold(t *template.Template) {
	for _, each := range t.Templates() {
		if each.Tree != nil {
			b.foldList(each.Tree.Root)
		}
	}
}

func (b *wordbook) foldList(list *parse.ListNode) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if key, ok := phraseOf(n.Pipe); ok {
				text := template.HTMLEscapeString(b.say(key))
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(text)}
			}
		case *parse.IfNode:
			b.foldList(n.List)
			b.foldList(n.ElseList)
		case *parse.WithNode:
			b.foldList(n.List)
			b.foldList(n.ElseList)
		case *parse.RangeNode:
			b.foldList(n.List)
			b.foldList(n.ElseList)
		}
	}
}

// phraseOf returns the key of a phrase that is asked for as it is.
func phraseOf(p *parse.PipeNode) (key string, ok bool) {
	if len(p.Cmds) != 1 || len(p.Decl) > 0 || len(p.Cmds[0].Args) != 2 {
		return "", false
	}
	name, isName := p.Cmds[0].Args[0].(*parse.IdentifierNode)
	text, isText := p.Cmds[0].Args[1].(*parse.StringNode)
	if !isName || !isText || name.Ident != "t" {
		return "", false
	}
	return text.Text, true
}
