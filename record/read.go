package record

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// Read turns one report, with its analysed text t, into its record. Whatever the text says, the record passes Check. A report in
// another language than English gets a record without facts.
func Read(r report.Report, t language.Text, w *world.World) Record {
	d := newReading(r, t, w)
	if foreign(r.Language) {
		out := Record{
			Schema: Schema, Entities: []Entity{}, Times: []Time{}, Statements: []Statement{}, Claims: []Claim{}, Events: []Event{}, Links: []Link{}, Wording: []Wording{}, Figures: []Figure{},
		}
		out.Report = d.reportOf(nil)
		return out
	}
	d.findQuotations()
	d.times = d.readTimes()
	d.findNames()
	d.readPlaces()
	d.findStatements()
	d.findClaims()
	out := Record{Schema: Schema, Times: d.times, Events: []Event{}, Links: []Link{}, Wording: []Wording{}}
	out.Entities = d.entities()
	out.Statements = d.statements()
	out.Wording = d.findWording(out.Entities, out.Statements)
	out.Entities, out.Events, out.Links = d.findEvents(out.Entities, out.Statements)
	out.Claims = d.claims(out.Statements, out.Events)
	out.Figures = d.figures(out.Statements)
	out.Report = d.reportOf(out.Entities)
	return out
}

// foreign reports whether the text is in another language than English: it is kept, and nothing is read from it.
func foreign(language string) bool {
	return language != "" && !strings.HasPrefix(strings.ToLower(language), "en")
}

// readTimes finds the expressions of time, reckoned from the day of the report.
func (d *reading) readTimes() []Time {
	ref := Reference{Day: d.report.Published}
	if day, err := time.Parse(time.DateOnly, d.published); err == nil {
		ref.Day = day
	}
	times := FindTimes(d.text, ref)
	if times == nil {
		return []Time{}
	}
	return times
}

// readPlaces adds the countries and places of the report, outside the names of people and bodies.
func (d *reading) readPlaces() {
	taken := make([]span.Span, 0, len(d.mentions))
	for _, m := range d.mentions {
		taken = append(taken, d.over(m.from, m.to))
	}
	slices.SortFunc(taken, func(a, b span.Span) int { return a.Start - b.Start })
	found := findPlaces(d.language, d.report, d.world, taken)
	for k := range found {
		e := &found[k]
		if e.Lat == nil && d.polities[strings.ToLower(e.Name)] == Country {
			for _, s := range e.Mentions {
				d.point(d.polity(e.Name), s)
			}
			continue
		}
		a := d.newActor(e.Kind, e.Name)
		a.aliases, a.country, a.code, a.place = e.Aliases, e.Country, e.Code, e
		i := 0
		for _, s := range e.Mentions {
			for i < len(d.words) && d.words[i].End <= s.Start {
				i++
			}
			d.place(a, s, i)
		}
	}
}

// place marks the words of a place's mention, from word i on.
func (d *reading) place(a *actor, s span.Span, i int) {
	to := i
	for to < len(d.words) && d.words[to].Start < s.End {
		to++
	}
	if to > i && d.words[i].Start == s.Start && d.words[i].mention == 0 {
		d.mark(a, i, to)
		return
	}
	d.point(a, s)
}

// entities gives the actors their ids in the order of first mention. Those without a mention, and phrases that say
// nothing in the end, are left out.
func (d *reading) entities() []Entity {
	speaks := map[*actor]bool{}
	for _, st := range d.said {
		for _, a := range st.source.actors {
			speaks[a] = true
		}
	}
	for _, c := range d.claimed {
		for _, s := range c.stands {
			speaks[s.by] = true
		}
	}
	kept := slices.DeleteFunc(slices.Clone(d.actors), func(a *actor) bool {
		return len(a.mentions) == 0 || a.unnamed && !speaks[a]
	})
	slices.SortStableFunc(kept, func(a, b *actor) int { return a.mentions[0].Start - b.mentions[0].Start })
	out := make([]Entity, 0, len(kept))
	for i, a := range kept {
		a.id = "e" + strconv.Itoa(i+1)
		out = append(out, d.entity(a))
	}
	return out
}

func (d *reading) entity(a *actor) Entity {
	e := Entity{ID: a.id, Kind: a.kind, Name: a.name, Aliases: a.aliases, Country: a.country, Code: a.code, Offices: a.offices, Mentions: a.mentions}
	if a.place != nil {
		e.Wikidata, e.GeoNames, e.Lat, e.Lon, e.Precision = a.place.Wikidata, a.place.GeoNames, a.place.Lat, a.place.Lon, a.place.Precision
	}
	if a.wikidata != "" {
		e.Wikidata = &a.wikidata
	}
	if e.Code == "" {
		e.Code = d.actorCode(a)
	}
	return e
}

// actorCode is the CAMEO code of a person from country and office: "RUSGOV".
func (d *reading) actorCode(a *actor) string {
	c, ok := d.world.Country(a.country)
	if !ok || c.CAMEO == "" {
		return ""
	}
	for _, o := range a.offices {
		if role := d.roleOf(o.Title); role != "" {
			return c.CAMEO + role
		}
	}
	return ""
}

// roleOf is the CAMEO role of a title: of its longest known part.
func (d *reading) roleOf(title string) string {
	words := strings.Fields(title)
	for i := range words {
		if n, o := d.world.LongestOffice(words[i:]); n > 0 && o.CAMEO != "" {
			return o.CAMEO
		}
	}
	return ""
}

// statements numbers the statements; one that two people make stands twice.
func (d *reading) statements() []Statement {
	out := []Statement{}
	days := d.daysSaid()
	for k, st := range d.said {
		speakers := st.source.actors
		if len(speakers) == 0 {
			speakers = []*actor{nil}
		}
		d.said[k].first = len(out)
		for _, a := range speakers {
			s := Statement{
				ID: "s" + strconv.Itoa(len(out)+1), Kind: st.kind, Content: st.content, Audience: st.audience,
				Sentence: d.lines[st.line].span, Evidence: st.rests(), Confidence: confidence(st),
				Sourcing: d.sourcingOf(st, a), Occasion: d.occasion(st),
			}
			if a != nil {
				s.Speaker, s.Office = &a.id, d.officeNamed(st.source)
			}
			if st.source.to > st.source.from {
				s.SpeakerSpan = spanPtr(d.over(st.source.from, st.source.to))
			}
			if st.cueTo > st.cueFrom {
				s.Cue = &Cue{Span: d.over(st.cueFrom, st.cueTo), Lemma: st.cue.lemma}
			}
			if a != nil {
				s.Office, s.OfficeFrom = a.officeSaid(s.Office)
			}
			if days[k].value != "" {
				day := days[k].value
				s.Time, s.TimeFrom = &day, days[k].from
			}
			out = append(out, s)
		}
	}
	for k, outer := range d.chain() {
		for i := d.said[k].first; i < d.said[k].first+max(1, len(d.said[k].source.actors)); i++ {
			for _, j := range outer {
				out[i].Through = append(out[i].Through, out[d.said[j].first].ID)
			}
		}
	}
	return out
}

// reportOf is the report's part of the record.
func (d *reading) reportOf(entities []Entity) Report {
	r := d.report
	out := Report{
		ID: r.ID, Path: r.Path, Source: r.Source, Language: r.Language, Headline: r.Headline, Standfirst: r.Standfirst, Byline: r.Byline,
		Authors: r.Authors, Text: r.Text, Paragraphs: r.Paragraphs, Sentences: make([]span.Span, 0, len(d.lines)),
	}
	if r.URL != "" {
		out.URL = &r.URL
	}
	if !r.Published.IsZero() {
		p := r.Published.UTC().Format(time.RFC3339)
		out.Published = &p
	}
	if out.Paragraphs == nil {
		out.Paragraphs = []span.Span{}
	}
	for _, l := range d.lines {
		out.Sentences = append(out.Sentences, l.span)
	}
	out.Dateline = d.datelineOf(entities)
	return out
}

func (d *reading) datelineOf(entities []Entity) *Dateline {
	from := d.report.Dateline
	if from == nil {
		return nil
	}
	out := &Dateline{Span: from.Span, Agency: from.Agency, YearFrom: from.YearFrom}
	if from.Date != "" {
		date := from.Date
		out.Date = &date
	}
	if from.PlaceSpan == nil {
		return out
	}
	for i := range entities {
		k := entities[i].Kind
		if k != Place && k != Country && k != Facility {
			continue
		}
		if slices.ContainsFunc(entities[i].Mentions, from.PlaceSpan.Overlaps) {
			id := entities[i].ID
			out.Place = &id
			break
		}
	}
	return out
}
