package eval

import (
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/story"
)

// embedding is the embedder of this process as story takes it.
func embedding() (story.Embed, error) {
	e, err := language.SharedEmbedder()
	if err != nil {
		return nil, err
	}
	if e == nil {
		return nil, language.ErrNoWeights
	}
	return remember(e.Embed), nil
}

// remember embeds each text once.
func remember(embed story.Embed) story.Embed {
	known := map[string][]float32{}
	return func(text string) []float32 {
		v, ok := known[text]
		if !ok {
			v = embed(text)
			known[text] = v
		}
		return v
	}
}
