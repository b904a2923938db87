package story

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

const lastParagraph = "\n\nThe observers of the strait said that they had no finding yet. Their second boat was four miles off."

func TestCarried(t *testing.T) {
	t.Parallel()
	own := `Shots or horns: what the passengers heard

ARDEN, 23 November. Five people who were aboard the Anselma on Saturday have told this paper what they heard when the grey boat came near, and no two of them agree.

“No shot was fired from the Resolve that evening, and no order to fire was given,” Commodore Pell Aster told reporters in Castrel.

Ida Morrel, who sat by a window of the saloon, heard a horn. The cook heard a door. Two students counted three cracks, one after the other, and lay down on the floor.`
	for _, c := range []struct {
		name, text string
		carried    bool
		kept       string // to two places
		word       bool   // for word
	}{
		{"the same words under another headline", with(t, "Coast guard denies firing on ferry", "No shot was fired, commodore says"), true, "1.00", true},
		{"typography and case", with(t, "“", `"`, "”", `"`, "PORT ARDEN", "Port Arden"), true, "1.00", true},
		{"cut from below", with(t, lastParagraph, ""), true, "0.78", false},
		{"a paragraph more", wire + "\n\nFog closed the airport of Hask on Monday, and three flights were sent elsewhere.", true, "1.00", false},
		{"paragraphs exchanged", strings.Replace(with(t, lastParagraph, ""), "\n\nThe ferry turned", lastParagraph+"\n\nThe ferry turned", 1), true, "1.00", true},
		{"own words around the same quotation", own, false, "", false},
		{"another matter", "Grain fee to rise\n\nThe fee on grain will rise in January, the harbour office of Castrel said on Monday, and ships that wait will pay for the berth.", false, "", false},
		{"a line", "Coast guard denies firing on ferry", false, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			head, b := BodyOf(sample(wire, "Pell Aster")), BodyOf(sample(c.text, "Pell Aster"))
			got, ok := b.Carried(&head)
			if ok != c.carried {
				t.Fatalf("carried is %v, want %v (%+v)", ok, c.carried, got)
			}
			if ok && (fmt.Sprintf("%.2f", got.Kept) != c.kept || got.WordForWord() != c.word) {
				t.Errorf("got %+v, want %s of the words kept, word for word: %v", got, c.kept, c.word)
			}
		})
	}
}

func TestPieces(t *testing.T) {
	t.Parallel()
	head := BodyOf(sample(wire, ""))
	carrier := with(t, lastParagraph, "", " in Castrel", " in Castrel, where fog lay on the harbour")
	b := BodyOf(sample(carrier, ""))
	added, cut := b.Pieces(&head, 3), head.Pieces(&b, 3)
	if len(added) != 1 || added[0].Of(carrier) != "where fog lay on the harbour" {
		t.Errorf("added %v", added)
	}
	if len(cut) != 1 || !strings.HasPrefix(cut[0].Of(wire), "The observers of the strait") || !strings.HasSuffix(cut[0].Of(wire), "four miles off") {
		t.Errorf("cut %v", cut)
	}
}

// invented is a body of n words drawn from a small vocabulary by seed.
func invented(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	b.WriteString("Headline\n\n")
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "w%d", int(r.ExpFloat64()*400))
	}
	return b.String()
}

// TestBands measures how often copies meet in a band, and strangers.
func TestBands(t *testing.T) {
	t.Parallel()
	const n = 300
	met := map[string]int{}
	for i := range uint64(n) {
		text := invented(i, 200)
		f := strings.Fields(text)
		a := SketchOf(sample(text, "").Report)
		for name, other := range map[string]string{
			"word for word": text,
			"one word in 20 changed": func() string {
				g := append([]string{}, f...)
				for j := 1; j < len(g); j += 20 {
					g[j] = "x"
				}
				return "H\n\n" + strings.Join(g[1:], " ")
			}(),
			"cut to two thirds": "H\n\n" + strings.Join(f[1:135], " "),
			"cut to a third":    "H\n\n" + strings.Join(f[1:68], " "),
			"stranger":          invented(i+n, 200),
		} {
			b := SketchOf(sample(other, "").Report)
			if meet(a.Bands(), b.Bands()) {
				met[name]++
			}
		}
	}
	for name, least := range map[string]int{"word for word": n, "one word in 20 changed": n * 97 / 100, "cut to two thirds": n * 97 / 100, "cut to a third": n * 85 / 100} {
		if met[name] < least {
			t.Errorf("%s: %d of %d meet, want at least %d", name, met[name], n, least)
		}
	}
	if met["stranger"] > n/100 {
		t.Errorf("%d of %d strangers meet", met["stranger"], n)
	}
}

func meet(a, b []int64) bool {
	for i := range a {
		if a[i] == b[i] {
			return true
		}
	}
	return false
}

func TestSketchKept(t *testing.T) {
	t.Parallel()
	s := SketchOf(sample(wire, "").Report)
	b, err := s.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back Sketch
	if err := back.UnmarshalBinary(b); err != nil || back != s {
		t.Errorf("read back %v, %v", back, err)
	}
	if err := back.UnmarshalBinary(b[1:]); err == nil {
		t.Error("a broken sketch was read")
	}
	if got := s.Resemblance(&back); got != 1 {
		t.Errorf("a sketch resembles itself by %v", got)
	}
	if few := SketchOf(sample("Flash\n\nStrait closed", "").Report); few.Bands() != nil {
		t.Error("a flash of two words has bands")
	}
}

func BenchmarkSketch(b *testing.B) {
	r := sample(invented(1, 500), "").Report
	b.ReportAllocs()
	for b.Loop() {
		s := SketchOf(r)
		s.Bands()
	}
}

func BenchmarkCarried(b *testing.B) {
	head, other := BodyOf(sample(invented(1, 500), "")), BodyOf(sample(invented(1, 400), ""))
	b.ReportAllocs()
	for b.Loop() {
		other.Carried(&head)
	}
}
