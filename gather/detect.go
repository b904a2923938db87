package gather

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// alphabet is what text in one charset and script looks like.
type alphabet struct {
	charset  string
	frequent string                // the most frequent letters or characters beyond ASCII, lower case
	script   []*unicode.RangeTable // the letters that belong to it
	pairs    bool                  // two bytes a character
}

// alphabets are the charsets that are tried on undeclared text. The frequent characters are the common knowledge of each
// language's letter counts; order matters only between equal scores.
var alphabets = []alphabet{
	{charset: "windows-1252", frequent: "éèàùâêîôûçëïüöäßñáíóúãõåøæ’“”‘–—…«» €£©°", script: []*unicode.RangeTable{unicode.Latin}},
	{charset: "windows-1250", frequent: "ąćęłńóśźżáčďéěíňřšťúůýžőűöüăâîșțđ", script: []*unicode.RangeTable{unicode.Latin}},
	{charset: "windows-1254", frequent: "ığüşöçâîûİ", script: []*unicode.RangeTable{unicode.Latin}},
	{charset: "windows-1251", frequent: "оеаинтсрвлкмдпуяыьгзбчйхжію", script: []*unicode.RangeTable{unicode.Cyrillic}},
	{charset: "koi8-r", frequent: "оеаинтсрвлкмдпуяыьгзбчйхжю", script: []*unicode.RangeTable{unicode.Cyrillic}},
	{charset: "ibm866", frequent: "оеаинтсрвлкмдпуяыьгзбчйхжю", script: []*unicode.RangeTable{unicode.Cyrillic}},
	{charset: "windows-1253", frequent: "αοιετσνηυρπκμλςίόάήέύώ", script: []*unicode.RangeTable{unicode.Greek}},
	{charset: "windows-1255", frequent: "יוהלאמרבתשנםדעקכחפגטצסז", script: []*unicode.RangeTable{unicode.Hebrew}},
	{charset: "windows-1256", frequent: "اليمونرتبةعدسفهكقحجشصط", script: []*unicode.RangeTable{unicode.Arabic}},
	{charset: "tis-620", frequent: "านรอกเงมยลวดทสตะปบคห่้ิีัแไใโ์ืุู็ึำ", script: []*unicode.RangeTable{unicode.Thai}},
	{charset: "euc-kr", frequent: "이다는의에가을를로고하지한사기도서은그인리시대자어아일정나수보해과부전라주제", script: []*unicode.RangeTable{unicode.Hangul}, pairs: true},
	{charset: "gb2312", frequent: "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经", script: []*unicode.RangeTable{unicode.Han}, pairs: true},
	{charset: "big5", frequent: "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經", script: []*unicode.RangeTable{unicode.Han}, pairs: true},
	{charset: "euc-jp", frequent: "のにはをたがでてとしれさある いもすなかっらりくまるんスンルトー日本人年大", script: []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}, pairs: true},
	{charset: "shift_jis", frequent: "のにはをたがでてとしれさある いもすなかっらりくまるんスンルトー日本人年大", script: []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}, pairs: true},
}

const detectBytes = 32 << 10 // how much of a text is looked at

// detect names the charset in which b, which is not UTF-8 and declares nothing that holds, makes the most likely text.
// Each candidate decodes the same bytes; the characters are weighed by how usual they are in its script.
func detect(b []byte) string {
	if strings.Contains(string(b[:min(len(b), detectBytes)]), "\x1b$") {
		return "iso-2022-jp"
	}
	b = beyondASCII(b)
	best, most := "windows-1252", -1e9
	for i := range alphabets {
		if s := alphabets[i].likelihood(decodeNamed(b, alphabets[i].charset)); s > most {
			best, most = alphabets[i].charset, s
		}
	}
	return best
}

// beyondASCII keeps the words that hold a byte beyond ASCII, with what stands next to it, so that mark-up does not
// drown the evidence.
func beyondASCII(b []byte) []byte {
	var out []byte
	start := 0
	for i := 0; i <= len(b) && len(out) < detectBytes; i++ {
		if i < len(b) && b[i] > ' ' && b[i] != '<' && b[i] != '>' {
			continue
		}
		if countASCII(b[start:i]) < i-start {
			out = append(append(out, b[start:i]...), ' ')
		}
		start = min(i+1, len(b))
	}
	return out
}

// likelihood is the mean weight of the characters beyond ASCII: frequent ones of the script count 1, others of it a
// little, foreign letters, leftovers and controls against it. Upper case inside a word, and letters of two scripts in one
// word, are what wrong decoding looks like.
func (a *alphabet) likelihood(text string) float64 {
	score, n, last := 0.0, 0, ' '
	for _, r := range text {
		if r < utf8.RuneSelf {
			last = r
			continue
		}
		n++
		switch {
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Co, r):
			score -= 4
		case strings.ContainsRune(a.frequent, unicode.ToLower(r)):
			score += a.caseWeight(last, r)
		case unicode.IsOneOf(a.script, r):
			score += 0.25 * a.caseWeight(last, r)
		case unicode.IsLetter(r) || unicode.IsMark(r):
			score -= 1
		case unicode.IsSymbol(r):
			score -= 0.5
		}
		last = r
	}
	if n == 0 {
		return -1e8
	}
	return score / float64(n)
}

// caseWeight is how well r follows last: 1, or less than nothing where a capital stands after a small letter or a
// letter of another alphabet is its neighbour.
func (a *alphabet) caseWeight(last, r rune) float64 {
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(last):
		return -1
	case a.script[0] != unicode.Latin && !a.pairs && last < utf8.RuneSelf && unicode.IsLetter(last):
		return -0.5
	}
	return 1
}
