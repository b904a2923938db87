package language

import "strings"

// addressEnd returns the end of the URL, e-mail address, handle or hashtag that begins at i, without the punctuation
// that follows it, or i when none does.
func addressEnd(text string, i, end int) int {
	w := text[i:end]
	switch {
	case strings.HasPrefix(w, "http://"), strings.HasPrefix(w, "https://"), strings.HasPrefix(w, "ftp://"),
		strings.HasPrefix(w, "www."), strings.HasPrefix(w, "mailto:"), strings.HasPrefix(w, "HTTP://"):
		return i + len(trimAddress(w))
	case (w[0] == '@' || w[0] == '#') && len(w) > 1 && asciiLetter(w[1]) && (w[0] == '@' || len(w) > 2):
		return i + 1 + len(handle(w[1:]))
	}
	at := strings.IndexByte(w, '@')
	if at <= 0 || !wordByte(w[0]) || strings.ContainsAny(w[:at], "()<>\"“”[]") {
		return i
	}
	if a := trimAddress(w); at < len(a)-1 && strings.IndexByte(a[at:], '.') > 0 {
		return i + len(a)
	}
	return i
}

// trimAddress cuts off closing punctuation; a closing bracket stays when its opening one stands inside.
func trimAddress(w string) string {
	if cut := strings.IndexAny(w, "<>\"”“»"); cut > 0 {
		w = w[:cut]
	}
	for w != "" {
		c := w[len(w)-1]
		if strings.IndexByte(".,;:!?'", c) >= 0 || c == ')' && !strings.Contains(w, "(") || c == ']' && !strings.Contains(w, "[") {
			w = w[:len(w)-1]
			continue
		}
		if t := strings.TrimSuffix(w, "’"); len(t) < len(w) {
			w = t
			continue
		}
		break
	}
	return w
}

func handle(w string) string {
	for k := range len(w) {
		if !wordByte(w[k]) && w[k] != '_' {
			return w[:k]
		}
	}
	return w
}
