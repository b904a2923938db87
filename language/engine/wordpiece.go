package engine

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxWordPieces is how many pieces of one word are kept.
	maxWordPieces = 16
	// maxPartLetters is the length of a part of a word above which it is unknown.
	maxPartLetters = 100
)

// Pieces is the vocabulary of an uncased BERT WordPiece tokenizer (Devlin et al. 2019; Wu et al. 2016). It does what the
// reference (huggingface/tokenizers, BertNormalizer and BertPreTokenizer) does, except that "[CLS]" and its like in a
// text are letters and brackets, never marks.
type Pieces struct {
	initial, inner map[string]int32 // pieces that begin a part; those that go on, without their ##
	longest        int              // bytes
	size           int
	unknown        int32
	open, closed   int32 // [CLS] and [SEP]
}

// newPieces takes the pieces one a line in the order of their numbers.
func newPieces(lines string) (*Pieces, error) {
	p := &Pieces{initial: map[string]int32{}, inner: map[string]int32{}}
	for line := range strings.SplitSeq(lines, "\n") {
		if rest, ok := strings.CutPrefix(line, "##"); ok && rest != "" {
			p.inner[rest] = int32(p.size)
		} else {
			p.initial[line] = int32(p.size)
		}
		p.longest = max(p.longest, len(line))
		p.size++
	}
	for name, id := range map[string]*int32{"[UNK]": &p.unknown, "[CLS]": &p.open, "[SEP]": &p.closed} {
		n, ok := p.initial[name]
		if !ok {
			return nil, fmt.Errorf("the weight file's vocabulary lacks %s", name)
		}
		*id = n
		delete(p.initial, name)
	}
	return p, nil
}

// Len is the number of pieces.
func (p *Pieces) Len() int { return p.size }

// written gives quotation marks and brackets the form that the encoder knows.
var written = map[string]string{"``": `"`, "''": `"`, "“": `"`, "”": `"`, "-LRB-": "(", "-RRB-": ")"}

// splitter cuts one word after the other into pieces and keeps its memory.
type splitter struct {
	*Pieces
	out     []int32
	part    []byte // the run of letters that is being gathered
	letters int    // in it
	limit   int    // length of out at which to stop
	one     []byte // a letter, and what it is taken apart into
	apart   []byte
}

// appendWord adds the pieces of one word, at most 16, to dst; a word without any is one unknown piece.
func (s *splitter) appendWord(dst []int32, word string) []int32 {
	if w, ok := written[word]; ok {
		word = w
	}
	s.out, s.part, s.letters, s.limit = dst, s.part[:0], 0, len(dst)+maxWordPieces
	for i := 0; i < len(word) && len(s.out) < s.limit; {
		if c := word[i]; c < utf8.RuneSelf {
			s.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		s.rune(r)
		i += n
	}
	s.flush()
	if len(s.out) == len(dst) {
		s.out = append(s.out, s.unknown)
	}
	return s.out[:min(len(s.out), s.limit)]
}

func (s *splitter) ascii(c byte) {
	switch {
	case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		s.add(c)
	case 'A' <= c && c <= 'Z':
		s.add(c + 'a' - 'A')
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		s.flush()
	case c > ' ' && c < 0x7f:
		s.alone(rune(c))
	}
}

// add takes one byte of a letter; a part that is too long to be known is not gathered further.
func (s *splitter) add(c byte) {
	if s.letters <= maxPartLetters {
		s.part = append(s.part, c)
	}
	s.letters++
}

func (s *splitter) rune(r rune) {
	switch {
	case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
	case unicode.IsSpace(r):
		s.flush()
	case ideograph(r):
		s.alone(r)
	default:
		s.letter(r)
	}
}

// letter takes a letter apart, drops its marks and lowers the rest. What it falls into may be punctuation or space; the
// reference looks for ideographs and control characters before, for these after.
func (s *splitter) letter(r rune) {
	s.one = utf8.AppendRune(s.one[:0], r)
	for rest := s.decompose(); len(rest) > 0; {
		q, n := utf8.DecodeRune(rest)
		rest = rest[n:]
		if unicode.Is(unicode.Mn, q) {
			continue
		}
		q = unicode.ToLower(q)
		switch {
		case unicode.IsSpace(q):
			s.flush()
		case punctuation(q):
			s.alone(q)
		default:
			if s.letters <= maxPartLetters {
				s.part = utf8.AppendRune(s.part, q)
			}
			s.letters++
		}
	}
}

// decompose gives the canonical decomposition of the letter in one. Syllables of Hangul are computed, the rest stands in a
// table.
func (s *splitter) decompose() []byte {
	if d := norm.NFD.Properties(s.one).Decomposition(); d != nil {
		return d
	}
	if r, _ := utf8.DecodeRune(s.one); r >= 0xac00 && r <= 0xd7a3 {
		s.apart = norm.NFD.Append(s.apart[:0], s.one...)
		return s.apart
	}
	return s.one
}

// alone makes a part of one character.
func (s *splitter) alone(r rune) {
	s.flush()
	s.letters = 1
	s.part = utf8.AppendRune(s.part, r)
	s.flush()
}

// flush cuts the gathered part, always taking the longest piece that fits.
func (s *splitter) flush() {
	part := s.part
	long := s.letters > maxPartLetters
	s.part, s.letters = s.part[:0], 0
	if len(part) == 0 {
		return
	}
	from := len(s.out)
	for at := 0; at < len(part) && !long; {
		table := s.initial
		if at > 0 {
			table = s.inner
		}
		end := min(len(part), at+s.longest)
		id, ok := table[string(part[at:end])]
		for !ok && end > at+1 {
			end--
			id, ok = table[string(part[at:end])]
		}
		if !ok {
			long = true
			break
		}
		s.out = append(s.out, id)
		at = end
	}
	if long {
		s.out = append(s.out[:from], s.unknown)
	}
}

func punctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9')
	}
	return unicode.IsPunct(r)
}

// ideograph says which characters stand alone as the reference has them.
func ideograph(r rune) bool {
	switch {
	case r < 0x3400:
		return false
	case r <= 0x4dbf, r >= 0x4e00 && r <= 0x9fff, r >= 0xf900 && r <= 0xfaff:
		return true
	}
	return r >= 0x20000 && r <= 0x2a6df || r >= 0x2a700 && r <= 0x2b73f || r >= 0x2b740 && r <= 0x2b81f || r >= 0x2b920 && r <= 0x2ceaf || r >= 0x2f800 && r <= 0x2fa1f
}
