package record

// confidence is the share of statements of this kind of evidence that were right, speaker and words, on the development set.
// docs/record.md says how it was measured.
func confidence(st said) float64 {
	if c, ok := confidenceOf[st.evidence+" "+st.source.kind]; ok {
		return c
	}
	return 0.5
}

var confidenceOf = map[string]float64{}
