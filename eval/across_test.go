package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// sampleMatrix is a story of two articles with one contested claim, one that is not, and one event.
func sampleMatrix() matrix {
	at := func(actor, stance, report string, from int) matrixPosition {
		return matrixPosition{Actor: actor, Stance: stance, Report: report, Sentence: span.Span{Start: from, End: from + 50}, Span: span.Span{Start: from, End: from + 20}, Voice: "attributed"}
	}
	return matrix{
		Claims: []matrixClaim{
			{ID: "c1", Positions: []matrixPosition{at("Brann Tavik", "asserts", "a", 0), at("Teodor Vask", "denies", "b", 0), at("outlet:L", "supports", "b", 100)}},
			{ID: "c2", Positions: []matrixPosition{at("Ljuba Kereny", "asserts", "a", 200), at("Ljuba Kereny", "questions", "b", 200)}},
		},
		Contradictions: []matrixContradiction{{"c1", 0, 1, "opposed"}, {"c1", 1, 2, "opposed"}},
		SameEvent:      []matrixEvent{{[]matrixMention{{"a", span.Span{Start: 5, End: 11}}, {"b", span.Span{Start: 7, End: 12}}}}, {[]matrixMention{{"a", span.Span{Start: 205, End: 211}}}}},
	}
}

func TestMatrixScore(t *testing.T) {
	t.Parallel()
	type row struct{ cross, stance, contested, events, found float64 }
	for _, c := range []struct {
		name   string
		change func(*matrix)
		want   row
	}{
		{"gold against itself", func(*matrix) {}, row{1, 1, 1, 1, 1}},
		{"one claim of all", func(m *matrix) {
			m.Claims[0].Positions = append(m.Claims[0].Positions, m.Claims[1].Positions...)
			m.Claims = m.Claims[:1]
		}, row{6.0 / 9, 1, 1, 1, 1}}, // 3 right pairs across articles of 6
		{"a denial taken for an assertion", func(m *matrix) {
			m.Claims[0].Positions[1].Stance = "asserts"
			m.Contradictions = nil
		}, row{1, (6.0/7 + 0 + 1) / 3, 0, 1, 1}},
		{"nothing found", func(m *matrix) { *m = matrix{} }, row{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pred := sampleMatrix()
			c.change(&pred)
			s := newMatrixScore()
			s.add(sampleMatrix(), pred)
			_, _, cross := s.cross.f1(true)
			_, _, contested := f1Of(s.contested[0], s.contested[1], s.contested[2])
			got := row{cross, s.stanceMacro(true), contested, harmonic(s.eventP, s.eventR), shareOf(s.eventsFound, s.events)}
			for i, x := range [][2]float64{{got.cross, c.want.cross}, {got.stance, c.want.stance}, {got.contested, c.want.contested}, {got.events, c.want.events}, {got.found, c.want.found}} {
				if math.Abs(x[0]-x[1]) > 1e-9 {
					t.Errorf("figure %d: %.4f, want %.4f", i, x[0], x[1])
				}
			}
		})
	}
}

func TestSameMatrixActor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gold, ours string
		want       bool
	}{
		{"Brann Tavik", "Tavik", true}, {"Brann Tavik", "Teodor Vask", false}, {"outlet:L", "outlet:M", true}, {"outlet:M", "USA Today", true},
		{"White House officials", "officials", true}, {"State Department officials", "White House officials", false}, {"President Osk Reveld", "Osk Reveld's", true}, {"Osk Reveld", "", false},
	} {
		if got := sameMatrixActor(matrixPosition{Actor: c.gold}, matrixPosition{Actor: c.ours}); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.gold, c.ours, got, c.want)
		}
	}
}

// TestFitTrees learns a rule that no single feature tells: both above a half, or both below.
func TestFitTrees(t *testing.T) {
	t.Parallel()
	var all []example
	for i := range 400 {
		x, y := float64(i%20)/20, float64(i/20)/20
		all = append(all, example{features: []float64{x, y}, yes: x >= 0.5 == (y >= 0.5) && (x > 0.02 || y > 0.1)})
	}
	trees := fitTrees([]string{"x", "y"}, all, boosting{trees: 40, depth: 3, least: 5, rate: 0.3, ridge: 1})
	for _, c := range []struct {
		x, y float64
		yes  bool
	}{{0.9, 0.8, true}, {0.2, 0.3, true}, {0.9, 0.1, false}, {0.1, 0.9, false}} {
		if p := trees.Score([]float64{c.x, c.y}); (p > 0.5) != c.yes {
			t.Errorf("%v %v: probability %.3f", c.x, c.y, p)
		}
	}
	raw, err := json.Marshal(trees)
	if err != nil {
		t.Fatal(err)
	}
	back, err := story.ReadTrees(raw)
	if err != nil || back.Score([]float64{0.9, 0.8}) != trees.Score([]float64{0.9, 0.8}) {
		t.Errorf("written and read again they differ: %v", err)
	}
}

func TestChoice(t *testing.T) {
	t.Parallel()
	var rows [][]float64
	var right []string
	for i := range 300 {
		x := float64(i % 30)
		rows = append(rows, []float64{x})
		right = append(right, []string{"low", "middle", "high"}[int(x)/10])
	}
	answers := []string{"low", "middle", "high"}
	c := fitChoice([]string{"x"}, rows, right, answers, answers, func(i int) int { return i / 30 % 2 }, boosting{trees: 30, depth: 2, least: 3, rate: 0.3, ridge: 1})
	table := newConfusion(answers)
	for i, f := range rows {
		table.add(right[i], c.answer(f))
	}
	if f := table.macro(answers); f < 0.99 {
		t.Errorf("macro F1 %.3f", f)
	}
	var out bytes.Buffer
	if err := table.print(&out); err != nil || strings.Count(out.String(), "\n") != 4 {
		t.Errorf("table %q, %v", out.String(), err)
	}
}

// TestEventsAcross runs the measure on two invented documents.
func TestEventsAcross(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if err := os.MkdirAll(filepath.Join(data, "stories"), 0o755); err != nil {
		t.Fatal(err)
	}
	line := func(id, text, trigger string) string {
		from := strings.Index(text, trigger)
		raw, err := json.Marshal(map[string]any{"id": "ecbplus:" + id, "split": "dev", "text": text, "topic": "1", "story": "1a",
			"mentions": []map[string]any{{"kind": "event", "span": []int{from, from + len(trigger)}, "chain": "closing"}}})
		if err != nil {
			t.Fatal(err)
		}
		return string(raw) + "\n"
	}
	body := line("1", "Velmora closed the Merrin Strait to ships without an escort on Friday.", "closed") + line("2", "The Merrin Strait was closed by Velmora to ships without an escort.", "closed")
	for _, name := range []string{"ecbplus.jsonl", "ecbplus_full.jsonl"} {
		if err := os.WriteFile(filepath.Join(data, "stories", name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := EventsAcross(t.Context(), Options{Data: data, Split: "dev", Out: &out}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "2 documents, 2 gold event mentions; 1 stories found of 1") || strings.Count(out.String(), "100.00") < 4 {
		t.Errorf("got:\n%s", &out)
	}
}
