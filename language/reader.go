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
	feats   []string
	names   []label
	workers sync.Pool // of *worker
}

// worker is what one pass needs.
type worker struct {
	*engine.Worker
	forms []string
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
	r := &Reader{model: model}
	for _, rule := range model.Tags.Lemma {
		r.lemmas = append(r.lemmas, parseLemmaRule(rule))
	}
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

// Read splits text as the function Read does and fills in what the network reads. Any bytes are taken; the time is linear
// in their number.
func (r *Reader) Read(text string, paragraphs []span.Span) Text {
	out := Read(text, paragraphs)
	r.Fill(&out)
	return out
}

// Fill reads the sentences of t, which may come from elsewhere (a treebank's own tokens), and sets UPOS, XPOS, Feats,
// Lemma, Head and Deprel of every token, and Names and Quotes of the text; what was there before is replaced. A nil
// Reader fills in nothing.
func (r *Reader) Fill(t *Text) {
	if r == nil {
		return
	}
	w := r.workers.Get().(*worker)
	defer r.workers.Put(w)
	t.Names, t.Quotes = nil, nil
	w.Worker.Read(w.sentences(t), func(i int, words []engine.Word) {
		s := &t.Sentences[i]
		for j := range words {
			r.token(&s.Tokens[j], &words[j], t.Source)
		}
		t.Names = r.appendNames(t.Names, s, i, words)
		t.Quotes = appendQuotes(t.Quotes, s, i, words)
	})
}

// sentences gives the forms of each sentence in one slice, which is used again.
func (w *worker) sentences(t *Text) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for i := range t.Sentences {
			w.forms = w.forms[:0]
			for _, token := range t.Sentences[i].Tokens {
				w.forms = append(w.forms, token.Of(t.Source))
			}
			if !yield(w.forms) {
				return
			}
		}
		clear(w.forms[:cap(w.forms)]) // so that the pool keeps no text alive
	}
}

func (r *Reader) token(t *Token, w *engine.Word, source string) {
	tags := &r.model.Tags
	t.UPOS, t.XPOS, t.Feats = tags.UPOS[w.UPOS], tags.XPOS[w.XPOS], r.feats[w.Feats]
	t.Lemma = r.lemmas[w.Lemma].apply(t.Of(source))
	t.Head, t.Deprel = int(w.Head), tags.Rel[w.Rel]
}
