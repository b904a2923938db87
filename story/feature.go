package story

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/record"
)

// Space is a kind of telling thing by which two reports can be near each other.
type Space int

// The spaces. Words are those of headline and body, weighed by how rare they are in the news; Names are the words with a capital among
// them, of which the names of people, bodies and places are made; Numbers those that begin with a digit: days, sums, tolls.
const (
	Words Space = iota
	Names
	Numbers
	spaces
)

// Term is a telling thing with its weight.
type Term struct {
	Key    uint32
	Weight float32
}

// Terms are sorted by key, each once.
type Terms []Term

// Features are what the clustering knows of a report.
type Features struct {
	Terms  [spaces]Terms // of length one, or empty
	Vector Vector        // the meaning of headline and first sentences, of length one; nil in a program without weights
}

// termsAtMost is how many terms of a space are kept: the heaviest.
const termsAtMost = 150

// FeaturesOf reads a report's features. embed may be nil.
func FeaturesOf(rec record.Record, embed Embed) Features {
	r := rec.Report
	headline := ""
	if r.Headline != nil {
		headline = r.Headline.Of(r.Text)
	}
	f := Features{Terms: termsOf(r.Text, headline)}
	if embed != nil {
		f.Vector = unit(embed(meaningOf(r, headline)))
	}
	return f
}

// meaningOf are the words whose meaning stands for the report: the headline and the beginning of the body; the embedder
// reads about a hundred of them.
func meaningOf(r record.Report, headline string) string {
	var b strings.Builder
	b.WriteString(headline)
	for _, p := range bodyParagraphs(r) {
		if b.Len() > 1500 {
			break
		}
		if b.Len() > 0 {
			b.WriteString(". ")
		}
		b.WriteString(strings.TrimSpace(p.Of(r.Text)))
	}
	return b.String()
}

// termsOf counts the words of a text, those of the headline twice.
func termsOf(text, headline string) (out [spaces]Terms) {
	var n [spaces]map[string]float64
	for i := range n {
		n[i] = map[string]float64{}
	}
	for _, part := range []string{text, headline} {
		for w := range strings.FieldsFuncSeq(part, func(r rune) bool { return !inWord(r) }) {
			countWord(&n, w)
		}
	}
	b := background()
	for s := range n {
		weights := make(map[uint32]float64, len(n[s]))
		for w, x := range n[s] {
			weights[uint32(hashOf(w))] += (1 + math.Log(x)) * b.rarity(w)
		}
		out[s] = normal(weights)
	}
	return out
}

func countWord(n *[spaces]map[string]float64, printed string) {
	w := stem(strings.ToLower(printed))
	if utf8.RuneCountInString(w) < 2 {
		return
	}
	n[Words][w]++
	first, _ := utf8.DecodeRuneInString(printed)
	if unicode.IsUpper(first) {
		n[Names][w]++
	}
	if unicode.IsDigit(first) {
		n[Numbers][w]++
	}
}

// WordsOf are the words of a text as the clustering counts them, each once: in lower case, plurals as singulars.
func WordsOf(text string) []string {
	var n [spaces]map[string]float64
	for i := range n {
		n[i] = map[string]float64{}
	}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !inWord(r) }) {
		countWord(&n, w)
	}
	return slices.Collect(maps.Keys(n[Words]))
}

// stem takes the plural from an English word; nothing more, since names are words too.
func stem(w string) string {
	switch {
	case len(w) > 3 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		return w[:len(w)-1]
	}
	return w
}

// normal keeps the heaviest terms, makes them of length one and sorts them.
func normal(weights map[uint32]float64) Terms {
	all := make(Terms, 0, len(weights))
	for k, w := range weights {
		if w > 0 {
			all = append(all, Term{k, float32(w)})
		}
	}
	slices.SortFunc(all, func(a, b Term) int {
		if a.Weight != b.Weight {
			return int(math.Copysign(1, float64(b.Weight-a.Weight)))
		}
		return int(int64(a.Key) - int64(b.Key))
	})
	all = all[:min(len(all), termsAtMost)]
	var sum float64
	for _, t := range all {
		sum += float64(t.Weight) * float64(t.Weight)
	}
	for i := range all {
		all[i].Weight /= float32(math.Sqrt(sum))
	}
	slices.SortFunc(all, func(a, b Term) int { return int(int64(a.Key) - int64(b.Key)) })
	return all
}

// cosine is that of two lists of length one.
func (t Terms) cosine(o Terms) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(t) && j < len(o); {
		switch {
		case t[i].Key < o[j].Key:
			i++
		case t[i].Key > o[j].Key:
			j++
		default:
			sum += float64(t[i].Weight) * float64(o[j].Weight)
			i, j = i+1, j+1
		}
	}
	return sum
}

// Words that reports tell of day after day ("Velmora", "strait") are those of a situation; its stories are told apart by the
// others. WornDays is how many days before and after a report are looked at for that, WornTerms how many words of a report, the
// heaviest, are kept for it.
const (
	WornDays  = 21
	WornTerms = 30
)

// freshDays are the days that a story may last before its words begin to wear.
const freshDays = 2

// Wear is what is left of the weight of a word that was among the heaviest of reports on so many other days: from 1 to 0.
func Wear(days int) float32 {
	left := math.Log(float64(WornDays+1)/float64(min(max(0, days-freshDays), WornDays)+1)) / math.Log(WornDays+1)
	return float32(left * left)
}

// heavyTerm is the weight from which a word of a report is asked for when another is set beside it: those below decide nothing.
const heavyTerm = 0.1

// MayBeWorn gives the words of a report, and the heavy ones of those that it is compared with, each once.
func MayBeWorn(p *Features, others []*Cluster) []uint32 {
	var out []uint32
	for _, t := range p.Terms[Words] {
		out = append(out, t.Key)
	}
	for _, c := range others {
		for i := range c.Members {
			for _, t := range c.Members[i].Terms[Words] {
				if t.Weight >= heavyTerm {
					out = append(out, t.Key)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Worn gives the features with the weights of words taken down to what wear has of them.
func (f *Features) Worn(wear map[uint32]float32) Features {
	out := Features{Vector: f.Vector}
	for s, terms := range f.Terms {
		sum := 0.0
		out.Terms[s] = make(Terms, 0, len(terms))
		for _, t := range terms {
			if left, ok := wear[t.Key]; ok {
				t.Weight *= left
			}
			if t.Weight > 0 {
				out.Terms[s] = append(out.Terms[s], t)
				sum += float64(t.Weight) * float64(t.Weight)
			}
		}
		for i := range out.Terms[s] {
			out.Terms[s][i].Weight /= float32(math.Sqrt(sum))
		}
	}
	return out
}

func unit(v []float32) Vector {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return nil
	}
	out := make(Vector, len(v))
	for i, x := range v {
		out[i] = x / float32(math.Sqrt(sum))
	}
	return out
}

// Telling are the keys of the n heaviest words, by which stories that a report may belong to are
// looked up.
func (f *Features) Telling(n int) []uint32 {
	words := slices.Clone(f.Terms[Words])
	slices.SortFunc(words, func(a, b Term) int {
		if a.Weight != b.Weight {
			return int(math.Copysign(1, float64(b.Weight-a.Weight)))
		}
		return int(int64(a.Key) - int64(b.Key))
	})
	out := make([]uint32, 0, n)
	for _, t := range words[:min(n, len(words))] {
		out = append(out, t.Key)
	}
	return out
}

// AppendBinary keeps features: for each space the number of terms (2 bytes) and each term in 4 and 2 bytes, then the vector in
// one byte a number. Weights lose what lies below 1/65535, the vector what lies below 1/127 of its greatest.
func (f *Features) AppendBinary(b []byte) ([]byte, error) {
	for _, t := range f.Terms {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(t)))
		for _, x := range t {
			b = binary.LittleEndian.AppendUint32(b, x.Key)
			b = binary.LittleEndian.AppendUint16(b, uint16(math.Round(float64(x.Weight)*math.MaxUint16)))
		}
	}
	most := float32(1e-9)
	for _, x := range f.Vector {
		most = max(most, x, -x)
	}
	for _, x := range f.Vector {
		b = append(b, byte(int8(math.Round(float64(x/most)*127))))
	}
	return b, nil
}

// UnmarshalBinary reads what AppendBinary wrote.
func (f *Features) UnmarshalBinary(b []byte) error {
	for s := range f.Terms {
		if len(b) < 2 {
			return fmt.Errorf("features end within space %d", s)
		}
		n := int(binary.LittleEndian.Uint16(b))
		if b = b[2:]; len(b) < 6*n {
			return fmt.Errorf("features end within the %d terms of space %d", n, s)
		}
		f.Terms[s] = make(Terms, n)
		for i := range n {
			f.Terms[s][i] = Term{binary.LittleEndian.Uint32(b), float32(binary.LittleEndian.Uint16(b[4:])) / math.MaxUint16}
			b = b[6:]
		}
	}
	v := make([]float32, len(b))
	for i, x := range b {
		v[i] = float32(int8(x))
	}
	f.Vector = unit(v)
	return nil
}

//go:embed frequency.txt
var frequency string

// rarities say in how many of a number of news texts a word stands.
type rarities struct {
	texts float64
	in    map[string]float64
}

// background is the table of words, read once.
var background = sync.OnceValue(func() rarities {
	b := rarities{in: map[string]float64{}}
	for line := range strings.Lines(frequency) {
		word, count, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseFloat(count, 64)
		switch {
		case err != nil: // a comment
		case word == "*":
			b.texts = n
		default:
			b.in[word] = n
		}
	}
	return b
})

// rarity is the inverse document frequency of a word, 0 for one that stands in most texts.
func (b rarities) rarity(word string) float64 {
	n, known := b.in[word]
	if !known {
		n = 1
	}
	if strings.IndexFunc(word, unicode.IsDigit) < 0 && n*3 > b.texts {
		return 0
	}
	return max(0, math.Log((b.texts+1)/(n+0.5)))
}
