package situation

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Markdown writes the brief (CommonMark). Text from reports is escaped: it is shown, never obeyed.
func (b Brief) Markdown(w io.Writer) error {
	p := &printer{w: w}
	p.line("# %s: brief No. %d", plain(b.Situation), b.Number)
	p.line("")
	p.line("Made %s by %s. %s", b.Made.UTC().Format("2 January 2006 15:04 UTC"), plain(b.By), b.counted())
	for _, s := range b.Sections {
		p.line("\n## %s\n", plain(s.Title))
		for _, l := range s.Lines {
			kind := ""
			if l.Kind != "" {
				kind = "**" + plain(l.Kind) + "** "
			}
			p.line("- %s%s%s", kind, plain(l.Text), marks(l.Cites, "[%d](#s%d)"))
		}
	}
	p.line("\n## How we know this, and what it cannot tell\n")
	for _, c := range cards(b) {
		p.line("- **%s** %s", c[0], plain(c[1]))
	}
	p.line("\n## The sentences\n")
	for i, e := range b.Sentences {
		p.line("%d. <a id=\"s%d\"></a>%s  ", i+1, i+1, plain(oneLine(e.Words)))
		p.line("   *%s, %s; report %d, bytes %d to %d, sha256 %s*", plain(e.Name), e.At.UTC().Format("2 Jan 2006 15:04"), e.Report, e.Span.Start, e.Span.End, e.SHA256)
	}
	p.line("\n%s", b.footer())
	return p.err
}

// printer keeps the first error of many writes.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (b Brief) counted() string {
	return fmt.Sprintf("%d reports, %d origins, %d outlets, %d events, %d claims, %d contested.", b.Counts.Reports, b.Counts.Origins, b.Counts.Outlets, b.Counts.Events, b.Counts.Claims, b.Counts.Contested)
}

// cards say of each kind of line how it is known.
func cards(b Brief) [][2]string {
	return [][2]string{
		{"Claims and denials.", "Read from the sentence: who speaks, by which word. They say that something was said, not that it is so."},
		{"Origins.", "Copies, agency credits and shared quotations count as one. A source that two reporters share and do not name is not seen."},
		{"Silence.", "“No word found” means in the sources that were read. Who spoke elsewhere is not known."},
		{"Index.", "Share and severity of the conflict that is told of, by the weights shown on its page. " + b.Backtest},
	}
}

func (b Brief) footer() string {
	lines, cited, none := 0, 0, 0
	for _, s := range b.Sections {
		for _, l := range s.Lines {
			lines++
			if len(l.Cites) > 0 {
				cited++
			} else if l.None {
				none++
			}
		}
	}
	reports := distinct(b.Sentences, func(e Evidence) int64 { return e.Report })
	return fmt.Sprintf("Evidence: %d lines, %d cited, %d that say that nothing was found, %d without either. %d sentences from %d reports. Put together from facts by rule; no line is free text. Check it: dateline brief %s --check",
		lines, cited, none, lines-cited-none, len(b.Sentences), reports, b.Slug)
}

func marks(cites []int, form string) string {
	var out []string
	for _, n := range cites {
		out = append(out, strings.ReplaceAll(form, "%d", strconv.Itoa(n)))
	}
	if len(out) == 0 {
		return ""
	}
	return " [" + strings.Join(out, ", ") + "]"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// plain escapes what Markdown would take for its own, in text from outside.
var plainReplacer = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "#", "\\#", "|", "\\|", "\n", " ", "\r", " ")

func plain(s string) string { return plainReplacer.Replace(s) }
