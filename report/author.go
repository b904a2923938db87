package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	authorLead = regexp.MustCompile(`(?i)^\s*(?:(?:view |see |read |alle |tous les |ver todos los )?(?:all )?(?:posts?|articles?|stories|artikel|beiträge|artículos|entradas) (?:by|from|von|de) |` +
		`(?:(?:written|words|reported|story|posted|published|geschrieben|verfasst|veröffentlicht|escrito|écrit|publié|publicado|text|analysis|review|opinion|photographs?|report) )?(?:by|von|vom|por|par|di|door|av|from)[:\s]\s*|` +
		`(?:автор|authors?|autor(?:in|en|es|a)?|auteurs?|autore|text|written|writer|redaktion|redacción|作者|记者|責任編輯|责任编辑|编辑|文)\s*[:：/|]\s*)`)
	authorSplit = regexp.MustCompile(`(?i)\s*(?:;|\||\n|/| & | and | und | et | y | e | och | og | и | i |, (?:and|und) )\s*`)
	authorTail  = regexp.MustCompile(`(?i)\s*(?::.*|\bam$|\(.*|\[.*|@\S+.*|https?:.*|\b(?:for|of|at|in|on|via|from|bei|für|de la) (?:the )?\p{Lu}.*|[–—|•·].*|\d.*|-\s.*)$`)
	email       = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]+`)
)

// roles are words that name a job or a desk; a part of a byline made of them is no person.
var roles = regexp.MustCompile(`(?i)\b(?:correspondents?|reporters?|editors?|staff|writers?|bureau|chief|desk|newsroom|team|contributors?|columnists?|producer|journalists?|photographers?|agency|agencies|wire|newswire|herald|tribune|gazette|news|press|times|post|redaktion|redacción|rédaction|redazione|redactie|admin|administrator|webmaster|guest|author|editorial|online|magazine|media|senior|freelance|analyst)\b`)

// authorNames cuts a byline into the names of those who wrote it. Leading words ("By"), roles, addresses, places and the outlet's own name go.
func authorNames(s, outlet string) []string {
	s = oneLine(email.ReplaceAllString(s, " "))
	s = authorLead.ReplaceAllString(strings.TrimLeft(s, " |·•–—-"), "")
	var out []string
	for _, piece := range authorSplit.Split(s, -1) {
		for _, name := range splitCommas(piece) {
			name = authorLead.ReplaceAllString(name, "")
			name = authorTail.ReplaceAllString(name, "")
			name = trimName(name)
			if personName(name, outlet) && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }) {
				out = append(out, titleName(name))
			}
		}
	}
	return out
}

// trimName takes marks off the ends of a name, but leaves the full stop of a last initial.
func trimName(name string) string {
	name = strings.Trim(name, " ,;:-–—|\"“”*")
	if i := strings.LastIndexByte(name, ' '); !strings.HasSuffix(name, ".") || runes(name[i+1:]) != 2 {
		name = strings.Trim(name, ". ")
	}
	return name
}

// splitCommas cuts "Jane Doe, John Roe" in two, but leaves "Doe, Jane" together.
func splitCommas(s string) []string {
	fields := strings.Split(s, ",")
	if len(fields) == 2 && words(fields[0]) == 1 && words(fields[1]) == 1 {
		return []string{strings.TrimSpace(fields[1]) + " " + strings.TrimSpace(fields[0])}
	}
	return fields
}

// notNames are labels that stand where bylines do.
var notNames = setOfLines("name", "über den autor", "about the author", "unsere autorinnen", "unsere autoren", "neueste signaturen", "xing", "facebook", "twitter", "linkedin", "instagram", "email", "share", "print",
	"read more", "follow", "creative commons attribution", "unknown", "anonymous", "home", "contact", "impressum", "mehr", "kommentare", "reuters", "bloomberg", "xinhua", "interfax", "tass", "tanjug", "kyodo", "yonhap", "anadolu", "bernama", "antara", "ansa", "sputnik", "tasnim", "interview", "foto", "fotos", "photo")

// personName tells what can be somebody's name: one to five capitalised words without a role in them.
func personName(s, outlet string) bool {
	n := words(s)
	if n == 0 || n > 6 || runes(s) < 3 || runes(s) > 60 || roles.MatchString(s) || strings.Contains(s, "http") || outlet != "" && sameWords(s, outlet) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	lower := strings.ToLower(s)
	if n == 1 && capitals(s) && runes(s) <= 5 { // signatures of agencies and desks: "AFP", "LN"
		return false
	}
	return unicode.IsLetter(r) && nameLike(s) && months[lower] == 0 && weekdays[lower] == 0 && !notNames[lower]
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
