package report

import (
	"strings"
	"unicode"
)

const (
	languageWords = 120 // words of a text that are looked at
	languageLeast = 12  // below this a guess is worth nothing
)

// commonWords are the most frequent small words of the languages that news are read in, those that few other languages share.
var commonWords = wordTable(map[string]string{
	"en": "the of and to that for was with by from said has were which their would been",
	"de": "der die und das den von mit sich des nicht ist ein eine auch als bei nach wurde",
	"fr": "le la par ce son l les des et du une est dans pour qui sur pas au avec été cette aux",
	"es": "el la los las del y una con por para según fue como más su pero está",
	"it": "il la di che della per del dei gli nel sono alla delle una ha anche più",
	"pt": "os das dos uma em não com do ao foi são pelo pela mais às",
	"nl": "het van een en de dat zijn niet voor met aan ook werd bij",
	"sv": "och att det som är på för av inte har ett till från",
	"da": "og det er til af på ikke der med har blev sig efter",
	"pl": "w i na że się z do nie jest oraz przez dla został po",
	"cs": "na že se je v ve byl pro při jako také podle která",
	"tr": "ve bir bu için ile olarak da olan daha sonra dedi",
	"hr": "je u da se na za koji su što od nije će kao bi",
	"id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan",
	"ro": "și în la de care cu pe nu din a fost mai pentru",
	"hu": "az és hogy nem egy is meg volt után",
	"ru": "и в не на что с по это он как для его был из",
	"uk": "і в на що з не до та за це від його також про",
	"bg": "на и да се за от са ще като това беше",
})

// wordTable turns lists of words by language into lists of languages by word.
func wordTable(lists map[string]string) map[string][]string {
	table := map[string][]string{}
	for language, list := range lists {
		for w := range strings.FieldsSeq(list) {
			table[w] = append(table[w], language)
		}
	}
	return table
}

// scripts tell the language of a text by its letters alone, where one language is by far the most likely.
var scripts = []struct {
	table    *unicode.RangeTable
	language string
}{{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Hebrew, "he"}, {unicode.Greek, "el"}, {unicode.Thai, "th"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"}, {unicode.Arabic, "ar"}, {unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}}

// guessLanguage tells the language of a text whose document does not, as an ISO 639-1 code, by its small words or its script; "" when unsure.
func guessLanguage(text string) string {
	if l := byScript(text[:runeStart(text, min(len(text), 300))]); l != "" {
		return l
	}
	count := map[string]int{}
	seen := 0
	for word := range strings.FieldsSeq(text) {
		if seen++; seen > languageWords {
			break
		}
		for _, l := range commonWords[strings.ToLower(strings.Trim(word, ".,;:!?\"“”„»«()'"))] {
			count[l]++
		}
	}
	best, second := "", 0
	for l, n := range count {
		switch {
		case best == "" || n > count[best] || n == count[best] && l < best:
			second = max(second, count[best])
			best = l
		default:
			second = max(second, n)
		}
	}
	if seen < languageLeast || count[best]*10 < min(seen, languageWords) || second*10 > count[best]*8 {
		return ""
	}
	return best
}

// byScript gives the language of text in a script that only one great language writes.
func byScript(text string) string {
	letters := 0
	found := make([]int, len(scripts))
	for _, r := range text {
		if r < 0x370 {
			if unicode.IsLetter(r) {
				letters++
			}
			continue
		}
		letters++
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				found[i]++
				break
			}
		}
	}
	for i, n := range found {
		if n*3 > letters || i < 2 && n*10 > letters { // Japanese is mostly Han with some kana
			if scripts[i].language == "ar" && strings.ContainsAny(text, "پچگژک") {
				return "fa"
			}
			return scripts[i].language
		}
	}
	return ""
}
