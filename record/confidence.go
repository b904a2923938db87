package record

// confidence is the share of statements of this kind of evidence that were right, speaker and words, on the development set.
// docs/record.md says how it was measured.
func confidence(st said) float64 {
	if c, ok := confidenceOf[st.rests()]; ok {
		return c
	}
	return 0.5
}

// rests names the kind of evidence: where the words stand, and how the speaker is known.
func (st said) rests() string { return st.evidence + ", " + st.source.kind }

var confidenceOf = map[string]float64{}
