package store

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// newEntry is an entry before it is kept, with the words that it is found by.
type newEntry struct {
	Entry
	roles []entryRole
	said  string
}

// entryRole is one entity of the record in its role.
type entryRole struct {
	role   Role
	entity string
}

// entries makes the entries of a record. What does not stand on words is left out: PutReport has refused it before.
func entries(rec *record.Record) []newEntry {
	m := maker{rec: rec, text: rec.Report.Text, speaker: map[string]string{}}
	for _, s := range rec.Statements {
		m.speaker[s.ID] = text(s.Speaker)
	}
	for _, s := range rec.Statements {
		m.statement(s)
	}
	for _, c := range rec.Claims {
		m.claim(c)
	}
	for _, e := range rec.Events {
		m.event(e)
	}
	for i, w := range rec.Wording {
		m.wording("w"+number(i), w)
	}
	return m.all
}

type maker struct {
	rec     *record.Record
	text    string
	speaker map[string]string // entity by statement
	all     []newEntry
}

func (m *maker) add(e newEntry, mark ...span.Span) {
	for _, s := range mark {
		if s.Check(m.text) == nil {
			e.Mark = s
			break
		}
	}
	if e.Mark.Len() == 0 {
		e.Mark = e.Sentence
	}
	if e.Sentence.Check(m.text) != nil {
		return
	}
	e.Words = e.Sentence.Of(m.text)
	sum := sha256.Sum256([]byte{byte(e.Kind)})
	h := sha256.New()
	h.Write(sum[:1])
	h.Write([]byte(Folded(e.Words) + "\x00" + Folded(e.Mark.Of(m.text)) + "\x00" + e.Class))
	e.Same = int64(binary.BigEndian.Uint64(h.Sum(nil)) >> 1)
	if e.said == "" {
		e.said = e.Mark.Of(m.text)
	}
	m.all = append(m.all, e)
}

func (m *maker) statement(s record.Statement) {
	e := newEntry{Entry: Entry{Kind: StatementEntry, Fact: s.ID, Sentence: s.Sentence, Class: string(s.Kind), Label: s.Office, Voice: "said", Confidence: s.Confidence}}
	e.Detail.Audience, e.Detail.Evidence = s.Audience, s.Evidence
	if s.Cue != nil && s.Cue.Span.Check(m.text) == nil {
		e.Detail.Cue = s.Cue.Span.Of(m.text)
	}
	e.when(text(s.Time), "")
	e.role(ActorRole, text(s.Speaker))
	var words []string
	for _, c := range s.Content {
		if c.Check(m.text) == nil {
			words = append(words, c.Of(m.text))
		}
	}
	e.said = strings.Join(words, " ")
	e.Detail.Links = m.links(s.ID)
	m.add(e, s.Content...)
}

func (m *maker) claim(c record.Claim) {
	for _, p := range c.Positions {
		e := newEntry{Entry: Entry{Kind: PositionEntry, Fact: c.ID, Sentence: p.Sentence, Class: p.Stance, Label: c.Proposition, Voice: "said"}, said: c.Proposition}
		e.Detail.Statement = text(p.Statement)
		for _, s := range m.rec.Statements {
			if s.ID == e.Detail.Statement {
				e.when(text(s.Time), "")
				e.Confidence = s.Confidence
			}
		}
		e.role(ActorRole, text(p.Actor))
		mark := c.Span
		if !p.Sentence.Contains(mark) {
			mark = p.Sentence
		}
		m.add(e, mark)
	}
}

func (m *maker) event(v record.Event) {
	e := newEntry{Entry: Entry{Kind: EventEntry, Fact: v.ID, Sentence: v.Sentence, Class: v.Type, Mode: v.Mode, Quad: quadOf(v), Status: v.Status, Voice: v.Voice, Confidence: v.Confidence}}
	e.Detail.CAMEO, e.Detail.Evidence = v.CAMEO, v.Evidence
	if v.Time != nil {
		e.when(v.Time.Value, v.Time.Precision)
		e.Detail.When = v.Time.Span
	}
	for _, a := range v.Actors {
		e.role(ActorRole, a)
	}
	for _, r := range v.Recipients {
		e.role(RecipientRole, r)
	}
	if v.Place != nil {
		e.role(PlaceRole, v.Place.Entity)
		e.Detail.Near = v.Place.Precision
	}
	if speaker := m.speaker[v.Voice]; speaker != "" {
		for _, one := range m.rec.Entities {
			if one.ID == speaker {
				e.Detail.SaidBy = one.Name
			}
		}
	}
	for _, one := range v.Magnitudes {
		if one.Span.Check(m.text) == nil {
			e.Detail.Magnitudes = append(e.Detail.Magnitudes, EntryMagnitude(one))
		}
	}
	e.Detail.Links = m.links(v.ID)
	m.add(e, v.Trigger)
}

func (m *maker) wording(id string, w record.Wording) {
	e := newEntry{Entry: Entry{Kind: WordingEntry, Fact: id, Class: w.Kind, Voice: w.Voice, Sentence: w.Span}}
	for _, s := range m.rec.Report.Sentences {
		if s.Contains(w.Span) {
			e.Sentence = s
		}
	}
	e.role(AboutRole, text(w.About))
	m.add(e, w.Span)
}

func (m *maker) links(from string) []EntryLink {
	var all []EntryLink
	for _, l := range m.rec.Links {
		if l.From == from && l.Span.Check(m.text) == nil {
			all = append(all, EntryLink{Kind: l.Kind, To: l.To, Span: l.Span})
		}
	}
	return all
}

func (e *newEntry) role(r Role, entity string) {
	if entity != "" {
		e.roles = append(e.roles, entryRole{r, entity})
	}
}

func (e *newEntry) when(value, exact string) {
	from, to, unit, ok := Interval(value)
	if !ok {
		return
	}
	e.From, e.To, e.Exact, e.Detail.Value = from, to, unit, value
	if exact == "inferred" {
		e.Exact = exact
	}
}

// quadOf is the quad class of an event: as coded, else by its PLOVER type (manual of 2021).
func quadOf(v record.Event) int {
	if v.Quad >= 1 && v.Quad <= 4 {
		return v.Quad
	}
	return quadOfType[v.Type]
}

var quadOfType = map[string]int{"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
	"REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}

// Interval reads a TIMEX3 value of a point in time: its first moment, the first moment after it, and its unit. Parts of a day are
// read as TIMEX3 means them (morning 6 to 12, afternoon 12 to 18, evening 18 to 24, night 20 to 4).
func Interval(value string) (from, to time.Time, unit string, ok bool) {
	day, clock, timed := strings.Cut(value, "T")
	for _, f := range []struct {
		layout, unit        string
		years, months, days int
	}{{time.DateOnly, "day", 0, 0, 1}, {"2006-01", "month", 0, 1, 0}, {"2006", "year", 1, 0, 0}} {
		if t, err := time.Parse(f.layout, day); err == nil && t.Year() > 0 {
			if timed && f.unit == "day" {
				return clockInterval(t, clock)
			}
			return t, t.AddDate(f.years, f.months, f.days), f.unit, true
		}
	}
	return wideInterval(day)
}

var dayParts = map[string][2]int{"MO": {6, 12}, "AF": {12, 18}, "EV": {18, 24}, "NI": {20, 28}, "DT": {6, 18}, "MI": {11, 13}}

func clockInterval(day time.Time, clock string) (from, to time.Time, unit string, ok bool) {
	if p, known := dayParts[clock]; known {
		return day.Add(time.Duration(p[0]) * time.Hour), day.Add(time.Duration(p[1]) * time.Hour), "part of a day", true
	}
	clock = strings.TrimSuffix(clock, "Z")
	for _, f := range []struct {
		layout, unit string
		wide         time.Duration
	}{{"15:04", "minute", time.Minute}, {"15:04:05", "minute", time.Minute}, {"15", "hour", time.Hour}} {
		if t, err := time.Parse(f.layout, clock); err == nil {
			at := day.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
			return at, at.Add(f.wide), f.unit, true
		}
	}
	return day, day.AddDate(0, 0, 1), "day", true
}

// wideInterval reads weeks, quarters, seasons, halves and decades: "2026-W47", "2026-Q3", "2026-SU", "2026-H1", "199".
func wideInterval(value string) (from, to time.Time, unit string, ok bool) {
	if len(value) == 3 {
		if t, err := time.Parse("2006", value+"0"); err == nil {
			return t, t.AddDate(10, 0, 0), "decade", true
		}
	}
	year, part, cut := strings.Cut(value, "-")
	y, err := time.Parse("2006", year)
	if !cut || err != nil || len(part) < 2 {
		return from, to, "", false
	}
	n := int(part[1] - '0')
	switch {
	case part[0] == 'W' && len(part) >= 3:
		return weekInterval(y.Year(), part[1:3])
	case part[0] == 'Q' && n >= 1 && n <= 4:
		return y.AddDate(0, 3*(n-1), 0), y.AddDate(0, 3*n, 0), "quarter", true
	case part[0] == 'H' && n >= 1 && n <= 2:
		return y.AddDate(0, 6*(n-1), 0), y.AddDate(0, 6*n, 0), "half-year", true
	}
	if months, known := map[string]int{"SP": 2, "SU": 5, "FA": 8, "WI": 11}[part]; known {
		return y.AddDate(0, months, 0), y.AddDate(0, months+3, 0), "season", true
	}
	return from, to, "", false
}

// weekInterval is an ISO 8601 week: the one with 4 January is the first.
func weekInterval(year int, digits string) (from, to time.Time, unit string, ok bool) {
	if digits[0] < '0' || digits[0] > '5' || digits[1] < '0' || digits[1] > '9' {
		return from, to, "", false
	}
	n := int(digits[0]-'0')*10 + int(digits[1]-'0')
	first := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := first.AddDate(0, 0, -(int(first.Weekday())+6)%7+7*(n-1))
	return monday, monday.AddDate(0, 0, 7), "week", n >= 1 && n <= 53
}

// Folded writes a name or a sentence without case, accents and doubled space, so that two ways to write it are one.
func Folded(s string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsSpace(r) || unicode.IsControl(r):
			space = b.Len() > 0
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
