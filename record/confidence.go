package record

// confidence is the share of statements with this kind of evidence that were right, words and speaker.
func confidence(st said) float64 {
	if c, ok := confidenceOf[st.rests()]; ok {
		return c
	}
	return rareEvidence
}

// rests names the kind of evidence: where the words stand, and how the speaker is known.
func (st said) rests() string { return st.evidence + ", " + st.source.kind }

// rareEvidence is for kinds too rare to measure.
const rareEvidence = 0.5

// confidenceOf was measured by "dateline eval statements --split train": on the training part of PolNeAR, where a
// statement is right when its words and the words that name its source are, and on data/reports, where the speaker must be
// the right person. Beside each the count; the share is (right+1)/(all+2). PolNeAR does not say whom a pronoun or a
// description means, so these are lowered by the share that was resolved right on data/reports (0.95). The kinds that begin with
// "tree" were measured on the development part.
var confidenceOf = map[string]float64{
	"according, body":   0.90, // 63 of 69
	"according, group":  0.80, // 46 of 57
	"according, name":   0.72, // 30 of 41
	"after, body":       0.83, // 14 of 16
	"after, group":      0.91, // 117 of 127
	"after, name":       0.97, // 1898 of 1964
	"after, office":     0.82, // 12 of 13
	"after, pronoun":    0.93, // 773 of 791
	"after, unknown":    0.95, // 104 of 109
	"before, body":      0.83, // 4 of 4
	"before, group":     0.76, // 21 of 27
	"before, name":      0.88, // 217 of 246
	"before, pronoun":   0.84, // 106 of 119
	"clause, body":      0.84, // 93 of 110
	"clause, group":     0.86, // 384 of 445
	"clause, name":      0.86, // 1479 of 1712
	"clause, office":    0.82, // 18 of 20
	"clause, place":     0.56, // 9 of 16
	"clause, pronoun":   0.82, // 470 of 547
	"phrase, body":      0.60, // 8 of 13
	"phrase, group":     0.73, // 46 of 62
	"phrase, name":      0.81, // 327 of 405
	"phrase, office":    0.53, // 4 of 7
	"phrase, place":     0.50, // 5 of 10
	"phrase, pronoun":   0.76, // 108 of 135
	"standing, carried": 0.33, // 10 of 31
	"tree, body":        0.60, // 5 of 8
	"tree, group":       0.83, // 54 of 64
	"tree, name":        0.79, // 43 of 54
	"tree, pronoun":     0.69, // 18 of 24
	"tree, unknown":     0.87, // 39 of 44
	"trailing, body":    0.79, // 14 of 17
	"trailing, group":   0.90, // 72 of 79
	"trailing, name":    0.89, // 101 of 113
	"trailing, office":  0.79, // 4 of 4
	"trailing, pronoun": 0.82, // 114 of 131
}

// Confidences of kinds of evidence that are measured as a whole.
const (
	claimConfidence   = rareEvidence // 10 of 20 on data/reports with their asserter; the gold there is a selection, so a claim beside it is not wrong for that
	figureConfidence  = rareEvidence // no set of gold tells who gives a number
	wordingConfidence = 0.92         // 11 of 11 on data/reports: few, and the rules were written while looking at them
)
