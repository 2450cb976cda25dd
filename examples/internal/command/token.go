package command

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// beside returns a handler that gives requests under /admin to one handler and
// all others to another.
func beside(site http.Handler, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/admin" || strings.HasPrefix(r.URL.Path, "/admin/") {
			pages.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(w, r)
	})
}

// token makes, lists and revokes tokens for /admin/, also where the last one was
// lost: whoever can open the database may.
func (p Program) token(ctx context.Context, args []string) (err error) {
	set, db := p.flags("finder token")
	role := set.String("role", string(admin.Keeper), "`role`: viewer, proposer, editor, admin, or canceller")
	label := set.String("label", "administrator", "who holds it: a `role`, no name")
	organizations := set.String("organizations", "", "`IDs` of the organizations that it is for, with commas (default all)")
	offering := set.String("offering", "", "`ID` of the one that a canceller is for")
	days := set.Int("days", 365, "`days` that it is good for")
	list := set.Bool("list", false, "list the tokens that there are")
	revoke := set.String("revoke", "", "take away the token with this `ID`")
	if err := parse(set, args); err != nil {
		return unlessHelp(err)
	}
	if *days < 1 || *days > 3660 {
		return fmt.Errorf("%w: -days %d, want 1 to 3660", ErrUsage, *days)
	}
	grant := admin.Grant{
		Role: admin.Role(*role), Label: *label, Offering: *offering, Expires: time.Now().AddDate(0, 0, *days).Truncate(time.Second),
	}
	if *organizations != "" {
		for id := range strings.SplitSeq(*organizations, ",") {
			grant.Organizations = append(grant.Organizations, strings.TrimSpace(id))
		}
	}
	if err := grant.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	store, closeStore, err := p.openOld(ctx, *db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	dir, err := directory.Open(ctx, store, directory.Options{})
	if err != nil {
		return err
	}
	defer dir.Close()
	switch {
	case *list:
		return p.listTokens(dir)
	case *revoke != "":
		return admin.Revoke(ctx, dir, *revoke, time.Now())
	}
	p.sayMissing(dir, grant)
	text, err := admin.NewToken(ctx, dir, grant, time.Now())
	if err == nil {
		fmt.Fprintf(p.Stdout, "%s\n%s\n", text, admin.LinkTo(text))
	}
	return err
}

// sayMissing says what of a grant is not there: it may be misspelt, or come later.
func (p Program) sayMissing(dir *directory.Directory, g admin.Grant) {
	var keys []directory.Key
	for _, id := range g.Organizations {
		keys = append(keys, directory.Key{Kind: directory.KindOrganization, ID: id})
	}
	if g.Offering != "" {
		keys = append(keys, directory.Key{Kind: directory.KindOffering, ID: g.Offering})
	}
	for _, k := range keys {
		if _, _, ok := dir.Get(k); !ok {
			fmt.Fprintf(p.Stderr, "finder: %s %s is not there yet\n", k.Kind, k.ID)
		}
	}
}

// listTokens prints the tokens without what opens anything.
func (p Program) listTokens(dir *directory.Directory) error {
	out := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	for _, h := range admin.Tokens(dir) {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", h.ID, h.Role, h.Label,
			strings.Join(append(h.Organizations, h.Offering), " "), h.Expires.UTC().Format(time.RFC3339))
	}
	return out.Flush()
}
