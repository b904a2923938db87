// Package enginetest makes small random weight files, so that the engine and what stands on it can be tested without the
// trained ones.
package enginetest

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Sizes of the network.
const (
	Hidden, Inner, Layers, Arc, Rel, Coreference = 64, 96, 2, 32, 32, 32
	positions, shapes                            = 256, 11
)

// Tags are the tag lists of the file.
var Tags = map[string][]string{
	"upos": {"NOUN", "VERB", "PUNCT", "X"}, "xpos": {"NN", "VBD", "."}, "feats": {"_", "Number=Sing", "Number=Plur", "Tense=Past", "Poss=Yes"},
	"lemma": {"l|0||0|", "l|0||1|", "T|0||0|", "=be", "U|0||0|", "k|0||0|", "l|1|z|0|"}, "rel": {"punct", "nsubj", "root", "obj", "parataxis"},
	"names": {"O", "B-PER", "I-PER", "B-ORG", "I-ORG"},
}

// File is a whole weight file, the same for the same seed.
func File(seed uint64) string {
	f := builder{r: rand.New(rand.NewPCG(seed, 1)), entries: map[string]any{}}
	pieces := Pieces()
	f.int8("embed.words", len(pieces), Hidden)
	f.float32("embed.pos", 0.3, positions, Hidden)
	f.float32("embed.shapes", 0.3, shapes, Hidden)
	f.norm("embed.norm")
	for i := range Layers {
		for _, m := range []struct {
			name    string
			out, in int
		}{{"qkv", 3 * Hidden, Hidden}, {"out", Hidden, Hidden}, {"up", Inner, Hidden}, {"down", Hidden, Inner}} {
			name := fmt.Sprintf("layer.%d.%s", i, m.name)
			f.int8(name, m.out, m.in)
			f.float32(name+".bias", 0.1, m.out)
		}
		f.norm(fmt.Sprintf("layer.%d.n1", i))
		f.norm(fmt.Sprintf("layer.%d.n2", i))
	}
	f.heads()
	tags, err := json.Marshal(Tags)
	if err != nil {
		panic(err) // a map of strings always has a JSON form
	}
	f.entries["__metadata__"] = map[string]string{"format": "dateline.reader/3", "tags": string(tags), "pieces": strings.Join(pieces, "\n")}
	return f.file()
}

func (f *builder) heads() {
	for _, name := range []string{"upos", "xpos", "feats", "lemma", "names"} {
		f.head(name, len(Tags[name]))
	}
	f.head("quotes", 9)
	f.head("actors", 6)
	f.head("bound", 1)
	f.head("mention", 1)
	f.head("ante_d", Coreference)
	f.head("ante_h", Coreference)
	f.float16("head.ante_w", Coreference+1, Coreference+1)
	f.float32("ante_t", 0.1, 3, 2, 12)
	f.head("arc_d", Arc)
	f.head("arc_h", Arc)
	f.head("rel_d", Rel)
	f.head("rel_h", Rel)
	f.float16("head.arc_w", Arc+1, Arc)
	f.float16("head.rel_o.weight", len(Tags["rel"]), Rel)
	f.float32("head.rel_o.bias", 0.1, len(Tags["rel"]))
	f.float32("quotes_start", 1, 3, 3)
	f.float32("quotes_step", 1, 3, 3, 3)
	for _, g := range []string{"tags", "tree", "names", "quotes", "bound", "coref"} {
		f.add("mix."+g, "F32", f.floats(Layers, func() float32 { return 1.0 / Layers }), Layers)
	}
}

// Pieces is a vocabulary of single letters, digits and signs.
func Pieces() []string {
	out := []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "##ed", "ferry", "中"}
	for c := '!'; c <= '~'; c++ {
		if c >= 'A' && c <= 'Z' {
			continue
		}
		out = append(out, string(c))
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			out = append(out, "##"+string(c))
		}
	}
	return out
}

type builder struct {
	r       *rand.Rand
	entries map[string]any
	data    []byte
}

func (f *builder) add(name, kind string, data []byte, shape ...int) {
	f.entries[name] = map[string]any{"dtype": kind, "shape": shape, "data_offsets": []int{len(f.data), len(f.data) + len(data)}}
	f.data = append(f.data, data...)
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func (f *builder) floats(n int, value func() float32) []byte {
	var out []byte
	for range n {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(value()))
	}
	return out
}

func (f *builder) float32(name string, size float64, shape ...int) {
	f.add(name, "F32", f.floats(product(shape), func() float32 { return float32(f.r.NormFloat64() * size) }), shape...)
}

func (f *builder) norm(name string) {
	f.add(name+".weight", "F32", f.floats(Hidden, func() float32 { return 0.8 + float32(0.4*f.r.Float32()) }), Hidden)
	f.float32(name+".bias", 0.1, Hidden)
}

// int8 writes a matrix and the scale of each row, for values of about 1/sqrt(in).
func (f *builder) int8(name string, out, in int) {
	weights := make([]byte, out*in)
	for i := range weights {
		weights[i] = byte(int8(f.r.IntN(255) - 127))
	}
	f.add(name+".weight", "I8", weights, out, in)
	f.add(name+".scale", "F32", f.floats(out, func() float32 { return (0.5 + f.r.Float32()) / 74 / float32(math.Sqrt(float64(in))) }), out)
}

func (f *builder) head(name string, out int) {
	f.float16("head."+name+".weight", out, Hidden)
	f.float32("head."+name+".bias", 0.1, out)
}

// float16 writes half-precision numbers between 1/16 and 1/2 of either sign.
func (f *builder) float16(name string, shape ...int) {
	var out []byte
	for range product(shape) {
		h := uint16(f.r.IntN(2)<<15 | (11+f.r.IntN(3))<<10 | f.r.IntN(1<<10))
		out = binary.LittleEndian.AppendUint16(out, h)
	}
	f.add(name, "F16", out, shape...)
}

func (f *builder) file() string {
	header := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(f.entries)) {
		header[name] = f.entries[name]
	}
	text, err := json.Marshal(header)
	if err != nil {
		panic(err) // strings and numbers always have a JSON form
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(text)))
	return string(append(append(out, text...), f.data...))
}
