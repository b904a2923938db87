package language

import (
	"strings"

	"github.com/dateline-news/dateline/language/engine"
	"github.com/dateline-news/dateline/span"
)

// Phrase is a run of tokens of one sentence, with what it is: a kind of name (PER, ORG, LOC, FAC, NORP, MISC, PRODUCT,
// DATE, MONEY) a part of a quotation (source, cue, content), or one of who did it to whom (source, target).
type Phrase struct {
	Kind       string
	Span       span.Span
	Sentence   int // index in Text.Sentences
	First, End int // tokens [First, End) of it
}

// The parts of a quotation, in the order of the network's rows.
const (
	QuoteSource  = "source"
	QuoteCue     = "cue"
	QuoteContent = "content"
)

var quoteParts = [3]string{QuoteSource, QuoteCue, QuoteContent}

// The parts of Text.Actors, in the order of the network's rows (CoPED, Parolin et al. 2022).
const (
	ActorSource = "source"
	ActorTarget = "target"
)

var actorParts = [2]string{ActorSource, ActorTarget}

// label is a tag of a BIO row.
type label struct {
	begins bool
	kind   string // "" for O
}

func parseLabel(s string) label {
	if kind, ok := strings.CutPrefix(s, "B-"); ok {
		return label{begins: true, kind: kind}
	}
	kind, _ := strings.CutPrefix(s, "I-")
	if kind == s {
		return label{}
	}
	return label{kind: kind}
}

// phrases turns a BIO row of n tokens into phrases.
type phrases struct {
	out      []Phrase
	sentence int
	s        *Sentence
}

func (p *phrases) row(n int, at func(i int) label) {
	open := -1
	kind := ""
	for i := range n {
		l := at(i)
		if open >= 0 && (l.begins || l.kind != kind) {
			p.add(kind, open, i)
			open = -1
		}
		if l.kind != "" && open < 0 {
			open, kind = i, l.kind
		}
	}
	if open >= 0 {
		p.add(kind, open, n)
	}
}

func (p *phrases) add(kind string, first, end int) {
	whole := span.Span{Start: p.s.Tokens[first].Span.Start, End: p.s.Tokens[end-1].Span.End}
	p.out = append(p.out, Phrase{Kind: kind, Span: whole, Sentence: p.sentence, First: first, End: end})
}

func (r *Reader) appendNames(out []Phrase, s *Sentence, sentence int, words []engine.Word) []Phrase {
	p := phrases{out: out, sentence: sentence, s: s}
	p.row(len(words), func(i int) label { return r.names[words[i].Name] })
	return p.out
}

// nameScores is how well each kind of name fits.
type nameScores [engine.MaxNameKinds]float32

// scoresOf is the mean over the words of a name.
func scoresOf(words []engine.Word) nameScores {
	var sum nameScores
	for i := range words {
		for k, v := range words[i].NameScores {
			sum[k] += v / float32(len(words))
		}
	}
	return sum
}

// vote gives all names of one spelling in a text the kind that fits them best together: what is plain in one sentence is
// often not in another. Dates and amounts take no part.
func (r *Reader) vote(t *Text, scores []nameScores) {
	sums := map[string]*nameScores{}
	spelling := make([]string, len(t.Names))
	for i, n := range t.Names {
		if r.unnamed[n.Kind] {
			continue
		}
		spelling[i] = strings.ToLower(n.Span.Of(t.Source))
		sum := sums[spelling[i]]
		if sum == nil {
			sum = &nameScores{}
			sums[spelling[i]] = sum
		}
		for k, v := range scores[i] {
			sum[k] += v
		}
	}
	for i := range t.Names {
		sum := sums[spelling[i]]
		if sum == nil || spelling[i] == "" {
			continue
		}
		best := -1
		for k, kind := range r.model.NameKinds {
			if !r.unnamed[kind] && (best < 0 || sum[k] > sum[best]) {
				best = k
			}
		}
		t.Names[i].Kind = r.model.NameKinds[best]
	}
}

// appendParts adds the phrases of parts that may lie over one another; of gives the BIO tag of each part.
func appendParts(out []Phrase, s *Sentence, sentence int, words []engine.Word, parts []string, of func(*engine.Word) []uint8) []Phrase {
	p := phrases{out: out, sentence: sentence, s: s}
	for part, kind := range parts {
		p.row(len(words), func(i int) label {
			switch of(&words[i])[part] {
			case engine.QuoteBegin:
				return label{begins: true, kind: kind}
			case engine.QuoteInside:
				return label{kind: kind}
			}
			return label{}
		})
	}
	return p.out
}
