// Package dateparser stands in for github.com/markusmobius/go-dateparser, of which go-htmldate uses one function. The original builds tables of
// 200 languages when a program starts (200 ms and 80 MB, in every command); this one reads full dates in the languages of its table of months.
package dateparser

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParserType names a way of parsing in the original; here all are one.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says in the original which way an incomplete date is completed.
type PreferredDateSource uint8

// Past completes into the past.
const Past PreferredDateSource = 1

// Configuration is what go-htmldate sets; only complete dates are read, so that nothing is left to configure.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
	CurrentTime         time.Time
}

// Date is a day that was read.
type Date struct{ Time time.Time }

// Parser reads dates.
type Parser struct{ ParserTypes []ParserType }

// errNone says that a text holds no complete date.
var errNone = errors.New("no complete date")

// Parse reads a date of year, month and day out of s, in which nothing else but words that are no numbers may stand.
func (*Parser) Parse(_ *Configuration, s string) (Date, error) {
	var numbers []int
	var widths []int
	var month time.Month
	named := -1
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		digits := strings.TrimRightFunc(f, unicode.IsLetter)
		if n, err := strconv.Atoi(digits); err == nil {
			numbers = append(numbers, n)
			widths = append(widths, len(digits))
			continue
		}
		if m := months[f]; m != 0 && month == 0 {
			month, named = m, len(numbers)
		}
	}
	if len(numbers) < 2 || month == 0 && len(numbers) < 3 {
		return Date{}, errNone
	}
	return date(numbers, widths, month, named)
}

func date(numbers, widths []int, month time.Month, named int) (Date, error) {
	var year, day int
	switch {
	case month != 0 && named >= 0 && widths[0] == 4:
		year, day = numbers[0], numbers[1]
	case month != 0 && named >= 0 && widths[1] == 4:
		day, year = numbers[0], numbers[1]
	case month != 0:
		return Date{}, errNone
	case widths[0] == 4:
		year, month, day = numbers[0], time.Month(numbers[1]), numbers[2]
	case widths[2] == 4:
		day, month, year = numbers[0], time.Month(numbers[1]), numbers[2]
		if month > 12 {
			day, month = numbers[1], time.Month(numbers[0])
		}
	default:
		return Date{}, errNone
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || month < 1 || month > 12 || t.Day() != day {
		return Date{}, errNone
	}
	return Date{t}, nil
}

var months = func() map[string]time.Month {
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
}()
