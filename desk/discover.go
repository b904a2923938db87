package desk

import (
	"cmp"
	"context"
	"errors"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/desk/sources"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// discover looks at an address for what can be read there. Where it names no feed, the page itself is offered, unchecked.
func discover(client *gather.Client, d *shell.Desk) func(context.Context, string) (sources.Finding, error) {
	return func(ctx context.Context, address string) (sources.Finding, error) {
		found, err := gather.Discover(ctx, client, address)
		if errors.Is(err, gather.ErrNoFeed) {
			return sources.Finding{Found: []sources.Found{{URL: address, Name: shell.Site(address), Kind: store.PageSource, SiteURL: address,
				Says: "no feed was found; the page itself can be read again and again"}}}, nil
		}
		finding := sources.Finding{}
		for _, f := range found {
			finding.Found = append(finding.Found, offer(d, address, f))
		}
		if len(finding.Found) > 0 { // the time ran out after something was found
			err = nil
		}
		return finding, err
	}
}

// offer says in words what one finding is. Comments and what is empty are offered unchecked.
func offer(d *shell.Desk, site string, f gather.Found) sources.Found {
	one := sources.Found{URL: f.URL, Name: cmp.Or(f.Title, shell.Site(f.URL)), Kind: store.FeedSource, SiteURL: site, Count: shell.Count(f.Items),
		Chosen: !f.Comments && f.Items > 0, Says: "feed, named by " + f.From}
	if !f.Newest.IsZero() {
		one.Count += ", newest " + d.When(f.Newest)
	}
	switch {
	case f.Comments:
		one.Says = "readers’ comments, not reports"
	case f.Kind == gather.Sitemap:
		one.Kind, one.Says = store.SitemapSource, "news sitemap, named by "+f.From
	case f.Items == 0:
		one.Says += "; empty now"
	}
	return one
}
