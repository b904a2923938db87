package eval

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/language"
)

// nameSets are the sets of names. labels maps the set's own labels onto ours; what the set does not annotate is left out
// of our answer.
var nameSets = []struct {
	name, split, file string
	labels            map[string]string
}{
	{"Worldwide dev", "dev", "worldwide/dev.tsv", worldwideLabels},
	{"Worldwide test", "test", "worldwide/test.tsv", worldwideLabels},
	{"UNER-EWT dev", "dev", "uner-ewt/dev.tsv", unerLabels},
	{"UNER-EWT test", "test", "uner-ewt/test.tsv", unerLabels},
	{"UNER-PUD test", "test", "uner-pud/test.tsv", unerLabels},
}

var (
	worldwideLabels = map[string]string{"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP", "Misc": "MISC", "Product": "PRODUCT", "Date": "DATE", "Money": "MONEY"}
	unerLabels      = map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
)

// repeated is a test document of Worldwide whose sentences also stand in its training part (ner/README.md).
const repeated = "cn_article_scmp_58"

// namePeers are published figures, quoted from ner/README.md.
var namePeers = []string{
	"UNER-EWT test: XLM-R large, quoted                86.0",
	"UNER-PUD test: XLM-R large, quoted                80.1",
}

// Names scores the names of language.Reader on the gold tokens of each set: F1 of exact spans with their label, also
// with products in float32, which shows what int8 loses.
func Names(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "ner")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval names: no folder %s: give the folder that holds ner/ with --data", folder)
	}
	reader, err := language.NewReader()
	if err != nil {
		return fmt.Errorf("eval names: %w", err)
	}
	exact, err := language.NewFloat32Reader()
	if err != nil {
		return fmt.Errorf("eval names: %w", err)
	}
	out := lines{w: o.Out}
	out.printf("%-28s%10s%8s%8s%8s%10s\n", "names", "F1", "P", "R", "spans", "words/s")
	for _, set := range nameSets {
		if o.Split != "" && o.Split != set.split {
			continue
		}
		text, err := readData(ctx, filepath.Join(folder, set.file))
		if err != nil {
			return fmt.Errorf("eval names: %w", err)
		}
		gold, err := parseBIO(string(text), set.labels)
		if err != nil {
			return fmt.Errorf("eval names: %s: %w", set.file, err)
		}
		known := map[string]bool{}
		for _, label := range set.labels {
			known[label] = true
		}
		begin := time.Now()
		scores := comparePhrases(gold.spans, gold.read(reader), known)
		took := time.Since(begin)
		out.tally(set.name, scores[""], fmt.Sprintf("%.0f", float64(gold.count)/took.Seconds()))
		out.tally(set.name+", float32", comparePhrases(gold.spans, gold.read(exact), known)[""], "")
		for _, label := range slices.Sorted(maps.Keys(known)) {
			out.tally("  "+label, scores[label], "")
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for _, p := range namePeers {
		if o.Split != "dev" {
			out.printf("%s\n", p)
		}
	}
	return out.err
}

// labelled is a span of tokens of a sentence with its label.
type labelled struct {
	sentence, first, end int
	label                string
}

// bioText is a file of sentences with their spans.
type bioText struct {
	words [][]string
	docs  []string // document of each sentence
	spans []labelled
	count int // words
}

// parseBIO reads a two-column file; sentences of the document that repeats training text are left out.
func parseBIO(text string, labels map[string]string) (bioText, error) {
	var out bioText
	document, given := "", false
	for block := range strings.SplitSeq(text, "\n\n") {
		var words, tags []string
		for line := range strings.SplitSeq(block, "\n") {
			if doc, ok := strings.CutPrefix(line, "# doc = "); ok {
				document, given = doc, true
			}
			if id, ok := strings.CutPrefix(line, "# sent_id = "); ok && !given {
				document = id // that of EWT is its document's and a number behind a hyphen
				if i := strings.LastIndexByte(id, '-'); i > 0 {
					document = id[:i]
				}
			}
			word, tag, ok := strings.Cut(line, "\t")
			if !ok {
				continue
			}
			kind, label, _ := strings.Cut(tag, "-")
			if tag != "O" && labels[label] == "" {
				return out, fmt.Errorf("there is no place for the label %q", tag)
			}
			words = append(words, word)
			tags = append(tags, kind+"-"+labels[label])
		}
		if len(words) == 0 || document == repeated {
			continue
		}
		out.spans = appendSpans(out.spans, len(out.words), tags)
		out.words = append(out.words, words)
		out.docs = append(out.docs, document)
		out.count += len(words)
	}
	return out, nil
}

// read gives the names of all sentences, document by document.
func (b *bioText) read(r *language.Reader) []language.Phrase {
	var out []language.Phrase
	for from := 0; from < len(b.words); {
		end := from + 1
		for end < len(b.words) && b.docs[end] == b.docs[from] {
			end++
		}
		t := wordsText(b.words[from:end])
		r.Fill(&t)
		for _, n := range t.Names {
			n.Sentence += from
			out = append(out, n)
		}
		from = end
	}
	return out
}

// appendSpans reads a BIO row; an I that follows nothing of its label begins a span.
func appendSpans(out []labelled, sentence int, tags []string) []labelled {
	open, label := -1, ""
	for i, tag := range append(tags[:len(tags):len(tags)], "O") {
		kind, here, _ := strings.Cut(tag, "-")
		if open >= 0 && (kind == "B" || here != label) {
			out = append(out, labelled{sentence, open, i, label})
			open = -1
		}
		if here != "" && open < 0 {
			open, label = i, here
		}
	}
	return out
}

// comparePhrases tallies exact spans by label, and all of them under "". Ours of other labels than known are left out.
func comparePhrases(gold []labelled, ours []language.Phrase, known map[string]bool) map[string]tally {
	in := map[labelled]bool{}
	scores := map[string]tally{}
	add := func(label string, t tally) {
		scores[label] = scores[label].plus(t)
		scores[""] = scores[""].plus(t)
	}
	for _, g := range gold {
		in[g] = true
		add(g.label, tally{gold: 1})
	}
	for _, p := range ours {
		if !known[p.Kind] {
			continue
		}
		t := tally{system: 1}
		if in[labelled{p.Sentence, p.First, p.End, p.Kind}] {
			t.right = 1
		}
		add(p.Kind, t)
	}
	return scores
}
