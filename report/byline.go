package report

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// bylineWords open a line that names the writer, in the languages of wire copy.
var bylineWords = []string{"by ", "written by ", "words by ", "story by ", "reported by ", "from ", "von ", "por ", "par ", "di ", "door ", "av ", "text: ", "author: ", "autor: ", "автор: "}

// bylineLike tells a paragraph that is nothing but the writer's name: "By JANE DOE, Associated Press".
func bylineLike(s string) bool {
	if runes(s) > 160 || strings.Contains(s, "\n") {
		return false
	}
	lower := strings.ToLower(s)
	i := slices.IndexFunc(bylineWords, func(w string) bool { return strings.HasPrefix(lower, w) })
	if i < 0 || len(lower) != len(s) {
		return false
	}
	rest := s[len(bylineWords[i]):]
	if staff[strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(lower[len(bylineWords[i]):], "the "), "our "), ".")] {
		return true
	}
	if strings.ContainsAny(rest, "?!:\"“”;") || strings.HasSuffix(rest, ".") && !strings.HasSuffix(rest, "Jr.") && !strings.HasSuffix(rest, "Sr.") {
		return false
	}
	return nameLike(rest)
}

// staff sign reports in place of a person: "By the editors".
var staff = setOfLines("editors", "editorial board", "editorial staff", "editorial team", "staff", "staff reporter", "staff reporters", "newsroom", "reporters", "correspondents", "agencies", "news desk")

// nameLike tells that nearly all words are capitalised, as in names.
func nameLike(s string) bool {
	total, upper := 0, 0
	for word := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "("))
		if !unicode.IsLetter(r) {
			continue
		}
		if lower := strings.ToLower(strings.Trim(word, ",.")); lower == "and" || joiners[lower] || lower == "for" || lower == "van" || lower == "von" || lower == "bin" || lower == "ibn" {
			continue
		}
		total++
		if unicode.IsUpper(r) || caseless(r) {
			upper++
		}
	}
	return total >= 1 && upper*10 >= total*8 && total <= 16
}

// credit takes a trailing line of credits: "(Reporting by X in Y; Editing by Z)".
var credit = regexp.MustCompile(`(?i)^[\s(\[—–-]*(?:additional )?(?:reporting|writing|compiled|editing|report|written|edited|reported|translated|production)(?: and (?:writing|editing|reporting))? by ([^;.)\]]+)`)

// contributed tells a closing line about helpers.
var contributed = regexp.MustCompile(`(?i)\b(?:contributed (?:to|reporting|from)|contributed\.|contributed to this (?:report|story|article)|with inputs from|with (?:files|reporting) from)\b`)

// editorLine is a closing line that names who edited: "Editor: A. Quist".
var editorLine = regexp.MustCompile(`(?i)^[\s(\[—–-]*(?:(?:copy|news|desk|web|sub|managing|duty)[ -]?)?(?:editors?|edited by|editing|translators?|translated by|translation)\s*[:：]\s*([^:;!?]{3,60}?)[\s)\]]*$`)

// markCredits marks the trailing lines of credits as furniture, and takes the writers from them when there is no byline.
func markCredits(d *draft) {
	for i := len(d.parts) - 1; i >= 0 && i >= len(d.parts)-6; i-- {
		p := &d.parts[i]
		if p.kind != body {
			continue
		}
		if m := editorLine.FindStringSubmatch(p.text); m != nil && nameLike(m[1]) && words(m[1]) <= 8 {
			p.kind = furniture
			continue
		}
		if runes(p.text) > 400 || !containsAny(p.text, " by ", "ontribut", "ith ") {
			continue
		}
		if runes(p.text) < 300 && contributed.MatchString(p.text) && !quoted(p.text) {
			p.kind = furniture
		}
		m := credit.FindStringSubmatch(p.text)
		if m == nil {
			continue
		}
		p.kind = furniture
		lower := strings.ToLower(m[0])
		if len(d.authors) == 0 && (strings.Contains(lower, "reporting") || strings.Contains(lower, "writ") || strings.Contains(lower, "reported") || strings.Contains(lower, "compiled")) {
			d.authors = authorNames(m[1], d.source)
		}
	}
}

// stampLabel opens a line of date and time.
var stampLabel = regexp.MustCompile(`(?i)^(?:published|posted|first published|publication date|date|updated|last updated|issued|veröffentlicht|publié|publicado|pubblicato|опубликовано)(?: (?:on|at|le|el|am|il))?\s*:?\s+`)

// clockForm is a time of day with its zone, as it stands behind a day.
const clockForm = `(?i)^[\s,|•·–-]*(?:at\s+)?(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:\(?\b(gmt|utc|z|est|edt|cet|cest|bst|msk|ist|jst|pst|pdt|eat|et)\b\)?)?`

var (
	clock      = regexp.MustCompile(clockForm + `\s*$`)          // at the end of a stamp
	clockFirst = regexp.MustCompile(clockForm + `(?:[^\d:%]|$)`) // other words may follow
)

var zones = map[string]int{"": 0, "gmt": 0, "utc": 0, "z": 0, "est": -5, "et": -5, "edt": -4, "cet": 1, "cest": 2, "bst": 1, "msk": 3, "jst": 9, "pst": -8, "pdt": -7, "eat": 3}

// stampTime reads a paragraph that is only a labelled date, or a date with a time of day.
func stampTime(s string) (time.Time, bool) {
	if runes(s) > 80 {
		return time.Time{}, false
	}
	label := stampLabel.FindString(s)
	day, n := parseDay(s[len(label):])
	if n == 0 || day.year == 0 {
		return time.Time{}, false
	}
	rest := s[len(label)+n:]
	t := day.date(day.year)
	if strings.Trim(rest, " .,|") == "" {
		return t, label != ""
	}
	m := clock.FindStringSubmatch(rest)
	if m == nil {
		return time.Time{}, false
	}
	return t.Add(clockOf(m)), true
}

// clockOf is the time of day, in UTC where a zone is printed, that clockForm has found; it may lie a day before or after.
func clockOf(m []string) time.Duration {
	hour, _ := number(m[1], 2)
	minute, _ := number(m[2], 2)
	switch half := strings.ToLower(m[3]); {
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	return time.Duration(hour-zones[strings.ToLower(m[4])])*time.Hour + time.Duration(minute)*time.Minute
}
