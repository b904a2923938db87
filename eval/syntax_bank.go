package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// udWord is a syntactic word as the CoNLL 2018 evaluation sees it: features that are not universal and subtypes of
// relations are cut off.
type udWord struct {
	start, end int  // in characters of the text without white space; of the whole token for a word inside one
	multiword  bool // stands inside a multiword token
	form       string
	lemma      string
	upos, xpos string
	feats      string
	deprel     string
	parent     int // index in udText.words, -1 for the root
	functional []int
}

// udText is one file or one answer.
type udText struct {
	words             []udWord
	tokens, sentences [][2]int
}

// bank is a treebank file: its text as it can be rebuilt, and what it says of it.
type bank struct {
	raw   string
	gold  udText
	forms [][]string // of each sentence
	pars  []int      // paragraph of each sentence
}

// readData gives the bytes of a data file, of its .zst, or of its .xz, which the program xz unpacks.
func readData(ctx context.Context, path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if packed, err := os.ReadFile(path + ".zst"); err == nil {
		z, err := zstd.NewReader(nil)
		if err != nil {
			return nil, fmt.Errorf("read %s.zst: %w", path, err)
		}
		defer z.Close()
		if b, err = z.DecodeAll(packed, nil); err != nil {
			return nil, fmt.Errorf("read %s.zst: %w", path, err)
		}
		return b, nil
	}
	if _, err := os.Stat(path + ".xz"); err == nil {
		if b, err = exec.CommandContext(ctx, "xz", "-dc", path+".xz").Output(); err != nil {
			return nil, fmt.Errorf("unpack %s.xz (the program xz must be installed): %w", path, err)
		}
		return b, nil
	}
	return nil, fmt.Errorf("the data set is not there: looked for %s, .zst and .xz", path)
}

// readBank reads the sentences of a file whose sent_id begins with prefix.
func readBank(ctx context.Context, path, prefix string) (bank, error) {
	b, err := readData(ctx, path)
	if err != nil {
		return bank{}, err
	}
	text := sentencesOf(string(b), prefix)
	rebuilt, err := parseTreebank(strings.NewReader(text))
	if err != nil {
		return bank{}, fmt.Errorf("read %s: %w", path, err)
	}
	out := bank{raw: rebuilt.raw}
	if err := out.parse(text); err != nil {
		return bank{}, fmt.Errorf("read %s: %w", path, err)
	}
	return out, nil
}

// sentencesOf keeps the sentences whose sent_id begins with prefix.
func sentencesOf(text, prefix string) string {
	if prefix == "" {
		return text
	}
	var out strings.Builder
	for block := range strings.SplitAfterSeq(text, "\n\n") {
		if strings.Contains(block, "# sent_id = "+prefix) {
			out.WriteString(block)
		}
	}
	return out.String()
}

// parse reads the sentences of a CoNLL-U file.
func (b *bank) parse(text string) error {
	at, par := 0, 0
	for block := range strings.SplitSeq(text, "\n\n") {
		if strings.Contains(block, "# newpar") || strings.Contains(block, "# newdoc") {
			par++
		}
		first, begin, inside := len(b.gold.words), at, 0
		var token [2]int
		var forms []string
		for line := range strings.SplitSeq(strings.TrimLeft(block, "\n"), "\n") {
			col := strings.Split(line, "\t")
			if strings.HasPrefix(line, "#") || len(col) != 10 || strings.Contains(col[0], ".") {
				continue
			}
			if inside == 0 {
				token = [2]int{at, at + solid(col[1])}
				at = token[1]
				b.gold.tokens = append(b.gold.tokens, token)
			}
			if from, to, ok := strings.Cut(col[0], "-"); ok {
				n, err := lastMinusFirst(from, to)
				if err != nil {
					return err
				}
				inside = n + 1
				continue
			}
			head, err := strconv.Atoi(col[6])
			if err != nil {
				return fmt.Errorf("head %q: %w", col[6], err)
			}
			b.gold.words = append(b.gold.words, newWord(token, inside > 0, col[1], col[2], col[3], col[4], col[5], col[7], first+head-1, head == 0))
			forms = append(forms, col[1])
			inside = max(0, inside-1)
		}
		if len(forms) > 0 {
			b.forms = append(b.forms, forms)
			b.pars = append(b.pars, par)
			b.gold.sentences = append(b.gold.sentences, [2]int{begin, at})
		}
	}
	b.gold.link()
	return nil
}

func lastMinusFirst(from, to string) (int, error) {
	a, err := strconv.Atoi(from)
	if err != nil {
		return 0, fmt.Errorf("multiword token %q: %w", from, err)
	}
	z, err := strconv.Atoi(to)
	if err != nil || z < a {
		return 0, fmt.Errorf("multiword token %s-%s: not a range", from, to)
	}
	return z - a, nil
}

func newWord(token [2]int, multiword bool, form, lemma, upos, xpos, feats, deprel string, parent int, root bool) udWord {
	deprel, _, _ = strings.Cut(deprel, ":")
	if root {
		parent = -1
	}
	return udWord{start: token[0], end: token[1], multiword: multiword, form: strings.ToLower(form), lemma: lemma, upos: upos, xpos: xpos,
		feats: universal(feats), deprel: deprel, parent: parent}
}

var universalFeats = map[string]bool{"PronType": true, "NumType": true, "Poss": true, "Reflex": true, "Foreign": true, "Abbr": true, "Gender": true,
	"Animacy": true, "Number": true, "Case": true, "Definite": true, "Degree": true, "VerbForm": true, "Mood": true,
	"Tense": true, "Aspect": true, "Voice": true, "Evident": true, "Polarity": true, "Person": true, "Polite": true}

// universal keeps the features that every language may have, sorted.
func universal(feats string) string {
	var keep []string
	for f := range strings.SplitSeq(feats, "|") {
		if name, _, ok := strings.Cut(f, "="); ok && universalFeats[name] {
			keep = append(keep, f)
		}
	}
	slices.Sort(keep)
	return strings.Join(keep, "|")
}

var functionalRels = map[string]bool{"aux": true, "cop": true, "mark": true, "det": true, "clf": true, "case": true, "cc": true}

// link gives each word the function words that hang on it.
func (u *udText) link() {
	for i, w := range u.words {
		if w.parent >= 0 && functionalRels[w.deprel] {
			u.words[w.parent].functional = append(u.words[w.parent].functional, i)
		}
	}
}

// udOf turns an answer into what is compared.
func udOf(t language.Text) *udText {
	var u udText
	at := 0
	for _, s := range t.Sentences {
		begin, first, inside := at, len(u.words), 0
		var token [2]int
		for i, w := range s.Tokens {
			if inside == 0 {
				n := max(1, w.Multiword)
				token[0] = at
				for _, part := range s.Tokens[i : i+n] {
					at += solid(part.Of(t.Source))
				}
				token[1] = at
				u.tokens = append(u.tokens, token)
				if n > 1 {
					inside = n
				}
			}
			u.words = append(u.words, newWord(token, inside > 0, w.Of(t.Source), w.Lemma, w.UPOS, w.XPOS, w.Feats, w.Deprel, first+w.Head-1, w.Head == 0))
			inside = max(0, inside-1)
		}
		u.sentences = append(u.sentences, [2]int{begin, at})
	}
	u.link()
	return &u
}

// tokenised gives the gold words as a text, with the gold's multiword tokens.
func (b bank) tokenised() language.Text {
	t := wordsText(b.forms)
	i := 0
	for k, s := range t.Sentences {
		t.Sentences[k].Paragraph = b.pars[k]
		for j := range s.Tokens {
			w := b.gold.words[i]
			if w.multiword && (i == 0 || b.gold.words[i-1].start != w.start || !b.gold.words[i-1].multiword) {
				n := 1
				for i+n < len(b.gold.words) && b.gold.words[i+n].multiword && b.gold.words[i+n].start == w.start {
					n++
				}
				s.Tokens[j].Multiword = n
			}
			i++
		}
	}
	return t
}

// wordsText makes a text of given words, parted by single spaces.
func wordsText(sentences [][]string) language.Text {
	var source strings.Builder
	var t language.Text
	for _, words := range sentences {
		s := language.Sentence{Span: span.Span{Start: source.Len()}}
		for _, w := range words {
			from := source.Len()
			source.WriteString(w)
			s.Tokens = append(s.Tokens, language.Token{Span: span.Span{Start: from, End: source.Len()}, Head: -1})
			source.WriteByte(' ')
		}
		s.Span.End = source.Len() - 1
		t.Sentences = append(t.Sentences, s)
	}
	t.Source = source.String()
	return t
}
