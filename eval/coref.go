package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/dateline-news/dateline/language"
)

// corefSets are the sets of coreference. The official OntoGUM split is its open and its noncommercial part together.
var corefSets = []struct {
	name, split string
	files       []string
}{
	{"OntoGUM dev", "dev", []string{"ontogum/open-dev.jsonl", "ontogum/noncommercial-dev.jsonl"}},
	{"OntoGUM test", "test", []string{"ontogum/open-test.jsonl", "ontogum/noncommercial-test.jsonl"}},
	{"ParCorFull news", "test", []string{"parcorfull-news/all.jsonl"}},
}

// corefPeers are published figures, quoted from coref/README.md.
var corefPeers = []string{
	"OntoGUM test (2021): CoreNLP dcoref, quoted                        39.7",
	"OntoGUM test (2021): SpanBERT trained on OntoNotes, quoted         64.6",
	"GAP test: syntactic parallelism, quoted                            66.9 (men 69.4, women 64.4)",
}

// corefDocument is a document of coref/README.md's form.
type corefDocument struct {
	Doc       string
	Sentences [][]string
	Mentions  []struct{ Sent, Start, End, Cluster int }
}

// Coref scores the chains of language.Reader on gold tokens and sentences, mentions found by itself: MUC, B3, CEAF-phi4
// and their mean, the CoNLL F1 (Pradhan et al. 2014); and the pronouns of GAP.
func Coref(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "coref")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval coref: no folder %s: give the folder that holds coref/ with --data", folder)
	}
	reader, err := language.NewReader()
	if err != nil {
		return fmt.Errorf("eval coref: %w", err)
	}
	out := lines{w: o.Out}
	out.printf("%-24s%10s%8s%8s%8s%8s%8s%8s\n", "coreference, F1", "mentions", "P", "R", "MUC", "B3", "CEAF-e", "CoNLL")
	for _, set := range corefSets {
		if o.Split != "" && o.Split != set.split {
			continue
		}
		var total corefScore
		var mentions tally
		for _, f := range set.files {
			documents, err := readPacked[corefDocument](ctx, filepath.Join(folder, f))
			if err != nil {
				return fmt.Errorf("eval coref: %w", err)
			}
			for _, d := range documents {
				t := wordsText(d.Sentences)
				reader.Fill(&t)
				key, ours := d.chains(), readChains(t)
				for m := range ours {
					mentions.system++
					if _, ok := key[m]; ok {
						mentions.right++
					}
				}
				mentions.gold += len(key)
				total.add(scoreChains(key, ours))
			}
		}
		per := func(n int) float64 { return 100 * float64(mentions.right) / float64(max(1, n)) }
		out.printf("%-24s%10.2f%8.2f%8.2f%8.2f%8.2f%8.2f%8.2f\n", set.name, mentions.f1(), per(mentions.system), per(mentions.gold), 100*total.muc.f1(), 100*total.bcubed.f1(), 100*total.ceafe.f1(), 100*total.conll())
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for _, set := range []struct{ name, split, file string }{{"GAP validation, F1", "dev", "gap-validation.tsv"}, {"GAP test, F1", "test", "gap-test.tsv"}} {
		if o.Split != "" && o.Split != set.split {
			continue
		}
		if err := out.gap(ctx, reader, set.name, filepath.Join(folder, "gap", set.file)); err != nil {
			return fmt.Errorf("eval coref: %w", err)
		}
	}
	for _, p := range corefPeers {
		if o.Split != "dev" {
			out.printf("%s\n", p)
		}
	}
	return out.err
}

// corefMention is a mention by its sentence and tokens.
func corefMention(sentence, first, end int) string {
	return fmt.Sprintf("%06d:%04d-%04d", sentence, first, end)
}

// chains leaves out chains of one mention: OntoGUM has none, and the measures count none.
func (d *corefDocument) chains() chains[string] {
	size := map[int]int{}
	for _, m := range d.Mentions {
		size[m.Cluster]++
	}
	out := chains[string]{}
	for _, m := range d.Mentions {
		if size[m.Cluster] > 1 {
			out[corefMention(m.Sent, m.Start, m.End)] = strconv.Itoa(m.Cluster)
		}
	}
	return out
}

func readChains(t language.Text) chains[string] {
	out := chains[string]{}
	for i, c := range t.Chains {
		for _, m := range c.Mentions {
			out[corefMention(m.Sentence, m.First, m.End)] = strconv.Itoa(i)
		}
	}
	return out
}
