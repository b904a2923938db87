package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/dateline-news/dateline/language"
)

// syntaxSets are the splits that Syntax scores. The official GUM split is its open and its noncommercial part together.
var syntaxSets = []struct {
	name, split string
	sentences   string // how the sent_id of those that count begins
	files       []string
}{
	{"EWT dev", "dev", "", []string{"ewt/en_ewt-ud-dev.conllu"}},
	{"EWT test", "test", "", []string{"ewt/en_ewt-ud-test.conllu"}},
	{"GUM dev", "dev", "", []string{"gum/open-dev.conllu", "gum/noncommercial-dev.conllu"}},
	{"GUM test", "test", "", []string{"gum/open-test.conllu", "gum/noncommercial-test.conllu"}},
	{"PUD test", "test", "", []string{"pud/en_pud-ud-test.conllu"}},
	{"PUD test, news half", "test", "n", []string{"pud/en_pud-ud-test.conllu"}},
}

// syntaxColumns are the measures in the order of a row.
var syntaxColumns = []string{"Tokens", "Words", "Sents", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "MLAS", "BLEX"}

// syntaxPeers are published figures, quoted from treebank/README.md; each is on its own release of the treebank.
var syntaxPeers = []struct {
	name   string
	values map[string]string
}{
	{"EWT test, raw: UDPipe 2 (UD 2.17), quoted", map[string]string{"Sents": "88.42", "Words": "99.07", "UPOS": "96.75", "UAS": "91.59", "LAS": "89.91"}},
	{"EWT test, raw: Stanza 1.5.1 (UD 2.12), quoted", map[string]string{"Sents": "89.16", "Words": "98.92", "UPOS": "96.20", "Lemmas": "96.63", "UAS": "88.90", "LAS": "86.77"}},
	{"EWT test, gold: UDPipe 2 (UD 2.17), quoted", map[string]string{"UPOS": "97.61", "UAS": "94.09", "LAS": "92.36"}},
	{"GUM test, raw: UDPipe 2 (UD 2.17), quoted", map[string]string{"Sents": "95.77", "UPOS": "98.12", "UAS": "93.20", "LAS": "91.54"}},
	{"GUM test, raw: Stanza 1.5.1 (UD 2.12), quoted", map[string]string{"Sents": "95.34", "UPOS": "97.59", "UAS": "90.49", "LAS": "88.24"}},
	{"GUM test, gold: UDPipe 2 (UD 2.17), quoted", map[string]string{"UPOS": "98.36", "UAS": "93.82", "LAS": "92.14"}},
}

// Syntax scores language.Reader on the treebanks by the definition of the CoNLL 2018 shared task
// (https://universaldependencies.org/conll18/evaluation.html): F1 over aligned words, once from raw text and once from
// the gold tokens and sentences; these also with products in float32, which shows what int8 loses.
func Syntax(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "treebank")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval syntax: no folder %s: give the folder that holds treebank/ with --data", folder)
	}
	reader, err := language.NewReader()
	if err != nil {
		return fmt.Errorf("eval syntax: %w", err)
	}
	exact, err := language.NewFloat32Reader()
	if err != nil {
		return fmt.Errorf("eval syntax: %w", err)
	}
	table := syntaxTable{options: o}
	table.head()
	for _, set := range syntaxSets {
		if o.Split != "" && o.Split != set.split {
			continue
		}
		var banks []bank
		for _, f := range set.files {
			b, err := readBank(ctx, filepath.Join(folder, f), set.sentences)
			if err != nil {
				return fmt.Errorf("eval syntax: %w", err)
			}
			banks = append(banks, b)
		}
		table.score(set.name+", raw", banks, func(b bank) language.Text { return reader.Read(b.raw, nil) })
		table.score(set.name+", gold tokens", banks, goldTokens(reader))
		table.score(set.name+", gold tokens, float32", banks, goldTokens(exact))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if o.Split != "dev" {
		for _, p := range syntaxPeers {
			table.row(p.name, func(column string) string { return p.values[column] }, "")
		}
	}
	return table.err
}

// goldTokens reads the words of a treebank as they stand there.
func goldTokens(r *language.Reader) func(bank) language.Text {
	return func(b bank) language.Text {
		t := b.tokenised()
		r.Fill(&t)
		return t
	}
}

// syntaxTable writes one line a score and keeps the first error.
type syntaxTable struct {
	options Options
	err     error
}

func (t *syntaxTable) head() {
	t.row("CoNLL 2018 F1", func(column string) string { return column }, "words/s")
}

func (t *syntaxTable) row(name string, value func(column string) string, speed string) {
	var line strings.Builder
	fmt.Fprintf(&line, "%-48s", name)
	for _, c := range syntaxColumns {
		fmt.Fprintf(&line, "%8s", value(c))
	}
	fmt.Fprintf(&line, "%9s\n", speed)
	if _, err := t.options.Out.Write([]byte(line.String())); t.err == nil {
		t.err = err
	}
}

func (t *syntaxTable) score(name string, banks []bank, read func(bank) language.Text) {
	total := map[string]tally{}
	var took time.Duration
	for _, b := range banks {
		begin := time.Now()
		text := read(b)
		took += time.Since(begin)
		for k, v := range scoreSyntax(&b.gold, udOf(text)) {
			total[k] = total[k].plus(v)
		}
	}
	t.row(name, func(c string) string { return fmt.Sprintf("%.2f", total[c].f1()) }, fmt.Sprintf("%.0f", float64(total["Words"].gold)/took.Seconds()))
}

func (t tally) plus(o tally) tally {
	return tally{right: t.right + o.right, system: t.system + o.system, gold: t.gold + o.gold}
}
