package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// whoKey is story.EntityKey for those who are in who's who, and "" for places and facilities, which are not.
func whoKey(e record.Entity) string {
	if e.Kind == record.Place || e.Kind == record.Facility || strings.TrimSpace(e.Name) == "" {
		return ""
	}
	return story.EntityKey(e)
}

// whoPut takes one reading into who's who.
type whoPut struct {
	t          *Tx
	rec        *record.Record
	text       string
	report     ReportID
	reading    int64
	at         int64
	live       bool
	ids        map[string]int64 // of who, by entity id
	statements map[int64]int
	mentions   map[int64]int
	entities   map[int64]record.Entity // the one whose name is longest
}

// putWho takes the current reading of a report into who's who. What is there already stays.
func (t *Tx) putWho(id ReportID, rec *record.Record, text string) error {
	p := whoPut{t: t, rec: rec, text: text, report: id, ids: map[string]int64{}, statements: map[int64]int{}, mentions: map[int64]int{}, entities: map[int64]record.Entity{}}
	var known int
	err := t.row(`SELECT g.id, st.at, st.current, EXISTS (SELECT 1 FROM who_report w WHERE w.reading_id = g.id)
		FROM reading g JOIN stream st ON st.report_id = g.report_id WHERE g.report_id = ? AND g.superseded_at IS NULL`, int64(id)).Scan(&p.reading, &p.at, &p.live, &known)
	if err != nil || known == 1 {
		return err
	}
	if err := p.names(); err != nil {
		return fmt.Errorf("take the names of report %d into who's who: %w", id, err)
	}
	if err := p.facts(); err != nil {
		return fmt.Errorf("take what report %d says of its people: %w", id, err)
	}
	if err := p.reports(); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE tally SET n = max(n, ?) WHERE kind = 'who_head' AND value = ''`, p.reading)
	return err
}

// names finds or makes the entry of every entity.
func (p *whoPut) names() error {
	for _, e := range p.rec.Entities {
		key := whoKey(e)
		if key == "" {
			continue
		}
		office, wikidata := "", ""
		if len(e.Offices) > 0 {
			office = e.Offices[0].Title
		}
		if e.Wikidata != nil {
			wikidata = *e.Wikidata
		}
		var id int64
		err := p.t.row(`INSERT INTO who (key, kind, name, country, code, wikidata, office, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET office = CASE WHEN excluded.office <> '' AND excluded.last_at >= who.last_at THEN excluded.office ELSE who.office END,
				name = CASE WHEN length(excluded.name) > length(who.name) THEN excluded.name ELSE who.name END,
				country = CASE WHEN who.country = '' THEN excluded.country ELSE who.country END RETURNING id`,
			key, string(e.Kind), e.Name, e.Country, e.Code, wikidata, office, p.at, p.at).Scan(&id)
		if err != nil {
			return err
		}
		p.ids[e.ID] = id
		p.mentions[id] += len(e.Mentions)
		if have, is := p.entities[id]; !is || len(e.Name) > len(have.Name) {
			e.Aliases = append(e.Aliases, have.Aliases...)
			p.entities[id] = e
		}
	}
	return nil
}

// facts adds what the record says of them.
func (p *whoPut) facts() error {
	for _, e := range p.rec.Entities {
		for i, o := range e.Offices {
			if err := p.fact(e.ID, whoFact{kind: "office", fact: fmt.Sprintf("%s.o%d", e.ID, i+1), label: o.Title, sentence: p.sentence(o.Span), words: o.Span}); err != nil {
				return err
			}
		}
	}
	for _, s := range p.rec.Statements {
		if s.Speaker == nil || len(s.Content) == 0 {
			continue
		}
		cue := ""
		if s.Cue != nil {
			cue = s.Cue.Span.Of(p.text)
		}
		if s.Audience != "" {
			cue += "\n" + s.Audience
		}
		p.statements[p.ids[*s.Speaker]]++
		if err := p.fact(*s.Speaker, whoFact{kind: "statement", fact: s.ID, class: string(s.Kind), label: cue, confidence: s.Confidence, sentence: s.Sentence, words: s.Content[0]}); err != nil {
			return err
		}
	}
	for _, c := range p.rec.Claims {
		for i, one := range c.Positions {
			if one.Actor == nil {
				continue
			}
			if err := p.fact(*one.Actor, whoFact{kind: "position", fact: fmt.Sprintf("%s.p%d", c.ID, i+1), class: one.Stance, label: c.Proposition, sentence: one.Sentence, words: within(c.Span, one.Sentence)}); err != nil {
				return err
			}
		}
	}
	return p.events()
}

func (p *whoPut) events() error {
	for _, v := range p.rec.Events {
		for _, a := range v.Actors {
			f := whoFact{kind: "actor", fact: v.ID, class: v.Type, label: v.Status, confidence: v.Confidence, sentence: v.Sentence, words: v.Trigger}
			if len(v.Recipients) > 0 {
				f.other = p.ids[v.Recipients[0]]
			}
			if err := p.fact(a, f); err != nil {
				return err
			}
		}
		for _, r := range v.Recipients {
			f := whoFact{kind: "recipient", fact: v.ID, class: v.Type, label: v.Status, confidence: v.Confidence, sentence: v.Sentence, words: v.Trigger}
			if len(v.Actors) > 0 {
				f.other = p.ids[v.Actors[0]]
			}
			if err := p.fact(r, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// within is the claim's words where they lie in the sentence, else the sentence.
func within(words, sentence span.Span) span.Span {
	if sentence.Contains(words) {
		return words
	}
	return sentence
}

// sentence is the sentence that s stands in, cut to the text; s itself where there is none.
func (p *whoPut) sentence(s span.Span) span.Span {
	for _, one := range p.rec.Report.Sentences {
		if one.Contains(s) {
			return one
		}
	}
	return s
}

type whoFact struct {
	kind, fact, class, label string
	other                    int64
	confidence               float64
	sentence, words          span.Span
}

func (p *whoPut) fact(entity string, f whoFact) error {
	id := p.ids[entity]
	if id == 0 || f.sentence.Check(p.text) != nil || f.words.Check(p.text) != nil {
		return nil
	}
	_, err := p.t.exec(`INSERT INTO who_fact (who_id, kind, at, report_id, reading_id, fact, live, class, label, other, confidence, sentence_start, sentence_end, start_byte, end_byte)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, id, f.kind, p.at, int64(p.report), p.reading, f.fact, p.live, f.class, f.label, nullID(f.other), nullZero(f.confidence),
		f.sentence.Start, f.sentence.End, f.words.Start, f.words.End)
	return err
}

// reports adds the row of each entry for this report, once however many entities of the record are one entry.
func (p *whoPut) reports() error {
	for id, e := range p.entities {
		aliases, err := json.Marshal(append([]string{}, e.Aliases...))
		if err != nil {
			return err
		}
		if _, err := p.t.exec(`INSERT INTO who_report (who_id, at, report_id, reading_id, live, mentions, statements, name, aliases) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, p.at, int64(p.report), p.reading, p.live, p.mentions[id], p.statements[id], e.Name, string(aliases)); err != nil {
			return err
		}
	}
	return nil
}
