package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordEnd returns where the word at i ends: letters, digits and marks, with the connectors that hold them together.
func wordEnd(text string, i, end int) int {
	j := i
	if text[j] == '.' || text[j] == '+' {
		j++
	}
	for {
		j = runOfWord(text, j, end)
		if j >= end {
			return j
		}
		n := connector(text, i, j, end)
		if n == 0 {
			return j
		}
		j += n
	}
}

func runOfWord(text string, j, end int) int {
	for j < end {
		c := text[j]
		if c < utf8.RuneSelf {
			if !wordByte(c) {
				return j
			}
			j++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[j:end])
		if !wordRune(r) {
			return j
		}
		j += n
	}
	return j
}

// maxWord bounds how far marks hold a word together, in bytes; only garbage is longer.
const maxWord = 256

// connector returns the length of the mark at j when it holds the word that began at i together with what follows, else 0.
func connector(text string, i, j, end int) int {
	r, n := utf8.DecodeRuneInString(text[j:end])
	if j+n >= end || j-i > maxWord {
		return 0
	}
	after, _ := utf8.DecodeRuneInString(text[j+n : end])
	if !wordRune(after) {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(text[i:j])
	digits := isDigit(before) && isDigit(after)
	join := false
	switch r {
	case '\'', '’', '`':
		join = unicode.IsLetter(before) && unicode.IsLetter(after) || isDigit(before) && after == 's'
	case '.':
		join = digits || stopInside(text, i, j, end)
	case ',':
		join = digits && groupOfThree(text, j+1, end)
	case ':':
		join = digits
	case '/':
		join = digits || singleLetters(text, i, j, end)
	case '&':
		join = unicode.IsUpper(before) && unicode.IsUpper(after)
	case '_', '@', '\u00ad':
		join = true
	case '-':
		join = hyphenInside(text, i, j, end)
	}
	if join {
		return n
	}
	return 0
}

// stopInside holds "U.S", "a.m", "Ph.D" and the names of hosts and files together.
func stopInside(text string, i, j, end int) bool {
	from := strings.LastIndexByte(text[i:j], '.') + i + 1
	if from < i {
		from = i
	}
	k := runOfWord(text, j+1, end)
	left, right := text[from:j], text[j+1:k]
	if utf8.RuneCountInString(left) == 1 && unicode.IsLetter(firstRune(left)) {
		return utf8.RuneCountInString(right) <= 2 || from > i || hostEnding[lower(right)]
	}
	if strings.EqualFold(left, "ph") && right == "D" {
		return true
	}
	return hostEnding[right] || k < end && text[k] == '.' && hostEnding[text[k+1:runOfWord(text, k+1, end)]]
}

var hostEnding = set("com", "org", "net", "gov", "edu", "int", "info", "co", "uk", "doc", "docx", "xls", "pdf", "html", "htm", "jpg", "png", "zip", "txt", "ru", "ua", "de", "fr", "eu", "tv", "io")

func groupOfThree(text string, j, end int) bool {
	k := j
	for k < end && digit(text[k]) {
		k++
	}
	return k-j == 3
}

func singleLetters(text string, i, j, end int) bool {
	return j-i == 1 && asciiLetter(text[i]) && runOfWord(text, j+1, end)-(j+1) == 1 && asciiLetter(text[j+1])
}

// hyphenInside keeps bound prefixes, telephone numbers and dates whole; other compounds are split at the hyphen.
func hyphenInside(text string, i, j, end int) bool {
	left := text[i:j]
	k := runOfWord(text, j+1, end)
	right := text[j+1 : k]
	if allDigits(right) && (allDigits(left) || strings.Contains(left, "-")) {
		return strings.Contains(left, "-") || len(right) == 4 && len(left) == 3 || len(left) == 4 && len(right) == 2 && k < end && text[k] == '-' ||
			len(left) <= 3 && len(right) == 3 && k < end && text[k] == '-'
	}
	return prefixes[lower(left)]
}

// prefixes are bound forms that UD English leaves joined to their word.
var prefixes = set("non", "e", "mid", "anti", "re", "co", "pre", "pro", "cross", "post", "over", "semi", "multi", "ex", "sub", "counter", "mini", "neo",
	"socio", "psycho", "inter", "intra", "micro", "macro", "ultra", "bi", "tri", "quasi", "pseudo", "trans", "un", "de", "hyper", "infra", "under", "arch")

func singleStop(w string) bool { return strings.IndexByte(w, '.') >= 0 }

// dotted reports whether w is made of letters parted by full stops: "U.S", "a.m", "Ph.D".
func dotted(w string) bool {
	if !singleStop(w) || digit(w[0]) || hostEnding[w[strings.LastIndexByte(w, '.')+1:]] {
		return false
	}
	return true
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func capitalised(w string) bool { return w != "" && unicode.IsUpper(firstRune(w)) }

func allDigits(w string) bool {
	for i := range len(w) {
		if !digit(w[i]) {
			return false
		}
	}
	return w != ""
}

func digit(c byte) bool       { return c >= '0' && c <= '9' }
func isDigit(r rune) bool     { return r >= '0' && r <= '9' }
func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func wordByte(c byte) bool    { return asciiLetter(c) || digit(c) || c >= utf8.RuneSelf }

// wordRune is a letter, a digit or a mark that belongs to one.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return asciiLetter(byte(r)) || digit(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '\u200d' || r == '\u200c'
}

// lower is strings.ToLower without an allocation for what is lower case already.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}
