package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	authorLead  = regexp.MustCompile(`(?i)^\s*(?:(?:written|words|reported|story|posted|published|text|analysis|review|opinion|photographs?|report) )?(?:by|von|por|par|di|door|av|автор|author|autor|text|redaktion|from)\s*:?\s+`)
	authorSplit = regexp.MustCompile(`(?i)\s*(?:;|\||\n|/| & | and | und | et | y | e | och | og | и | i |, (?:and|und) )\s*`)
	authorTail  = regexp.MustCompile(`(?i)\s*(?:\(.*|\[.*|@\S+.*|https?:.*|\b(?:for|of|at|in|on|via|from|bei|für|de la) (?:the )?\p{Lu}.*|[–—|•·].*|\d.*)$`)
	email       = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]+`)
)

// roles are words that name a job or a desk; a part of a byline made of them is no person.
var roles = regexp.MustCompile(`(?i)\b(?:correspondents?|reporters?|editors?|staff|writers?|bureau|chief|desk|newsroom|team|contributors?|columnists?|producer|journalists?|photographers?|agency|agencies|news|press|times|post|redaktion|redacción|rédaction|redazione|redactie|admin|administrator|webmaster|guest|author|editorial|online|magazine|media|senior|freelance|analyst)\b`)

// authorNames cuts a byline into the names of those who wrote it. Leading words ("By"), roles, addresses, places and the outlet's own name go.
func authorNames(s, outlet string) []string {
	s = oneLine(email.ReplaceAllString(s, " "))
	s = authorLead.ReplaceAllString(s, "")
	var out []string
	for _, piece := range authorSplit.Split(s, -1) {
		for _, name := range splitCommas(piece) {
			name = authorLead.ReplaceAllString(name, "")
			name = authorTail.ReplaceAllString(name, "")
			name = strings.Trim(name, " ,.;:-–—|\"“”*")
			if personName(name, outlet) && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }) {
				out = append(out, titleName(name))
			}
		}
	}
	return out
}

// splitCommas cuts "Jane Doe, John Roe" in two, but leaves "Doe, Jane" together.
func splitCommas(s string) []string {
	fields := strings.Split(s, ",")
	if len(fields) == 2 && words(fields[0]) == 1 && words(fields[1]) == 1 {
		return []string{strings.TrimSpace(fields[1]) + " " + strings.TrimSpace(fields[0])}
	}
	return fields
}

// personName tells what can be somebody's name: one to five capitalised words without a role in them.
func personName(s, outlet string) bool {
	n := words(s)
	if n == 0 || n > 6 || runes(s) < 3 || runes(s) > 60 || roles.MatchString(s) || strings.Contains(s, "http") || outlet != "" && sameWords(s, outlet) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) && nameLike(s)
}

// titleName writes a name printed in capitals as a name.
func titleName(s string) string {
	if !capitals(s) || words(s) < 2 {
		return s
	}
	var b strings.Builder
	start := true
	for _, r := range s {
		if start {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		start = !unicode.IsLetter(r) && r != '.'
		if r == '.' {
			start = true
		}
	}
	return b.String()
}
