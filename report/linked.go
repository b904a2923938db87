package report

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
)

// linked is an article or a page as its JSON-LD (schema.org) describes it.
type linked struct {
	article   bool // an article of any sort, not just a page
	headline  string
	authors   []string
	published string
	modified  string
	publisher string
	language  string
	summary   string
	body      string
	url       string
}

// parseLinked reads one JSON-LD script. What is not JSON gives nothing: the page's other words count then.
func parseLinked(script string) []linked {
	value, ok := lenient(script)
	if !ok {
		return nil
	}
	var out []linked
	nodes := map[string]map[string]any{}
	flatten(value, 0, func(m map[string]any) {
		if id, ok := m["@id"].(string); ok && m["name"] != nil {
			nodes[id] = m
		}
	})
	flatten(value, 0, func(m map[string]any) {
		types := strings.Join(texts(m["@type"]), " ")
		article := containsAny(types, "Article", "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting", "Recipe", "Review", "AnalysisNews")
		if !article && !containsAny(types, "WebPage", "ItemPage", "VideoObject") || containsAny(types, "CreativeWorkSeries") {
			return
		}
		out = append(out, linked{
			article: article, headline: text(m, "headline", "name"), authors: names(m["author"], nodes), published: text(m, "datePublished", "dateCreated", "uploadDate"), modified: text(m, "dateModified"),
			publisher: strings.Join(names(m["publisher"], nodes), ""), language: text(m, "inLanguage"), summary: text(m, "description"), body: text(m, "articleBody"), url: text(m, "url"),
		})
	})
	slices.SortStableFunc(out, func(a, b linked) int {
		switch {
		case a.article && !b.article:
			return -1
		case b.article && !a.article:
			return 1
		}
		return 0
	})
	return out
}

var (
	wrapping = regexp.MustCompile(`(?s)^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)?(?:\s*//)?\s*(.*?)\s*(?://\s*)?(?:\]\]>|-->)?[\s;]*$`)
	trailing = regexp.MustCompile(`,\s*([}\]])`)
)

// lenient decodes JSON that people wrote by hand: CDATA marks, raw line ends in strings, commas before brackets, escaped quotes.
func lenient(script string) (any, bool) {
	var v any
	if json.Unmarshal([]byte(script), &v) == nil {
		return v, true
	}
	s := wrapping.ReplaceAllString(script, "$1")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, s)
	for _, form := range []string{s, trailing.ReplaceAllString(s, "$1"), html.UnescapeString(s)} {
		if json.Unmarshal([]byte(form), &v) == nil {
			return v, true
		}
	}
	return nil, false
}

// flatten visits every object that stands in a list, a graph or below a page, not the fields of an article.
func flatten(v any, depth int, visit func(map[string]any)) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			flatten(e, depth+1, visit)
		}
	case map[string]any:
		visit(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "about", "itemReviewed", "author", "publisher"} {
			flatten(v[key], depth+1, visit)
		}
	}
}

// texts gives the strings of a value that is one or a list of them.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, texts(e)...)
		}
		return out
	case map[string]any:
		for _, key := range []string{"@value", "name"} {
			if s, ok := v[key].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}

func text(m map[string]any, keys ...string) string {
	for _, k := range keys {
		if t := texts(m[k]); len(t) > 0 && strings.TrimSpace(t[0]) != "" {
			return html.UnescapeString(strings.TrimSpace(t[0]))
		}
	}
	return ""
}

// names gives the names of persons or organisations: strings, objects with a name, or references to objects elsewhere in the script.
func names(v any, nodes map[string]map[string]any) []string {
	switch v := v.(type) {
	case string:
		return []string{html.UnescapeString(v)}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, names(e, nodes)...)
		}
		return out
	case map[string]any:
		if list, ok := v["name"].([]any); ok {
			return names(list, nodes)
		}
		if s, ok := v["name"].(string); ok && s != "" {
			return []string{html.UnescapeString(s)}
		}
		if id, ok := v["@id"].(string); ok {
			if n := nodes[id]; n != nil {
				return names(n["name"], nil)
			}
		}
		given, _ := v["givenName"].(string)
		family, _ := v["familyName"].(string)
		if full := strings.TrimSpace(given + " " + family); full != "" {
			return []string{full}
		}
	}
	return nil
}
