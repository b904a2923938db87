package eval

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/klauspost/compress/zstd"

	"github.com/dateline-news/dateline/language"
)

// tokenFiles are the splits that Tokens scores, by the name that the table shows.
var tokenFiles = []struct{ name, path string }{
	{"EWT dev", "ewt/en_ewt-ud-dev.conllu.zst"},
	{"EWT test", "ewt/en_ewt-ud-test.conllu.zst"},
	{"GUM dev, open", "gum/open-dev.conllu.zst"},
	{"GUM test, open", "gum/open-test.conllu.zst"},
	{"PUD test", "pud/en_pud-ud-test.conllu.zst"},
}

// Tokens scores language.Read from raw text on the treebanks: F1 of surface tokens, syntactic words and sentences by the
// definition of the CoNLL 2018 shared task (https://universaldependencies.org/conll18/evaluation.html). A unit counts when
// its characters without white space are exactly the gold unit's; words inside multiword tokens are aligned by form.
func Tokens(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "treebank")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval tokens: no folder %s: give the folder that holds treebank/ with --data", folder)
	}
	if _, err := fmt.Fprintf(o.Out, "%-16s%10s%10s%12s%10s%12s\n", "from raw text", "tokens F1", "words F1", "sentences F1", "words", "words/s"); err != nil {
		return err
	}
	for _, f := range tokenFiles {
		if err := ctx.Err(); err != nil {
			return err
		}
		bank, err := readTreebank(filepath.Join(folder, f.path))
		if err != nil {
			return fmt.Errorf("eval tokens: %w", err)
		}
		begin := time.Now()
		text := language.Read(bank.raw, nil)
		took := time.Since(begin)
		s := scoreTokens(bank, text)
		if _, err := fmt.Fprintf(o.Out, "%-16s%10.2f%10.2f%12.2f%10d%12.0f\n", f.name, s.tokens.f1(), s.words.f1(), s.sentences.f1(),
			s.words.gold, float64(s.words.gold)/took.Seconds()); err != nil {
			return err
		}
		if o.Misses && strings.HasSuffix(f.name, "dev") || o.Misses && strings.Contains(f.name, " dev,") {
			if err := missedTokens(o.Out, bank, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// surface is a gold token as it stands in the text; form parts only where it is a multiword token.
type surface struct {
	start, end int // in characters of the text without white space
	words      []string
}

type treebank struct {
	raw       string
	tokens    []surface
	sentences [][2]int
}

func readTreebank(path string) (treebank, error) {
	f, err := os.Open(path)
	if err != nil {
		return treebank{}, err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return treebank{}, fmt.Errorf("read %s: %w", path, err)
	}
	defer z.Close()
	bank, err := parseTreebank(z)
	if err != nil {
		return treebank{}, fmt.Errorf("read %s: %w", path, err)
	}
	return bank, nil
}

// parseTreebank rebuilds the raw text: sentences parted by a space unless SpaceAfter=No, paragraphs and documents by a blank line.
func parseTreebank(r io.Reader) (treebank, error) {
	var bank treebank
	var raw strings.Builder
	at, begin, inside, glued := 0, -1, 0, true
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc"), strings.HasPrefix(line, "# newpar"):
			if raw.Len() > 0 && !strings.HasSuffix(raw.String(), "\n\n") {
				raw.WriteString("\n\n")
			}
			glued = true
		case line == "":
			if begin >= 0 {
				bank.sentences = append(bank.sentences, [2]int{begin, at})
			}
			begin, inside = -1, 0
		case line[0] != '#':
			col := strings.Split(line, "\t")
			if len(col) != 10 || strings.Contains(col[0], ".") {
				continue
			}
			if inside > 0 {
				last := &bank.tokens[len(bank.tokens)-1]
				last.words = append(last.words, strings.ToLower(col[1]))
				inside--
				continue
			}
			var from, to int
			if n, _ := fmt.Sscanf(col[0], "%d-%d", &from, &to); n == 2 {
				inside = to - from + 1
			}
			if !glued {
				raw.WriteByte(' ')
			}
			raw.WriteString(col[1])
			glued = strings.Contains(col[9], "SpaceAfter=No")
			if begin < 0 {
				begin = at
			}
			n := solid(col[1])
			bank.tokens = append(bank.tokens, surface{start: at, end: at + n})
			at += n
		}
	}
	bank.raw = raw.String()
	return bank, lines.Err()
}

// solid counts the characters that are not white space.
func solid(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// tally counts units found, given and right.
type tally struct{ right, system, gold int }

// f1 is in per cent.
func (t tally) f1() float64 {
	if t.system+t.gold == 0 {
		return 0
	}
	return 200 * float64(t.right) / float64(t.system+t.gold)
}

type tokenScores struct{ tokens, words, sentences tally }

func scoreTokens(bank treebank, text language.Text) tokenScores {
	ours, sentences := surfaces(text)
	var s tokenScores
	s.tokens = tally{system: len(ours), gold: len(bank.tokens)}
	s.sentences = tally{right: common(sentences, bank.sentences), system: len(sentences), gold: len(bank.sentences)}
	byStart := make(map[int]surface, len(ours))
	for _, t := range ours {
		byStart[t.start] = t
		s.words.system += max(1, len(t.words))
	}
	for _, g := range bank.tokens {
		s.words.gold += max(1, len(g.words))
		t, ok := byStart[g.start]
		if !ok || t.end != g.end {
			continue
		}
		s.tokens.right++
		if len(g.words) == 0 && len(t.words) == 0 {
			s.words.right++
			continue
		}
		s.words.right += alike(g.words, t.words)
	}
	return s
}

// surfaces turns the words of text into surface tokens and sentences, in characters without white space.
func surfaces(text language.Text) ([]surface, [][2]int) {
	var tokens []surface
	var sentences [][2]int
	at := 0
	for _, s := range text.Sentences {
		begin := at
		for i := 0; i < len(s.Tokens); {
			n := max(1, s.Tokens[i].Multiword)
			t := surface{start: at}
			for _, w := range s.Tokens[i : i+n] {
				form := w.Of(text.Source)
				at += solid(form)
				if n > 1 {
					t.words = append(t.words, strings.ToLower(form))
				}
			}
			t.end = at
			tokens = append(tokens, t)
			i += n
		}
		sentences = append(sentences, [2]int{begin, at})
	}
	return tokens, sentences
}

func common(a, b [][2]int) int {
	in := make(map[[2]int]bool, len(b))
	for _, x := range b {
		in[x] = true
	}
	n := 0
	for _, x := range a {
		if in[x] {
			n++
		}
	}
	return n
}

// alike is the length of the longest common subsequence.
func alike(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// missedTokens prints each gold token and sentence border of a dev split that we miss, with the words around it.
func missedTokens(w io.Writer, bank treebank, text language.Text) error {
	ours, sentences := surfaces(text)
	have := make(map[[2]int][]string, len(ours))
	ends := make(map[int]bool, len(sentences))
	for _, t := range ours {
		have[[2]int{t.start, t.end}] = t.words
	}
	for _, s := range sentences {
		ends[s[1]] = true
	}
	letters := []rune(strings.Join(strings.Fields(bank.raw), ""))
	around := func(from, to int) string { return string(letters[max(0, from):min(len(letters), to)]) }
	for _, t := range bank.tokens {
		words, ok := have[[2]int{t.start, t.end}]
		if !ok || alike(words, t.words) < len(t.words) || len(words) != len(t.words) {
			if _, err := fmt.Fprintf(w, "token %q in %q\n", around(t.start, t.end), around(t.start-15, t.end+15)); err != nil {
				return err
			}
		}
	}
	gold := make(map[int]bool, len(bank.sentences))
	for _, s := range bank.sentences {
		gold[s[1]] = true
		if !ends[s[1]] {
			if _, err := fmt.Fprintf(w, "unsplit %q | %q\n", around(s[1]-25, s[1]), around(s[1], s[1]+25)); err != nil {
				return err
			}
		}
	}
	for _, s := range sentences {
		if !gold[s[1]] {
			if _, err := fmt.Fprintf(w, "split %q | %q\n", around(s[1]-25, s[1]), around(s[1], s[1]+25)); err != nil {
				return err
			}
		}
	}
	return nil
}
