package record

import "strings"

// frame says what a reporting verb takes with it. A verb may have several.
type frame uint16

const (
	takesClause frame = 1 << iota // "said (that) …"
	takesQuote                    // may stand beside a direct quotation
	takesHearer                   // "told reporters that …": the hearer comes first
	takesNoun                     // "rejected the claims": the noun phrase is what is said
	takesTo                       // "pledged to withdraw"
	takesFor                      // "called for an end", "called on Kenya to …"
	takesAs                       // "described the jailbreak as …"
	takesOf                       // "accused Kenya of …", "warned of …"
	takesOn                       // "called on", "insisted on"
)

// cue is an entry of the cue lexicon.
type cueEntry struct {
	lemma string
	frame frame
	past  bool // "said", not "says"
	ing   bool // "saying"
	part  bool // the form may be a passive participle
}

// cueLexicon holds reporting verbs by form. The verbs and their frames were chosen from the counts of PolNeAR's training
// part (verbs that introduce speech there, not belief or intention) and from the project's list of reporting verbs.
var cueLexicon = func() map[string]cueEntry {
	m := map[string]cueEntry{}
	add := func(f frame, verbs string) {
		for v := range strings.FieldsSeq(verbs) {
			addForms(m, v, f)
		}
	}
	add(takesClause|takesQuote, "say state add note remark observe explain reply respond answer repeat reiterate quip joke comment recall recount continue conclude argue insist maintain contend assert affirm declare stress emphasize emphasise underline underscore")
	add(takesClause|takesQuote, "claim allege acknowledge admit concede confess testify reveal disclose estimate complain lament caution predict boast vent muse opine interject retort counter")
	add(takesClause|takesQuote, "write tweet post email")
	add(takesClause|takesNoun, "report confirm mention announce proclaim signal")
	add(takesClause|takesQuote|takesOf, "warn")
	add(takesQuote, "ask shout chant yell scream cry exclaim whisper mutter read intone plead")
	add(takesHearer|takesClause|takesQuote, "tell")
	add(takesHearer|takesClause, "inform remind assure advise notify")
	add(takesNoun|takesClause, "deny")
	add(takesNoun, "reject dismiss denounce condemn criticize criticise slam blast decry deplore demand rebuke cite rebut refute")
	add(takesAs, "describe call brand label")
	add(takesOf, "accuse")
	add(takesFor, "point")
	add(takesTo|takesNoun|takesClause, "pledge promise vow threaten")
	add(takesTo|takesClause|takesNoun, "urge")
	add(takesNoun, "express voice")
	return m
}()

// addForms adds the forms of a verb by the rules of English spelling, or those of the irregular list.
func addForms(m map[string]cueEntry, verb string, f frame) {
	if forms, ok := irregular[verb]; ok {
		m[verb] = cueEntry{lemma: verb, frame: f}
		m[forms[0]] = cueEntry{lemma: verb, frame: f}
		m[forms[1]] = cueEntry{lemma: verb, frame: f, past: true, part: true}
		m[forms[2]] = cueEntry{lemma: verb, frame: f, ing: true}
		return
	}
	stem, last := verb[:len(verb)-1], verb[len(verb)-1]
	third, past, ing := verb+"s", verb+"ed", verb+"ing"
	switch {
	case last == 'e':
		past, ing = verb+"d", stem+"ing"
	case last == 'y' && !strings.ContainsRune("aeiou", rune(stem[len(stem)-1])):
		third, past = stem+"ies", stem+"ied"
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"):
		third = verb + "es"
	}
	m[verb] = cueEntry{lemma: verb, frame: f}
	m[third] = cueEntry{lemma: verb, frame: f}
	m[past] = cueEntry{lemma: verb, frame: f, past: true, part: true}
	m[ing] = cueEntry{lemma: verb, frame: f, ing: true}
}

// irregular gives third person, past and -ing form.
var irregular = map[string][3]string{
	"say":     {"says", "said", "saying"},
	"tell":    {"tells", "told", "telling"},
	"write":   {"writes", "wrote", "writing"},
	"read":    {"reads", "read", "reading"},
	"slam":    {"slams", "slammed", "slamming"},
	"quip":    {"quips", "quipped", "quipping"},
	"refute":  {"refutes", "refuted", "refuting"},
	"rebut":   {"rebuts", "rebutted", "rebutting"},
	"admit":   {"admits", "admitted", "admitting"},
	"label":   {"labels", "labelled", "labelling"},
	"retort":  {"retorts", "retorted", "retorting"},
	"cry":     {"cries", "cried", "crying"},
	"predict": {"predicts", "predicted", "predicting"},
}

// ambiguousCues are nouns or other verbs as often as they are cues: they count only right beside a quotation, or with "that".
var ambiguousCues = wordSet("report reports claim claims note notes state states comment comments counter counters respond responds answer answers post posts read reads call calls ask asks",
	"remark remarks estimate estimates mention mentions signal signals voice voices brand brands label labels demand demands promise promises pledge pledges plead pleads complaint email emails cry cries express repeat repeats conclude recall observe observed observes maintain maintains maintained continue continues continued recount read",
	"concluded recalled cite cites joke jokes question blast blasts slam rebuke vow vows shout scream tweet tweets whisper caution cautions caution quip chant advise advises threaten reveal reveals revealed signal signaled posted respond stress stresses muse muses vent counter countered warrant urge")

// cueAt gives the cue that begins at word i, with the number of its words: "called for" is two.
func (d *reading) cueAt(i int) (cueEntry, int, bool) {
	c, ok := cueLexicon[d.words[i].low]
	if !ok || d.words[i].clitic || d.words[i].upper && d.words[i].text != "According" && i != d.lines[d.words[i].sentence].from {
		return c, 0, false
	}
	if i > d.lines[d.words[i].sentence].from && ambiguousCues[d.words[i].low] && !c.past && !c.ing && d.words[i-1].quote == d.words[i].quote && (d.in(i-1, articles) || d.is(i-1, "his", "its", "their", "our", "this")) {
		return c, 0, false // "the post said"
	}
	if c.lemma == "point" {
		switch {
		case d.is(i+1, "to"):
			return cueEntry{lemma: "point to", frame: takesFor, past: c.past, ing: c.ing}, 2, true
		case d.is(i+1, "out"):
			return cueEntry{lemma: "point out", frame: takesClause | takesQuote, past: c.past, ing: c.ing}, 2, true
		}
		return c, 0, false
	}
	if c.lemma == "call" {
		return d.callAt(i, c)
	}
	return c, 1, true
}

// callAt tells "call for", "call on … to" and "call X a Y" apart; a plain telephone call is none of them.
func (d *reading) callAt(i int, c cueEntry) (cueEntry, int, bool) {
	switch {
	case d.is(i+1, "for"):
		c.lemma, c.frame = "call for", takesFor
		return c, 2, true
	case d.is(i+1, "on", "upon"):
		c.lemma, c.frame = "call on", takesOn
		return c, 2, true
	case d.words[i].low == "called" || d.words[i].low == "calls" || d.words[i].low == "calling":
		return c, 1, true
	}
	return c, 0, false
}
