package span

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	const text = "Vučić said  so"
	for _, c := range []struct {
		name string
		span Span
		want string // part of the error, "" for none
	}{
		{"a word", Span{0, 7}, ""},
		{"the whole text", Span{0, len(text)}, ""},
		{"cuts at its start", Span{3, 7}, "cuts a character"},
		{"cuts at its end", Span{0, 3}, "cuts a character"},
		{"empty", Span{4, 4}, "empty"},
		{"backwards", Span{7, 4}, "empty"},
		{"before the text", Span{-1, 4}, "outside"},
		{"past the text", Span{0, len(text) + 1}, "outside"},
		{"only space", Span{12, 14}, "only space"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := c.span.Check(text)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("Check(%v) = %v, want an error with %q", c.span, err, c.want)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal([]Span{{1, 2}, {30, 45}})
	if err != nil || string(b) != "[[1,2],[30,45]]" {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	var back []Span
	if err := json.Unmarshal(b, &back); err != nil || back[1] != (Span{30, 45}) {
		t.Errorf("Unmarshal = %v, %v", back, err)
	}
	for _, bad := range []string{`{"Start":1}`, `"1-2"`, `[1,"2"]`} {
		if err := json.Unmarshal([]byte(bad), new(Span)); err == nil {
			t.Errorf("Unmarshal(%s) gave no error", bad)
		}
	}
}

func TestRelations(t *testing.T) {
	t.Parallel()
	outer, inner, beside := Span{0, 10}, Span{2, 10}, Span{10, 12}
	if !outer.Contains(inner) || inner.Contains(outer) {
		t.Error("Contains: want outer to hold inner and not the reverse")
	}
	if !outer.Overlaps(inner) || outer.Overlaps(beside) {
		t.Error("Overlaps: want ranges that only touch to share nothing")
	}
	if got := inner.Of("0123456789ab"); got != "23456789" || inner.Len() != len(got) {
		t.Errorf("Of = %q, Len = %d", got, inner.Len())
	}
}
