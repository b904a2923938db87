package language

import (
	"fmt"
	"sync"

	"github.com/dateline-news/dateline/language/engine"
	"github.com/dateline-news/dateline/language/weights"
)

// EmbeddingSize is the number of values of an embedding.
const EmbeddingSize = 384

// embeddedPieces is how many word pieces of a text are read: what the encoder was trained on.
const embeddedPieces = 126

// Embedder turns texts into vectors that lie near each other where the texts mean alike: the untouched sentence encoder
// all-MiniLM-L6-v2 (Apache-2.0), with int8 products. It may be used by many goroutines at once.
type Embedder struct{ workers sync.Pool }

// NewEmbedder makes an embedder of the weights inside the program. It fails with ErrNoWeights in a program without them.
func NewEmbedder() (*Embedder, error) {
	model, err := loadedSentence()
	if err != nil {
		return nil, fmt.Errorf("load the sentence encoder: %w", err)
	}
	level, err := engine.Detect()
	if err != nil {
		return nil, fmt.Errorf("load the sentence encoder: %w", err)
	}
	e := &Embedder{}
	e.workers.New = func() any { return model.NewWorker(level) }
	return e, nil
}

var loadedSentence = sync.OnceValues(func() (*engine.Model, error) {
	model, err := loaded()
	if err != nil {
		return nil, err
	}
	if weights.Sentence == "" {
		return nil, ErrNoWeights
	}
	return model.LoadSentence(weights.Sentence)
})

var sharedEmbedder = once(NewEmbedder)

// SharedEmbedder gives the one embedder of this process, loaded at the first call; nil without an error in a program
// that holds no weights, and a nil Embedder embeds nothing.
func SharedEmbedder() (*Embedder, error) { return sharedEmbedder() }

// Embed gives EmbeddingSize numbers of length 1, so that the product of two embeddings is their cosine. It reads the
// first 126 word pieces of text, about a hundred words. A nil Embedder gives nil.
func (e *Embedder) Embed(text string) []float32 {
	if e == nil {
		return nil
	}
	w := e.workers.Get().(*engine.Worker)
	defer e.workers.Put(w)
	return w.Mean(text, embeddedPieces)
}

// EmbedWithin gives the meaning of the words text[from:to] as they stand in text, of length 1; nil for a nil Embedder, and where text is
// longer than what is read (Embed) and the words stand behind it.
func (e *Embedder) EmbedWithin(text string, from, to int) []float32 {
	if e == nil {
		return nil
	}
	w := e.workers.Get().(*engine.Worker)
	defer e.workers.Put(w)
	return w.Within(text, from, to, embeddedPieces)
}
