package store

import (
	"context"
	"fmt"
	"strings"
	"unicode"
)

// Hit is a report that has the words searched for.
type Hit struct {
	StreamRow
	Snippet []Piece // the words around the best match, byte for byte from the text
}

// Piece is a part of a snippet.
type Piece struct {
	Text  string
	Match bool // one of the words searched for
}

// Search finds current reports that have all the words, best first, at most limit (0 is 50, at most 500). "Words in quotation
// marks" are a phrase, -word must not be there, and word* is the beginning of a word; all else is searched for as it stands.
// No input is an error; words that hold no letter or digit find nothing.
func (s *Store) Search(ctx context.Context, words string, limit int) ([]Hit, error) {
	match := matchQuery(words)
	if match == "" {
		return nil, nil
	}
	if limit <= 0 {
		limit = 50
	}
	rank, err := s.rareWords(ctx, words)
	if err != nil {
		return nil, explain(fmt.Errorf("search for %q: %w", words, err), s.dir)
	}
	looked := rankedTexts
	if rank == "" {
		looked = 4 * limit // the newest are the answer: those that arrived last are nearly always those of the latest times
	}
	newest := `SELECT rowid AS text_id, 0.0 AS rank FROM text_fts WHERE text_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2`
	if rank != "" {
		newest = `SELECT rowid AS text_id, bm25(text_fts, 4.0, 1.0) AS rank FROM text_fts WHERE text_fts MATCH ?4 ORDER BY rowid DESC LIMIT ?2`
		if rank != match {
			newest = `SELECT text_id, rank FROM (` + newest + `) WHERE text_id IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2)`
		}
	}
	rows, err := s.read.QueryContext(ctx, `WITH newest AS MATERIALIZED (`+newest+`),
		best AS MATERIALIZED (
			SELECT st.report_id, n.text_id, n.rank FROM newest n JOIN stream st ON st.text_id = n.text_id AND st.current = 1 ORDER BY n.rank, st.at DESC LIMIT ?3)
		SELECT `+streamColumns+`, (SELECT snippet(text_fts, 1, char(2), char(3), '', 40) FROM text_fts WHERE text_fts MATCH ?1 AND rowid = best.text_id)
		FROM best JOIN stream st ON st.report_id = best.report_id JOIN source so ON so.id = st.source_id ORDER BY best.rank, st.at DESC`,
		match, looked, min(limit, 500), rank)
	hits, err := collect(rows, err, scanHit)
	if err != nil {
		return nil, explain(fmt.Errorf("search for %q: %w", words, err), s.dir)
	}
	return hits, nil
}

// rankedTexts is how many matching texts are ranked, the latest to arrive: words that more have are too common to rank by.
const rankedTexts = 5000

func scanHit(r scanner, h *Hit) error {
	var snippet string
	if err := scanStream(withMore{r, &snippet}, &h.StreamRow); err != nil {
		return err
	}
	h.Snippet = pieces(snippet)
	return nil
}

// withMore scans one column more than its reader asks for.
type withMore struct {
	r    scanner
	more any
}

func (w withMore) Scan(dest ...any) error { return w.r.Scan(append(dest, w.more)...) }

// pieces cuts a snippet at its marks, the control characters 2 and 3.
func pieces(s string) []Piece {
	var all []Piece
	for s != "" {
		i := strings.IndexAny(s, "\x02\x03")
		if i < 0 {
			return append(all, Piece{Text: s})
		}
		if i > 0 {
			all = append(all, Piece{Text: s[:i], Match: s[i] == '\x03'})
		}
		s = s[i+1:]
	}
	return all
}

// matchQuery turns what a person typed into an FTS5 query: every word and phrase stands in quotation marks, so that no
// character of it is an operator. "" means that there is nothing to search for.
// Grammar: https://www.sqlite.org/fts5.html#full_text_query_syntax
func matchQuery(typed string) string {
	want, not := matchWords(typed)
	if len(want) == 0 {
		return ""
	}
	q := strings.Join(want, " AND ")
	if len(not) > 0 {
		q = "(" + q + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return q
}

// rareWords is the query of those of the words that are rare enough to rank by; "" when none is.
func (s *Store) rareWords(ctx context.Context, typed string) (string, error) {
	want, not := matchWords(typed)
	var rare []string
	for _, q := range want {
		common, err := s.common(ctx, "text_fts", q)
		if err != nil {
			return "", err
		}
		if !common {
			rare = append(rare, q)
		}
	}
	if len(rare) == len(want) && len(not) > 0 {
		return matchQuery(typed), nil
	}
	return strings.Join(rare, " AND "), nil
}

// matchWords gives the words and phrases that must be there and those that must not, each in quotation marks.
func matchWords(typed string) (want, not []string) {
	for _, w := range splitWords(typed) {
		if !strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		q := `"` + w.text + `"`
		if w.prefix {
			q += "*"
		}
		if w.not {
			not = append(not, q)
		} else {
			want = append(want, q)
		}
	}
	return want, not
}

type word struct {
	text        string
	not, prefix bool
}

// maxWords bounds what one search asks for.
const maxWords = 32

// splitWords cuts typed words into words and phrases. An open quotation mark reaches to the end.
func splitWords(typed string) []word {
	typed = strings.ToValidUTF8(strings.Map(plain, typed), " ")
	var all []word
	for len(all) < maxWords {
		if typed = strings.TrimSpace(typed); typed == "" {
			break
		}
		var w word
		if w.not = typed[0] == '-'; w.not {
			typed = typed[1:]
		}
		if rest, ok := strings.CutPrefix(typed, `"`); ok {
			w.text, typed, _ = strings.Cut(rest, `"`)
		} else {
			i := strings.IndexAny(typed, ` "`)
			if i < 0 {
				i = len(typed)
			}
			w.text, typed = typed[:i], typed[i:]
			w.text, w.prefix = strings.CutSuffix(w.text, "*")
		}
		all = append(all, w)
	}
	return all
}

// plain maps typographic quotation marks to the plain one and control characters to space.
func plain(r rune) rune {
	switch {
	case strings.ContainsRune("“”„«»", r):
		return '"'
	case unicode.IsControl(r) || unicode.IsSpace(r):
		return ' '
	}
	return r
}
