package eval

import (
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// newsWords are the words by which news names times: those of the gold times of TimeBank and AQUAINT, train and dev, with one
// class each for months, weekdays, years, numbers, ordinals and each form of figures. A phrase of an assistant's set counts as
// of a kind that news holds when each of its words is one of these. The rule looks at no answer, ours or theirs.
type newsWords map[string]bool

// readNewsWords collects the words from the sets of news in the folder.
func readNewsWords(folder string) (newsWords, error) {
	held := newsWords{}
	for _, set := range timeSets {
		docs, err := readTimeSet(filepath.Join(folder, set.file), "")
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			if d.Split == "test" {
				continue
			}
			for _, g := range d.Gold {
				for _, w := range wordClasses(g.Span.Of(d.Text)) {
					held[w] = true
				}
			}
		}
	}
	return held, nil
}

func (held newsWords) holds(words string) bool {
	for _, w := range wordClasses(words) {
		if !held[w] {
			return false
		}
	}
	return true
}

var (
	wordForm = regexp.MustCompile(`[0-9]+(?:[-:./ ]{1,3}[0-9]+)+|[0-9]+[a-z]*|[a-z']+`)
	// classForms are the classes of words, the first that fits.
	classForms = []struct {
		class string
		form  *regexp.Regexp
	}{
		{"MONTH", regexp.MustCompile(`^(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)$|^(january|february|march|april|june|july|august|september|october|november|december)$`)},
		{"WEEKDAY", regexp.MustCompile(`^(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)$|^(mon|tues|wednes|thurs|fri|satur|sun)days?$`)},
		{"ORDINAL", regexp.MustCompile(`^[0-9]+(st|nd|rd|th)$|^(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth)$`)},
		{"NUMBER", regexp.MustCompile(`^[0-9]{1,3}$|^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)$`)},
		{"YEAR", regexp.MustCompile(`^(1[5-9]|20)[0-9]{2}$`)},
		{"CLOCK", regexp.MustCompile(`^[0-9]{1,2}:[0-9]{2}$`)},
		{"DECADE", regexp.MustCompile(`^[0-9]+s$`)},
		{"ISO", regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)},
		{"SLASHED", regexp.MustCompile(`^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}$`)},
	}
)

// wordClasses are the words of a phrase, each as its class or as its form: "the 5th of May" is the, ORDINAL, of, MONTH.
func wordClasses(phrase string) []string {
	var out []string
	for _, w := range wordForm.FindAllString(strings.ToLower(phrase), -1) {
		out = append(out, wordClass(strings.Trim(w, "'")))
	}
	return out
}

var figure = regexp.MustCompile(`[0-9]+`)

func wordClass(w string) string {
	for _, c := range classForms {
		if c.form.MatchString(w) {
			return c.class
		}
	}
	return figure.ReplaceAllStringFunc(w, func(n string) string { return strings.Repeat("9", len(n)) })
}

// timex3Values are values of Recognizers-Text in another notation than that of TIMEX3, for the same length or set.
var timex3Values = map[string]string{
	"PT0.5H": "PT30M", "PT1.5H": "PT1H30M", "PT2.5H": "PT2H30M", "P0.5Y": "P6M", "P1.5Y": "P1Y6M", "P2.5Y": "P2Y6M", "P3.5Y": "P3Y6M", "P1.25Y": "P1Y3M",
	"P1Q": "P3M", "P1BD": "P1D", "P2BD": "P2D", "P4BD": "P4D",
	"XXXX-WXX-WE": "P1WE", "TMO": "XXXX-XX-XXTMO", "TAF": "XXXX-XX-XXTAF", "TEV": "XXXX-XX-XXTEV", "TNI": "XXXX-XX-XXTNI",
}

var hourAlone = regexp.MustCompile(`^(.*)T([0-9]{2})(:[0-9]{2})?$`)

// timex3Of writes a value of Recognizers-Text as TIMEX3 does, and one form for those that say the same: "T16" is "XXXX-XX-XXT16:00".
func timex3Of(value string) string {
	if v, ok := timex3Values[value]; ok {
		return v
	}
	if m := hourAlone.FindStringSubmatch(value); m != nil && !strings.HasPrefix(value, "P") {
		if m[1] == "" {
			m[1] = "XXXX-XX-XX"
		}
		if m[3] == "" {
			m[3] = ":00"
		}
		return m[1] + "T" + m[2] + m[3]
	}
	return value
}

var (
	partOfPiece  = regexp.MustCompile(`(?i)\b(beginning|start|end|middle|early|mid|late|rest|all) (of )?.*\b(week|month|year|quarter|[12][0-9]{3}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)`)
	countedRange = regexp.MustCompile(`(?i)\b(last|past|next|upcoming|coming|previous)\b.*\b([0-9]+|two|three|four|five|few|couple)\b.*\b(day|week|month|quarter|year)s?$|^(two|three|[0-9]+) (upcoming|past|coming) `)
	seasonName   = regexp.MustCompile(`(?i)\b(spring|summer|fall|autumn|winter|seasons?)\b`)
	fromMinute   = regexp.MustCompile(`(?i)\b(in|from now|from today|later|ago|next|last|past|minus|within)\b.*\b(seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|years?)\b|\b(seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|years?)\b.* (from now|later|ago)`)
	partOfDay    = regexp.MustCompile(`(?i)\b(morning|afternoon|evening|night|tonight|lunch|dinner|breakfast|weekend|week-end|early|late)\b`)
	hourOfDay    = regexp.MustCompile(`(?i)[0-9]|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|midday)\b`)
	endOfDay     = regexp.MustCompile(`(?i)\bend of\b|\beod\b`)
	unclearCount = regexp.MustCompile(`(?i)\b(few|several|some|couple)\b`)
	weekdayName  = regexp.MustCompile(`(?i)\b(mon|tue|wed|thu|fri|sat|sun)(day|sday|s|nesday|rs|rsday|urday)?\b`)
)

// againstTIMEX3 says why the answer that a set wants cannot be a TIMEX3 value of the words, "" where it can: it looks at the words
// and at the answer of the set alone.
func (g goldTime) againstTIMEX3(words string) string {
	day := g.day()
	named := weekdayName.FindAllString(words, -1)
	at, err := time.Parse(time.DateOnly, day)
	switch {
	case unclearCount.MatchString(words) && g.Value != nil && !strings.Contains(*g.Value, "X"):
		return "(an unclear number is given a figure)"
	case countedRange.MatchString(words) && (g.Grain != "" || g.Kind == "date"):
		return "(the first day of a range, in TIMEX3 a duration)"
	case partOfPiece.MatchString(words) && (g.Grain == "day" || g.Grain == "month"):
		return "(a part of a piece, in TIMEX3 the piece with a mod)"
	case seasonName.MatchString(words) && g.Grain == "day":
		return "(a season is given its first day)"
	case g.clock() != "" && fromMinute.MatchString(words):
		return "(reckoned from the minute of a message; a report has a day)"
	case g.clock() != "" && endOfDay.MatchString(words):
		return "(the end of a day, in TIMEX3 the day with a mod)"
	case g.clock() != "" && partOfDay.MatchString(words) && !hourOfDay.MatchString(words):
		return "(a part of a day is given an hour)"
	case day != "" && err == nil && len(named) == 1 && !strings.EqualFold(named[0][:3], at.Weekday().String()[:3]):
		return "(the day is no such weekday)"
	}
	return ""
}
