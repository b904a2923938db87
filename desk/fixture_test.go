package desk

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// now is the time on the desk in the tests.
var now = time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)

// sample is one report of the fixture. In its paragraphs [[s1|words]] marks the words of a fact; the first letter of the id is its
// kind: s statement, c claim, v event, n name, p place, t date, w wording. Marks may stand in marks.
type sample struct {
	source               string
	at                   string // "23 09:36", a day and time of November 2026
	place, agency        string
	headline, standfirst string
	paragraphs           []string
	mend                 func(*record.Record)
}

// sources of the fixture, with the class of their owners.
var fixtureSources = []store.NewSource{
	{Name: "Meridian Press", URL: "https://meridian.example/feed.xml", SiteURL: "https://meridian.example/", Kind: store.FeedSource, Owner: owned(store.OwnerCommercial), Interval: 5 * time.Minute},
	{Name: "Castrel Wire", URL: "https://castrelwire.example/feed", Kind: store.FeedSource, Owner: owned(store.OwnerState), Interval: 5 * time.Minute},
	{Name: "Northlight News", URL: "https://northlight.example/rss.xml", Kind: store.FeedSource, Owner: owned(store.OwnerPublic), Interval: 10 * time.Minute},
	{Name: "Harbour Post", URL: "https://harbourpost.example/news-sitemap.xml", Kind: store.SitemapSource, Owner: owned(store.OwnerIndependent), Interval: 15 * time.Minute},
	{Name: "Union Voice", URL: "https://unionvoice.example/", Kind: store.PageSource, Owner: owned(store.OwnerParty), Interval: time.Hour},
	{Name: "Sael Bulletin", URL: "https://saelbulletin.example/feed", Kind: store.FeedSource, Interval: 15 * time.Minute},
}

func owned(c store.Owner) store.Ownership {
	return store.Ownership{Class: c, By: "A. Reader", Evidence: "The imprint says so (/about)."}
}

var mainSample = sample{source: "Meridian Press", at: "23 08:20", place: "Castrel", agency: "Meridian",
	headline: "Coast Guard denies firing on ferry as Dravik moves brigade to strait",
	paragraphs: []string{
		"CASTREL, November 23. /Meridian/. The Velmora [[n1|Coast Guard]] [[t1|on Monday]] [[c1|rejected claims that one of its cutters had fired on the passenger ferry Anselma]], as Ostrany [[v1|moved a patrol brigade]] to the shore opposite [[p1|Sael Island]].",
		"[[s1|“No shot was fired, neither at the Anselma nor over her,”]] [[n2|Commodore Pell Aster]], the service’s deputy commander, told reporters in [[p2|Castrel]]. He said the cutter Resolve had used its horn and lights, [[s2|“as the rules of the lane require.”]]",
		"Ostrany’s Harbour Minister, [[n3|Teodor Vask]], said earlier that [[c2|at least three rounds had struck the water within 40 metres of the ferry]] [[t2|on Saturday]], and called the inspections [[w1|“piracy with paperwork.”]]",
		"The ferry, with 212 people aboard, [[v2|turned back to [[p3|Port Arden]]]] shortly after 4 p.m. No one was hurt.",
		"In response, Dravik [[v3|sent the Fourth Patrol Brigade to [[p4|Hask]]]] [[t3|on Sunday]], by order of [[n4|Prime Minister Ljuba Kereny]]. The Harbour Ministry said the unit, of some 180 officers, [[s3|“would protect the landing and nothing more.”]]",
		"The Joint Observer Mission Merrin, which has had two boats in the lane since [[t4|November 16]], said it had seen [[c3|nine grain ships at anchor off [[p5|Cape Torr]]]]. The Port Arden Authority puts the number at eleven.",
		"Velmora closed the strait on November 13, a day after the power cable to Lissen was cut. It describes the closure as a [[w2|temporary inspection regime]]; Ostrany calls it an [[w3|illegal blockade]].",
		"Foreign Ministry spokeswoman [[n5|Maren Solde]] said the lane [[s4|“can reopen on Thursday”]] if the observers’ report is delivered by then. The [[w4|self-styled]] Harbour Committee of Sael said it had not been asked.",
	},
	mend: func(rec *record.Record) {
		text := func(s string) *string { return &s }
		for i := range rec.Statements {
			rec.Statements[i].Speaker, rec.Statements[i].Office, rec.Statements[i].Audience = text("n2"), "deputy commander, Velmora Coast Guard", "reporters"
			rec.Statements[i].Cue = &record.Cue{Span: find(rec.Report.Text, "told"), Lemma: "tell"}
		}
		rec.Statements[2].Speaker, rec.Statements[2].Office, rec.Statements[2].Confidence = nil, "", 0.41
		rec.Statements[2].Cue, rec.Statements[2].Audience, rec.Statements[2].Kind = &record.Cue{Span: find(rec.Report.Text, "said the unit"), Lemma: "say"}, "", record.Partial
		rec.Statements[3].Speaker, rec.Statements[3].Office, rec.Statements[3].Audience = text("n5"), "Foreign Ministry spokeswoman", ""
		rec.Claims[0].Proposition = "A cutter fired at the ferry Anselma"
		rec.Claims[0].Positions = []record.Position{{Actor: text("n1"), Stance: "denies", Statement: text("s1"), Sentence: rec.Report.Sentences[1]}}
		rec.Claims[2].Proposition = "Nine grain ships lie off Cape Torr"
		rec.Entities[0].Name, rec.Entities[0].Kind, rec.Entities[0].Country = "Velmora Coast Guard", record.Organisation, "VM"
		rec.Entities[0].Mentions = append(rec.Entities[0].Mentions, find(rec.Report.Text, "The Harbour Ministry"))
		rec.Events[1].Actors, rec.Events[1].Time = []string{"n1"}, &record.EventTime{Value: "2026-11-21", Precision: "day"}
		rec.Events[1].Type, rec.Events[1].Place, rec.Events[1].Status = "COERCE", &record.EventPlace{Entity: "p3", Precision: "city"}, "happened"
		rec.Events[2].Type, rec.Events[2].Mode = "MOBILIZE", "troops"
		rec.Links = []record.Link{{From: "v3", To: "v2", Kind: "response", Span: find(rec.Report.Text, "In response")}}
	}}

var fixtureSamples = []sample{
	mainSample,
	{source: "Northlight News", at: "23 09:36", place: "Cape Torr", headline: "Observers count nine grain ships at anchor off Cape Torr", standfirst: "The mission gave its first figure since Saturday; Port Arden says eleven.",
		paragraphs: []string{"[[s1|“We count what we see,”]] [[n1|Ilse Brandt]] said. [[c1|Nine ships]] [[v1|lay at anchor]]."}},
	{source: "Castrel Wire", at: "23 09:12", place: "Castrel", headline: "Solde: strait “can reopen on Thursday” once observers report", standfirst: "The Foreign Ministry tied the date to the mission’s findings.",
		paragraphs: []string{"[[s1|“The lane can reopen on Thursday,”]] [[n1|Maren Solde]] said. [[s2|“We wait for the report,”]] she said."}},
	{source: "Harbour Post", at: "23 07:44", place: "Lissen", headline: "Sael committee: nobody asked the islanders", standfirst: "Residents of Lissen have had power for six hours a day since the 12th, and the ferry timetable has been suspended until the lane is clear.",
		paragraphs: []string{"[[s1|“Nobody asked us,”]] [[n1|Ana Ferrel]] told the [[n2|Harbour Post]] in [[p1|Lissen]]. [[v1|The cable was cut]] [[t1|on November 12]]."}},
	{source: "Sael Bulletin", at: "23 07:30", headline: "Ferry timetable suspended", paragraphs: []string{"A notice at the landing gives no day."}},
	{source: "Union Voice", at: "22 16:40", place: "Orrel", headline: "Nine days, no trains, no answer", standfirst: "The union’s paper prints the offer in full, with notes in the margin.",
		paragraphs: []string{"The [[w1|so-called offer]] is a [[w2|shameless]] trick, [[s1|“and they know it,”]] [[n1|Berto Kall]] said."}},
	{source: "Meridian Press", at: "22 17:05", place: "Geneva", headline: "What the Arden Protocol says, and who signed it", standfirst: "Ostrany initialled the text in 1994 and never ratified it.",
		paragraphs: []string{"[[c1|Ostrany never ratified the protocol]], [[n1|Dora Lind]] wrote in [[t1|1994]]."}},
	{source: "Castrel Wire", at: "21 17:05", place: "Port Arden", headline: "Cutter Resolve escorts ferry back to Port Arden", standfirst: "No one was hurt, the Coast Guard said.",
		paragraphs: []string{"[[v1|The ferry turned back]] to [[p1|Port Arden]]. [[s1|No one was hurt]], the [[n1|Coast Guard]] said."}},
}

// hostile has markup, scripts, right-to-left names, controls and lengths in every field that a report has.
var hostile = sample{source: `<script>alert("source")</script>`, at: "23 06:00", place: `<img src=x onerror=alert(1)>`, agency: `"><svg onload=alert(2)>`,
	headline:   `</title></h1><script>alert("headline")</script> & "quotes" 'single' {{.}}`,
	standfirst: `<iframe src="javascript:alert(3)"></iframe> قال الوزير إن المضيق مغلق ` + strings.Repeat("ж", 1000),
	paragraphs: []string{
		`[[s1|“<b onmouseover=alert(4)>No</b> [[n1|وزير الخارجية محمد]] & more”]] said [[n2|` + strings.Repeat("Name", 250) + `]] in [[p1|<script src=//evil.example/x.js></script>]].`,
		`[[c1|</mark></p></article><h1>broken]] [[w1|javascript:alert(5)]] [[v1|--><!-- comment]] [[t1|<![CDATA[ x >]] ` + "\u202eright to left\u202c \u0000 end.",
	},
	mend: func(rec *record.Record) {
		evil := `"><script>alert("field")</script>`
		rec.Entities[0].Aliases, rec.Entities[0].Country, rec.Entities[0].Code = []string{evil}, evil, evil
		rec.Statements[0].Office, rec.Statements[0].Audience = evil, evil
		speaker, said := rec.Entities[0].ID, rec.Statements[0].ID
		rec.Claims[0].Proposition = evil
		rec.Claims[0].Positions = []record.Position{{Actor: &speaker, Stance: "denies", Statement: &said, Sentence: rec.Statements[0].Sentence}}
		rec.Events[0].Actors = []string{rec.Entities[1].ID}
		rec.Events[0].Type, rec.Events[0].Mode, rec.Events[0].CAMEO, rec.Events[0].Status = evil, evil, evil, evil
		rec.Times[0].Value, rec.Times[0].Type = evil, evil
		rec.Wording[0].Kind = evil
	}}

func find(text, words string) span.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic("the fixture has no words " + words)
	}
	return span.Span{Start: i, End: i + len(words)}
}

// unmark takes the marks out of marked and returns the words with the spans of each id, moved by at.
func unmark(marked string, at int, spans *[]named) string {
	var b strings.Builder
	type opened struct {
		id    string
		start int
	}
	var open []opened
	for marked != "" {
		i := strings.Index(marked, "[[")
		j := strings.Index(marked, "]]")
		switch {
		case i >= 0 && (j < 0 || i < j):
			b.WriteString(marked[:i])
			id, rest, _ := strings.Cut(marked[i+2:], "|")
			open = append(open, opened{id, b.Len()})
			marked = rest
		case j >= 0 && len(open) > 0:
			b.WriteString(marked[:j])
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if b.Len() > last.start {
				*spans = append(*spans, named{last.id, span.Span{Start: at + last.start, End: at + b.Len()}})
			}
			marked = marked[j+2:]
		default:
			b.WriteString(marked)
			marked = ""
		}
	}
	return b.String()
}

type named struct {
	id   string
	span span.Span
}

// build makes the report and the record of a sample.
func (s sample) build() (report.Report, record.Record) {
	var text strings.Builder
	var rec record.Record
	var spans []named
	paragraph := func(marked string) span.Span {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		start := text.Len()
		text.WriteString(strings.ToValidUTF8(strings.ReplaceAll(unmark(marked, start, &spans), "\x00", ""), ""))
		p := span.Span{Start: start, End: text.Len()}
		rec.Report.Paragraphs = append(rec.Report.Paragraphs, p)
		rec.Report.Sentences = append(rec.Report.Sentences, p)
		return p
	}
	r := report.Report{Language: "en", Published: at(s.at), PublishedFrom: "feed", Source: s.source, URL: "https://meridian.example/" + strings.ReplaceAll(s.at, " ", "/")}
	if s.headline != "" {
		h := paragraph(s.headline)
		r.Headline, rec.Report.Headline = &h, &h
	}
	if s.standfirst != "" {
		p := paragraph(s.standfirst)
		r.Standfirst, rec.Report.Standfirst = &p, &p
	}
	for _, p := range s.paragraphs {
		paragraph(p)
	}
	r.Text = text.String()
	rec.Report.Text = r.Text
	r.ID, r.Paragraphs = "sha256:"+gather.Sum([]byte(r.Text)), rec.Report.Paragraphs
	for _, n := range spans {
		addFact(&rec, n)
	}
	for i := range rec.Statements {
		if len(rec.Entities) > 0 {
			rec.Statements[i].Speaker = &rec.Entities[0].ID
		}
	}
	if s.place != "" {
		s.dateline(&r, &rec)
	}
	rec.Schema, rec.Report.ID, rec.Report.Source, rec.Report.Language = record.Schema, r.ID, s.source, "en"
	if s.mend != nil {
		s.mend(&rec)
	}
	return r, rec
}

func (s sample) dateline(r *report.Report, rec *record.Record) {
	opening := s.place
	if i := strings.Index(r.Text, "/. "); i > 0 {
		opening = r.Text[strings.LastIndex(r.Text[:i], "\n")+1 : i+2]
	}
	r.Dateline = &report.Dateline{Place: s.place, Agency: s.agency, Date: "2026-11-23", YearFrom: "weekday"}
	if strings.Contains(r.Text, opening) {
		sp := find(r.Text, opening)
		r.Dateline.Span = sp
		date, id := "2026-11-23", "dateline-place"
		rec.Report.Dateline = &record.Dateline{Span: sp, Date: &date, Place: &id, Agency: s.agency, YearFrom: "weekday"}
		rec.Entities = append(rec.Entities, record.Entity{ID: id, Kind: record.Place, Name: s.place, Mentions: []span.Span{sp}})
	}
}

func addFact(rec *record.Record, n named) {
	sentence := n.span
	for _, s := range rec.Report.Sentences {
		if s.Contains(n.span) {
			sentence = s
		}
	}
	switch n.id[0] {
	case 's':
		rec.Statements = append(rec.Statements, record.Statement{ID: n.id, Kind: record.Direct, Content: []span.Span{n.span}, Sentence: sentence, Confidence: 0.97})
	case 'c':
		rec.Claims = append(rec.Claims, record.Claim{ID: n.id, Proposition: n.span.Of(rec.Report.Text), Span: n.span})
	case 'v':
		rec.Events = append(rec.Events, record.Event{ID: n.id, Sentence: sentence, Trigger: n.span, Type: "CONSULT", Status: "happened", Voice: "own", Confidence: 0.9})
	case 'n':
		rec.Entities = append(rec.Entities, record.Entity{ID: n.id, Kind: record.Person, Name: n.span.Of(rec.Report.Text), Mentions: []span.Span{n.span}})
	case 'p':
		rec.Entities = append(rec.Entities, record.Entity{ID: n.id, Kind: record.Place, Name: n.span.Of(rec.Report.Text), Mentions: []span.Span{n.span}, Precision: "city"})
	case 't':
		rec.Times = append(rec.Times, record.Time{Span: n.span, Type: "DATE", Value: "2026-11-23", Precision: "day"})
	case 'w':
		rec.Wording = append(rec.Wording, record.Wording{Span: n.span, Kind: "label", Voice: "own"})
	}
}

func at(s string) time.Time {
	t, err := time.Parse("2006-01 2 15:04", "2026-11 "+s)
	if err != nil {
		panic(err)
	}
	return t
}

// newStore opens a store in a folder of the test's own.
func newStore(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), t.TempDir(), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fill puts samples into the store and returns their ids in the same order.
func fill(t testing.TB, s *store.Store, samples []sample) []store.ReportID {
	t.Helper()
	ctx := context.Background()
	ids := map[string]store.SourceID{}
	for _, n := range fixtureSources {
		id, _, err := s.AddSource(ctx, n)
		if err != nil {
			t.Fatal(err)
		}
		ids[n.Name] = id
	}
	var all []store.ReportID
	for i, one := range samples {
		source, known := ids[one.source]
		if !known {
			id, _, err := s.AddSource(ctx, store.NewSource{Name: one.source, URL: fmt.Sprintf("https://source%d.example/?a=<b>&c=%q", i, "x"), Kind: store.FeedSource})
			if err != nil {
				t.Fatal(err)
			}
			source, ids[one.source] = id, id
		}
		r, rec := one.build()
		body := []byte("<html><script>alert(1)</script>" + r.Text)
		fetch, err := s.KeepDocument(ctx, gather.Document{URL: fmt.Sprintf("https://meridian.example/%d", i), MediaType: "text/html", Charset: "utf-8", Bytes: body, SHA256: gather.Sum(body),
			Fetched: at(one.at).Add(time.Minute), Header: http.Header{"Content-Type": {"text/html"}, "X-Evil": {`"><script>alert("header")</script>`}}, Told: gather.Told{Outlet: one.source, Title: one.headline}}, source)
		if err != nil {
			t.Fatal(err)
		}
		r.Document = gather.Sum(body)
		id, _, err := s.PutReport(ctx, store.Put{Fetch: fetch, Report: r, Record: rec})
		if err != nil {
			t.Fatalf("sample %q: %v", one.headline, err)
		}
		all = append(all, id)
	}
	return all
}

// trouble makes three sources of the fixture fail, each in its own way, and sets a document aside.
func trouble(t testing.TB, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	rows, err := s.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tries := map[string]store.Try{
		"Meridian Press":  {Result: store.ResultRead},
		"Northlight News": {Result: store.ResultRead},
		"Union Voice":     {Result: store.ResultRead},
		"Castrel Wire":    {Result: store.ResultRefused, Reason: "It answers “403 Forbidden” to every request."},
		"Sael Bulletin":   {Result: store.ResultQuiet, Reason: "Nothing is new since 09:01 yesterday."},
		"Harbour Post":    {Result: store.ResultPart, Reason: "38 of 40 entries were read. The feed breaks off at line 212: an “&” stands alone in a link."},
	}
	err = s.Write(ctx, func(tx *store.Tx) error {
		for _, row := range rows {
			if y, is := tries[row.Name]; is {
				y.Source, y.NextDue = row.ID, now.Add(4*time.Minute)
				if err := tx.NoteTry(y); err != nil {
					return err
				}
			}
		}
		return tx.SetAside(store.Failure{Source: rows[0].ID, Step: store.ReadStep, Address: "https://castrelwire.example/a<b>.pdf", Reason: "The document is a PDF, which is not read yet. Give its text.", Detail: "application/pdf", Attempts: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// newDesk makes a desk over s that only shows.
func newDesk(t testing.TB, s *store.Store, change func(*Options)) http.Handler {
	t.Helper()
	o := Options{Store: s, Now: func() time.Time { return now }, Zone: time.UTC, Version: "test", LoadSample: func(context.Context) error { return nil }}
	if change != nil {
		change(&o)
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func decision(id store.ReportID, fact, verdict string) store.Decision {
	return store.Decision{Report: id, Fact: fact, Verdict: store.Verdict(verdict), Who: "desk"}
}
