package language

// fill sets the lemma and the part of speech where the form alone decides them: clitics, auxiliaries, personal pronouns,
// frequent reporting verbs, and punctuation. Everything else stays empty until a model fills it.
func fill(text string, tokens []Token) {
	for i := range tokens {
		w := tokens[i].Of(text)
		if len(w) == 1 {
			switch w[0] {
			case '.', ',', ';', ':', '?', '!', '(', ')', '"', '[', ']':
				tokens[i].Lemma, tokens[i].UPOS = w, "PUNCT"
				continue
			}
		}
		if len(w) > 9 {
			continue
		}
		tokens[i].Lemma = lemmas[lower(w)]
	}
}

var lemmas = func() map[string]string {
	m := map[string]string{}
	for lemma, forms := range map[string][]string{
		"not": {"n't", "n’t", "not"}, "will": {"'ll", "’ll"}, "the": {"the"}, "be": {"'m", "’m", "'re", "’re", "am", "is", "are", "was", "were", "been", "be", "being"},
		"have": {"'ve", "’ve", "have", "has", "had", "having"}, "do": {"do", "does", "did"}, "he": {"he", "him"}, "she": {"she"}, "I": {"i", "me"}, "we": {"we", "us"},
		"they": {"they", "them"}, "and": {"and"}, "or": {"or"}, "but": {"but"}, "of": {"of"}, "say": {"say", "says", "said", "saying"}, "tell": {"tell", "tells", "told", "telling"},
		"add": {"adds", "added", "adding"}, "deny": {"deny", "denies", "denied", "denying"}, "announce": {"announces", "announced"}, "accuse": {"accuse", "accuses", "accused", "accusing"},
		"claim": {"claimed"}, "warn": {"warn", "warns", "warned", "warning"}, "argue": {"argue", "argues", "argued", "arguing"}, "insist": {"insist", "insists", "insisted"},
	} {
		for _, f := range forms {
			m[f] = lemma
		}
	}
	delete(m, "us") // the country where it is in capitals
	return m
}()
