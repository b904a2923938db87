package situation

import (
	"fmt"
	"regexp"
	"strings"
)

// Fault is a line of a brief that its sentences do not hold, and why.
type Fault struct {
	Line string
	Says string
}

func (f Fault) String() string { return f.Says + ": " + f.Line }

// Stored is what the store has of a report now, for Check.
type Stored struct {
	Text    string // its text, whose hash the store has checked
	Gone    string // why the report no longer stands: "withdrawn", "taken away"; "" when it does
	Current bool   // false: the report has a newer version
	Newer   string // the text of the newest version, when there is one
}

// Check says which lines of a brief are not held by their sentences: a line without a sentence that does not say that nothing
// was found; a sentence that the report's text does not have at its place, or with another hash; a sentence that a newer
// version no longer has, or whose report was withdrawn, unless the line tells just that; and a line with words in quotation
// marks or a number that none of its sentences has.
func Check(b Brief, report func(id int64) (Stored, error)) ([]Fault, error) {
	var faults []Fault
	known := map[int64]Stored{}
	for _, s := range b.Sections {
		for _, l := range s.Lines {
			says, err := checkLine(b, l, func(id int64) (Stored, error) {
				if r, ok := known[id]; ok {
					return r, nil
				}
				r, err := report(id)
				known[id] = r
				return r, err
			})
			if err != nil {
				return nil, err
			}
			if says != "" {
				faults = append(faults, Fault{Line: l.Text, Says: says})
			}
		}
	}
	return faults, nil
}

func checkLine(b Brief, l Line, report func(int64) (Stored, error)) (string, error) {
	if len(l.Cites) == 0 && !l.None {
		return "it has no sentence", nil
	}
	words := ""
	for _, n := range l.Cites {
		if n < 1 || n > len(b.Sentences) {
			return fmt.Sprintf("it cites sentence %d, which is not there", n), nil
		}
		e := b.Sentences[n-1]
		r, err := report(e.Report)
		if err != nil {
			return "", err
		}
		if says := checkSentence(e, r, revises(l.Kind)); says != "" {
			return fmt.Sprintf("sentence %d %s", n, says), nil
		}
		words += " " + e.Words
	}
	if !l.None {
		return checkWords(l, words), nil
	}
	return "", nil
}

// revises reports whether lines of a kind tell that sentences no longer stand.
func revises(kind string) bool { return kind == string(Corrected) || kind == string(Withdrawn) }

func checkSentence(e Evidence, r Stored, revises bool) string {
	switch {
	case e.Span.Check(r.Text) != nil || e.Span.Of(r.Text) != e.Words:
		return "does not stand in its report at its place"
	case sum(e.Words) != e.SHA256:
		return "does not have the hash it was kept with"
	case revises:
		return ""
	case r.Gone != "":
		return "stands in a report that was " + r.Gone
	case !r.Current && !strings.Contains(r.Newer, e.Words):
		return "was changed by its outlet since"
	}
	return ""
}

var (
	quotedWords = regexp.MustCompile(`“([^”]+)”`)
	numbers     = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
)

// numberWords are the numbers that reports write out, for figures that a line has in digits.
var numberWords = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")

// checkWords holds the quoted words and the figure of a line against its sentences. Lines of the index count over many
// reports: their numbers are not those of one sentence.
func checkWords(l Line, words string) string {
	if l.Kind == "index" || l.Kind == "turn" || l.Kind == string(Turned) || revises(l.Kind) || l.Kind == string(FellSilent) {
		return ""
	}
	have := newFinder(words)
	for _, q := range quotedWords.FindAllStringSubmatch(l.Text, -1) {
		if l.Kind != "contested" && !have.has(q[1]) {
			return "it quotes “" + q[1] + "”, which its sentences do not have"
		}
	}
	if l.Kind != string(NewFigure) {
		return ""
	}
	figure := numbers.FindString(strings.SplitN(l.Text, ": ", 2)[len(strings.SplitN(l.Text, ": ", 2))-1])
	if figure != "" && !hasNumber(words, figure) {
		return "it gives the number " + figure + ", which its sentences do not have"
	}
	return ""
}

// hasNumber finds a number in digits, with or without separators, or written out.
func hasNumber(words, figure string) bool {
	bare := strings.ReplaceAll(figure, ",", "")
	for _, n := range numbers.FindAllString(words, -1) {
		if strings.ReplaceAll(n, ",", "") == bare {
			return true
		}
	}
	for i, w := range numberWords {
		if fmt.Sprint(i) == bare && newFinder(words).has(w) {
			return true
		}
	}
	for _, tens := range []string{"dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		if newFinder(words).has(tens) {
			return true // written out in more than one word; the record has resolved it
		}
	}
	return false
}
