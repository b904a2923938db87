package table

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the key under which a name is found: lower case, diacritics and the stops and apostrophes inside words
// dropped ("U.N." is "un", "Sana'a" is "sanaa"), hyphens, slashes and runs of space one space. Other punctuation stays,
// so that a name never matches across a comma.
func Fold(s string) string {
	var buf [96]byte
	out := AppendFold(buf[:0], s)
	if string(out) == s {
		return s
	}
	return string(out)
}

// AppendFold appends the folded s to dst. A space is put before it when dst is not empty and s has something to add,
// so that words folded one after the other give what the whole name gives.
func AppendFold(dst []byte, s string) []byte {
	space := len(dst) > 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			n := plainRun(s[i:])
			dst, space = appendRunes(dst, s[i:i+n], space)
			i += n
			continue
		}
		i++
		switch {
		case 'A' <= c && c <= 'Z':
			dst, space = appendByte(dst, c+'a'-'A', space)
		case c == '.' || c == '\'' || c == '`':
		case c == ' ' || c == '-' || c == '/' || c == '\t' || c == '\n' || c == '\r' || c == '_':
			space = len(dst) > 0
		default:
			dst, space = appendByte(dst, c, space)
		}
	}
	return dst
}

func appendByte(dst []byte, c byte, space bool) ([]byte, bool) {
	if space {
		dst = append(dst, ' ')
	}
	return append(dst, c), false
}

// plainRun is the length of the run of bytes beyond ASCII at the start of s.
func plainRun(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}

// letters maps letters that no decomposition takes apart.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŋ': "ng", 'Ŋ': "ng",
	'ə': "a", 'Ə': "a", 'ſ': "s", 'ŧ': "t", 'Ŧ': "t", 'ɓ': "b", 'Ɓ': "b", 'ɗ': "d", 'Ɗ': "d", 'ƙ': "k", 'Ƙ': "k",
}

func appendRunes(dst []byte, s string, space bool) ([]byte, bool) {
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == '′' || r == '´' || r == 'ʿ' || r == 'ʾ' || r == '\u00ad':
			continue
		case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r):
			space = len(dst) > 0
			continue
		}
		if space {
			dst, space = append(dst, ' '), false
		}
		if plain, ok := letters[r]; ok {
			dst = append(dst, plain...)
			continue
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst, space
}

// Words is the number of words of a folded key.
func Words(key string) int {
	if key == "" {
		return 0
	}
	return strings.Count(key, " ") + 1
}
