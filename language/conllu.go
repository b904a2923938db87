package language

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteCoNLLU writes t in CoNLL-U (https://universaldependencies.org/format.html) as the document called id. Fields that
// nothing has filled are "_". MISC carries SpaceAfter=No and Offset=start:end, the byte range in the source.
func (t Text) WriteCoNLLU(w io.Writer, id string) error {
	out := bufio.NewWriter(w)
	name := strings.ReplaceAll(strings.Join(strings.Fields(id), "_"), "/", "_") // a slash has a meaning of its own in parallel treebanks
	if name == "" {
		name = "text"
	}
	fmt.Fprintf(out, "# newdoc id = %s\n", name)
	paragraph := -1
	for i, s := range t.Sentences {
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			fmt.Fprintf(out, "# newpar id = %s-p%d\n", name, paragraph+1)
		}
		fmt.Fprintf(out, "# sent_id = %s-s%d\n# text = %s\n", name, i+1, plainLine(s.Span.Of(t.Source)))
		t.writeTokens(out, s)
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write CoNLL-U of %s: %w", name, err)
	}
	return nil
}

func (t Text) writeTokens(out *bufio.Writer, s Sentence) {
	inside := 0 // words left of the multiword token
	for i, w := range s.Tokens {
		glued := i+1 < len(s.Tokens) && s.Tokens[i+1].Span.Start == w.Span.End
		if w.Multiword > 1 {
			end := min(i+w.Multiword, len(s.Tokens))
			last := s.Tokens[end-1]
			misc := misc(end < len(s.Tokens) && s.Tokens[end].Span.Start == last.Span.End, w.Span.Start, last.Span.End)
			fmt.Fprintf(out, "%d-%d\t%s%s\t%s\n", i+1, end, plainWord(t.Source[w.Span.Start:last.Span.End]), strings.Repeat("\t_", 7), misc)
			inside = w.Multiword
		}
		fields := misc(glued && inside == 0, w.Span.Start, w.Span.End)
		inside = max(0, inside-1)
		fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", i+1, plainWord(w.Of(t.Source)), field(w.Lemma), field(w.UPOS), field(w.XPOS),
			field(w.Feats), head(w.Head), field(w.Deprel), fields)
	}
}

func misc(glued bool, start, end int) string {
	offset := "Offset=" + strconv.Itoa(start) + ":" + strconv.Itoa(end)
	if glued {
		return "SpaceAfter=No|" + offset
	}
	return offset
}

func field(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

func head(n int) string {
	if n < 0 {
		return "_"
	}
	return strconv.Itoa(n)
}

// plainLine puts the words on one line with single spaces, as "# text" asks.
func plainLine(s string) string { return strings.Join(strings.FieldsFunc(s, space), " ") }

// plainWord keeps the format whole when a word carries a control character.
func plainWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\u2028' || r == '\u2029' {
			return '\ufffd'
		}
		return r
	}, s)
}
