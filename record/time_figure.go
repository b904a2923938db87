package record

import (
	"strconv"
	"strings"
)

// figure reads what begins with a figure: a number, an ordinal, a year, a decade, a clock or a date in figures.
func (l *lexer) figure() {
	start := l.pos
	if l.foreignBefore(start) {
		l.pos += digits(l.text[start:])
		l.push(start, entry{})
		return
	}
	for _, read := range []func(string) (int, entry, stamp){isoFigure, dateFigure, clockFigure, decadeFigure, ordinalFigure} {
		if n, e, day := read(l.text[start:]); n > 0 {
			l.pos += n
			t := l.push(start, e)
			if e.class&(clock|figures|figuresShort) != 0 {
				t.day = &day
			}
			return
		}
	}
	l.number(start)
}

// foreignBefore reports whether what stands before a figure makes it no count and no date: "$5", "F-16", "B52", "#7".
func (l *lexer) foreignBefore(start int) bool {
	if start == 0 {
		return false
	}
	switch before := l.text[start-1]; {
	case strings.IndexByte("$#@_=&*+", before) >= 0:
		return true
	case before == '-':
		return start > 1 && l.text[start-2]|32 >= 'a' && l.text[start-2]|32 <= 'z' && !l.prefixed()
	case before == '.' || before == ',' || before == ':' || before == '/':
		return start > 1 && digits(l.text[start-2:start-1]) == 1
	case before >= 0x80:
		return strings.HasSuffix(l.text[:start], "£") || strings.HasSuffix(l.text[:start], "€")
	default:
		return before|32 >= 'a' && before|32 <= 'z' && !l.monthBefore(start)
	}
}

// prefixed reports whether the word before the hyphen just read may stand before a year or a day: "mid-1996".
func (l *lexer) prefixed() bool {
	if len(l.out) < 2 {
		return false
	}
	return l.out[len(l.out)-2].class&(prefix|month|monthShort) != 0
}

// monthBefore reports whether the letters that touch the figure are a month, as in "Jul24".
func (l *lexer) monthBefore(start int) bool {
	last := len(l.out) - 1
	return last >= 0 && l.out[last].End == start && l.out[last].class&(month|monthShort) != 0
}

// number reads a plain number: "12", "1,984", "3.5", "1998".
func (l *lexer) number(start int) {
	s := l.text[start:]
	n := digits(s)
	whole := n
	for n+4 <= len(s) && s[n] == ',' && digits(s[n+1:min(len(s), n+5)]) == 3 {
		n += 4
	}
	grouped := n > whole
	if n+1 < len(s) && s[n] == '.' && digits(s[n+1:]) > 0 {
		n += 1 + digits(s[n+1:])
	}
	l.pos = start + n
	value, err := strconv.ParseFloat(strings.ReplaceAll(s[:n], ",", ""), 64)
	if err != nil || l.foreignAfter() {
		l.push(start, entry{})
		return
	}
	e := entry{class: number, num: value}
	switch {
	case whole < n:
	case n <= 2 && value >= 1 && value <= 31:
		e.class |= dayNumber
	case n == 4 && !grouped && value >= 1000 && value < 2200:
		e.class |= year
	}
	l.push(start, e)
}

// foreignAfter reports whether what touches the figure makes it no count and no date: "5%", "12km", "4x4".
func (l *lexer) foreignAfter() bool {
	rest := l.text[l.pos:]
	if rest == "" {
		return false
	}
	if rest[0] == '%' || rest[0] == '/' && len(rest) > 1 && digits(rest[1:]) > 0 {
		return true
	}
	n := wordLen(rest)
	if n == 0 {
		return false
	}
	return l.lex.find(rest[:n]).class&(ampm|month|monthShort|unit|unitsWord) == 0
}

// isoFigure reads "2022-12-28", "2022-12-28T16:00", "2022-12" and "2022/12/28".
func isoFigure(s string) (int, entry, stamp) {
	if digits(s) != 4 || len(s) < 7 || s[4] != '-' && s[4] != '/' || digits(s[5:]) < 1 || digits(s[5:]) > 2 {
		return 0, entry{}, stamp{}
	}
	d := stamp{year: atoi(s[:4]), hour: -1}
	n := 5 + digits(s[5:])
	d.month = atoi(s[5:n])
	if n+1 < len(s) && s[n] == s[4] && digits(s[n+1:]) > 0 && digits(s[n+1:]) <= 2 {
		end := n + 1 + digits(s[n+1:])
		d.day = atoi(s[n+1 : end])
		n = end
	}
	if d.day == 0 && d.month == d.year%100+1 {
		return 0, entry{}, stamp{} // "2010-11" is two years
	}
	if d.month < 1 || d.month > 12 || d.day > 31 || d.day == 0 && (n != 7 || s[4] == '/') || d.year < 1000 {
		return 0, entry{}, stamp{}
	}
	if d.day > 0 && n+3 < len(s) && (s[n] == 'T' || s[n] == ' ') {
		if size, _, at := clockFigure(s[n+1:]); size >= 5 {
			d.hour, d.minute, d.second = at.hour, at.minute, at.second
			n += 1 + size
			if n < len(s) && s[n] == 'Z' {
				n++
			}
		}
	}
	return n, entry{class: figures}, d
}

// dateFigure reads "28/12/2022", "12/28/22", "28.12.2022", "28-12-2022", and the short "28/12", which the grammar
// takes for a date only where the words around it say so. American order is meant where the day cannot be a month.
func dateFigure(s string) (int, entry, stamp) {
	a := digits(s)
	if a < 1 || a > 2 || a+1 >= len(s) || strings.IndexByte("/.-", s[a]) < 0 {
		return 0, entry{}, stamp{}
	}
	mark := s[a]
	b := digits(s[a+1:])
	if b < 1 || b > 2 {
		return 0, entry{}, stamp{}
	}
	n := a + 1 + b
	first, second, yearLen := atoi(s[:a]), atoi(s[a+1:n]), 0
	if n+1 < len(s) && s[n] == mark {
		yearLen = digits(s[n+1:])
	}
	d, ok := dayAndMonth(first, second, mark)
	switch {
	case !ok:
		return 0, entry{}, stamp{}
	case yearLen == 4 || yearLen == 2 && mark != '-':
		d.year = atoi(s[n+1 : n+1+yearLen])
		if yearLen == 2 {
			d.year = nearCentury(d.year, 50)
		}
		return n + 1 + yearLen, entry{class: figures}, d
	case mark == '/' && yearLen == 0 && (n == len(s) || !isWordAt(s, n)):
		return n, entry{class: figuresShort}, d
	case mark == '.' && a == 2 && b == 2 && (n == len(s) || !isWordAt(s, n)):
		return n, entry{class: figuresShort}, d
	}
	return 0, entry{}, stamp{}
}

// dayAndMonth orders two figures: month first with a slash or hyphen, day first with a dot, and the other way round where only that fits.
func dayAndMonth(first, second int, mark byte) (stamp, bool) {
	month, day := first, second
	if mark == '.' || month > 12 {
		month, day = second, first
	}
	if month > 12 && mark == '.' {
		month, day = day, month
	}
	return stamp{month: month, day: day, hour: -1}, month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// clockFigure reads "16:30", "16:30:15" and "16h30".
func clockFigure(s string) (int, entry, stamp) {
	a := digits(s)
	if a < 1 || a > 2 || a+2 >= len(s) || s[a] != ':' && s[a] != 'h' || digits(s[a+1:]) != 2 {
		return 0, entry{}, stamp{}
	}
	d := stamp{hour: atoi(s[:a]), minute: atoi(s[a+1 : a+3])}
	n := a + 3
	if n+2 < len(s) && s[n] == ':' && digits(s[n+1:]) == 2 {
		d.second = atoi(s[n+1 : n+3])
		n += 3
	}
	if d.hour > 24 || d.minute > 59 || d.second > 59 || n < len(s) && s[n] == ':' {
		return 0, entry{}, stamp{}
	}
	return n, entry{class: clock, num: float64(d.hour)}, d
}

// decadeFigure reads "1990s", "1990's" and "90s".
func decadeFigure(s string) (int, entry, stamp) {
	n := digits(s)
	if n != 4 && n != 2 || s[n-1] != '0' {
		return 0, entry{}, stamp{}
	}
	size := n
	switch rest := s[n:]; {
	case strings.HasPrefix(rest, "s"):
		size += 1
	case n == 4 && strings.HasPrefix(rest, "'s"):
		size += 2
	default:
		return 0, entry{}, stamp{}
	}
	value := atoi(s[:n])
	if n == 2 {
		value = nearCentury(value, 20)
	}
	if size < len(s) && isWordAt(s, size) || value < 1000 || value >= 2200 {
		return 0, entry{}, stamp{}
	}
	e := entry{class: decade, num: float64(value)}
	if n == 2 {
		e.class = decadeShort
	}
	return size, e, stamp{}
}

// ordinalFigure reads "28th".
func ordinalFigure(s string) (int, entry, stamp) {
	n := digits(s)
	if n > 3 || n+2 > len(s) || n+2 < len(s) && isWordAt(s, n+2) {
		return 0, entry{}, stamp{}
	}
	switch strings.ToLower(s[n : n+2]) {
	case "st", "nd", "rd", "th":
	default:
		return 0, entry{}, stamp{}
	}
	e := entry{class: ordinal, num: float64(atoi(s[:n]))}
	if e.num >= 1 && e.num <= 31 {
		e.class |= dayNumber
	}
	return n + 2, e, stamp{}
}

// atoi reads figures that were counted before, so few that they fit.
func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
