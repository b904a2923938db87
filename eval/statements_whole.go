package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// speechClasses are the classes of quotes/cue_classes.tsv whose verbs report speech. The others tell of belief, intention,
// hope, praise or findings.
var speechClasses = []string{
	"report", "announce", "assert", "confirm", "admit", "deny", "accuse", "criticise", "ask", "demand", "advise",
	"promise", "threaten", "warn", "predict", "estimate",
}

// readSpeechCues gives the forms of the verbs that report speech, by the spelling of English.
func readSpeechCues(ctx context.Context, data string) (map[string]bool, error) {
	raw, err := readData(ctx, filepath.Join(data, "quotes", "cue_classes.tsv"))
	if err != nil {
		return nil, err
	}
	cues := map[string]bool{"according": true}
	for line := range strings.Lines(string(raw)) {
		if f := strings.Split(line, "\t"); len(f) > 2 && slices.Contains(speechClasses, f[1]) {
			first, _, _ := strings.Cut(f[0], " ")
			for _, form := range verbForms(first) {
				cues[form] = true
			}
		}
	}
	return cues, nil
}

// verbForms gives every form that the verb can take by rule, and its irregular ones; forms that nobody writes do no harm.
func verbForms(verb string) []string {
	stem, last := verb[:len(verb)-1], verb[len(verb)-1:]
	forms := []string{verb, verb + "s", verb + "es", verb + "d", verb + "ed", verb + "ing", stem + "ing", stem + "ies", stem + "ied", verb + last + "ed", verb + last + "ing"}
	return append(forms, strings.Fields(irregularForms[verb])...)
}

var irregularForms = map[string]string{"say": "said", "tell": "told", "write": "wrote written", "read": "read", "swear": "swore sworn"}

// wholeScores count whole attributions by the strict rule: the words said overlap 0.8 or more (F1 of characters), the cue
// overlaps, and the source has the same head. Recall is over the gold whose cue has a verb of speech; a statement of ours is
// right when it matches any attribution of the gold. unknown counts statements found without a speaker.
type wholeScores struct {
	cues                 map[string]bool
	right, gold          map[string]int
	ours, oursRight      int
	content, cue, source int // gold that fails first by this
	unknown              int
	misses               []string
}

func newWholeScores(cues map[string]bool) wholeScores {
	return wholeScores{cues: cues, right: map[string]int{}, gold: map[string]int{}}
}

// add scores the statements of one article.
func (s *wholeScores) add(a article, text language.Text, rec record.Record) {
	t := newTreeText(text)
	taken := make([]bool, len(rec.Statements))
	for _, g := range a.Quotes {
		speech := s.reports(t, g.Cue)
		best, why := -1, "content"
		for i, st := range rec.Statements {
			if taken[i] || spanF1(a.Text, st.Content, g.Content) < 0.8 {
				continue
			}
			w := t.agrees(st, g)
			if w == "" {
				best, why = i, ""
				break
			}
			why = w
		}
		if best >= 0 {
			taken[best] = true
			s.oursRight++
		}
		if !speech {
			continue
		}
		s.gold[g.Type]++
		switch why {
		case "":
			s.right[g.Type]++
		case "content":
			s.content++
		case "cue":
			s.cue++
		case "source":
			s.source++
		}
		if why != "" {
			s.misses = append(s.misses, fmt.Sprintf("%s %s: [%s] [%s] %s%s", why, g.Type, cutAll(a.Text, g.Source), cutAll(a.Text, g.Cue), cutAll(a.Text, g.Content), besideCue(a.Text, rec, g)))
		}
	}
	for i, st := range rec.Statements {
		s.ours++
		if st.Speaker == nil {
			s.unknown++
		}
		if !taken[i] {
			s.misses = append(s.misses, fmt.Sprintf("extra %s (%s): [%s] %s", st.Kind, st.Evidence, spanWords(a.Text, st.SpeakerSpan), cutAll(a.Text, st.Content)))
		}
	}
}

// besideCue gives what we took for the words said by the same cue, for the list of misses.
func besideCue(text string, rec record.Record, g goldQuote) string {
	for _, st := range rec.Statements {
		if st.Cue != nil && slices.ContainsFunc(g.Cue, st.Cue.Span.Overlaps) {
			return " / ours: " + cutAll(text, st.Content)
		}
	}
	return ""
}

func spanWords(text string, s *span.Span) string {
	if s == nil {
		return ""
	}
	return s.Of(text)
}

func cutAll(text string, spans []span.Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = s.Of(text)
	}
	return strings.Join(words, " … ")
}

// reports tells whether a word of the cue has the lemma of a verb of speech.
func (s *wholeScores) reports(t treeText, cue []span.Span) bool {
	for _, c := range cue {
		for _, w := range t.within(c) {
			if s.cues[strings.ToLower(w.Of(t.Source))] {
				return true
			}
		}
	}
	return false
}

func (s *wholeScores) write(l *lines, split string) {
	l.printf("PolNeAR %s, whole attributions, cue of speech%10s%8s%8s\n", split, "share", "right", "of")
	right, gold := 0, 0
	for _, k := range []string{"direct", "mixed", "indirect"} {
		l.printf("%-45s%10.3f%8d%8d\n", "recall of "+k, portion(s.right[k], s.gold[k]), s.right[k], s.gold[k])
		right, gold = right+s.right[k], gold+s.gold[k]
	}
	p, r := portion(s.oursRight, s.ours), portion(right, gold)
	l.printf("%-45s%10.3f%8d%8d\n", "recall", r, right, gold)
	l.printf("%-45s%10.3f%8d%8d\n", "precision", p, s.oursRight, s.ours)
	l.printf("%-45s%10.3f\n", "F1", 2*p*r/max(p+r, 1e-9))
	l.printf("%-45s%10.3f%8d%8d\n", "without a speaker", portion(s.unknown, s.ours), s.unknown, s.ours)
	l.printf("gold missed by words %d, by cue %d, by source %d\n", s.content, s.cue, s.source)
}

func portion(n, of int) float64 { return float64(n) / float64(max(1, of)) }

// treeText finds the tokens of a range of a text, with heads.
type treeText struct {
	language.Text
	start []int // first byte of each sentence
}

func newTreeText(t language.Text) treeText {
	out := treeText{Text: t}
	for _, s := range t.Sentences {
		out.start = append(out.start, s.Span.Start)
	}
	return out
}

// within gives the tokens of s.
func (t treeText) within(s span.Span) []language.Token {
	var out []language.Token
	for _, sentence := range t.over(s) {
		for _, w := range sentence.Tokens {
			if s.Contains(w.Span) {
				out = append(out, w)
			}
		}
	}
	return out
}

// over gives the sentences that s touches.
func (t treeText) over(s span.Span) []language.Sentence {
	from, found := slices.BinarySearch(t.start, s.Start)
	if !found {
		from = max(0, from-1)
	}
	to := from
	for to < len(t.Sentences) && t.Sentences[to].Span.Start < s.End {
		to++
	}
	return t.Sentences[from:to]
}

// heads gives the first bytes of the words of s that nothing in s governs, and of the names and appositions tied to them.
func (t treeText) heads(s span.Span) map[int]bool {
	out := map[int]bool{}
	for _, sentence := range t.over(s) {
		for range 3 {
			for _, w := range sentence.Tokens {
				if !s.Contains(w.Span) || w.Head < 0 || w.UPOS == "PUNCT" {
					continue
				}
				if w.Head == 0 || !s.Contains(sentence.Tokens[w.Head-1].Span) {
					out[w.Span.Start] = true
					continue
				}
				head := sentence.Tokens[w.Head-1]
				if tied(w.Deprel) && (out[head.Span.Start] || out[w.Span.Start]) {
					out[w.Span.Start], out[head.Span.Start] = true, true
				}
			}
		}
	}
	return out
}

func tied(rel string) bool {
	return strings.HasPrefix(rel, "flat") || strings.HasPrefix(rel, "appos") || strings.HasPrefix(rel, "conj")
}

// agrees gives the first part in which a statement differs from the gold: "cue", "source", or "" for none.
func (t treeText) agrees(st record.Statement, g goldQuote) string {
	if len(g.Cue) > 0 && st.Cue != nil && !slices.ContainsFunc(g.Cue, st.Cue.Span.Overlaps) || len(g.Cue) > 0 && st.Cue == nil {
		return "cue"
	}
	if len(g.Source) == 0 {
		return ""
	}
	if st.SpeakerSpan == nil {
		return "source"
	}
	ours := t.heads(*st.SpeakerSpan)
	for _, s := range g.Source {
		for h := range t.heads(s) {
			if ours[h] {
				return ""
			}
		}
	}
	return "source"
}
