package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joiners are the small words inside names of places.
var joiners = map[string]bool{"of": true, "the": true, "de": true, "la": true, "del": true, "do": true, "da": true, "dos": true, "das": true, "du": true, "des": true, "le": true,
	"les": true, "el": true, "al": true, "am": true, "an": true, "der": true, "den": true, "sur": true, "sous": true, "upon": true, "on": true, "and": true, "y": true, "i": true,
	"na": true, "nad": true, "di": true, "in": true, "bei": true, "im": true, "en": true, "et": true, "à": true, "aan": true, "près": true, "au": true, "aux": true, "near": true}

// notPlaces are words in capitals that stand before a dash without being places.
var notPlaces = setOf("NATO UNESCO UNICEF OPEC BRICS ASEAN AUKUS FIFA UEFA NASA IAEA INTERPOL BREAKING EXCLUSIVE UPDATE UPDATED WATCH VIDEO LIVE ANALYSIS OPINION COMMENT EDITORIAL " +
	"EXPLAINER FACTBOX TIMELINE CORRECTED CORRECTION REFILE RECAST INSIGHT FEATURE INTERVIEW PHOTOS GALLERY NOTE NEWS WORLD SPORT SPORTS POLITICS BUSINESS ECONOMY ADVISORY " +
	"ALERT URGENT FLASH REVIEW PREVIEW PROFILE RESULTS WRAPUP POLL COLUMN LETTER COVID WARNING BACKGROUND SUMMARY TODAY YESTERDAY DEVELOPING SPECIAL REPORT READ RELATED ALSO")

// notAgencies are words that stand in brackets at the start of captions and labels.
var notAgencies = setOf("video photo photos update updated watch audio exclusive opinion live pictured left right center centre file ad sponsored advertisement corrected breaking analysis " +
	"pictures image graphic read more above below sic i ii iii iv a b c 1 2 3 new free pdf")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// name reads a name of a place at the current place, without moving: capitalised words with small joiners between. It stops before a day,
// a comma, a bracket, a slash, a dash, and before a full stop that ends no abbreviation.
func (p *openingParser) name() (string, int) {
	end, pos, count := p.pos, p.pos, 0
	for count < 6 {
		word := nameWord(p.s[pos:])
		if word == "" {
			break
		}
		if _, n := parseDay(p.s[pos:]); n > 0 {
			break
		}
		small := joiners[word]
		r, _ := utf8.DecodeRuneInString(word)
		if count == 0 && small || !small && !unicode.IsUpper(r) && !caseless(r) {
			break
		}
		pos += len(word)
		if p.abbreviationAt(pos, word) {
			pos++
		}
		if !small {
			end = pos
		}
		count++
		space := strings.HasPrefix(p.s[pos:], " ")
		if !space {
			break
		}
		pos++
	}
	return p.s[p.pos:end], end
}

// abbreviationAt tells that the full stop at pos belongs to word: "St.", "D.C.", "Ga.", or a capital name goes on after it.
func (p *openingParser) abbreviationAt(pos int, word string) bool {
	if !strings.HasPrefix(p.s[pos:], ".") {
		return false
	}
	rest := p.s[pos+1:]
	if len(word) == 1 && strings.HasPrefix(rest, " ") && capitals(nameWord(rest[1:])) { // "GERALD R. FORD"
		return true
	}
	if strings.Contains(word, ".") || placeAbbreviations[strings.ToLower(word)] {
		return true
	}
	return runes(word) <= 5 && word != strings.ToUpper(word) && (strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, " (")) // "Calif.,", "Ga. ("
}

var placeAbbreviations = setOf("st ste mt ft pt n s e w u.s u.n u.k sgt gen")

// nameWord gives the letters, apostrophes, inner hyphens and inner full stops at the start of s.
func nameWord(s string) string {
	end := 0
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			end = i + utf8.RuneLen(r)
		case r == '\'' || r == '’' || r == 'ʻ' || r == '`':
			if i == 0 {
				return ""
			}
			end = i + utf8.RuneLen(r)
		case (r == '-' || r == '.') && i > 0 && end == i && letterAt(s[i+1:]):
		default:
			return s[:end]
		}
	}
	return s[:end]
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// caseless tells letters of scripts without capitals.
func caseless(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r) }

// capitals tells that every letter of s is a capital, with at least two of them; joiners such as "de" may be small.
func capitals(s string) bool {
	count := 0
	for word := range strings.FieldsSeq(s) {
		if joiners[word] {
			continue
		}
		for _, r := range word {
			switch {
			case unicode.IsUpper(r):
				count++
			case unicode.IsLower(r):
				return false
			}
		}
	}
	return count >= 2
}

// agencyShape tells what can be the name of an agency: up to four capitalised or capital words, without the marks of a sentence.
func agencyShape(s string) bool {
	if len(s) < 2 || words(s) > 5 || strings.ContainsAny(s, "!?\"“”=@#%$") {
		return false
	}
	upper := 0
	for word := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsUpper(r) || caseless(r) {
			upper++
		}
	}
	lowerAgency := map[string]bool{"dpa": true, "epd": true, "kna": true, "afp": true, "sid": true, "ots": true, "sda": true, "ats": true, "ap": true, "rtr": true, "kyodo": true, "apa": true, "ansa": true, "efe": true, "lusa": true}
	return upper > 0 || lowerAgency[s] || strings.HasPrefix(s, "dpa")
}

// initialsOf tells that short is made of the first letters of name, as in "World Health Organization (WHO)".
func initialsOf(short, name string) bool {
	if words(name) < 2 {
		return false
	}
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String() == strings.ToUpper(strings.ReplaceAll(short, ".", ""))
}

// titlePlace writes a place that was printed in capitals as a name: "ST. PETERSBURG" is "St. Petersburg". Short forms such as "U.N." and "D.C." stay.
func titlePlace(s string) string {
	if !capitals(s) || strings.Contains(strings.TrimSuffix(s, "."), ".") && !strings.Contains(s, " ") {
		return s
	}
	var b strings.Builder
	start := true
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r):
			start = true
			b.WriteRune(r)
		case start && i > 0 && joiners[strings.ToLower(nameWordPlain(s[i:]))]:
			b.WriteRune(unicode.ToLower(r))
			start = false
		case start:
			b.WriteRune(r)
			start = false
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// nameWordPlain gives the letters at the start of s.
func nameWordPlain(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		return s
	}
	return s[:i]
}
