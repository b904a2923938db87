package record

// claimNouns name a claim: "rejected |claims| by farmers that …".
var claimNouns = wordSet("claim claims accusation accusations allegation allegations charge charges report reports suggestion suggestions statement statements assertion assertions rumor rumors rumour rumours notion idea criticism insinuation insinuations speculation account accounts version theory theories finding findings contention argument assumption conclusion")

// addDenial adds the claim that statement k denies. Behind "claims", "reports" and the like it is what they say; without
// such a noun it is all that is denied, where the verb can only deny what is said (bare).
func (d *reading) addDenial(k int, st said, bare bool) {
	from, to := d.wordsOf(st.content[0])
	noun := -1
	for i := from; i < min(from+6, to) && !(prepositions[d.words[i].low] && i > from); i++ {
		if claimNouns[d.words[i].low] {
			noun = i
			break
		}
	}
	if noun < 0 {
		if d.judgedFalse(from, to) {
			bare = true
		}
		if bare {
			d.claim(st.content[0], byDenial, d.speakersOf(k, denies)...)
		}
		return
	}
	c, ok := d.nounClaim(noun, to)
	if !ok {
		return
	}
	c.evidence = byDenial
	c.stands = append(d.speakersOf(k, denies), c.stands...)
	d.claimed = append(d.claimed, c)
}

// judgedFalse reports whether words [from, to) end in a verdict: "the story |as a lie|", "the charge as baseless".
func (d *reading) judgedFalse(from, to int) bool {
	for i := from; i < to; i++ {
		if !d.is(i, "as") {
			continue
		}
		for k := i + 1; k < min(i+5, to); k++ {
			if falseWords[d.words[k].low] {
				return true
			}
		}
	}
	return false
}

// falseWords call something untrue.
var falseWords = wordSet("false untrue wrong baseless groundless unfounded fabricated invented fictitious absurd nonsense lie lies fiction fabrication fabrications propaganda slander slanderous libel libellous libelous defamatory misleading erroneous",
	"inaccurate incorrect fake bogus hoax disinformation misinformation unsubstantiated unproven ridiculous ludicrous preposterous spurious trumped-up debunked discredited disproven disproved laughable invalid invalidity falsehood falsehoods falsity untenable illegitimate malicious rubbish smear smears")

// nounClaim reads the claim that noun i names, up to word end: who makes it ("by X", "from X", "X's") and what it says ("that …",
// "of …", "about …").
func (d *reading) nounClaim(noun, end int) (claimed, bool) {
	n := d.words[noun].sentence
	c := claimed{evidence: byNoun}
	if s, ok := d.ownerOf(noun); ok {
		c.stands = d.claimants(s, n)
	}
	at, behind := noun+1, noun
	if d.is(at, "by", "from") {
		to := d.phraseEnd(at+1, end)
		if s, ok := d.resolve(at+1, to); ok {
			c.stands = d.claimants(s, n)
		}
		at, behind = to, to
	}
	for ; at < end && !d.is(at, "that", "of", "about") && (d.words[at].xpos != "VBG" || prepositions[d.words[at].low] || d.is(at, "surrounding", "involving")); at++ {
		if at > behind+3 || d.words[at].quote > 0 || d.is(at, ".", ";", ":") {
			return c, false
		}
	}
	if at+1 > end-1 || at+2 > end-1 && (!d.is(at, "of") || d.words[at+1].mention > 0) || d.is(at, "of") && d.in(at+1, determiners) {
		return c, false // "the claims of the state"
	}
	words := d.bare(at+1, end)
	if words.from >= words.to {
		return c, false
	}
	c.span = d.over(words.from, words.to)
	return c, true
}

func (d *reading) claimants(s source, line int) []stand {
	var out []stand
	for _, a := range s.actors {
		out = append(out, stand{by: a, said: -1, stance: asserts, line: line})
	}
	return out
}

// ownerOf resolves who makes the claim of noun i in front of it: "|Kenya's| claim", "|Serbian| accusations", "|their| allegations".
func (d *reading) ownerOf(noun int) (source, bool) {
	l := d.lines[d.words[noun].sentence]
	i := noun - 1
	for i > l.from && !d.words[i].clitic && d.words[i].mention == 0 && d.countryOf(i) == "" && (d.words[i].upos == "ADJ" || d.words[i].upos == "NOUN" || d.words[i].upos == "") && !d.in(i, determiners) {
		i--
	}
	if i < l.from {
		return source{}, false
	}
	if d.is(i, "'s", "’s", "'", "’") && i > l.from {
		from := d.phraseStart(i-1, l.from)
		if m := d.words[i-1].mention; m > 0 {
			from = d.mentions[m-1].from
		} else if k := d.child(noun, "nmod"); k >= 0 && d.related(k, "nmod:poss") {
			from, _ = d.nominal(k, noun)
		}
		return d.resolve(from, i)
	}
	if d.words[i].mention > 0 || d.countryOf(i) == "" {
		return source{}, false
	}
	if a := d.countryActor(d.countryOf(i)); a != nil {
		d.point(a, d.words[i].Span)
		return source{from: i, to: i + 1, actors: []*actor{a}, kind: "place"}, true
	}
	return source{}, false
}
