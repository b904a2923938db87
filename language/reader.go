package language

import (
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/dateline-news/dateline/language/engine"
	"github.com/dateline-news/dateline/language/weights"
	"github.com/dateline-news/dateline/span"
)

// ErrNoWeights says that this program was built without the network's weight file.
var ErrNoWeights = errors.New("this program holds no weights for the language core: run \"make -C training\" in its source and build it again")

// Reader analyses text with the network: part of speech, features, lemma, dependency tree, names and quotations. It may
// be used by many goroutines at once; each pass takes a worker of its own from a pool.
type Reader struct {
	model   *engine.Model
	lemmas  []lemmaRule
	lexicon lexicon
	feats   []string
	names   []label
	unnamed map[string]bool // kinds of names that are dates and amounts
	workers sync.Pool       // of *worker
}

// worker is what one pass needs.
type worker struct {
	*engine.Worker
	forms    []string
	inside   []bool
	mentions []candidate
	names    []nameScores
}

// loaded is the model of the embedded weights; loading it takes some ten milliseconds, once.
var loaded = sync.OnceValues(func() (*engine.Model, error) { return loadWeights(engine.Options{}) })

func loadWeights(o engine.Options) (*engine.Model, error) {
	if weights.Reader == "" {
		return nil, ErrNoWeights
	}
	return engine.Load(weights.Reader, o)
}

// NewReader makes a reader of the embedded weights, at the instruction-set level that engine.Detect finds. It fails with
// ErrNoWeights in a program without them, and when DATELINE_CPU names no level.
func NewReader() (*Reader, error) { return withModel(loaded()) }

// NewFloat32Reader makes a reader that multiplies in float32 with the same weights: nearly three times as slow, to
// measure what the int8 products lose.
func NewFloat32Reader() (*Reader, error) {
	return withModel(loadWeights(engine.Options{Float32: true}))
}

func withModel(model *engine.Model, err error) (*Reader, error) {
	if err != nil {
		return nil, fmt.Errorf("load the language core: %w", err)
	}
	level, err := engine.Detect()
	if err != nil {
		return nil, fmt.Errorf("load the language core: %w", err)
	}
	return newReader(model, level), nil
}

func newReader(model *engine.Model, level engine.Level) *Reader {
	r := &Reader{model: model, unnamed: map[string]bool{"DATE": true, "MONEY": true}}
	for _, rule := range model.Tags.Lemma {
		r.lemmas = append(r.lemmas, parseLemmaRule(rule))
	}
	r.lexicon = newLexicon(model.Lexicon)
	for _, f := range model.Tags.Feats {
		if f == "_" {
			f = ""
		}
		r.feats = append(r.feats, f)
	}
	for _, n := range model.Tags.Names {
		r.names = append(r.names, parseLabel(n))
	}
	r.workers.New = func() any { return &worker{Worker: model.NewWorker(level)} }
	return r
}

// Read splits text into the tokens of the function Read, lets the network decide where in a paragraph sentences end, and
// fills in what it reads. Any bytes are taken; the time is linear in their number. A nil Reader splits text by rules alone.
func (r *Reader) Read(text string, paragraphs []span.Span) Text {
	if r == nil {
		return Read(text, paragraphs)
	}
	w := r.workers.Get().(*worker)
	defer r.workers.Put(w)
	parts := tokenise(text, paragraphs)
	out := Text{Source: text}
	i, from := 0, 0
	w.Worker.Read(w.paragraphs(text, parts), false, func(words []engine.Word) {
		for from == len(parts[i].tokens) {
			i, from = i+1, 0
		}
		out.Sentences = append(out.Sentences, parts[i].sentence(from, from+len(words)))
		from += len(words)
		r.sentence(&out, len(out.Sentences)-1, words, w)
	})
	r.finish(&out, w)
	return out
}

// Fill reads the sentences of t, which may come from elsewhere (a treebank's own tokens), and sets UPOS, XPOS, Feats,
// Lemma, Head and Deprel of every token, and the phrases and chains of the text; what was there before is replaced. A
// nil Reader fills in nothing.
func (r *Reader) Fill(t *Text) {
	if r == nil {
		return
	}
	w := r.workers.Get().(*worker)
	defer r.workers.Put(w)
	t.Names, t.Quotes, t.Actors, t.Chains = nil, nil, nil, nil
	i := 0
	w.Worker.Read(w.sentences(t), true, func(words []engine.Word) {
		r.sentence(t, i, words, w)
		i++
	})
	r.finish(t, w)
}

// sentence fills in what was read of sentence i.
func (r *Reader) sentence(t *Text, i int, words []engine.Word, w *worker) {
	s := &t.Sentences[i]
	for j := range words {
		r.token(&s.Tokens[j], &words[j], t.Source)
		if m := words[j].Mention; m >= 0 {
			w.mentions = append(w.mentions, candidate{sentence: i, token: j, vector: m})
		}
	}
	from := len(t.Names)
	t.Names = r.appendNames(t.Names, s, i, words)
	for _, n := range t.Names[from:] {
		w.names = append(w.names, scoresOf(words[n.First:n.End]))
	}
	t.Quotes = appendParts(t.Quotes, s, i, words, quoteParts[:], func(w *engine.Word) []uint8 { return w.Quote[:] })
	t.Actors = appendParts(t.Actors, s, i, words, actorParts[:], func(w *engine.Word) []uint8 { return w.Actor[:] })
}

// finish does what takes the whole text, and leaves nothing of it with the worker.
func (r *Reader) finish(t *Text, w *worker) {
	r.vote(t, w.names)
	t.Chains = chains(t, w.mentions, w.Mentions(), &r.model.Distances)
	clear(w.forms[:cap(w.forms)])
	w.mentions, w.names = w.mentions[:0], w.names[:0]
}

// paragraphs gives the sentences of the rules as chunks, in memory that is used again.
func (w *worker) paragraphs(text string, parts []paragraph) iter.Seq[engine.Chunk] {
	return func(yield func(engine.Chunk) bool) {
		for _, p := range parts {
			from := 0
			for _, end := range p.ends {
				if !yield(w.chunk(text, p.tokens[from:end], from == 0)) {
					return
				}
				from = end
			}
		}
	}
}

// sentences gives the sentences of t as chunks, in memory that is used again.
func (w *worker) sentences(t *Text) iter.Seq[engine.Chunk] {
	return func(yield func(engine.Chunk) bool) {
		for i, s := range t.Sentences {
			if !yield(w.chunk(t.Source, s.Tokens, i == 0 || s.Paragraph != t.Sentences[i-1].Paragraph)) {
				return
			}
		}
	}
}

func (w *worker) chunk(text string, tokens []Token, paragraph bool) engine.Chunk {
	w.forms, w.inside = w.forms[:0], w.inside[:0]
	inside := 0
	for _, t := range tokens {
		w.forms = append(w.forms, t.Of(text))
		w.inside = append(w.inside, inside > 0)
		inside = max(t.Multiword, inside) - 1
	}
	return engine.Chunk{Words: w.forms, Inside: w.inside, Paragraph: paragraph}
}

func (r *Reader) token(t *Token, w *engine.Word, source string) {
	tags := &r.model.Tags
	t.UPOS, t.XPOS, t.Feats = tags.UPOS[w.UPOS], tags.XPOS[w.XPOS], r.feats[w.Feats]
	form := t.Of(source)
	if t.Lemma = r.lexicon.lemma(form, t.UPOS); t.Lemma == "" {
		t.Lemma = r.lemmas[w.Lemma].apply(form)
	}
	t.Head, t.Deprel = int(w.Head), tags.Rel[w.Rel]
}
