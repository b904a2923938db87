package story

import (
	"github.com/dateline-news/dateline/record"
)

// ReadMentions gives what a report tells of events. embed may be nil.
func ReadMentions(rec record.Record, at Meta, embed Embed) []Mention {
	r := newReporting(rec, at, embed)
	out := make([]Mention, 0, len(rec.Events))
	for i := range rec.Events {
		out = append(out, r.mention(&rec.Events[i]))
	}
	return out
}

func (r *reporting) mention(e *record.Event) Mention {
	m := Mention{
		Report: r.at.Report, Fact: e.ID, Outlet: r.at.Outlet, Origin: r.at.Origin, Type: e.Type, Mode: e.Mode, Quad: e.Quad, Goldstein: e.Goldstein, Status: e.Status,
		Voice: Outlet(r.at.Outlet), Own: true, Actors: r.actors(e.Actors), Recipients: r.actors(e.Recipients), Magnitudes: e.Magnitudes, Sentence: e.Sentence, Trigger: e.Trigger,
		Words: e.Trigger.Of(r.rec.Report.Text), Vector: meaning(r.embed, e.Sentence.Of(r.rec.Report.Text)),
	}
	if s := r.said[e.Voice]; s != nil {
		m.Own, m.Voice = false, r.actor(s.Speaker)
	}
	if e.Time != nil {
		m.Day, m.DayPrecision = e.Time.Value, e.Time.Precision
	}
	if e.Place != nil && r.who[e.Place.Entity] != nil {
		p := r.who[e.Place.Entity]
		m.Place = Place{Key: EntityKey(*p), Name: p.Name, Lat: p.Lat, Lon: p.Lon, Precision: e.Place.Precision}
	}
	return m
}

func (r *reporting) actors(ids []string) []Actor {
	var out []Actor
	for _, id := range ids {
		if a := r.actor(&id); a.Key != "" {
			out = append(out, a)
		}
	}
	return out
}
