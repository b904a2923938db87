package story

import (
	_ "embed" // the fitted trees
	"strings"
	"sync"

	"github.com/dateline-news/dateline/span"
)

// Telling is the words in which one sentence tells of one event, taken apart to be compared with other tellings.
type Telling struct {
	Mention  Mention // what the record says of it; zero for a telling without a record
	head     uint64  // stem of the trigger's main word
	sentence Phrase
	left     Set // lemmas near the trigger
	right    Set
	document *Document
	same     uint64 // hash of the sentence
	gerund   bool

	trigger, meaning Vector // of the trigger and of the sentence
}

// Document is what a report as a whole gives to the comparison of its tellings.
type Document struct {
	Words   Phrase
	Meaning Vector
}

// ReadDocument takes a report's text apart.
func ReadDocument(text string, embed Embed) *Document {
	return &Document{Words: ReadPhrase(text), Meaning: meaning(embed, text)}
}

func meaning(embed Embed, text string) Vector {
	if embed == nil {
		return nil
	}
	return embed(text)
}

// nearBytes is how far around a trigger its neighbours are looked at.
const nearBytes = 40

// ReadTelling takes a telling apart: trigger is a byte range of the sentence, embed may be nil.
func ReadTelling(sentence string, trigger span.Span, d *Document, embed Embed) Telling {
	words := trigger.Of(sentence)
	t := Telling{sentence: ReadPhrase(sentence), head: hashOf(mainWord(words)), document: d, same: hashOf(sentence), gerund: strings.HasSuffix(words, "ing")}
	t.left = ReadPhrase(strings.ToValidUTF8(sentence[max(0, trigger.Start-nearBytes):trigger.Start], "")).Lemmas
	t.right = ReadPhrase(strings.ToValidUTF8(sentence[trigger.End:min(len(sentence), trigger.End+nearBytes)], "")).Lemmas
	t.trigger, t.meaning = meaning(embed, words), meaning(embed, sentence)
	return t
}

// particles stand in triggers of several words and do not name the event.
var particles = wordSet("in up out off down on over away into to for with the a an of back about at by be is was were been being has have had took take taken make made")

// mainWord is the stem of a trigger's main word: the first of a verb with particles ("checked into"), the last of a noun
// with what stands before it ("guilty plea").
func mainWord(trigger string) string {
	all := strings.FieldsFunc(strings.ToLower(trigger), func(r rune) bool { return !inWord(r) && r != '\'' && r != '-' })
	if len(all) == 0 {
		return strings.ToLower(trigger)
	}
	var main []string
	for _, w := range all {
		if !particles[w] {
			main = append(main, w)
		}
	}
	switch {
	case len(main) == 0:
		return Stem(all[0])
	case particles[all[len(all)-1]]:
		return Stem(main[0])
	}
	return Stem(main[len(main)-1])
}

// TellingFeatures names what Compare measures, in its order.
var TellingFeatures = []string{"same head", "trigger meaning", "sentence meaning", "document meaning", "sentence overlap", "shared names", "names apart", "shared numbers", "numbers apart",
	"left overlap", "right overlap", "near overlap", "same document", "same sentence", "head in other", "head weight", "heads' weight", "document overlap", "forms differ", "within"}

// Compare measures how alike two tellings are. w says how much a word tells among the documents that are compared.
func (t *Telling) Compare(o *Telling, w *Weights) []float64 {
	same := t.head == o.head
	a, b := t.sentence.Lemmas, o.sentence.Lemmas
	names := t.sentence.Names.shared(o.sentence.Names)
	numbers := t.sentence.Numbers.shared(o.sentence.Numbers)
	return []float64{
		truth(same), t.trigger.Cosine(o.trigger), t.meaning.Cosine(o.meaning), t.document.Meaning.Cosine(o.document.Meaning),
		w.overlap(a.without(t.head), b.without(o.head)),
		float64(names) / float64(1+min(len(t.sentence.Names), len(o.sentence.Names))),
		truth(names == 0 && len(t.sentence.Names) > 0 && len(o.sentence.Names) > 0),
		truth(numbers > 0), truth(numbers == 0 && len(t.sentence.Numbers) > 0 && len(o.sentence.Numbers) > 0),
		w.overlap(t.left, o.left), w.overlap(t.right, o.right), max(w.overlap(t.left, o.right), w.overlap(t.right, o.left)),
		truth(t.document == o.document), truth(t.same == o.same),
		truth(!same && (a.has(o.head) || b.has(t.head))),
		truth(same) * w.of(t.head), (w.of(t.head) + w.of(o.head)) / 2, w.overlap(t.document.Words.Lemmas, o.document.Words.Lemmas),
		truth(t.gerund != o.gerund), max(w.within(a, b), w.within(b, a)),
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

//go:embed event_pair.json
var eventPairTable []byte

// EventPairs are the trees that say whether two tellings tell of one event.
var EventPairs = sync.OnceValues(func() (*Trees, error) { return ReadTrees(eventPairTable) })

// SameHead says whether the main words of two triggers have one stem.
func (t *Telling) SameHead(o *Telling) bool { return t.head == o.head }

// documentCut is the likeness from which JoinDocuments joins, chosen on ECB+ dev.
const documentCut = 0.35

// JoinDocuments groups whole documents at once by meaning and words, for sets without days; a stream is joined by story's
// online clustering.
func JoinDocuments(all []*Document, w *Weights) []int {
	return Link(len(all), documentCut, func(i, j int) float64 {
		return 0.5*all[i].Meaning.Cosine(all[j].Meaning) + 0.5*w.overlap(all[i].Words.Lemmas, all[j].Words.Lemmas)
	})
}
