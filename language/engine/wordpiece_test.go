package engine

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language/engine/enginetest"
)

func tinyPieces(t testing.TB) (*Pieces, []string) {
	t.Helper()
	list := enginetest.Pieces()
	p, err := newPieces(strings.Join(list, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p, list
}

func TestWordPiece(t *testing.T) {
	t.Parallel()
	p, list := tinyPieces(t)
	s := splitter{Pieces: p}
	for _, c := range []struct{ name, word, want string }{
		{"longest piece first", "Ferry", "ferry"},
		{"a piece that goes on", "theed", "the ##ed"},
		{"letters one by one", "abc", "a ##b ##c"},
		{"signs stand alone", "a.b", "a . b"},
		{"accents are dropped", "É", "e"},
		{"a sign of old texts", "``", `"`},
		{"a bracket of old texts", "-LRB-", "("},
		{"an ideograph stands alone", "a中b", "a 中 b"},
		{"an unknown letter", "aжb", "[UNK]"},
		{"nothing at all", "", "[UNK]"},
		{"control characters are dropped", "a\x00\u200bb", "a ##b"},
		{"invalid bytes are dropped", "a\xffb", "a ##b"},
		{"space parts", "a b", "a b"},
		{"no mark can be smuggled in", "[SEP]", "[ s ##e ##p ]"},
		{"sixteen pieces at most", strings.Repeat("a.", 20), strings.TrimSpace(strings.Repeat("a . ", 8))},
		{"a part of a hundred letters", strings.Repeat("b", 100), strings.TrimSpace("b" + strings.Repeat(" ##b", 15))},
		{"a part that is too long", strings.Repeat("b", 101) + ".", "[UNK] ."},
	} {
		var got []string
		for _, id := range s.appendWord(nil, c.word) {
			got = append(got, list[id])
		}
		if diff := cmp.Diff(strings.Fields(c.want), got); diff != "" {
			t.Errorf("%s: %q:\n%s", c.name, c.word, diff)
		}
	}
}

// TestWordPieceReference compares with what the reference tokenizer and training/model.py gave for the same words.
func TestWordPieceReference(t *testing.T) {
	t.Parallel()
	m := load(t, shipped(t), Options{})
	golden, err := os.ReadFile("testdata/wordpiece.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	s := splitter{Pieces: m.Pieces}
	for line := range bytes.Lines(golden) {
		var c struct {
			Word         string
			IDs          []int32
			Shape, First uint8
		}
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		if got := s.appendWord(nil, c.Word); !slices.Equal(got, c.IDs) {
			t.Errorf("%q gives %v, the reference %v", c.Word, got, c.IDs)
		}
		if shape(c.Word, false) != c.Shape || shape(c.Word, true) != c.First {
			t.Errorf("%q has shapes %d and %d, want %d and %d", c.Word, shape(c.Word, false), shape(c.Word, true), c.Shape, c.First)
		}
	}
}

func TestShape(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		word  string
		first bool
		want  uint8
	}{
		{"ferry", false, shapeLower}, {"Ferry", false, shapeTitle}, {"Ferry", true, shapeFirstTitle}, {"TASS", false, shapeUpper}, {"A", true, shapeOneUpper},
		{"iPhone", false, shapeMixed}, {"1,200", false, shapeDigit}, {"x1", false, shapeAlnum}, {"²", false, shapeDigit}, {"--", false, shapePunct}, {"", false, shapePunct},
		{"中文", false, shapeMixed}, {"О'Нил", false, shapeMixed}, {"n't", true, shapeLower}, {"Éa", false, shapeTitle}, {"\xff", false, shapePunct},
	} {
		if got := shape(c.word, c.first); got != c.want {
			t.Errorf("shape(%q, %v) = %d, want %d", c.word, c.first, got, c.want)
		}
	}
}

// FuzzWordPiece wants legal pieces, at most sixteen, and the same for the same word.
func FuzzWordPiece(f *testing.F) {
	p, _ := tinyPieces(f)
	for _, seed := range []string{"Ferry", "a\u0301", "\xff\xfe", "中", strings.Repeat("x", 500), "\u202e[CLS]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		s := splitter{Pieces: p}
		ids := s.appendWord([]int32{7}, word)[1:]
		if len(ids) == 0 || len(ids) > maxWordPieces {
			t.Fatalf("%d pieces", len(ids))
		}
		for _, id := range ids {
			if id < 0 || int(id) >= p.Len() || id == p.open || id == p.closed {
				t.Fatalf("%q gives piece %d", word, id)
			}
		}
		if again := s.appendWord(nil, word); !slices.Equal(ids, again) {
			t.Fatalf("%q gives %v, then %v", word, ids, again)
		}
		if shape(word, true) > shapeFirstTitle {
			t.Fatalf("%q has shape %d", word, shape(word, true))
		}
	})
}

// TestHugeWord is a word of a megabyte, which would not end if the time grew with its square.
func TestHugeWord(t *testing.T) {
	t.Parallel()
	p, _ := tinyPieces(t)
	s := splitter{Pieces: p}
	for _, word := range []string{strings.Repeat("a", 1<<20), strings.Repeat("é", 1<<19), strings.Repeat("\u0301", 1<<19), strings.Repeat("\xff", 1<<20)} {
		if ids := s.appendWord(nil, word); len(ids) != 1 || ids[0] != p.unknown {
			t.Errorf("a word of %d bytes gives %d pieces", len(word), len(ids))
		}
	}
}
