package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/situation"
)

// watch adds a situation that holds the samples.
func watch(t testing.TB, s *Store) SituationID {
	t.Helper()
	id, err := s.AddSituation(t.Context(), "Port Arden & the strait", situation.Watch{Words: []string{"strait"}}, "N. Alvar")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// lookAll does what package work does: all readings are held against all watches.
func lookAll(t testing.TB, s *Store) {
	t.Helper()
	for {
		behind, err := s.SituationsBehind(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(behind) == 0 {
			return
		}
		x := behind[0]
		told, last, err := s.ReadingsAfter(t.Context(), x.Looked, 1000, 0)
		if err != nil {
			t.Fatal(err)
		}
		var looks []Look
		for i := range told {
			if why, ok := x.Watch.Match(&told[i]); ok {
				looks = append(looks, Look{Told: told[i], Why: why, Facts: situation.Read(&told[i])})
			}
		}
		if err := s.Write(t.Context(), func(tx *Tx) error {
			return tx.KeepLooks(x, looks, len(told), last, func(n int64, c situation.Change, _ Look) error { return tx.RaiseAlerts(x.ID, n, c) })
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// count does what package work does after a batch.
func countState(t testing.TB, s *Store, slug string) (Situation, SituationState) {
	t.Helper()
	x, err := s.SituationBySlug(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	st, err := s.CountSituation(t.Context(), x)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), func(tx *Tx) error {
		return errors.Join(tx.PutSituationState(x.ID, x.Version, st), tx.RaiseIndex(x.ID, st.Series))
	}); err != nil {
		t.Fatal(err)
	}
	return x, st
}

func changesOf(t testing.TB, s *Store, id SituationID, q ChangeQuery) ChangePage {
	t.Helper()
	page, err := s.SituationChanges(t.Context(), id, q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestSituationHistoryThenLive(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	keep(t, s, FilesSource, 1)
	id := watch(t, s)
	lookAll(t, s)
	page := changesOf(t, s, id, ChangeQuery{})
	if len(page.Rows) == 0 || len(changesOf(t, s, id, ChangeQuery{News: true}).Rows) != 0 {
		t.Errorf("the history is no news: %+v", page.Rows)
	}
	doc, r, rec := sample(2)
	rec.Events[0].Type = "ASSAULT"
	fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
		t.Fatal(err)
	}
	lookAll(t, s)
	news := changesOf(t, s, id, ChangeQuery{News: true})
	if len(news.Rows) == 0 {
		t.Fatal("what came in after the watch was made is news")
	}
	for _, c := range append(page.Rows, news.Rows...) {
		if c.Evidence.Words == "" || c.Evidence.Span.Len() != len(c.Evidence.Words) || c.Evidence.Name != "Files" {
			t.Errorf("%s has no sentence: %+v", c.Title, c.Evidence)
		}
	}
	x, st := countState(t, s, "port-arden-the-strait")
	if x.Held != 2 || x.Seen != 2 || x.Behind != 0 || st.Counts.Reports != 2 || st.Counts.Claims != 1 || len(st.Series.Points) == 0 {
		t.Errorf("got %+v, %+v", x, st.Counts)
	}
}

func TestSituationSlugs(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for name, want := range map[string]string{"Merrin  Strait!": "merrin-strait", "Čaplin's dam": "čaplin-s-dam", "…": "situation", strings.Repeat("long ", 40): strings.TrimSuffix(strings.Repeat("long-", 12), "-")} {
		for n := range 2 {
			id, err := s.AddSituation(t.Context(), name, situation.Watch{}, "x")
			if err != nil {
				t.Fatal(err)
			}
			slug := want
			if n > 0 {
				slug += "-2"
			}
			if x, err := s.SituationBySlug(t.Context(), slug); err != nil || x.ID != id {
				t.Errorf("%q: got %v, %v, want the situation at %s", name, x.ID, err, slug)
			}
		}
	}
	if _, err := s.AddSituation(t.Context(), " ", situation.Watch{}, "x"); !errors.Is(err, ErrInvalid) {
		t.Errorf("no name: got %v", err)
	}
	if _, err := s.AddSituation(t.Context(), "x", situation.Watch{Area: &situation.Area{{Lat: 99}}}, "x"); !errors.Is(err, ErrInvalid) || !errors.Is(err, situation.ErrWatch) {
		t.Errorf("a bad area: got %v", err)
	}
	if _, err := s.SituationBySlug(t.Context(), "nothing"); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestTwoEditsOfOneWatch(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	name, note := "The strait", "Closed since the 12th."
	if err := s.EditSituation(t.Context(), id, SituationEdit{Version: 1, Name: &name}, "A. Bray"); err != nil {
		t.Fatal(err)
	}
	err := s.EditSituation(t.Context(), id, SituationEdit{Version: 1, Note: &note}, "N. Alvar")
	if !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), "A. Bray") {
		t.Errorf("got %v, want ErrChanged with who", err)
	}
	if err := s.EditSituation(t.Context(), id, SituationEdit{Version: 2, Note: &note}, "N. Alvar"); err != nil {
		t.Error(err)
	}
	x, err := s.SituationBySlug(t.Context(), "port-arden-the-strait")
	if err != nil || x.Name != name || x.Note != note || x.NoteBy != "N. Alvar" || x.Version != 3 {
		t.Errorf("got %+v, %v", x, err)
	}
	bad := situation.DefaultWeights
	bad.Share = 7
	if err := s.EditSituation(t.Context(), id, SituationEdit{Version: 3, Weights: &bad}, "x"); !errors.Is(err, situation.ErrWeights) {
		t.Errorf("got %v, want ErrWeights", err)
	}
}

func TestAnotherWatchTellsNothingTwice(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	for n := range 5 {
		keep(t, s, FilesSource, n)
	}
	lookAll(t, s)
	before := changesOf(t, s, id, ChangeQuery{})
	wider := situation.Watch{Words: []string{"strait", "lane"}}
	if err := s.EditSituation(t.Context(), id, SituationEdit{Version: 1, Watch: &wider}, "N. Alvar"); err != nil {
		t.Fatal(err)
	}
	lookAll(t, s)
	after := changesOf(t, s, id, ChangeQuery{})
	if diff := cmp.Diff(before.Total, after.Total); diff != "" {
		t.Errorf("told again: %s", diff)
	}
	if x, _ := countState(t, s, "port-arden-the-strait"); x.Held != 5 || x.Version != 2 {
		t.Errorf("got %+v", x)
	}
}

func TestEditWhileItIsLookedAt(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	keep(t, s, FilesSource, 1)
	x, err := s.SituationBySlug(t.Context(), "port-arden-the-strait")
	if err != nil {
		t.Fatal(err)
	}
	name := "Another"
	if err := s.EditSituation(t.Context(), id, SituationEdit{Version: 1, Name: &name}, "A. Bray"); err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(tx *Tx) error {
		return tx.KeepLooks(x, nil, 1, 1, func(int64, situation.Change, Look) error { return nil })
	})
	if !errors.Is(err, ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
}

func TestSinceILastLooked(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	keep(t, s, FilesSource, 1)
	lookAll(t, s)
	page := changesOf(t, s, id, ChangeQuery{})
	if err := s.MarkSituationSeen(t.Context(), id, "alvar", page.Head); err != nil {
		t.Fatal(err)
	}
	if err := s.MarkSituationSeen(t.Context(), id, "alvar", 1); err != nil { // an older page, marked late
		t.Fatal(err)
	}
	seen, err := s.SituationSeen(t.Context(), id, "alvar")
	if err != nil || seen.Change != page.Head {
		t.Errorf("got %+v, %v, want %d: it never goes back", seen, err, page.Head)
	}
	if got := changesOf(t, s, id, ChangeQuery{After: seen.Change}); got.Total != 0 || got.Head != page.Head {
		t.Errorf("got %+v, want nothing new", got)
	}
	if seen, err := s.SituationSeen(t.Context(), id, "bray"); err != nil || seen.Change != 0 || !seen.At.IsZero() {
		t.Errorf("another user: got %+v, %v", seen, err)
	}
	rows, err := s.Situations(t.Context(), "alvar")
	if err != nil || len(rows) != 1 || rows[0].New != 0 {
		t.Errorf("got %+v, %v", rows, err)
	}
	rows, err = s.Situations(t.Context(), "bray")
	if err != nil || rows[0].New != page.Total {
		t.Errorf("got %d new, %v, want %d", rows[0].New, err, page.Total)
	}
}

func TestChangePages(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	for n := range 20 {
		doc, r, rec := sample(n)
		rec.Events[0].Actors, rec.Events[0].Type = nil, fmt.Sprint("TYPE", n)
		fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
			t.Fatal(err)
		}
	}
	lookAll(t, s)
	all := changesOf(t, s, id, ChangeQuery{Limit: 500})
	var got []int64
	for q := (ChangeQuery{Limit: 7}); ; {
		page := changesOf(t, s, id, q)
		for _, c := range page.Rows {
			got = append(got, c.ID)
		}
		if q.Before = page.Next; q.Before == 0 {
			break
		}
	}
	if len(all.Rows) < 20 || len(got) != len(all.Rows) || all.Total != len(all.Rows) {
		t.Errorf("got %d on pages, %d at once, %d counted", len(got), len(all.Rows), all.Total)
	}
	if events := changesOf(t, s, id, ChangeQuery{Kind: situation.NewEvent}); events.Total != 20 {
		t.Errorf("got %d events, want 20", events.Total)
	}
}

// TestTheSamePeopleAreTold: a report that was alerted on is withdrawn; those who were told are told so, by the channels that
// the alert went to, though the rule goes elsewhere by now.
func TestTheSamePeopleAreTold(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	channel := func(name string) ChannelID {
		c, err := s.AddChannel(t.Context(), Channel{Name: name, Kind: WebhookChannel, Address: "https://" + name + ".example/hook"}, "x")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first, second := channel("first"), channel("second")
	rule, err := s.PutRule(t.Context(), AlertRule{Situation: id, Rule: situation.Rule{When: situation.OnEvent}, Channels: []ChannelID{first}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	report, _ := keep(t, s, FilesSource, 1)
	lookAll(t, s)
	if _, err := s.PutRule(t.Context(), AlertRule{ID: rule, Version: 1, Situation: id, Rule: situation.Rule{When: situation.OnSpeech, Actor: "Nobody"}, Channels: []ChannelID{second}}, "x"); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), func(tx *Tx) error {
		_, err := tx.exec(`INSERT INTO report_change (from_id, to_id, kind, reason, at) VALUES (?, NULL, 'deleted', 'it answers 410', ?)`, int64(report), tx.now.UnixMicro())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time finds nothing more
		x, err := s.SituationBySlug(t.Context(), "port-arden-the-strait")
		if err != nil {
			t.Fatal(err)
		}
		all, last, err := s.RevisionsOf(t.Context(), x)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(t.Context(), func(tx *Tx) error {
			return tx.KeepRevisions(x, all, last, func(n int64, c situation.Change) error { return tx.RaiseAlerts(id, n, c) })
		}); err != nil {
			t.Fatal(err)
		}
	}
	due, err := s.DueParts(t.Context(), s.now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if len(due) != 1 || due[0].ID != first || len(due[0].Alerts) != 2 {
		t.Fatalf("got %+v, want both alerts at the first channel", due)
	}
	told, takesBack := due[0].Alerts[0], due[0].Alerts[1]
	if takesBack.Corrects != told.ID || takesBack.Change.Kind != situation.Withdrawn || !strings.Contains(takesBack.Change.Title, "it answers 410") {
		t.Errorf("got %+v", takesBack)
	}
	if faults := briefFaults(t, s); len(faults) != 0 {
		t.Errorf("a brief that tells of the withdrawal: %v", faults)
	}
}

// briefFaults makes a brief and checks it.
func briefFaults(t *testing.T, s *Store) []situation.Fault {
	t.Helper()
	x, _ := countState(t, s, "port-arden-the-strait")
	b, err := s.MakeBrief(t.Context(), x, "N. Alvar")
	if err != nil {
		t.Fatal(err)
	}
	b.Sections = b.Sections[1:2] // the changes
	var keep []situation.Line
	for _, l := range b.Sections[0].Lines {
		if l.Kind == string(situation.Withdrawn) {
			keep = append(keep, l)
		}
	}
	if b.Sections[0].Lines = keep; len(keep) == 0 {
		t.Error("the brief does not tell of the withdrawal")
	}
	faults, err := s.CheckBrief(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

func TestBriefsAreNumberedAndKept(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	keep(t, s, FilesSource, 1)
	lookAll(t, s)
	x, _ := countState(t, s, "port-arden-the-strait")
	one, err := s.MakeBrief(t.Context(), x, "N. Alvar")
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := s.CheckBrief(t.Context(), one); err != nil || len(faults) > 0 {
		t.Errorf("got %v, %v", faults, err)
	}
	two, err := s.MakeBrief(t.Context(), x, "N. Alvar")
	if err != nil || two.Number != 2 || two.Since.IsZero() || len(two.Sections[1].Lines) != 1 {
		t.Errorf("the second: %+v, %v; want nothing changed since the first", two.Sections, err)
	}
	kept, err := s.SituationBrief(t.Context(), id, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one, kept); diff != "" {
		t.Errorf("kept: %s", diff)
	}
	list, err := s.Briefs(t.Context(), id)
	if err != nil || len(list) != 2 || list[0].Number != 2 {
		t.Errorf("got %+v, %v", list, err)
	}
	if _, err := s.SituationBrief(t.Context(), id, 9); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestIndexDayHasTheSentences(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	watch(t, s)
	for n := range 3 {
		doc, r, rec := sample(n)
		g := -5.0
		rec.Events[0].Quad, rec.Events[0].Goldstein = 4, &g
		fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
			t.Fatal(err)
		}
	}
	lookAll(t, s)
	x, st := countState(t, s, "port-arden-the-strait")
	p, _, ok := st.Series.Now()
	if !ok || p.Events != 1 || p.Intensity == nil || st.Series.Latest == nil || st.Series.Latest.Evidence.Words == "" {
		t.Fatalf("got %+v, %+v", p, st.Series.Latest)
	}
	all, err := s.IndexDay(t.Context(), x, p.Day)
	if err != nil || len(all) != 3 || all[0].Evidence.Words != "Velmora closed the strait on Monday." {
		t.Errorf("got %+v, %v, want every telling with its sentence", all, err)
	}
}

func TestIndexAlertIsOne(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	channel, err := s.AddChannel(t.Context(), Channel{Name: "desk", Kind: WebhookChannel, Address: "https://a.example/x"}, "x")
	if err != nil {
		t.Fatal(err)
	}
	for _, above := range []float64{1, 9.9} {
		if _, err := s.PutRule(t.Context(), AlertRule{Situation: id, Rule: situation.Rule{When: situation.OnIndex, Above: above}, Channels: []ChannelID{channel}}, "x"); err != nil {
			t.Fatal(err)
		}
	}
	doc, r, rec := sample(1)
	g := -8.0
	rec.Events[0].Type, rec.Events[0].Quad, rec.Events[0].Goldstein = "ASSAULT", 4, &g
	fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
		t.Fatal(err)
	}
	lookAll(t, s)
	for range 3 {
		countState(t, s, "port-arden-the-strait")
	}
	due, err := s.DueParts(t.Context(), s.now().Add(time.Hour))
	if err != nil || len(due) != 1 || len(due[0].Alerts) != 1 {
		t.Fatalf("got %+v, %v, want the one alert of the line at 1", due, err)
	}
	if a := due[0].Alerts[0]; a.Change.Kind != situation.Turned || a.Change.Evidence.Words != "Velmora closed the strait on Monday." {
		t.Errorf("got %+v", a.Change)
	}
}

func TestChannelAndRuleChecks(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := watch(t, s)
	for name, c := range map[string]Channel{
		"no name":               {Kind: WebhookChannel, Address: "https://a.example/"},
		"no such kind":          {Name: "x", Kind: "pigeon", Address: "https://a.example/"},
		"an address of another": {Name: "x", Kind: SlackChannel, Address: "https://a.example/"},
		"no address":            {Name: "x", Kind: NtfyChannel},
		"quiet for ever":        {Name: "x", Kind: WebhookChannel, Address: "https://a.example/", Quiet: situation.Quiet{From: "09:00", To: "09:00"}},
	} {
		if _, err := s.AddChannel(t.Context(), c, "x"); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	channel, err := s.AddChannel(t.Context(), Channel{Name: "desk", Kind: WebhookChannel, Address: "https://a.example/secret-path"}, "x")
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Channels(t.Context())
	if err != nil || len(all) != 1 || len(all[0].Secret) < 20 || strings.Contains(all[0].Shown(), "secret") {
		t.Errorf("got %+v, %v", all, err)
	}
	if err := s.EditChannel(t.Context(), Channel{ID: channel, Version: 1, Name: "desk two", Paused: true}); err != nil {
		t.Error(err)
	}
	if err := s.EditChannel(t.Context(), Channel{ID: channel, Version: 1, Name: "late"}); !errors.Is(err, ErrChanged) {
		t.Errorf("an old version: got %v, want ErrChanged", err)
	}
	if _, err := s.PutRule(t.Context(), AlertRule{Situation: id, Rule: situation.Rule{When: situation.OnAny}, Channels: []ChannelID{99}}, "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such channel: got %v", err)
	}
	rule, err := s.PutRule(t.Context(), AlertRule{Situation: id, Rule: situation.Rule{When: situation.OnDenial, About: "grain"}, Channels: []ChannelID{channel}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := s.Rules(t.Context(), id)
	if err != nil || len(rules) != 1 || rules[0].Name != "a first denial about grain" || len(rules[0].Channels) != 1 {
		t.Errorf("got %+v, %v", rules, err)
	}
	if err := errors.Join(s.RemoveRule(t.Context(), rule), s.RemoveChannel(t.Context(), channel), s.RemoveSituation(t.Context(), id)); err != nil {
		t.Error(err)
	}
	if err := s.RemoveRule(t.Context(), rule); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed twice: got %v", err)
	}
}

// BenchmarkWhatChanged measures the data of the what-changed page: the newest changes since a user looked, with their
// sentences, and the state beside them, of a situation that holds 100,000 reports.
func BenchmarkWhatChanged(b *testing.B) {
	s := open(b, b.TempDir())
	id := watch(b, s)
	const reports = 100_000
	fillSituation(b, s, reports)
	countState(b, s, "port-arden-the-strait")
	if err := s.MarkSituationSeen(b.Context(), id, "alvar", 1000); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		x, err := s.SituationBySlug(b.Context(), "port-arden-the-strait")
		if err != nil {
			b.Fatal(err)
		}
		seen, err := s.SituationSeen(b.Context(), id, "alvar")
		if err != nil {
			b.Fatal(err)
		}
		page, err := s.SituationChanges(b.Context(), id, ChangeQuery{After: seen.Change})
		if err != nil || len(page.Rows) != 50 || page.Total < 1000 {
			b.Fatal(len(page.Rows), page.Total, err)
		}
		if _, ok, err := s.SituationState(b.Context(), x.ID); err != nil || !ok {
			b.Fatal(ok, err)
		}
	}
	b.ReportMetric(reports, "reports")
}

// fillSituation makes n reports of one that is kept, straight in the tables: each with an item, a reading, a row of the stream,
// its place in the situation, an event and, every tenth, a change.
func fillSituation(b *testing.B, s *Store, n int) {
	b.Helper()
	keep(b, s, FilesSource, 0)
	lookAll(b, s)
	const numbers = `WITH RECURSIVE k (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM k WHERE i < ?1) `
	err := s.Write(b.Context(), func(t *Tx) error {
		for _, q := range []string{
			`INSERT INTO item (id, source_id, key, listed_at) SELECT i, 1, 'bench' || i, 0 FROM k`,
			`INSERT INTO report (id, item_id, version, text_id, document_id, fetched_at, recorded_at, meta) SELECT i, i, 1, r.text_id, r.document_id, r.fetched_at, r.recorded_at, r.meta FROM k, report r WHERE r.id = 1`,
			`INSERT INTO reading (id, report_id, model, recorded_at, record) SELECT i, i, r.model, r.recorded_at, r.record FROM k, reading r WHERE r.id = 1`,
			`INSERT INTO stream SELECT i, at - (i * 7919 % ?1) * 60000000, published, source_id, text_id, outlet, language, place, headline, lead, version, current, read_at, statements, claims, events, names, places, dates, wording
				FROM k, stream r WHERE r.report_id = 1`,
			`INSERT INTO situation_report SELECT situation_id, i, i, i, source_id, at - (i * 7919 % ?1) * 60000000, day - (i * 7919 % ?1) / 1440, origin, why, current, conflict FROM k, situation_report r WHERE r.report_id = 1`,
			`INSERT INTO situation_event SELECT situation_id, i, fact, 'bench' || i, day - (i * 7919 % ?1) / 1440, told, start_byte, end_byte, words_sha256 FROM k, situation_event r WHERE r.report_id = 1`,
			`INSERT INTO situation_change (situation_id, kind, key, title, report_id, start_byte, end_byte, words_sha256, about, at, noticed, news)
				SELECT situation_id, kind, 'bench' || i, title, i, start_byte, end_byte, words_sha256, about, at, noticed, 1 FROM k, situation_change r WHERE i % 10 = 0 AND r.id = (SELECT max(id) FROM situation_change WHERE report_id = 1)`,
			`UPDATE situation SET looked = ?1, seen = ?1`,
		} {
			if strings.HasPrefix(q, "INSERT") {
				q = numbers + q
			}
			if _, err := t.exec(q, n); err != nil {
				return fmt.Errorf("%.60s: %w", q[strings.Index(q, "INSERT")+1:], err)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
