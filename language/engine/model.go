package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// format is what the metadata of a weight file must say.
const format = "dateline.reader/3"

// shapeCount is the number of word shapes (SHAPES in training/model.py).
const shapeCount = 11

// group is a set of heads that share one mean of the layers.
type group int

const (
	groupTags group = iota
	groupTree
	groupNames
	groupQuotes
	groupBound
	groupCoreference
	groupCount
)

var groupNamesInFile = [groupCount]string{"tags", "tree", "names", "quotes", "bound", "coref"}

// Model is the network of one weight file. It never changes once loaded.
type Model struct {
	Tags    Tags
	Pieces  *Pieces
	Lexicon string // lines of a form, its UPOS and its lemma, parted by tabs (training/lemma.py)

	batch, inner  int // pieces that are run at once, and at once through the inner layer
	hidden, ffn   int
	words         string // int8 rows of the embedding, where they stand in the file
	wordScale     []float32
	positions     []float32
	shapes        []float32
	normGain      []float32
	normBias      []float32
	layers        []layer
	mix           [groupCount][]float32
	tagger        *linear // upos, xpos, feats and lemma side by side
	names, quotes *linear // the latter with the actors beside it
	bound         *linear // whether a sentence begins
	mention       *linear // whether a word is the head of a mention
	antecedent    *linear // coreference features of a word, and of it as an antecedent, side by side
	query         *linear // biaffine matrix over them
	dependent     *linear // arc and relation features of a word as a dependent, side by side
	head          *linear // the same as a head
	arcs, rels    *linear
	arc, rel      int // widths of the arc and relation features

	// Distances adds to the score of an antecedent: by the kind of the mention, whether the words are the same, and how
	// far they are apart.
	Distances [MentionKinds][2][DistanceBuckets]float32

	NameKinds   []string             // PER, ORG …, in the order of their first tags
	nameKind    [MaxNameKinds][2]int // index of the B and I tag of each
	nameTags    []bioTag
	quoteChains [3]chain
	joined      uint16 // relation of a later window's root to the sentence's
	root        uint16 // relation of the root
}

// Tags are the values that the indices of a Word stand for.
type Tags struct {
	UPOS  []string `json:"upos"`
	XPOS  []string `json:"xpos"`
	Feats []string `json:"feats"`
	Lemma []string `json:"lemma"` // rules (training/lemma.py)
	Rel   []string `json:"rel"`
	Names []string `json:"names"` // O, B-X, I-X
}

type layer struct {
	qkv, out, up, down                       *linear
	firstGain, firstBias, lastGain, lastBias []float32
}

// Load reads a weight file, which it keeps a part of: the embedding stays where it is.
func Load(file string, o Options) (*Model, error) {
	t, err := openTensors(file)
	if err != nil {
		return nil, err
	}
	if got := t.metadata["format"]; got != format {
		return nil, fmt.Errorf("the weight file's format is %q: this program reads %q", got, format)
	}
	m := &Model{hidden: t.size("embed.words.weight", 1)}
	if m.hidden == 0 || m.hidden%panel != 0 {
		return nil, fmt.Errorf("the weight file's hidden size is %d: it must be a multiple of %d", m.hidden, panel)
	}
	m.batch, m.inner = o.sizes()
	if err := json.Unmarshal([]byte(t.metadata["tags"]), &m.Tags); err != nil {
		return nil, fmt.Errorf("read the tag lists of the weight file: %w", err)
	}
	m.Lexicon = t.metadata["lexicon"]
	if m.Pieces, err = newPieces(t.metadata["pieces"]); err != nil {
		return nil, err
	}
	m.readEmbedding(t)
	m.readLayers(t, o)
	m.readHeads(t, o)
	if t.err != nil {
		return nil, t.err
	}
	return m, m.readTags()
}

func (m *Model) readEmbedding(t *tensors) {
	m.words = t.bytes("embed.words.weight", "I8", m.Pieces.Len(), m.hidden)
	m.wordScale = t.float32s("embed.words.scale", m.Pieces.Len())
	m.positions = t.float32s("embed.pos", -1, m.hidden)
	m.shapes = t.float32s("embed.shapes", shapeCount, m.hidden)
	m.normGain = t.float32s("embed.norm.weight", m.hidden)
	m.normBias = t.float32s("embed.norm.bias", m.hidden)
	if len(m.positions) < MaxPieces*m.hidden {
		t.fail("the weight file holds fewer than %d positions", MaxPieces)
	}
}

func (m *Model) readLayers(t *tensors, o Options) {
	m.ffn = t.size("layer.0.up.weight", 0)
	if m.ffn == 0 || m.ffn%panel != 0 {
		t.fail("the weight file's inner size is %d: it must be a multiple of %d", m.ffn, panel)
		return
	}
	for i := 0; ; i++ {
		name := fmt.Sprintf("layer.%d.", i)
		if _, ok := t.entries[name+"qkv.weight"]; !ok && i > 0 {
			return
		}
		matrix := func(part string, in, out int) *linear { return readInt(t, name+part, in, out, o) }
		vector := func(part string) []float32 { return t.float32s(name+part, m.hidden) }
		m.layers = append(m.layers, layer{
			qkv: matrix("qkv", m.hidden, 3*m.hidden), out: matrix("out", m.hidden, m.hidden), up: matrix("up", m.hidden, m.ffn), down: matrix("down", m.ffn, m.hidden),
			firstGain: vector("n1.weight"), firstBias: vector("n1.bias"), lastGain: vector("n2.weight"), lastBias: vector("n2.bias"),
		})
		if t.err != nil {
			return
		}
	}
}

func readInt(t *tensors, name string, in, out int, o Options) *linear {
	weights := t.bytes(name+".weight", "I8", out, in)
	scale, bias := t.float32s(name+".scale", out), t.float32s(name+".bias", out)
	if t.err != nil {
		return nil
	}
	l := packInt(weights, scale, bias, in, out)
	if o.Float32 {
		return l.widen()
	}
	return l
}

// readHeads takes the heads, which stand as float16. The large ones are run as int8 like the encoder unless o says otherwise;
// the small ones, which cost next to nothing, always as floats.
func (m *Model) readHeads(t *tensors, o Options) {
	for g, name := range groupNamesInFile {
		m.mix[g] = t.float32s("mix."+name, len(m.layers))
	}
	tags := &m.Tags
	h, small := headReader{tensors: t, pack: packNarrow}, headReader{tensors: t, pack: packFloat}
	if o.Float32 {
		h = small
	}
	m.tagger = h.sideBySide(m.hidden, []string{"upos", "xpos", "feats", "lemma"}, []int{len(tags.UPOS), len(tags.XPOS), len(tags.Feats), len(tags.Lemma)})
	m.names = small.sideBySide(m.hidden, []string{"names"}, []int{len(tags.Names)})
	m.quotes = small.sideBySide(m.hidden, []string{"quotes", "actors"}, []int{9, 6})
	m.readChains(t)
	m.bound = small.sideBySide(m.hidden, []string{"bound"}, []int{1})
	m.mention = small.sideBySide(m.hidden, []string{"mention"}, []int{1})
	m.readCoreference(h)
	m.arc, m.rel = t.size("head.arc_d.weight", 0), t.size("head.rel_d.weight", 0)
	if m.arc == 0 || m.arc%panel != 0 || m.rel == 0 || m.rel%panel != 0 {
		t.fail("the widths of the weight file's arc and relation features, %d and %d, must be multiples of %d", m.arc, m.rel, panel)
		return
	}
	m.dependent = h.sideBySide(m.hidden, []string{"arc_d", "rel_d"}, []int{m.arc, m.rel})
	m.head = h.sideBySide(m.hidden, []string{"arc_h", "rel_h"}, []int{m.arc, m.rel})
	m.arcs = h.biaffine("head.arc_w", m.arc, m.arc)
	m.rels = h.sideBySide(m.rel, []string{"rel_o"}, []int{len(tags.Rel)})
}

// readChains takes what the tags of a quotation count at the beginning and after each other.
func (m *Model) readChains(t *tensors) {
	parts := len(m.quoteChains)
	starts, steps := t.float32s("quotes_start", parts, 3), t.float32s("quotes_step", parts, 3, 3)
	if t.err != nil {
		return
	}
	for part := range m.quoteChains {
		c := &m.quoteChains[part]
		copy(c.start[:], starts[3*part:])
		for before := range c.step {
			copy(c.step[before][:], steps[9*part+3*before:])
		}
	}
}

func (m *Model) readCoreference(h headReader) {
	n := h.size("head.ante_d.weight", 0)
	if n == 0 || n%panel != 0 {
		h.fail("the width of the weight file's coreference features, %d, must be a multiple of %d", n, panel)
		return
	}
	m.antecedent = h.sideBySide(m.hidden, []string{"ante_d", "ante_h"}, []int{n, n})
	m.query = h.biaffine("head.ante_w", n, n+1)
	table := h.float32s("ante_t", MentionKinds, 2, DistanceBuckets)
	for i, v := range table {
		m.Distances[i/(2*DistanceBuckets)][i/DistanceBuckets%2][i%DistanceBuckets] = v
	}
}

// headReader makes the matrices of the heads.
type headReader struct {
	*tensors
	pack func(in, out int, bias, rows []float32) *linear
}

// sideBySide joins several heads that take the same words into one matrix.
func (h headReader) sideBySide(in int, names []string, sizes []int) *linear {
	var weights, bias []float32
	for i, n := range names {
		weights = append(weights, h.float16s("head."+n+".weight", sizes[i], in)...)
		bias = append(bias, h.float32s("head."+n+".bias", sizes[i])...)
	}
	if h.err != nil {
		return nil
	}
	return h.pack(in, len(bias), bias, weights)
}

// biaffine takes a matrix [n+1][columns]; its last row, which meets the dependent's one, is the bias.
func (h headReader) biaffine(name string, n, columns int) *linear {
	w := h.float16s(name, n+1, columns)
	if h.err != nil {
		return nil
	}
	rows := make([]float32, n*columns)
	for i := range n {
		for j := range columns {
			rows[j*n+i] = w[i*columns+j]
		}
	}
	return h.pack(n, columns, w[n*columns:], rows)
}

// bioTag is a tag of a BIO row: its kind is one of QuoteOutside, QuoteBegin, QuoteInside; begin is the index of the
// B of its label.
type bioTag struct {
	kind  uint8
	begin uint8
}

func (m *Model) readTags() error {
	for _, need := range []struct {
		list  []string
		value string
	}{{m.Tags.Rel, "root"}, {m.Tags.Names, "O"}} {
		if !slices.Contains(need.list, need.value) {
			return fmt.Errorf("the weight file's tag lists lack %q", need.value)
		}
	}
	if len(m.Tags.Names) > 255 || len(m.Tags.Rel) < 2 {
		return fmt.Errorf("the weight file has %d names and %d relations: at most 255 and at least 2", len(m.Tags.Names), len(m.Tags.Rel))
	}
	m.root = uint16(slices.Index(m.Tags.Rel, "root"))
	m.joined = uint16(max(slices.Index(m.Tags.Rel, "parataxis"), 0))
	for i, name := range m.Tags.Names {
		tag := bioTag{begin: uint8(i)}
		if kind, ok := strings.CutPrefix(name, "B-"); ok {
			inside := slices.Index(m.Tags.Names, "I-"+kind)
			if inside < 0 || len(m.NameKinds) == MaxNameKinds {
				return fmt.Errorf("the weight file's names have %s without I-%s, or more than %d kinds of names", name, kind, MaxNameKinds)
			}
			m.nameKind[len(m.NameKinds)] = [2]int{i, inside}
			m.NameKinds = append(m.NameKinds, kind)
		}
		if label, ok := strings.CutPrefix(name, "I-"); ok {
			b := slices.Index(m.Tags.Names, "B-"+label)
			if b < 0 {
				return fmt.Errorf("the weight file's names have %s without B-%s", name, label)
			}
			tag = bioTag{kind: QuoteInside, begin: uint8(b)}
		} else if strings.HasPrefix(name, "B-") {
			tag.kind = QuoteBegin
		}
		m.nameTags = append(m.nameTags, tag)
	}
	return nil
}
