package browser

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

// A View is how a page is looked at. The zero View is 1280 pixels wide, light,
// with script.
type View struct {
	Width    int // pixels
	Height   int // pixels; 0 is 844
	Dark     bool
	NoScript bool
	Print    bool // as it would be printed
}

// A Page is one tab, with cookies and storage of its own.
type Page struct {
	browser          *Browser
	session, context string
	view             View

	mu       sync.Mutex
	requests []string
	loaded   chan struct{}
}

type object = map[string]any

// Open opens a tab.
func (b *Browser) Open(ctx context.Context, v View) (*Page, error) {
	if v.Width == 0 {
		v.Width = 1280
	}
	if v.Height == 0 {
		v.Height = 844
	}
	var made struct {
		Context string `json:"browserContextId"`
		Target  string `json:"targetId"`
		Session string `json:"sessionId"`
	}
	if err := b.call(ctx, "", "Target.createBrowserContext", nil, &made); err != nil {
		return nil, err
	}
	if err := b.call(ctx, "", "Target.createTarget", object{"url": "about:blank", "browserContextId": made.Context}, &made); err != nil {
		return nil, err
	}
	if err := b.call(ctx, "", "Target.attachToTarget", object{"targetId": made.Target, "flatten": true}, &made); err != nil {
		return nil, err
	}
	p := &Page{browser: b, session: made.Session, context: made.Context, view: v, loaded: make(chan struct{}, 1)}
	b.mu.Lock()
	b.events[p.session] = p.event
	b.mu.Unlock()
	return p, p.prepare(ctx)
}

// prepare makes the tab what its View says.
func (p *Page) prepare(ctx context.Context) error {
	scheme, media := "light", ""
	if p.view.Dark {
		scheme = "dark"
	}
	if p.view.Print {
		media = "print"
	}
	for _, command := range []struct {
		method string
		params any
	}{
		{"Page.enable", nil},
		{"Network.enable", nil},
		{"Emulation.setDeviceMetricsOverride", object{
			"width": p.view.Width, "height": p.view.Height, "deviceScaleFactor": 1, "mobile": p.view.Width < 700,
		}},
		{"Emulation.setEmulatedMedia", object{
			"media": media, "features": []object{{"name": "prefers-color-scheme", "value": scheme}},
		}},
		{"Emulation.setScriptExecutionDisabled", object{"value": p.view.NoScript}},
	} {
		if err := p.call(ctx, command.method, command.params, nil); err != nil {
			return err
		}
	}
	return nil
}

// Close closes the tab and forgets its cookies and storage.
func (p *Page) Close(ctx context.Context) error {
	p.browser.mu.Lock()
	delete(p.browser.events, p.session)
	p.browser.mu.Unlock()
	return p.browser.call(ctx, "", "Target.disposeBrowserContext", object{"browserContextId": p.context}, nil)
}

func (p *Page) call(ctx context.Context, method string, params, result any) error {
	return p.browser.call(ctx, p.session, method, params, result)
}

// event takes note of requests and of pages that have loaded.
func (p *Page) event(method string, params json.RawMessage) {
	switch method {
	case "Page.loadEventFired":
		select {
		case p.loaded <- struct{}{}:
		default:
		}
	case "Network.requestWillBeSent":
		var sent struct{ Request struct{ URL string } }
		if json.Unmarshal(params, &sent) == nil {
			p.mu.Lock()
			p.requests = append(p.requests, sent.Request.URL)
			p.mu.Unlock()
		}
	}
}

// Go opens an address and waits until it has loaded, with its pictures.
func (p *Page) Go(ctx context.Context, address string) error {
	select {
	case <-p.loaded: // of the page before
	default:
	}
	var went struct {
		ErrorText string `json:"errorText"`
	}
	if err := p.call(ctx, "Page.navigate", object{"url": address}, &went); err != nil {
		return err
	}
	if went.ErrorText != "" {
		return fmt.Errorf("browser: page not opened: %s", went.ErrorText)
	}
	return p.Loaded(ctx)
}

// Loaded waits until a page has loaded, such as after a click.
func (p *Page) Loaded(ctx context.Context) error {
	select {
	case <-p.loaded:
		return nil
	case <-p.browser.done:
		return ErrGone
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Ask evaluates an expression on the page, waits for it if it is a promise,
// and decodes its value. It works on pages without script too.
func (p *Page) Ask(ctx context.Context, expression string, value any) error {
	var answer struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		Exception *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	if p.view.NoScript { // what is asked is not of the page
		if err := p.call(ctx, "Emulation.setScriptExecutionDisabled", object{"value": false}, nil); err != nil {
			return err
		}
		defer p.call(ctx, "Emulation.setScriptExecutionDisabled", object{"value": true}, nil)
	}
	err := p.call(ctx, "Runtime.evaluate", object{
		"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true,
	}, &answer)
	switch {
	case err != nil:
		return err
	case answer.Exception != nil:
		return fmt.Errorf("browser: %s %s", answer.Exception.Text, answer.Exception.Exception.Description)
	case value == nil || len(answer.Result.Value) == 0:
		return nil
	}
	return json.Unmarshal(answer.Result.Value, value)
}

// Press presses a key and lets it go, such as "Tab" or "Shift".
func (p *Page) Press(ctx context.Context, key string, code int) error {
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		err := p.call(ctx, "Input.dispatchKeyEvent", object{
			"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code,
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// Locate makes the browser say that it is somewhere, to pages of an origin.
func (p *Page) Locate(ctx context.Context, origin string, lat, lng float64) error {
	err := p.browser.call(ctx, "", "Browser.grantPermissions", object{
		"permissions": []string{"geolocation"}, "origin": origin, "browserContextId": p.context,
	}, nil)
	if err != nil {
		return err
	}
	return p.call(ctx, "Emulation.setGeolocationOverride", object{"latitude": lat, "longitude": lng, "accuracy": 10}, nil)
}

// Picture returns a picture of the whole page, as PNG.
func (p *Page) Picture(ctx context.Context) ([]byte, error) {
	var shot struct {
		Data string `json:"data"`
	}
	if err := p.call(ctx, "Page.captureScreenshot", object{"format": "png", "captureBeyondViewport": true}, &shot); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(shot.Data)
}

// Requests returns the addresses that the tab has asked for, in order.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}
