package gather

import (
	"math"
	"sync"
	"unicode"
	"unicode/utf8"
)

// alphabet is what text in one charset looks like.
type alphabet struct {
	charset  string
	frequent string              // its usual characters beyond ASCII, the most frequent first, lower case
	mass     float64             // the share that these have of all characters beyond ASCII
	size     float64             // how many others of its script there are
	script   *unicode.RangeTable // the letters that belong to it
	also     *unicode.RangeTable // a second script, or nil
}

// The order of letters and the shares are common knowledge of each language's letter counts.
const (
	cyrillic = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ"
	japanese = "のにはをたがでてとしれさある、。いもすなかっらりくまるんー日本人年大スンルトラリアイクレ「」国会中一"
	hanSmall = "的，。一是在不了有和人这、中大为上个国我以要他时来用们“”生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经：《》"
	hanBig   = "的，。一是在不了有和人這、中大為上個國我以要他時來用們「」生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經：《》"
	hangul   = "이다는의에가을를로고하지한사기도서은그인리시대자어아일정나수보해과부전라주제"
)

// alphabets are the charsets that are tried on undeclared text, one entry a group of languages that share their
// letters. The first wins when two are equal.
var alphabets = []alphabet{
	{charset: "windows-1252", frequent: "éèàêçùâîôûëïœ’«»“”–…€°©", mass: .98, size: 60, script: unicode.Latin}, // French and English
	{charset: "windows-1252", frequent: "äüößéÄÖÜ„“–‚‘»«", mass: .98, size: 60, script: unicode.Latin},         // German
	{charset: "windows-1252", frequent: "áéíóúñ¿¡ü“”«»–", mass: .98, size: 60, script: unicode.Latin},          // Spanish
	{charset: "windows-1252", frequent: "ãçáéíóêâõàú“”–ºª", mass: .98, size: 60, script: unicode.Latin},        // Portuguese
	{charset: "windows-1252", frequent: "åäöøæéüþðíáóúý”»–", mass: .98, size: 60, script: unicode.Latin},       // Nordic
	{charset: "windows-1252", frequent: "’“”–—‘…àèéìòù£", mass: .98, size: 60, script: unicode.Latin},          // Italian, and English with printer's quotation marks
	{charset: "windows-1250", frequent: "áíéěčřšžýůúťďňó„“", mass: .98, size: 60, script: unicode.Latin},       // Czech and Slovak
	{charset: "windows-1250", frequent: "łąęóżśćńź„”–", mass: .98, size: 60, script: unicode.Latin},            // Polish
	{charset: "windows-1250", frequent: "áéőöíüóúű„”", mass: .98, size: 60, script: unicode.Latin},             // Hungarian
	{charset: "windows-1250", frequent: "ăâîșțşţ„”", mass: .98, size: 60, script: unicode.Latin},               // Romanian
	{charset: "windows-1250", frequent: "čšžćđ„“”", mass: .98, size: 60, script: unicode.Latin},                // Croatian, Serbian and Slovene
	{charset: "windows-1254", frequent: "ıişüğçöâîİûŞÇ’“”", mass: .98, size: 60, script: unicode.Latin},
	{charset: "windows-1251", frequent: cyrillic + "іїєґ«»–—№", mass: .98, size: 60, script: unicode.Cyrillic},
	{charset: "koi8-r", frequent: cyrillic + "©", mass: .98, size: 60, script: unicode.Cyrillic},
	{charset: "ibm866", frequent: cyrillic, mass: .98, size: 60, script: unicode.Cyrillic},
	{charset: "windows-1253", frequent: "αοιετσνηυρπκμλςίόάγήέδύώθχφβξζψ", mass: .98, size: 40, script: unicode.Greek},
	{charset: "windows-1255", frequent: "יוהלאמרבתשנםדעקכחפגטצסזןךףץ", mass: .98, size: 60, script: unicode.Hebrew},
	{charset: "windows-1256", frequent: "اليمونرتبةعدسفهكقحجشصطخأغذضزثىإئء،", mass: .98, size: 40, script: unicode.Arabic},
	{charset: "tis-620", frequent: "านรก่อเง้มย\u0e35\u0e31วลดท\u0e34ส\u0e48ต\u0e49\u0e30ปบ\u0e37ค\u0e38หแจพชข\u0e39ใไโ\u0e4c\u0e47ผธศณญถซภ\u0e4dๆษฐ", mass: .98, size: 40, script: unicode.Thai},
	{charset: "euc-kr", frequent: hangul, mass: .55, size: 2300, script: unicode.Hangul},
	{charset: "gb2312", frequent: hanSmall, mass: .4, size: 4000, script: unicode.Han},
	{charset: "big5", frequent: hanBig, mass: .4, size: 4500, script: unicode.Han},
	{charset: "euc-jp", frequent: japanese, mass: .6, size: 3000, script: unicode.Han, also: kana},
	{charset: "shift_jis", frequent: japanese, mass: .6, size: 3000, script: unicode.Han, also: kana},
}

var kana = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3041, Hi: 0x30FF, Stride: 1}}, LatinOffset: 0}

const detectBytes = 4 << 10 // how much of the evidence is weighed

// detect names the charset in which b, which is not UTF-8 and declares nothing that holds, makes the most likely text.
// Each candidate decodes the same bytes, and a model of its characters gives the probability of the outcome.
func detect(b []byte) string {
	b = beyondASCII(b)
	best, most := alphabets[0].charset, math.Inf(-1)
	charset, text := "", ""
	for _, model := range models() {
		if model.charset != charset { // entries of one charset stand together
			charset, text = model.charset, decodeNamed(b, model.charset)
		}
		if p := model.logLikelihood(text); p > most {
			best, most = charset, p
		}
	}
	return best
}

// beyondASCII keeps the words that hold a byte beyond ASCII, so that mark-up does not drown the evidence.
func beyondASCII(b []byte) []byte {
	var out []byte
	start := 0
	for i := 0; i <= len(b) && len(out) < detectBytes; i++ {
		if i < len(b) && b[i] > ' ' && b[i] != '<' && b[i] != '>' {
			continue
		}
		if word := b[start:min(i, start+detectBytes)]; countASCII(word) < len(word) {
			out = append(append(out, word...), ' ')
		}
		start = min(i+1, len(b))
	}
	return out
}

// model gives each character its logarithm of probability.
type model struct {
	*alphabet
	of map[rune]float64
}

// models are made on first use.
var models = sync.OnceValue(func() []model {
	out := make([]model, len(alphabets))
	for i := range alphabets {
		a := &alphabets[i]
		out[i] = model{a, map[rune]float64{}}
		letters := []rune(a.frequent)
		total := 0.0
		for r := range letters {
			total += 1 / float64(r+3)
		}
		for r, letter := range letters { // Zipf's law, flattened at the top
			out[i].of[letter] = math.Log(a.mass / float64(r+3) / total)
		}
	}
	return out
})

// Logarithms of what is rare or wrong.
const (
	logASCII  = -3.0  // any ASCII character
	logSymbol = -7.0  // a symbol or punctuation mark
	logAlien  = -11.0 // a letter of another script
	logBroken = -18.0 // a byte that means nothing
	logOdd    = -4.0  // extra, for a capital or an accent in the wrong place
)

func (m *model) logLikelihood(text string) float64 {
	sum, last := 0.0, ' '
	for _, r := range text {
		sum += m.character(r) + m.neighbours(last, r)
		last = r
	}
	return sum
}

func (m *model) character(r rune) float64 {
	if r < utf8.RuneSelf {
		return logASCII
	}
	if p, ok := m.of[unicode.ToLower(r)]; ok {
		return p
	}
	switch {
	case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Co, r):
		return logBroken
	case unicode.Is(m.script, r) || m.also != nil && unicode.Is(m.also, r):
		return math.Log((1 - m.mass) / m.size)
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return logAlien
	}
	return logSymbol
}

// neighbours is the price of what hardly stands side by side in a text: a capital behind a letter, two accented Latin
// letters in a row, letters of two scripts in one word, a mark that has nothing to stand on.
func (m *model) neighbours(last, r rune) float64 {
	if r < utf8.RuneSelf {
		return 0
	}
	latin := m.script == unicode.Latin
	switch {
	case unicode.IsUpper(r) && unicode.IsLetter(last) && last >= utf8.RuneSelf:
		return logOdd
	case latin && unicode.IsLetter(r) && last >= utf8.RuneSelf && unicode.IsLetter(last):
		return logOdd
	case !latin && m.size < 1000 && unicode.IsLetter(r) && last < utf8.RuneSelf && unicode.IsLetter(last):
		return logOdd
	case unicode.IsMark(r) && !unicode.IsLetter(last) && !unicode.IsMark(last):
		return logOdd
	}
	return 0
}
