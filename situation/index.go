package situation

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"
)

// Weights are what a user may change of the escalation index; they stand beside it on the screen.
type Weights struct {
	Quad       [4]float64 `json:"quad"`       // of verbal cooperation, material cooperation, verbal conflict, material conflict; 0 to 2
	Planned    float64    `json:"planned"`    // of what is planned or possible, beside what happened; 0 to 1
	Attributed float64    `json:"attributed"` // of what a speaker tells, beside what the outlet tells itself; 0 to 1
	Share      float64    `json:"share"`      // how much of the index is the share of volume, the rest being mean intensity; 0 to 1
	HalfLife   float64    `json:"half_life"`  // days after which a day counts half in the smoothed value; 0.5 to 30
	Alert      float64    `json:"alert"`      // the line on the chart; 0 is none
}

// DefaultWeights are those of a new situation.
var DefaultWeights = Weights{Quad: [4]float64{0, 0, 1, 1}, Planned: 0.5, Attributed: 0.7, Share: 0.5, HalfLife: 2, Alert: 5.5}

// ErrWeights marks weights that cannot be used.
var ErrWeights = errors.New("the weights cannot be used")

// Check says which weight is out of its range: ErrWeights.
func (w Weights) Check() error {
	for i, q := range w.Quad {
		if !(q >= 0 && q <= 2) { // NaN too
			return fmt.Errorf("%w: the weight of quad class %d is %g; it may be 0 to 2", ErrWeights, i+1, q)
		}
	}
	for _, f := range []struct {
		name   string
		v      float64
		lo, hi float64
	}{{"what is planned", w.Planned, 0, 1}, {"what a speaker tells", w.Attributed, 0, 1}, {"the share of volume", w.Share, 0, 1},
		{"the half-life", w.HalfLife, 0.5, 30}, {"the alert line", w.Alert, 0, 10}} {
		if !(f.v >= f.lo && f.v <= f.hi) {
			return fmt.Errorf("%w: %s is %g; it may be %g to %g", ErrWeights, f.name, f.v, f.lo, f.hi)
		}
	}
	return nil
}

// Volume is what one source gave on one day. A source that was read and gave nothing has a row with no reports; a source
// that was not read has none, and a day without rows is a gap.
type Volume struct {
	Day      time.Time
	Source   int64
	Reports  int // in the whole store
	Held     int // of these, in the situation
	Conflict int // of these, that are no copies and tell of conflict (quad classes 3 and 4), as happened, planned or possible
}

// DayPoint is one day of the index. Share, Intensity and Index are nil where the day is a gap in them.
type DayPoint struct {
	Day       time.Time `json:"day"`
	Gap       bool      `json:"gap"`       // no source was read on this day
	Sources   int       `json:"sources"`   // that were read
	Reports   int       `json:"reports"`   // of those, in the whole store
	Held      int       `json:"held"`      // of these, in the situation
	Events    int       `json:"events"`    // that happened on this day, each once, whoever told them, whenever
	Share     *float64  `json:"share"`     // reports that tell of conflict here, over what the sources read that day give on a usual day; may exceed 1
	Intensity *float64  `json:"intensity"` // mean severity of the day's events, 0 to 10; standardised for the sources that told them
	Raw       *float64  `json:"raw"`       // the index of this day alone
	Index     *float64  `json:"index"`     // smoothed, 0 to 10
	Base      float64   `json:"base"`      // median of the smoothed index in the 28 days before
	Spread    float64   `json:"spread"`    // median distance from Base in those days
}

// Series is the escalation index of a situation, day by day without holes.
type Series struct {
	Points    []DayPoint `json:"points"`
	LooksBack bool       `json:"looks_back"` // hardly any day was read: the reports look back, and the index is of intensity alone
	Turns     []Turn     `json:"turns"`
	Latest    *Event     `json:"latest,omitempty"` // the most severe event of the last day that had one
	Weights   Weights    `json:"weights"`
	Backtest  Backtest   `json:"backtest"`
}

// Now is the last point that is not a gap, and how much the index differs from the day before; ok is false when there is none.
func (s Series) Now() (p DayPoint, delta float64, ok bool) {
	for i := len(s.Points) - 1; i >= 0; i-- {
		if s.Points[i].Index == nil {
			continue
		}
		p = s.Points[i]
		if i > 0 && s.Points[i-1].Index != nil {
			delta = *p.Index - *s.Points[i-1].Index
		}
		return p, delta, true
	}
	return p, 0, false
}

const (
	dayLong  = 24 * time.Hour
	shrink   = 10.0 // pseudo-events that pull the severity of a source with few to the mean of all
	fewDays  = 2.0  // pseudo-days that pull the usual output of a source that was seldom read to the mean of all
	readDays = 4    // days on which something must have been read, else the series looks back
	baseDays = 28
	lookBack = 31 // an event is counted on its own day when that lies at most so many days before the report
	capEvent = 10 // a day counts in the smoothing as much as it has events, at most so much
	maxDays  = 3650
)

// Severity is what an event counts, 0 to 10: its Goldstein value turned round, no less than 0, times the weights of its
// class, status and voice. A denied or negated event counts nothing.
func (w Weights) Severity(e Event) float64 {
	if e.Quad < 1 || e.Quad > 4 {
		return 0
	}
	s := w.Quad[e.Quad-1] * max(0, -e.Goldstein)
	switch e.Status {
	case "denied", "negated":
		return 0
	case "planned", "possible":
		s *= w.Planned
	}
	if !e.Own {
		s *= w.Attributed
	}
	return min(s, 10)
}

// Measure draws the index from the first day to the last that events or volumes name, but for events told more than a month
// after, or dated after their telling: those are counted on the day of their report.
//
// The method, in order. Intensity of a day: the mean severity of its distinct events, each telling first corrected for how
// severe its source's events are in general. Share of a day: the reports that tell of conflict here, over the reports that
// the sources read that day give on a usual day. Each is smoothed by an exponential mean with a half-life. Attention is the
// smoothed share over itself plus its own median of the past 28 days, so that it is a half on a usual day. The index is ten
// times the weighted geometric mean of attention and intensity (over 10).
func Measure(events []Event, volumes []Volume, w Weights) Series {
	s := Series{Weights: w}
	days := newDays(events, volumes)
	if len(days) == 0 {
		return s
	}
	setIntensity(days, w)
	s.LooksBack = looksBack(days)
	setShare(days)
	setTold(days, w)
	s.Points = smooth(days, w, s.LooksBack)
	s.Turns = turnsOf(s.Points, days, w)
	for i := len(days) - 1; i >= 0 && s.Latest == nil; i-- {
		if worst := strongest(&days[i], w, 1); len(worst) > 0 && w.Severity(worst[0]) > 0 {
			s.Latest = &worst[0]
		}
	}
	s.Backtest = backtest(s.Points, days)
	return s
}

// dayData is a day in the making.
type dayData struct {
	day     time.Time
	events  []Event
	volumes []Volume
	first   map[string]Event // the worst telling of each event
	point   DayPoint
	weight  float64 // of the intensity in the smoothing
	load    float64 // sum of the severities of the day's events, each once
	square  float64 // sum of their squares
	told    float64 // sum, over the day's reports that are no copies, of the severity of the most severe event that they tell of these days
	toldSq  float64 // sum of the squares of those
	heavy   float64 // severity of the material conflict of the day
	usual   float64 // reports that the sources read that day give on a usual day
}

// CountedOn is the day on which an event is counted.
func CountedOn(e Event) time.Time {
	told := e.Evidence.At.UTC().Truncate(dayLong)
	if !e.Dated || e.Day.After(told) || told.Sub(e.Day) > lookBack*dayLong || e.Status == "planned" || e.Status == "possible" {
		return told
	}
	return e.Day.UTC().Truncate(dayLong)
}

func newDays(events []Event, volumes []Volume) []dayData {
	var from, to time.Time
	span := func(d time.Time) {
		if from.IsZero() || d.Before(from) {
			from = d
		}
		if d.After(to) {
			to = d
		}
	}
	for _, v := range volumes {
		if v.Held > 0 {
			span(v.Day)
		}
	}
	for _, e := range events {
		span(CountedOn(e))
	}
	if from.IsZero() {
		return nil
	}
	for _, v := range volumes { // the line goes on to the last day on which anything was read
		if v.Day.After(to) {
			to = v.Day
		}
	}
	if daysRead(volumes) < readDays && to.Sub(from) >= readDays*dayLong {
		from = from.AddDate(0, 0, -weekBefore) // what looks back tells of nothing in the week before
	}
	from = later(from, to.AddDate(0, 0, 1-maxDays))
	days := make([]dayData, int(to.Sub(from)/dayLong)+1)
	for i := range days {
		days[i].day = from.AddDate(0, 0, i)
		days[i].point = DayPoint{Day: days[i].day, Gap: true}
	}
	at := func(d time.Time) *dayData {
		if d.Before(from) || d.After(to) {
			return nil
		}
		return &days[int(d.Sub(from)/dayLong)]
	}
	for _, e := range events {
		if d := at(CountedOn(e)); d != nil {
			d.events = append(d.events, e)
		}
	}
	for _, v := range volumes {
		if d := at(v.Day); d != nil {
			d.volumes = append(d.volumes, v)
			d.point.Gap = false
			d.point.Sources++
			d.point.Reports += v.Reports
			d.point.Held += v.Held
		}
	}
	return days
}

// weekBefore is how many days a series that looks back begins before the first event that it tells.
const weekBefore = 7

func daysRead(volumes []Volume) int {
	return distinct(volumes, func(v Volume) time.Time { return v.Day })
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// setIntensity is the mean severity of each day's events.
func setIntensity(days []dayData, w Weights) {
	effect := sourceEffects(days, w)
	for i := range days {
		d := &days[i]
		told := map[string][]float64{}
		d.first = map[string]Event{}
		for _, e := range d.events {
			v := w.Severity(e)
			if v > 0 {
				v = min(max(v-effect[e.Evidence.Source], 0), 10)
			}
			told[e.Key] = append(told[e.Key], v)
			if f, ok := d.first[e.Key]; !ok || w.Severity(e) > w.Severity(f) {
				d.first[e.Key] = e
			}
		}
		if d.point.Events = len(told); len(told) == 0 {
			continue
		}
		total := 0.0
		for _, key := range slices.Sorted(maps.Keys(told)) {
			v := mean(told[key])
			total += v
			d.square += v * v
			if d.first[key].Quad == 4 {
				d.heavy += v
			}
		}
		x := total / float64(len(told))
		d.load = total
		d.point.Intensity, d.weight = &x, float64(min(len(told), capEvent))
	}
}

// sourceEffects is by how much the events of each source are more severe than all: its mean, pulled to that of all the
// more the fewer they are, less the mean of all.
func sourceEffects(days []dayData, w Weights) map[int64]float64 {
	sums, counts := map[int64]float64{}, map[int64]float64{}
	all, n := 0.0, 0.0
	for i := range days {
		for _, e := range days[i].events {
			v := w.Severity(e)
			sums[e.Evidence.Source] += v
			counts[e.Evidence.Source]++
			all, n = all+v, n+1
		}
	}
	effect := map[int64]float64{}
	for s, c := range counts {
		effect[s] = (sums[s]+shrink*all/n)/(c+shrink) - all/n
	}
	return effect
}

func mean(v []float64) float64 {
	total := 0.0
	for _, x := range v {
		total += x
	}
	return total / float64(len(v))
}

// setShare is each day's share: the reports that tell of conflict, over the reports that the sources read that day give on a
// usual day. It may be more than 1.
func setShare(days []dayData) {
	reports, read := map[int64]float64{}, map[int64]float64{}
	n, all := 0.0, 0.0
	for i := range days {
		for _, v := range days[i].volumes {
			reports[v.Source] += float64(v.Reports)
			read[v.Source]++
			n, all = n+float64(v.Reports), all+1
		}
	}
	if n == 0 {
		return
	}
	for i := range days {
		d := &days[i]
		if d.point.Gap {
			continue
		}
		seen := 0.0
		for _, v := range d.volumes {
			seen += float64(v.Conflict)
			d.usual += (reports[v.Source] + fewDays*n/all) / (read[v.Source] + fewDays)
		}
		share := seen / d.usual
		d.point.Share = &share
	}
}

// fresh is how many days before its report an event may lie to be told as news.
const fresh = 3

// setTold adds up what the reports of each day tell: each counts by the most severe event that it tells as news, so that a
// report counts once however many events are read out of it, and a copy not at all.
func setTold(days []dayData, w Weights) {
	type worst struct {
		day time.Time
		v   float64
	}
	by := map[int64]worst{}
	for i := range days {
		for _, e := range days[i].events {
			told := e.Evidence.At.UTC().Truncate(dayLong)
			if e.Copy || told.Sub(days[i].day) > fresh*dayLong {
				continue
			}
			by[e.Evidence.Report] = worst{told, max(by[e.Evidence.Report].v, w.Severity(e))}
		}
	}
	for _, r := range by {
		if k := int(r.day.Sub(days[0].day) / dayLong); k >= 0 && k < len(days) {
			days[k].told += r.v
			days[k].toldSq += r.v * r.v
		}
	}
}

// looksBack reports whether hardly any day was read. Then nothing is known of how much was told on which day.
func looksBack(days []dayData) bool {
	read := 0
	for i := range days {
		if !days[i].point.Gap {
			read++
		}
	}
	return read < readDays && len(days) > readDays
}

// smooth draws the points: smoothed share and intensity, attention, index, and the index's own past. Where the series looks
// back, the share counts as usual on every day.
func smooth(days []dayData, w Weights, back bool) []DayPoint {
	keep := math.Exp2(-1 / w.HalfLife)
	var xs, xn, ss, sn float64
	points := make([]DayPoint, len(days))
	var shares, index []float64 // of the past
	for i := range days {
		d := &days[i]
		xs, xn, ss, sn = xs*keep, xn*keep, ss*keep, sn*keep
		p := d.point
		if p.Intensity != nil {
			xs, xn = xs+d.weight**p.Intensity, xn+d.weight
		}
		if back {
			usual := 1.0
			p.Share, p.Gap = &usual, false
		}
		if p.Share != nil {
			ss, sn = ss+*p.Share, sn+1
			share := ss / sn
			base := median(append(tail(shares, baseDays), share))
			shares = append(shares, share)
			intensity := 0.0
			if xn > 0 {
				intensity = xs / xn
			}
			v := combine(share, base, intensity, w)
			raw := combine(*p.Share, base, value(p.Intensity), w)
			if p.Index, p.Raw = &v, &raw; back {
				p.Share = nil
			}
			past := tail(index, baseDays)
			p.Base, p.Spread = middle(past)
			index = append(index, v)
		}
		points[i] = p
	}
	return points
}

func value(p *float64) float64 {
	if p == nil {
		return 0
	}
	return *p
}

// combine is the index of a share, its usual value, and an intensity.
func combine(share, base, intensity float64, w Weights) float64 {
	attention := 0.0
	if share > 0 {
		attention = share / (share + base)
	}
	return 10 * math.Pow(attention, w.Share) * math.Pow(intensity/10, 1-w.Share)
}

func tail(v []float64, n int) []float64 { return slices.Clone(v[max(0, len(v)-n):]) }

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	if len(v)%2 == 1 {
		return v[len(v)/2]
	}
	return (v[len(v)/2-1] + v[len(v)/2]) / 2
}

// middle is the median and the median distance from it.
func middle(v []float64) (m, spread float64) {
	m = median(slices.Clone(v))
	away := make([]float64, len(v))
	for i, x := range v {
		away[i] = math.Abs(x - m)
	}
	return m, median(away)
}

// strongest lists events by severity, the worst first, each once.
func strongest(d *dayData, w Weights, n int) []Event {
	out := slices.Collect(maps.Values(d.first))
	slices.SortFunc(out, func(a, b Event) int {
		return cmp.Or(cmp.Compare(w.Severity(b), w.Severity(a)), a.Evidence.At.Compare(b.Evidence.At), cmp.Compare(a.Evidence.Report, b.Evidence.Report), cmp.Compare(a.Key, b.Key))
	})
	return out[:min(n, len(out))]
}
