package report

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// dayWords is a day as printed. Zero fields were not printed.
type dayWords struct {
	year    int
	month   time.Month
	day     int
	weekday int // 1 Monday … 7 Sunday
}

// months by lower-case name or its usual short form, in the languages whose agencies print datelines in Latin, Cyrillic or Greek letters.
var months = monthTable()

func monthTable() map[string]time.Month {
	table := map[string]time.Month{}
	for i, forms := range []string{
		"january jan janvier janv januar jänner enero ene gennaio gen janeiro января янв січня stycznia sty ocak siječnja januara januari ιανουαρίου",
		"february feb février févr fév februar febrero febbraio fevereiro fev февраля фев лютого lutego şubat veljače februara februari φεβρουαρίου",
		"march mar mars marta märz mrz maerz marzo março марта мар березня marca mart ožujka maart maret μαρτίου",
		"april apr avril avr abril abr aprile апреля апр квітня kwietnia nisan travnja aprila απριλίου",
		"may mai mayo maggio mag maio мая травня maja mayıs svibnja maj mei μαΐου",
		"june jun juin juni junio giugno giu junho июня июн червня czerwca haziran lipnja juna ιουνίου",
		"july jul juillet juil juli julio luglio lug julho июля июл липня lipca temmuz srpnja jula ιουλίου",
		"august aug août aout agosto ago августа авг серпня sierpnia ağustos kolovoza augusta augustus agustus αυγούστου",
		"september sept sep septembre septiembre settembre set setembro сентября сен вересня września eylül rujna septembra σεπτεμβρίου",
		"october oct octobre oktober okt octubre ottobre ott outubro out октября окт жовтня października ekim listopada oktobra οκτωβρίου",
		"november nov novembre noviembre novembro ноября ноя листопада kasım studenoga novembra νοεμβρίου",
		"december dec décembre déc dezember dez diciembre dic dicembre dezembro декабря дек грудня grudnia aralık prosinca decembra desember δεκεμβρίου",
	} {
		for name := range strings.FieldsSeq(forms) {
			table[name] = time.Month(i + 1)
		}
	}
	return table
}

// weekdays by lower-case name, 1 Monday … 7 Sunday.
var weekdays = weekdayTable()

func weekdayTable() map[string]int {
	table := map[string]int{}
	for i, forms := range []string{
		"monday mon lundi montag lunes lunedì segunda-feira понедельник", "tuesday tue tues mardi dienstag martes martedì terça-feira вторник",
		"wednesday wed mercredi mittwoch miércoles mercoledì quarta-feira среда среду", "thursday thu thurs thur jeudi donnerstag jueves giovedì quinta-feira четверг",
		"friday fri vendredi freitag viernes venerdì sexta-feira пятница пятницу", "saturday sat samedi samstag sonnabend sábado sabato суббота субботу", "sunday sun dimanche sonntag domingo domenica воскресенье",
	} {
		for name := range strings.FieldsSeq(forms) {
			table[name] = i + 1
		}
	}
	return table
}

// parseDay reads a day at the start of s and gives its length in bytes, 0 when there is none. It needs month and day; a weekday before and
// a year after are taken along.
func parseDay(s string) (dayWords, int) {
	var d dayWords
	at := 0
	if w := letters(s); w != "" && weekdays[strings.ToLower(w)] != 0 {
		rest := strings.TrimLeft(s[len(w):], ".,")
		if strings.HasPrefix(rest, " ") {
			d.weekday = weekdays[strings.ToLower(w)]
			at = len(s) - len(rest) + 1
		}
	}
	n := d.monthDay(s[at:])
	if n == 0 {
		n = d.numeric(s[at:])
	}
	if n == 0 || !d.real() {
		return dayWords{}, 0
	}
	return d, at + n
}

// monthDay reads "December 28", "Dec. 28th, 2022", "28 December 2022", "3rd of March", "3. März".
func (d *dayWords) monthDay(s string) int {
	if w := letters(s); w != "" {
		month := months[strings.ToLower(w)]
		r, _ := utf8.DecodeRuneInString(w)
		if month == 0 || unicode.IsLower(r) {
			return 0
		}
		at := len(w)
		at += prefix(s[at:], ".")
		if n := prefix(s[at:], " ", "\u00a0"); n > 0 {
			at += n
		} else {
			return 0
		}
		day, n := number(s[at:], 2)
		if n == 0 {
			return 0
		}
		d.month, d.day = month, day
		at += n
		at += prefix(s[at:], "st", "nd", "rd", "th")
		return at + d.yearAfter(s[at:])
	}
	day, n := number(s, 2)
	if n == 0 {
		return 0
	}
	at := n
	at += prefix(s[at:], "st", "nd", "rd", "th", ".", "º", "er")
	at += prefix(s[at:], " of ", " de ", " ", "\u00a0", "-")
	w := letters(s[at:])
	month := months[strings.ToLower(w)]
	if month == 0 || at == n {
		return 0
	}
	d.month, d.day = month, day
	at += len(w)
	if strings.HasPrefix(s[at:], ".") && len(w) <= 5 && !strings.HasPrefix(s[at:], ". ") {
		at++ // the full stop of a short form; before a space it may end the dateline
	}
	return at + d.yearAfter(s[at:])
}

// yearAfter reads ", 2022", " 2022", " de 2022" after month and day.
func (d *dayWords) yearAfter(s string) int {
	for _, sep := range []string{", ", ". ", ",", " de ", " del ", " ", "-", "/"} {
		if !strings.HasPrefix(s, sep) {
			continue
		}
		year, n := number(s[len(sep):], 4)
		if n != 4 || year < 1800 || year > 2199 {
			continue
		}
		d.year = year
		return len(sep) + n
	}
	return 0
}

// numeric reads "2022-12-28", "28.12.2022" and "28/12/2022" (day first, unless that cannot be).
func (d *dayWords) numeric(s string) int {
	if year, n := number(s, 4); n == 4 && (strings.HasPrefix(s[4:], "-") || strings.HasPrefix(s[4:], "/") || strings.HasPrefix(s[4:], ".")) {
		month, m := number(s[5:], 2)
		if m != 2 || len(s) < 8 || s[7] != s[4] {
			return 0
		}
		day, k := number(s[8:], 2)
		if k != 2 {
			return 0
		}
		d.year, d.month, d.day = year, time.Month(month), day
		return 10
	}
	day, n := number(s, 2)
	if n == 0 || n >= len(s) || s[n] != '.' && s[n] != '/' {
		return 0
	}
	month, m := number(s[n+1:], 2)
	if m == 0 || n+1+m >= len(s) || s[n+1+m] != s[n] {
		return 0
	}
	year, k := number(s[n+m+2:], 4)
	if k != 4 {
		return 0
	}
	if month > 12 && day <= 12 {
		day, month = month, day
	}
	d.year, d.month, d.day = year, time.Month(month), day
	return n + m + 2 + k
}

// real tells that the day exists, in a leap year when no year was printed.
func (d *dayWords) real() bool {
	year := d.year
	if year == 0 {
		year = 2000
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || year < 1800 || year > 2199 {
		return false
	}
	return time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
}

// letters gives the letters at the start of s.
func letters(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if i < 0 {
		return s
	}
	return strings.TrimRight(s[:i], "-")
}

// number reads up to limit digits; the digits must not go on.
func number(s string, limit int) (value, n int) {
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 || n > limit {
		return 0, 0
	}
	value, err := strconv.Atoi(s[:n])
	if err != nil {
		return 0, 0
	}
	return value, n
}

// prefix gives the length of the first of forms that s starts with, 0 for none.
func prefix(s string, forms ...string) int {
	for _, f := range forms {
		if strings.HasPrefix(s, f) {
			return len(f)
		}
	}
	return 0
}
