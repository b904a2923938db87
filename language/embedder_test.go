package language

import (
	"strings"
	"testing"
)

// TestEmbedder holds near what means alike and far what does not, for texts of any length and none.
func TestEmbedder(t *testing.T) {
	t.Parallel()
	e, err := NewEmbedder()
	if err != nil {
		t.Skip(err)
	}
	cosine := func(a, b string) (sum float32) {
		x, y := e.Embed(a), e.Embed(b)
		for i := range x {
			sum += x[i] * y[i]
		}
		return sum
	}
	base := "The ferry turned back to the harbour after a warning shot."
	near, far := cosine(base, "A boat returned to port when a shot was fired across its bow."), cosine(base, "The central bank left its interest rate where it was.")
	if near < 0.5 || far > 0.3 {
		t.Errorf("cosine of a paraphrase %.2f, of another matter %.2f: want over .5 and under .3", near, far)
	}
	for _, text := range []string{"", "\xff\xfe", strings.Repeat("a ", 5000), strings.Repeat("x", 1<<20)} {
		if c := cosine(text, text); c < 0.999 || c > 1.001 {
			t.Errorf("a text of %d bytes: length %.4f, want 1", len(text), c)
		}
	}
	if got := (*Embedder)(nil).Embed(base); got != nil {
		t.Errorf("without weights: %d numbers, want none", len(got))
	}
}

func BenchmarkEmbed(b *testing.B) {
	e, err := NewEmbedder()
	if err != nil {
		b.Skip(err)
	}
	text := strings.Repeat("Officials in the port said on Monday that two vessels had crossed the line. ", 8)
	for b.Loop() {
		e.Embed(text)
	}
}

// TestEmbedWithin holds that words are told apart by what stands around them, and that what is not read has no meaning.
func TestEmbedWithin(t *testing.T) {
	t.Parallel()
	e, err := NewEmbedder()
	if err != nil {
		t.Skip(err)
	}
	within := func(text, words string) []float32 {
		at := strings.Index(text, words)
		return e.EmbedWithin(text, at, at+len(words))
	}
	cosine := func(a, b []float32) (sum float32) {
		for i := range a {
			sum += a[i] * b[i]
		}
		return sum
	}
	river := within("They moored the boat at the bank of the river.", "bank")
	rates, loans := within("The central bank raised its interest rate.", "bank"), within("A bank refused the loan for the mortgage.", "bank")
	if same, other := cosine(rates, loans), cosine(rates, river); same <= other {
		t.Errorf("cosine of one sense %.2f, of another %.2f: want more for the same", same, other)
	}
	if got := within(strings.Repeat("word ", 300)+"bank", "bank"); got != nil {
		t.Errorf("words behind the limit: %d numbers, want none", len(got))
	}
	if got := (*Embedder)(nil).EmbedWithin("bank", 0, 4); got != nil {
		t.Errorf("without weights: %d numbers, want none", len(got))
	}
}
