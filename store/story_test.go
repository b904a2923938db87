package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

const ferry = `Coast guard denies firing on ferry

The coast guard of Velmora did not fire on the ferry Anselma, its commander said in Castrel on Monday. “No shot was fired from the Resolve that evening, and no order to fire was given,” Commodore Pell Aster told reporters.

The ferry turned back to Port Arden on Saturday with 212 people aboard. Passengers spoke of three cracks after a cutter crossed the bow of the ship.

The observers of the strait said that they had no finding yet. Their second boat was four miles off when the ferry turned.`

const grain = `Grain fee to rise in January

The fee on grain that passes the harbour of Castrel will rise by a tenth in January, the harbour office said. Ships that wait longer than two days will pay for the berth.

Traders in Rotterdam called the fee a tax on bread. The union of dockers announced a strike for 12 December, and said that the money would not reach the quays.`

// storyBench is a store with sources, into which reports are put as the rooms would.
type storyBench struct {
	*testing.T
	s       *Store
	sources map[string]SourceID
	n       int
}

func newStoryBench(t *testing.T) *storyBench {
	t.Helper()
	return &storyBench{T: t, s: open(t, t.TempDir()), sources: map[string]SourceID{}}
}

var storyDay = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)

// put keeps a report of an outlet, published hour hours after storyDay, and sets it among the others.
func (b *storyBench) put(outlet, path, text string, hour int) ReportID {
	b.Helper()
	site := "https://" + strings.ToLower(strings.ReplaceAll(outlet, " ", "")) + ".example/"
	if b.sources[outlet] == 0 {
		id, _, err := b.s.AddSource(b.Context(), NewSource{Name: outlet, URL: site, SiteURL: site, Kind: PageSource, Paused: true})
		if err != nil {
			b.Fatal(err)
		}
		b.sources[outlet] = id
	}
	b.n++
	at := storyDay.Add(time.Duration(hour) * time.Hour)
	doc := gather.Document{URL: site + path, MediaType: "text/plain", Bytes: []byte(text), SHA256: gather.Sum([]byte(text)), Fetched: at.Add(time.Duration(b.n) * time.Second)}
	rec := recordFrom(text)
	r := report.Report{ID: "sha256:" + doc.SHA256, Document: doc.SHA256, URL: doc.URL, Source: outlet, Language: "en", Published: at, Text: text,
		Headline: rec.Report.Headline, Paragraphs: rec.Report.Paragraphs}
	fetch, err := b.s.KeepDocument(b.Context(), doc, b.sources[outlet])
	if err != nil {
		b.Fatal(err)
	}
	id, _, err := b.s.PutReport(b.Context(), Put{Fetch: fetch, Report: r, Record: rec})
	if err != nil {
		b.Fatal(err)
	}
	b.place(id)
	return id
}

// place sets a kept report among the others, as package work does, without weights.
func (b *storyBench) place(id ReportID) {
	b.Helper()
	r, err := b.s.Report(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	p := StoryPut{Report: id, Record: r.Record, Body: story.BodyOf(r.Record), Quotes: story.Quotations(r.Record), Features: story.FeaturesOf(r.Record, nil),
		Publisher: story.PublisherOf(nil, r.Report.Source, r.Report.URL)}
	if o, ok := story.CreditOf(r.Record.Report, p.Publisher, nil); ok {
		p.Credit = o
	}
	if err := b.s.Write(b.Context(), func(t *Tx) error { return t.PlaceReport(p) }); err != nil {
		b.Fatal(err)
	}
}

func (b *storyBench) story(id ReportID) story.Story {
	b.Helper()
	of, err := b.s.StoryOf(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	y, err := b.s.Story(b.Context(), of)
	if err != nil {
		b.Fatal(err)
	}
	return y
}

func (b *storyBench) member(id ReportID) story.Member {
	b.Helper()
	m, err := b.s.Member(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// recordFrom is a record of a text: the first paragraph is its headline, each sentence tells an event, and what stands in curly quotation marks is
// said by Pell Aster. A dateline is what ends in "/.".
func recordFrom(text string) record.Record {
	rec := record.Record{Schema: record.Schema, Report: record.Report{ID: "sha256:" + gather.Sum([]byte(text)), Text: text, Language: "en"}}
	at := 0
	for p := range strings.SplitSeq(text, "\n\n") {
		s := span.Span{Start: at, End: at + len(p)}
		rec.Report.Paragraphs = append(rec.Report.Paragraphs, s)
		at = s.End + 2
		from := s.Start
		for i := s.Start; i < s.End; i++ {
			if i+1 == s.End || text[i] == '.' && text[i+1] == ' ' && text[i-1] != '/' {
				rec.Report.Sentences = append(rec.Report.Sentences, span.Span{Start: from, End: i + 1})
				from = i + 2
			}
		}
	}
	rec.Report.Headline = &rec.Report.Paragraphs[0]
	if i := strings.Index(text, "/. "); i > 0 {
		start := strings.LastIndex(text[:i], "\n") + 1
		rec.Report.Dateline = &record.Dateline{Span: span.Span{Start: start, End: i + 2}, Agency: text[strings.LastIndex(text[:i], "/")+1 : i]}
	}
	for i, s := range rec.Report.Sentences {
		first, _, _ := strings.Cut(s.Of(text), " ")
		rec.Events = append(rec.Events, record.Event{ID: fmt.Sprint("v", i+1), Sentence: s, Trigger: span.Span{Start: s.Start, End: s.Start + len(first)}, Type: "CONSULT", Status: "happened", Voice: "own", Confidence: 0.9})
	}
	if a := strings.Index(text, "“"); a > 0 {
		who := "e1"
		c := span.Span{Start: a + len("“"), End: strings.Index(text, "”")}
		rec.Entities = []record.Entity{{ID: "e1", Kind: record.Person, Name: "Pell Aster", Mentions: []span.Span{c}}}
		rec.Statements = []record.Statement{{ID: "s1", Kind: record.Direct, Speaker: &who, Content: []span.Span{c}, Sentence: c, Confidence: 0.9}}
	}
	return rec
}

func TestStoryCarriers(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	cut, _, _ := strings.Cut(ferry, "\n\nThe observers")
	second := b.put("Northlight News", "1", strings.Replace(cut, "Coast guard denies firing on ferry", "No shot was fired, commodore says", 1), 2)
	other := b.put("Harbour Post", "1", grain, 3)
	third := b.put("Union Voice", "1", ferry+"\n\nThe union of dockers said that it believed the passengers.", 4)
	first := b.put("Meridian Press", "1", ferry, 1) // read last, published first
	for id, head := range map[ReportID]ReportID{first: 0, second: first, third: first, other: 0} {
		got := ReportID(0)
		if c := b.member(id).Copy; c != nil {
			got = ReportID(c.Head)
		}
		if got != head {
			t.Errorf("report %d carries the words of %d, want %d", id, got, head)
		}
	}
	all, err := b.s.Carriers(t.Context(), second, 0)
	if err != nil || len(all) != 3 || ReportID(all[0].Report) != first || ReportID(all[1].Report) != second || all[0].Carriers != 2 {
		t.Errorf("carriers: %+v, %v", all, err)
	}
	if c := b.member(second).Copy; c.Cut < 15 || c.Added != 0 || c.Kept > 0.85 {
		t.Errorf("the cut report: %+v", c)
	}
	y := b.story(first)
	if y.Reports != 3 || y.Own != 1 || y.Origins != 1 || y.Outlets != 3 || y.Headline != "Coast guard denies firing on ferry" || !y.First.Equal(storyDay.Add(time.Hour)) {
		t.Errorf("the story: %+v", y)
	}
	var hollow int
	if err := b.s.read.QueryRow(`SELECT count(*) FROM story y WHERE y.merged_into IS NULL AND y.reports <> (SELECT count(*) FROM story_member m WHERE m.story_id = y.id)`).Scan(&hollow); err != nil || hollow != 0 {
		t.Errorf("%d stories count reports that are not in them; %v", hollow, err)
	}
	folds, err := b.s.Folds(t.Context(), second, other)
	if err != nil || folds[second].Head != first || folds[second].Carriers != 2 || folds[other].Head != other || folds[other].Carriers != 0 {
		t.Errorf("folds: %+v, %v", folds, err)
	}
	page, err := b.s.Stream(t.Context(), StreamQuery{Folded: true})
	if err != nil || len(page.Rows) != 2 {
		t.Errorf("the folded stream has %d rows, want 2; %v", len(page.Rows), err)
	}
	if o := b.member(third).Origin; o.Key != "outlet:meridianpress" || o.Why != story.Copied || ReportID(o.From) != first {
		t.Errorf("origin of the third: %+v", o)
	}
}

func TestStoryCredit(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	wired := strings.Replace(ferry, "The coast guard", "PORT ARDEN, November 20. /Castrel Wire/. The coast guard", 1)
	head := b.put("Northlight News", "1", ferry, 1)
	b.put("Union Voice", "1", ferry, 2)
	carrier := b.put("Harbour Post", "1", wired, 3) // only this one says whose words they are
	agency := b.put("Castrel Wire", "9", grain, 9)
	for _, id := range []ReportID{head, carrier} {
		if o := b.member(id).Origin; o.Key != b.member(agency).Origin.Key {
			t.Errorf("origin of report %d: %+v, want the agency %s", id, o, b.member(agency).Origin.Key)
		}
	}
	if y := b.story(head); y.Origins != 1 || y.Reports != 3 {
		t.Errorf("the story: %+v", y)
	}
}

func TestStorySameQuotation(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	quote := "“No shot was fired from the Resolve that evening, and no order to fire was given,”"
	a := b.put("Meridian Press", "1", "Commodore speaks of the ferry Anselma\n\nThe head of the coast guard met reporters in Castrel on Friday morning. "+quote+" he said of the ferry.", 1)
	c := b.put("Harbour Post", "1", "What the commodore said\n\nIn Castrel on Friday the coast guard gave its view about the Anselma for the first time: "+quote+" were the words.", 2)
	if o, p := b.member(a).Origin, b.member(c).Origin; o.Key != "words:pellaster" || o != (story.Origin{Key: o.Key, Name: "the words of Pell Aster", Why: story.Quoted, From: int64(c), Span: o.Span}) || p.Key != o.Key {
		t.Errorf("origins: %+v and %+v", o, p)
	}
}

// TestStoryFlood: many copies are one head with many carriers, and leave no more to search than one.
func TestStoryFlood(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	const n = 120
	var ids []ReportID
	for i := range n {
		ids = append(ids, b.put(fmt.Sprint("Copyist ", i%40), fmt.Sprint(i), fmt.Sprintf("%s\n\nRead at terminal %d.", ferry, i), n-i)) // each earlier than the one before
	}
	y := b.story(ids[0])
	if y.Reports != n || y.Own != 1 || y.Outlets != 40 {
		t.Errorf("the story: %+v", y)
	}
	var items int
	if err := b.s.read.QueryRow(`SELECT count(DISTINCT item_id) FROM story_band`).Scan(&items); err != nil || items > swapAtMost+4 {
		t.Errorf("%d items stand in the bands; %v", items, err)
	}
	var first time.Time
	for _, m := range y.Members {
		if first.IsZero() {
			first = m.At
		}
		if m.At.Before(first) {
			t.Fatal("the members do not stand in order of time")
		}
	}
}

func TestStoryVersions(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	one := b.put("Meridian Press", "1", ferry, 1)
	two := b.put("Meridian Press", "1", strings.Replace(ferry, "212", "208", 1)+"\n\nAn earlier version of this article misstated the number of people aboard.", 1)
	if m := b.member(two); m.Version != 2 {
		t.Errorf("the second version: %+v", m)
	}
	if _, err := b.s.Member(t.Context(), one); !errors.Is(err, ErrNotFound) {
		t.Errorf("the first version still stands in its story: %v", err)
	}
	changes, err := b.s.ChangesOf(t.Context(), one)
	if err != nil || len(changes) != 1 || changes[0].Kind != story.Correction || ReportID(changes[0].From) != one || ReportID(changes[0].To) != two {
		t.Fatalf("changes: %+v, %v", changes, err)
	}
	if text, err := b.s.TextOf(t.Context(), two); err != nil || changes[0].Note.Of(text) != "An earlier version of this article misstated the number of people aboard." {
		t.Errorf("the note stands on other words; %v", err)
	}
	notices, err := b.s.Notices(t.Context(), one)
	if err != nil || len(notices) == 0 {
		t.Fatalf("notices: %+v, %v", notices, err)
	}
	for fact, all := range notices {
		if was := all[0].Was.Of(ferry); !strings.Contains(was, "212") || all[0].Touch.Kind != story.Reworded {
			t.Errorf("%s was touched, in %q", fact, was)
		}
	}
	b.place(two) // again: nothing is doubled
	if again, err := b.s.ChangesOf(t.Context(), two); err != nil || len(again) != 1 {
		t.Errorf("set a second time: %+v, %v", again, err)
	}
	if y := b.story(two); y.Revised != 1 || y.Reports != 1 {
		t.Errorf("the story: %+v", y)
	}
}

func TestStoryWithdrawn(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	b.put("Union Voice", "0", grain, 0)
	wrong := b.put("Union Voice", "1", ferry, 1)
	kill := b.put("Union Voice", "2", "Withdrawn: our report on the ferry\n\nUnion Voice withdraws in full its report of Friday under the headline “Coast Guard Denies Firing on Ferry”.\n\nThe editors apologise to readers.", 5)
	changes, err := b.s.ChangesOf(t.Context(), wrong)
	if err != nil || len(changes) != 1 || changes[0].Kind != story.Retraction || ReportID(changes[0].To) != kill {
		t.Fatalf("changes: %+v, %v", changes, err)
	}
	notices, err := b.s.Notices(t.Context(), wrong)
	if err != nil || len(notices["v1"]) != 1 || notices["v1"][0].Touch.Kind != story.Withdrawn || len(notices["s1"]) != 1 {
		t.Errorf("notices: %+v, %v", notices, err)
	}
	if !b.member(wrong).Gone {
		t.Error("the report is not marked")
	}
}

func TestStoryDeleted(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	id := b.put("Union Voice", "1", ferry, 1)
	item := ItemID(b.member(id).Item)
	write := func(f func(*Tx) error) {
		t.Helper()
		if err := b.s.Write(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // said twice, kept once
		write(func(t *Tx) error { return t.ItemGone(item, "404 Not Found") })
	}
	changes, err := b.s.ChangesOf(t.Context(), id)
	if err != nil || len(changes) != 1 || changes[0].Kind != story.Deleted || changes[0].Reason != "404 Not Found" || !b.member(id).Gone {
		t.Errorf("changes: %+v, %v", changes, err)
	}
	write(func(t *Tx) error { return t.ItemBack(item) })
	if n, err := b.s.Notices(t.Context(), id); err != nil || len(n) != 0 || b.member(id).Gone {
		t.Errorf("the page is there again, but: %+v, %v", n, err)
	}
	write(func(t *Tx) error { return t.ItemGone(item, "410 Gone") })
	if !b.member(id).Gone {
		t.Error("gone a second time, but not marked")
	}
}

const ferry2 = `Ferry Anselma turned back at Port Arden

The ferry Anselma returned to Port Arden on Saturday after a cutter of the coast guard of Velmora crossed its bow. There were 212 people aboard the ferry.

Passengers heard three cracks. Commodore Pell Aster of the coast guard said in Castrel that no shot was fired from the cutter Resolve.`

func TestStoryAddresses(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	a := b.put("Meridian Press", "1", ferry, 1)
	g := b.put("Harbour Post", "1", grain, 2)
	c := b.put("Northlight News", "1", ferry2, 3)
	if b.story(a).ID != b.story(c).ID || b.story(a).ID == b.story(g).ID {
		t.Fatalf("stories %d, %d, %d: want the first and the last in one", b.story(a).ID, b.story(c).ID, b.story(g).ID)
	}
	if y := b.story(a); y.Origins != 2 || y.Own != 2 {
		t.Errorf("the story: %+v", y)
	}
	before := map[ReportID]int64{a: b.story(a).ID, g: b.story(g).ID}
	alone, err := b.s.MoveReport(t.Context(), c, 0, "editor", "another matter")
	if err != nil || b.story(c).ID != int64(alone) || b.story(a).Reports != 1 {
		t.Errorf("moved to %d, %v", alone, err)
	}
	if err := b.s.StoriesAgain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for {
		all, err := b.s.StoryBehind(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(all) == 0 {
			break
		}
		for _, id := range all {
			b.place(id)
		}
	}
	if err := b.s.StoriesMade(t.Context()); err != nil {
		t.Fatal(err)
	}
	for id, want := range before {
		if got := b.story(id).ID; got != want {
			t.Errorf("made again, report %d is in story %d, want %d", id, got, want)
		}
	}
	if got := b.story(c).ID; got != int64(alone) {
		t.Errorf("made again, the moved report is in story %d, want %d", got, alone)
	}
	if err := b.s.JoinStories(t.Context(), StoryID(before[a]), alone, "editor", ""); err != nil {
		t.Fatal(err)
	}
	if y, err := b.s.Story(t.Context(), alone); err != nil || y.ID != before[a] || y.Reports != 2 {
		t.Errorf("the joined story leads to %+v, %v", y, err)
	}
	if _, err := b.s.Story(t.Context(), 4711); !errors.Is(err, ErrNotFound) {
		t.Errorf("a story that never was: %v", err)
	}
	page, err := b.s.Stories(t.Context(), StoryQuery{Text: "dockers"})
	if err != nil || len(page.Stories) != 1 || page.Stories[0].ID != before[g] {
		t.Errorf("stories with a word: %+v, %v", page, err)
	}
}

func TestStoryFamily(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	a := b.put("Meridian Press", "1", ferry, 1)
	c := b.put("Northlight News", "1", ferry2, 3)
	key := b.member(c).Origin.Key
	if err := b.s.Write(t.Context(), func(t *Tx) error { return t.SetFamily(key, "Meridian Press", "editor", "imprint") }); err != nil {
		t.Fatal(err)
	}
	if y := b.story(a); y.Origins != 1 || y.Outlets != 1 || y.Reports != 2 {
		t.Errorf("the story: %+v", y)
	}
}

// matterText is a report in words of its own order: those of all marches, those of one march, and some that nobody else has.
func matterText(matter string, seed uint64) string {
	words := strings.Fields("march police held judge mayor permit crowd evening square banners tram bridge Castle Palace Minister Union Monday Guard court street " + strings.Repeat(matter+" ", 2))
	for i := range 6 {
		words = append(words, fmt.Sprintf("own%d%c", seed, 'a'+i))
	}
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	return "March\n\nA " + strings.Join(words, " ") + "."
}

// TestStoryParts holds that stories of two marches that look alike come apart, each under an address of its own, and that every report
// keeps a story.
func TestStoryParts(t *testing.T) {
	t.Parallel()
	b := newStoryBench(t)
	matters := []string{"Castrel Orlin Quay Hask Long nineteen dockers fees", "Dravik Vell Mint Arden Tower fortyfour students rents"}
	var all []ReportID
	for i := range 3 { // they tell of both, and tie what comes
		b.put(fmt.Sprint("Tie ", i), "a", matterText(matters[0]+" "+matters[1], uint64(100+i)), i)
	}
	for i := range 16 {
		all = append(all, b.put(fmt.Sprint("Outlet ", i), "a", matterText(matters[i%2], uint64(i)), 3+i))
	}
	of := map[StoryID]int{}
	for i, id := range all {
		s, err := b.s.StoryOf(t.Context(), id)
		if err != nil || s == 0 {
			t.Fatalf("report %d has story %d: %v", id, s, err)
		}
		of[s] |= 1 << (i % 2)
	}
	if len(of) != 2 {
		t.Fatalf("stories %v of two marches", of)
	}
	for id, marches := range of {
		if marches == 3 {
			t.Errorf("story %d tells of both marches", id)
		}
	}
}
