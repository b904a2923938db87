package gather

import (
	"strconv"
	"strings"
	"time"
)

// head maps an element of the feed itself.
func (x *xmlFeed) head(el *node) {
	f := &x.feed
	switch el.space {
	case "":
		x.headCore(el)
	case "dc", "dcterms":
		x.headDublin(el)
	case "itunes":
		switch el.local {
		case "summary", "subtitle":
			if f.Description == "" {
				f.Description = x.read(el).html()
			}
		case "author":
			x.headAuthor(el, false)
		}
	case "sy":
		x.every(el)
	}
}

func (x *xmlFeed) headCore(el *node) {
	f := &x.feed
	switch el.local {
	case "title":
		f.Title, f.TitleHTML = x.read(el).title()
	case "link":
		x.headLink(el)
	case "id", "guid":
		f.ID = absolute(el.base, el.content())
	case "description", "subtitle", "tagline", "abstract":
		f.Description = x.read(el).html()
	case "language", "lang":
		f.Language = el.content()
	case "author", "managingeditor":
		x.headAuthor(el, true)
	case "webmaster":
		x.headAuthor(el, false)
	case "pubdate", "published":
		f.Published = readTime(el.content())
	case "updated", "modified", "lastbuilddate", "lastmod", "date":
		f.Updated = readTime(el.content())
	case "ttl":
		x.every(el)
	case "skiphours", "skipdays":
		x.skips(el)
	}
}

func (x *xmlFeed) headLink(el *node) {
	href := firstOf(el.get("href"), el.content())
	if href = safeAddress(absolute(el.base, href)); href == "" {
		return
	}
	switch rel := strings.ToLower(el.get("rel")); {
	case rel == "self":
		x.feed.Self = href
	case rel == "" || rel == "alternate":
		if x.feed.Link == "" || rel == "alternate" && isHTMLType(el.get("type")) && el.get("hreflang") == "" {
			x.feed.Link = href
		}
	}
}

func (x *xmlFeed) headAuthor(el *node, first bool) {
	person, written := readAuthor(el)
	if written == "" {
		return
	}
	if first || x.feed.Author == "" {
		x.feed.Author = written
		x.feed.People = append([]Author{person}, x.feed.People...)
	}
}

func (x *xmlFeed) headDublin(el *node) {
	f := &x.feed
	switch el.local {
	case "title":
		if f.Title == "" {
			f.Title, f.TitleHTML = x.read(el).title()
		}
	case "creator", "author":
		x.headAuthor(el, false)
	case "description":
		if f.Description == "" {
			f.Description = x.read(el).html()
		}
	case "language":
		f.Language = el.content()
	case "date", "modified":
		f.Updated = readTime(el.content())
	case "issued", "created":
		f.Published = readTime(el.content())
	}
}

// every reads ttl and sy:updatePeriod/updateFrequency.
func (x *xmlFeed) every(el *node) {
	f := &x.feed
	switch text := el.content(); el.local {
	case "ttl":
		if minutes, err := strconv.Atoi(text); err == nil && minutes > 0 && minutes <= 7*24*60 {
			f.Every = time.Duration(minutes) * time.Minute
		}
	case "updateperiod":
		f.Every = map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour}[strings.ToLower(text)]
	case "updatefrequency":
		if n, err := strconv.Atoi(text); err == nil && n > 0 && n < 10_000 {
			f.Every /= time.Duration(n)
		}
	}
}

// skips reads skipHours and skipDays.
func (x *xmlFeed) skips(el *node) {
	for hour := range el.all("hour") {
		if h, err := strconv.Atoi(hour.content()); err == nil && h >= 0 && h <= 24 {
			x.feed.SkipHours = append(x.feed.SkipHours, h%24)
		}
	}
	for day := range el.all("day") {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(d.String(), day.content()) {
				x.feed.SkipDays = append(x.feed.SkipDays, d)
			}
		}
	}
}
