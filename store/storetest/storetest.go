// Package storetest fills stores with an invented strait's news, for benchmarks of lists, charts and search. It is in no program.
//
// Fill goes the whole way of PutReport, so that every table has its rows. FillBulk writes what search and charts read with plain
// statements, many times faster, for stores of a million reports.
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// Now is the time of the newest report.
var Now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

var (
	first   = []string{"Ilja", "Maren", "Teodor", "Pell", "Orsolt", "Ana", "Berto", "Dora", "Ilse", "Ljuba", "Kaspar", "Nadia", "Oskar", "Petra", "Rasmus", "Sanna"}
	last    = []string{"Caplin", "Solde", "Vask", "Aster", "Bray", "Ferrel", "Kall", "Lind", "Brandt", "Kereny", "Holme", "Morrel", "Tarn", "Ustin", "Varga", "Weil"}
	places  = []string{"Port Arden", "Castrel", "Lissen", "Hask", "Dravik", "Orrel", "Cape Torr", "Sael Island", "Velm", "Ostra", "Tessel", "Merrin"}
	acts    = []struct{ verb, typ, mode string }{{"closed", "COERCE", "restrict"}, {"detained", "COERCE", "arrest"}, {"accused", "ACCUSE", "allege"}, {"met", "CONSULT", "meet"}, {"attacked", "ASSAULT", "attack"}, {"helped", "AID", "relief"}, {"rejected", "REJECT", ""}, {"deployed", "MOBILIZE", "troops"}}
	things  = []string{"the strait", "the ferry", "the lane", "the harbour", "the brigade", "the protocol", "the cable", "the landing"}
	stances = []string{"asserts", "denies", "questions", "supports"}
)

// Report makes the n-th invented report with its record: about fifty words and, with its mentions, about ten facts for each of its parts.
func Report(n, parts int) (gather.Document, report.Report, record.Record) {
	w := &writer{n: n}
	place := places[n%len(places)]
	w.put(fmt.Sprintf("Report %d from %s on %s", n, place, things[n%len(things)]))
	w.rec.Report.Headline = &span.Span{Start: 0, End: len(w.text)}
	w.rec.Report.Sentences = append(w.rec.Report.Sentences, *w.rec.Report.Headline)
	w.put("\n\n")
	at := Now.Add(-time.Duration(n) * 7 * time.Minute)
	for k := range parts {
		w.part(k, at)
	}
	text := w.text
	id := "sha256:" + gather.Sum([]byte(text))
	body := []byte(text)
	doc := gather.Document{URL: fmt.Sprintf("https://strait.example/%d", n), MediaType: "text/plain", Bytes: body, SHA256: gather.Sum(body), Fetched: at.Add(time.Minute)}
	paragraphs := []span.Span{*w.rec.Report.Headline, {Start: w.rec.Report.Headline.End + 2, End: len(text)}}
	r := report.Report{ID: id, Document: doc.SHA256, URL: doc.URL, Language: "en", Published: at, Text: text, Headline: w.rec.Report.Headline, Paragraphs: paragraphs}
	w.rec.Schema, w.rec.Report.ID, w.rec.Report.Text, w.rec.Report.Language, w.rec.Report.Paragraphs = record.Schema, id, text, "en", paragraphs
	return doc, r, w.rec
}

type writer struct {
	n    int
	text string
	rec  record.Record
}

func (w *writer) put(s string) span.Span {
	at := span.Span{Start: len(w.text), End: len(w.text) + len(s)}
	w.text += s
	return at
}

// part writes one statement with its claim and one event, with the people and places in them.
func (w *writer) part(k int, at time.Time) {
	i := w.n*7 + k*13
	speaker, place, act := first[i%16]+" "+last[i/3%16], places[i/5%len(places)], acts[i%len(acts)]
	thing := things[i/7%len(things)]
	start := len(w.text)
	quote := w.put(fmt.Sprintf("“Lane %d of %s stays shut after the shots near the ferry,”", w.n*3+k, thing))
	w.put(" ")
	who := w.put(speaker)
	w.put(" ")
	cue := w.put("told")
	w.put(" reporters.")
	sentence := span.Span{Start: start, End: len(w.text)}
	e, p, s := fmt.Sprint("e", 3*k+1), fmt.Sprint("e", 3*k+2), fmt.Sprint("s", k+1)
	w.rec.Statements = append(w.rec.Statements, record.Statement{ID: s, Kind: record.Direct, Speaker: &e, SpeakerSpan: &who, Cue: &record.Cue{Span: cue, Lemma: "tell"}, Content: []span.Span{quote}, Sentence: sentence, Confidence: .9})
	w.rec.Claims = append(w.rec.Claims, record.Claim{ID: fmt.Sprint("c", k+1), Proposition: "Shots fell near " + thing, Span: quote, Positions: []record.Position{{Actor: &e, Stance: stances[i%4], Statement: &s, Sentence: sentence}}})
	w.put(" ")
	start = len(w.text)
	state := w.put([]string{"Velmora", "Ostrany"}[i%2])
	w.put(" ")
	trigger := w.put(act.verb)
	w.put(" " + thing + " in ")
	where := w.put(place)
	day := at.AddDate(0, 0, -i%3)
	w.put(" on ")
	when := w.put(day.Format("2 January"))
	w.put(fmt.Sprintf(", case %d.", w.n*parts0+k))
	sentence2 := span.Span{Start: start, End: len(w.text)}
	w.put(" ")
	v := fmt.Sprint("e", 3*k+3)
	lat, lon := 42.0+float64(i/5%len(places))*.37, 19.0+float64(i/5%len(places))*.61
	w.rec.Entities = append(w.rec.Entities, record.Entity{ID: e, Kind: record.Person, Name: speaker, Mentions: []span.Span{who}},
		record.Entity{ID: p, Kind: record.Place, Name: place, Lat: &lat, Lon: &lon, Precision: "city", Mentions: []span.Span{where}},
		record.Entity{ID: v, Kind: record.Country, Name: []string{"Velmora", "Ostrany"}[i%2], Mentions: []span.Span{state}})
	w.rec.Events = append(w.rec.Events, record.Event{ID: fmt.Sprint("v", k+1), Sentence: sentence2, Trigger: trigger, Type: act.typ, Mode: act.mode, Actors: []string{v}, Status: "happened", Voice: "own", Confidence: .8,
		Time: &record.EventTime{Value: day.Format(time.DateOnly), Precision: "day", Span: &when}, Place: &record.EventPlace{Entity: p, Precision: "city"}})
	w.rec.Report.Sentences = append(w.rec.Report.Sentences, sentence, sentence2)
}

const parts0 = 4

// Sources adds the outlets of the invented strait.
func Sources(ctx context.Context, s *store.Store) ([]store.SourceID, error) {
	var all []store.SourceID
	for i := range 30 {
		id, _, err := s.AddSource(ctx, store.NewSource{Name: fmt.Sprint("Outlet ", i), URL: fmt.Sprintf("https://o%d.example/feed", i), Kind: store.FeedSource,
			Owner: store.Ownership{Class: store.Owners[i%len(store.Owners)], By: "bench", Evidence: "the imprint"}})
		if err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, nil
}

// Fill keeps n reports of so many parts each, with PutReport. 100,000 reports of one part have about 1,200,000 facts.
func Fill(ctx context.Context, s *store.Store, n, parts int) error {
	sources, err := Sources(ctx, s)
	if err != nil {
		return err
	}
	for from := 0; from < n; from += 1000 {
		err := s.Write(ctx, func(t *store.Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				doc, r, rec := Report(i, parts)
				fetch, err := t.KeepDocument(doc, sources[i*31%len(sources)])
				if err != nil {
					return err
				}
				if _, _, err := t.PutReport(store.Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("fill the store from report %d: %w", from, err)
		}
	}
	return nil
}

// FillBulk writes n reports with one statement and one event each: the texts, the stream, and the entries with their names, but neither
// documents nor fact rows. Only search, events, timeline and map can be asked of such a store.
func FillBulk(ctx context.Context, s *store.Store, n int) error {
	sources, err := Sources(ctx, s)
	if err != nil {
		return err
	}
	seed, r0, rec0 := Report(0, 1) // one report the whole way, so that names, document, item and reading are there to point at
	fetch, err := s.KeepDocument(ctx, seed, sources[0])
	if err != nil {
		return err
	}
	if _, _, err := s.PutReport(ctx, store.Put{Fetch: fetch, Report: r0, Record: rec0}); err != nil {
		return err
	}
	if _, err := s.Writer().ExecContext(ctx, `PRAGMA cache_size = -400000`); err != nil {
		return err
	}
	names := map[string]int64{}
	for from := 1; from < n; from += 5000 {
		err := s.Write(ctx, func(t *store.Tx) error {
			b := &bulk{ctx: ctx, tx: t, names: names, prepared: map[string]*sql.Stmt{}}
			for i := from; i < min(from+5000, n); i++ {
				if err := b.report(i, sources[i*31%len(sources)]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("fill the store from report %d: %w", from, err)
		}
	}
	return nil
}

type bulk struct {
	ctx      context.Context
	tx       *store.Tx
	names    map[string]int64
	prepared map[string]*sql.Stmt // they end with the transaction
}

func (b *bulk) exec(query string, args ...any) error {
	st := b.prepared[query]
	if st == nil {
		var err error
		if st, err = b.tx.SQL().PrepareContext(b.ctx, query); err != nil {
			return err
		}
		b.prepared[query] = st
	}
	_, err := st.ExecContext(b.ctx, args...)
	return err
}

func (b *bulk) report(n int, source store.SourceID) error {
	_, r, rec := Report(n, 1)
	at, id := r.Published.UnixMicro(), n+1
	now := b.tx.Now().UnixMicro()
	head, _, _ := strings.Cut(r.Text, "\n")
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO item (id, source_id, key, listed_at) VALUES (?, ?, ?, ?)`, []any{id, int64(source), r.URL, now}},
		{`INSERT INTO text (id, sha256, headline, text) VALUES (?, ?, ?, ?)`, []any{id, strings.TrimPrefix(r.ID, "sha256:"), head, r.Text}},
		{`INSERT INTO report (id, item_id, version, text_id, document_id, fetched_at, recorded_at, meta) VALUES (?, ?, 1, ?, 1, ?, ?, x'')`, []any{id, id, id, at, now}},
		{`INSERT INTO stream (report_id, at, published, source_id, text_id, outlet, language, place, headline, lead, version, current, statements, claims, events, names, places, dates, wording)
			VALUES (?, ?, ?, ?, ?, ?, 'en', ?, ?, '', 1, 1, 1, 1, 1, 1, 1, 1, 0)`, []any{id, at, at, int64(source), id, fmt.Sprint("Outlet ", n*31%30), places[n%len(places)], head}},
	} {
		if err := b.exec(q.sql, q.args...); err != nil {
			return err
		}
	}
	return b.entries(id, now, &rec)
}

func (b *bulk) entries(report int, now int64, rec *record.Record) error {
	s, v := rec.Statements[0], rec.Events[0]
	day, _, _, _ := store.Interval(v.Time.Value)
	for k, e := range []struct {
		kind              int
		fact              string
		at, mark          span.Span
		class, mode, said string
		quad              int
		status, voice     string
		from              any
		to                any
		names             []string
	}{{1, "x1", s.Sentence, s.Content[0], "direct", "", s.Content[0].Of(rec.Report.Text), 0, "", "said", nil, nil, []string{"1person:" + rec.Entities[0].Name}},
		{3, "x2", v.Sentence, v.Trigger, v.Type, v.Mode, v.Trigger.Of(rec.Report.Text), 4, v.Status, v.Voice, day.Unix() / 60, day.Unix()/60 + 24*60, []string{"1country:" + rec.Entities[2].Name, "3place:" + rec.Entities[1].Name}}} {
		id := report*2 + k + 10
		if err := b.exec(`INSERT INTO entry (id, reading_id, report_id, fact, kind, start_byte, end_byte, mark_start, mark_end, same, from_min, to_min, exact, class, mode, quad, status, voice, confidence, label, detail, known_from)
			VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'day', ?, ?, ?, ?, ?, 0.9, '', '{}', ?)`, id, report, e.fact, e.kind, e.at.Start, e.at.End, e.mark.Start, e.mark.End, id, e.from, e.to, e.class, e.mode, e.quad, e.status, e.voice, now); err != nil {
			return err
		}
		var words []string
		for i, n := range e.names {
			name, err := b.name(n[1:], rec)
			if err != nil {
				return err
			}
			_, plain, _ := strings.Cut(n, ":")
			words = append(words, plain)
			if err := b.exec(`INSERT INTO entry_name (entry_id, n, role, name_id) VALUES (?, ?, ?, ?)`, id, i, int(n[0]-'0'), name); err != nil {
				return err
			}
		}
		if err := b.exec(`INSERT INTO entry_fts (rowid, sentence, said, names) VALUES (?, ?, ?, ?)`, id, e.at.Of(rec.Report.Text), e.said, strings.Join(words, " · ")); err != nil {
			return err
		}
	}
	return nil
}

// name finds or makes a name by "kind:name".
func (b *bulk) name(key string, rec *record.Record) (int64, error) {
	kind, name, _ := strings.Cut(key, ":")
	folded := kind + ":" + store.Folded(name)
	if id := b.names[folded]; id != 0 {
		return id, nil
	}
	var lat, lon any
	for _, e := range rec.Entities {
		if e.Name == name && e.Lat != nil {
			lat, lon = *e.Lat, *e.Lon
		}
	}
	if err := b.exec(`INSERT OR IGNORE INTO name (key, kind, name, lat, lon, precision) VALUES (?, ?, ?, ?, ?, 'city')`, folded, kind, name, lat, lon); err != nil {
		return 0, err
	}
	var id int64
	if err := b.tx.SQL().QueryRowContext(b.ctx, `SELECT id FROM name WHERE key = ?`, folded).Scan(&id); err != nil {
		return 0, err
	}
	b.names[folded] = id
	return id, b.exec(`INSERT INTO alias (name_id, alias) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM alias WHERE name_id = ?1)`, id, name)
}
