package record

import "strings"

// A class is a set of things that a token may be; "May" is a month, "second" an ordinal and a unit.
type class uint64

// The classes of single tokens, then those of phrases.
const (
	number          class = 1 << iota // "12", "twelve", "3.5"
	spelled                           // a number in words, beside number or ordinal
	ordinal                           // "third", "28th"
	dayNumber                         // 1 to 31, as number or ordinal
	year                              // four figures that can be a year, or a year in words
	monthShort                        // "Mar" without its full stop: a date only beside figures or after "in"
	month                             // "March", "Mar."; its bit follows that of monthShort, see letters
	weekdayShort                      // "Sat" without its full stop
	weekday                           // "Saturday", "Sat."; its bit follows that of weekdayShort
	unit                              // "week"
	unitsWord                         // "weeks"
	season                            // "spring"
	part                              // of the day: "morning", "noon"
	nearDay                           // "yesterday"
	decade                            // "1990s"
	decadeShort                       // "90s", "nineties": only after "the", "mid", …
	clock                             // "16:30"
	figures                           // a whole date in figures
	figuresShort                      // "28/12"
	quarterMark                       // "Q3"
	zone                              // "GMT"
	ampm                              // "a.m."
	few                               // "several"
	prefix                            // "mid", "early"
	period                            // an adverb that is a set: "weekly"
	preposition                       // that a time often follows
	verbal                            // may be a verb: "last", "fall"
	modal                             // a verb follows it: "to", "will"
	pastVerb                          // "said", "was"
	futureCue                         // "will", "expected"
	neverPast                         // ends in "ed" and is no verb in the past tense: "succeed", "hundred"
	dotAbbreviation                   // the full stop after it is its own
	feastHead                         // a word that the name of a holiday begins with
	feast                             // a holiday, of one token after joining
	date                              // phrase of type DATE
	dayDate                           // phrase DATE that names one day
	timeOfDay                         // phrase of type TIME
	clockTime                         // phrase TIME with hour and perhaps minute, and no day
	partTime                          // phrase TIME that is a part of a day, and no day
	duration                          // phrase of type DURATION
	partDay                           // phrase TIME that is a part of a day that it names: "Friday night"
	setTime                           // phrase of type SET
)

// shortNames are the classes that a full stop turns into the next one.
const shortNames = monthShort | weekdayShort

// classNames are the names of classes in patterns.
var classNames = map[string]class{
	"number": number, "ordinal": ordinal, "dom": dayNumber, "year": year, "mon": month | monthShort, "month": month,
	"wd": weekday | weekdayShort, "weekday": weekday, "unit": unit, "units": unitsWord, "anyunit": unit | unitsWord,
	"season": season, "part": part, "nearday": nearDay, "decade": decade, "decadeshort": decade | decadeShort,
	"clock": clock, "figures": figures, "figuresshort": figuresShort, "q": quarterMark, "zone": zone, "ampm": ampm,
	"few": few, "period": period, "feast": feast, "DATE": date, "DAY": dayDate, "CLOCK": clockTime,
	"PART": partTime, "PARTDAY": partDay, "SET": setTime, "DURATION": duration, "ANYTIME": date | timeOfDay,
}

// A grain is the size of a piece of the calendar, from fine to coarse.
type grain uint8

// The grains. Their names are the precisions of a Time.
const (
	noGrain grain = iota
	second
	minute
	hour
	dayPart
	day
	weekend
	week
	monthGrain
	seasonGrain
	quarter
	half
	yearGrain
	decadeGrain
	century
)

var grainNames = [...]string{"", "second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century"}

func (g grain) String() string { return grainNames[g] }

// entry is what the lexicon knows of a word.
type entry struct {
	id    int
	class class
	num   float64
	unit  grain
}

// lexicon numbers words and knows their classes.
type lexicon struct {
	entries     map[string]entry
	and, hyphen int // the numbers of these words
}

// find looks a word up in lower case; an unknown word is the zero entry.
func (l *lexicon) find(word string) entry {
	var buf [24]byte
	if len(word) > len(buf) {
		return entry{}
	}
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c |= 32
		}
		buf[i] = c
	}
	return l.entries[string(buf[:len(word)])]
}

// intern gives the number of a word that a pattern names.
func (l *lexicon) intern(word string) int {
	e, ok := l.entries[word]
	if !ok {
		e.id = len(l.entries) + 1
		l.entries[word] = e
	}
	return e.id
}

// add gives each word of a list a class and, where step is not zero, the values from first on.
func (l *lexicon) add(c class, first, step float64, words string) {
	for _, word := range strings.Fields(words) {
		id := l.intern(word)
		e := l.entries[word]
		e.id, e.class = id, e.class|c
		if first != 0 || step != 0 {
			e.num = first
		}
		first += step
		l.entries[word] = e
	}
}

// addUnits gives the singular and plural words of a unit.
func (l *lexicon) addUnits(g grain, singular, plural string) {
	l.add(unit, 0, 0, singular)
	l.add(unitsWord, 0, 0, plural)
	for _, word := range strings.Fields(singular + " " + plural) {
		e := l.entries[word]
		e.unit = g
		l.entries[word] = e
	}
}

// newLexicon makes the English lexicon.
func newLexicon() *lexicon {
	l := &lexicon{entries: make(map[string]entry, 700)}
	l.add(month, 1, 1, "january february march april may june july august september october november december")
	l.add(monthShort|dotAbbreviation, 1, 1, "jan feb mar apr")
	l.add(monthShort|dotAbbreviation, 6, 1, "jun jul aug sep oct nov dec")
	l.add(monthShort|dotAbbreviation, 9, 0, "sept")
	l.add(weekday, 1, 1, "monday tuesday wednesday thursday friday saturday sunday")
	l.add(weekdayShort|dotAbbreviation, 1, 1, "mon tue wed thu fri sat sun")
	l.add(weekdayShort|dotAbbreviation, 2, 0, "tues")
	l.add(weekdayShort|dotAbbreviation, 4, 0, "thur thurs")
	l.addUnits(second, "second sec", "seconds secs")
	l.addUnits(minute, "minute min", "minutes mins")
	l.addUnits(hour, "hour hr", "hours hrs")
	l.addUnits(day, "day", "days")
	l.addUnits(weekend, "weekend", "weekends")
	l.addUnits(week, "week fortnight", "weeks fortnights")
	l.addUnits(monthGrain, "month", "months")
	l.addUnits(quarter, "quarter", "quarters")
	l.addUnits(yearGrain, "year yr", "years yrs")
	l.addUnits(decadeGrain, "decade", "decades")
	l.addUnits(century, "century", "centuries")
	l.add(season, 3, 3, "spring summer fall winter")
	l.add(season, 9, 0, "autumn")
	l.add(season, 6, 0, "summertime")
	l.add(season, 12, 0, "wintertime")
	l.add(part, 1, 1, "morning afternoon evening night noon midnight dawn dusk midday lunchtime nightfall midnight midmorning midafternoon")
	l.add(nearDay, 0, 1, "today tomorrow")
	l.add(nearDay, -1, 0, "yesterday")
	l.add(nearDay|part, 0, 0, "tonight")
	l.add(number|spelled|dayNumber, 1, 1, "one two three four five six seven eight nine ten eleven twelve")
	l.add(number|spelled|dayNumber, 13, 1, "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
	l.add(number|spelled, 30, 10, "thirty forty fifty sixty seventy eighty ninety hundred")
	l.add(number|spelled, 1000, 0, "thousand")
	l.add(number|spelled, 1e6, 0, "million")
	l.add(number|spelled, 12, 0, "dozen")
	l.add(ordinal|dayNumber, 1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
	l.add(ordinal|dayNumber, 13, 1, "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth")
	l.add(ordinal|dayNumber, 30, 0, "thirtieth")
	l.add(decadeShort, 1920, 10, "twenties thirties forties fifties sixties seventies eighties nineties")
	l.add(quarterMark, 1, 1, "q1 q2 q3 q4")
	l.add(zone, 0, 0, "gmt utc est edt cst cdt mst mdt pst pdt et bst cet cest eet eest msk ist jst")
	l.add(ampm, 0, 0, "am a.m a.m.")
	l.add(ampm, 12, 0, "pm p.m p.m.")
	l.add(few, 0, 0, "few several many some multiple couple numerous")
	l.add(prefix, 0, 0, "mid early late post pre")
	l.add(preposition, 0, 0, "in since until till by of from to through last next this early late mid during before after between every each around about on for for past previous following")
	l.add(period, 0, 0, "daily weekly monthly yearly hourly annually nightly biweekly")
	l.add(verbal, 0, 0, "last march fall spring second")
	l.add(modal, 0, 0, "to will would may might can could shall should must not ll cannot won't wouldn't can't couldn't mayn't mustn't shouldn't")
	l.add(futureCue, 0, 0, "will shall expected payable scheduled due set plan plans planned planning going begin begins upcoming next may can could expects ll won't")
	l.add(pastVerb, 0, 0, "wasn't weren't didn't hadn't haven't hasn't")
	l.add(neverPast, 0, 0, "succeed proceed exceed indeed speed breed bleed hundred united sacred naked kindred hatred biped embed")
	l.add(pastVerb, 0, 0, `said was were had did told came went met took made held began left rose fell won lost killed died
		found gave sent saw became ran broke brought bought sold spoke wrote paid led kept hit shot struck fled grew drew
		flew got heard knew laid lay put read sat set stood taught thought threw understood withdrew fought built sought
		been has have who`)
	l.add(dotAbbreviation, 0, 0, "mr mrs ms dr gen col lt sgt sen rep gov no st u.s inc corp co ltd")
	l.addFeasts()
	l.and, l.hyphen = l.intern("and"), l.intern("-")
	return l
}
