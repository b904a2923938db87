package marks

import (
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
)

// show writes a tree as text with each mark in brackets.
func show(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Kind == "" {
			b.WriteString(n.Text)
			continue
		}
		b.WriteString("[" + n.Fact + ":" + show(n.Nodes) + "]")
	}
	return b.String()
}

func words(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text + words(n.Nodes))
	}
	return b.String()
}

func TestBuild(t *testing.T) {
	t.Parallel()
	const text = "abcdefghij"
	tests := []struct {
		name   string
		within span.Span
		marks  []Mark
		want   string
	}{
		{"no mark", span.Span{Start: 0, End: 10}, nil, "abcdefghij"},
		{"one", span.Span{Start: 0, End: 10}, []Mark{{Span: span.Span{Start: 2, End: 4}, Fact: "x", Kind: "k"}}, "ab[x:cd]efghij"},
		{"inside", span.Span{Start: 0, End: 10}, []Mark{
			{Span: span.Span{Start: 3, End: 5}, Fact: "y", Kind: "k"}, {Span: span.Span{Start: 2, End: 8}, Fact: "x", Kind: "k"},
		}, "ab[x:c[y:de]fgh]ij"},
		{"crossing is cut", span.Span{Start: 0, End: 10}, []Mark{
			{Span: span.Span{Start: 0, End: 6}, Fact: "x", Kind: "k"}, {Span: span.Span{Start: 4, End: 9}, Fact: "y", Kind: "k"},
		}, "[x:abcd[y:ef]][y:ghi]j"},
		{"same span, two facts", span.Span{Start: 0, End: 10}, []Mark{
			{Span: span.Span{Start: 1, End: 3}, Fact: "y", Kind: "b"}, {Span: span.Span{Start: 1, End: 3}, Fact: "x", Kind: "a"},
		}, "a[x:[y:bc]]defghij"},
		{"same fact twice", span.Span{Start: 0, End: 10}, []Mark{
			{Span: span.Span{Start: 1, End: 3}, Fact: "x", Kind: "a"}, {Span: span.Span{Start: 1, End: 3}, Fact: "x", Kind: "a"},
		}, "a[x:bc]defghij"},
		{"touching", span.Span{Start: 0, End: 4}, []Mark{
			{Span: span.Span{Start: 0, End: 2}, Fact: "x", Kind: "a"}, {Span: span.Span{Start: 2, End: 4}, Fact: "y", Kind: "a"},
		}, "[x:ab][y:cd]"},
		{"cut to the paragraph", span.Span{Start: 4, End: 7}, []Mark{
			{Span: span.Span{Start: 2, End: 5}, Fact: "x", Kind: "a"}, {Span: span.Span{Start: 8, End: 9}, Fact: "y", Kind: "a"},
		}, "[x:e]fg"},
		{"outside the text", span.Span{Start: 0, End: 3}, []Mark{
			{Span: span.Span{Start: 1, End: 99}, Fact: "x", Kind: "a"}, {Span: span.Span{Start: -1, End: 2}, Fact: "y", Kind: "a"},
		}, "abc"},
		{"no such paragraph", span.Span{Start: 5, End: 99}, nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, show(Build(text, tt.within, tt.marks))); diff != "" {
				t.Errorf("Build (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBuildFirst(t *testing.T) {
	t.Parallel()
	nodes := Build("ab cd", span.Span{Start: 0, End: 5}, []Mark{
		{Span: span.Span{Start: 0, End: 2}, Fact: "x", Kind: "k"}, {Span: span.Span{Start: 3, End: 5}, Fact: "x", Kind: "k"},
	})
	if len(nodes) != 3 || !nodes[0].First || nodes[2].First {
		t.Errorf("only the first mark of a fact is First: got %+v", nodes)
	}
}

// check holds the two promises: the words are the text again, and each piece lies inside exactly the marks that cover it.
func check(t *testing.T, text string, within span.Span, marks []Mark) {
	t.Helper()
	nodes := Build(text, within, marks)
	if got, want := words(nodes), within.Of(text); got != want {
		t.Fatalf("words of the tree: got %q, want %q", got, want)
	}
	covering := func(at int) map[string]bool {
		facts := map[string]bool{}
		for _, m := range marks {
			if m.Span.Check(text) == nil && m.Span.Start <= at && at < m.Span.End {
				facts[m.Fact] = true
			}
		}
		return facts
	}
	at := within.Start
	var walk func([]Node, map[string]bool)
	walk = func(nodes []Node, open map[string]bool) {
		for _, n := range nodes {
			if n.Kind != "" {
				in := map[string]bool{n.Fact: true}
				for f := range open {
					in[f] = true
				}
				walk(n.Nodes, in)
				continue
			}
			for i := at; i < at+len(n.Text); i++ {
				if want := covering(i); !maps.Equal(want, open) {
					t.Fatalf("facts over byte %d: got %v, want %v", i, open, want)
				}
			}
			at += len(n.Text)
		}
	}
	walk(nodes, map[string]bool{})
}

func TestBuildProperty(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 117))
	const text = "Тиха ніч. “No shot,” she said — in Mitrovicë, at 4 p.m.\n\nIt was قال there 🙂."
	for range 1000 {
		marks := make([]Mark, r.IntN(12))
		for i := range marks {
			a, b := r.IntN(len(text)+4)-2, r.IntN(len(text)+4)-2
			marks[i] = Mark{Span: span.Span{Start: min(a, b), End: max(a, b)}, Fact: string(rune('a' + r.IntN(6))), Kind: "k"}
		}
		check(t, text, span.Span{Start: 0, End: len(text)}, marks)
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("abc def", []byte{0, 3, 1, 5, 2, 7})
	f.Add("é“x”", []byte{0, 2, 2, 6})
	f.Fuzz(func(t *testing.T, text string, at []byte) {
		if text == "" {
			return
		}
		var marks []Mark
		for i := 0; i+1 < len(at) && i < 40; i += 2 {
			marks = append(marks, Mark{Span: span.Span{Start: int(at[i]), End: int(at[i+1])}, Fact: string(rune('a' + i%7)), Kind: "k"})
		}
		check(t, text, span.Span{Start: 0, End: len(text)}, marks)
	})
}

func BenchmarkBuild(b *testing.B) {
	text := strings.Repeat("The Coast Guard said on Monday that no shot was fired. ", 100)
	var marks []Mark
	for i := 0; i+30 < len(text); i += 40 {
		marks = append(marks, Mark{Span: span.Span{Start: i, End: i + 30}, Fact: "f", Kind: "k"})
	}
	b.ReportAllocs()
	for b.Loop() {
		Build(text, span.Span{Start: 0, End: len(text)}, marks)
	}
}
