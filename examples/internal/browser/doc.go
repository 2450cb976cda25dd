// Package browser drives a headless Chromium for tests of web pages: it opens
// a page at a width, in light or dark, with script or without, and asks the
// browser about it.
//
//	b, err := browser.Start(ctx, browser.Find())
//	defer b.Close()
//	p, err := b.Open(ctx, browser.View{Width: 320})
//	err = p.Go(ctx, "http://127.0.0.1:8080/")
//	var wide float64
//	err = p.Ask(ctx, "document.documentElement.scrollWidth", &wide)
//
// It speaks the DevTools protocol over a pipe, which takes no port and no
// library. It knows the few commands that the tests need.
//
// # Limits
//
// No host but 127.0.0.1 is found, so that no test reaches the world by mistake.
// Pages are asked one command at a time. Linux only: Windows has no pipes of
// that kind.
package browser
