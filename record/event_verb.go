package record

import (
	"slices"
	"strings"
)

// verbGroup reads the words before the verb at t.head: its auxiliaries, "not", "to" with the verb before it, and what they say
// of passive and status. It reports false where the word is no verb, or the verb asserts nothing.
func (d *reading) verbGroup(t *trigger, form verbForm) bool {
	g := d.auxiliariesBefore(t.head-1, d.lines[t.line].from)
	t.group = g.from
	if g.negative {
		t.status = negated
	}
	switch {
	case g.modal != "":
		return form&formBase != 0 && !g.be && d.modal(t, g.modal) || form&formParticiple != 0 && g.be && d.passive(t) && d.modal(t, g.modal)
	case form&formAdjective != 0:
		t.present = g.be
		return g.be && g.modal == "" && !g.to
	case g.be && form&formIng != 0:
		t.present = true
		return true
	case g.be && form&formParticiple != 0:
		return d.passive(t) && d.governed(t, g)
	case g.to:
		return form&formBase != 0 && d.governed(t, g)
	case g.have:
		return form&formParticiple != 0
	case form&formIng != 0:
		return d.gerund(t)
	case form&formPast != 0 && form&formBase == 0:
		return d.pastVerb(t, form)
	case form&formPast != 0:
		return d.pastVerb(t, form) && d.subjectBefore(t)
	case form&formThird != 0:
		t.present = true
		return d.subjectBefore(t)
	}
	return false
}

func (d *reading) passive(t *trigger) bool {
	t.passive = true
	return true
}

// auxiliaryRun is the run of auxiliaries and adverbs before a verb.
type auxiliaryRun struct {
	from     int // first word of the run
	be, have bool
	to       bool
	negative bool
	modal    string
}

// auxiliariesBefore walks back from word i over auxiliaries and adverbs.
func (d *reading) auxiliariesBefore(i, floor int) auxiliaryRun {
	g := auxiliaryRun{from: i + 1}
	for k := i; k >= floor && k > i-8; k-- {
		w := d.words[k]
		if at := d.timeStart(k, floor); at <= k {
			k, g.from = at, at
			if d.is(k-1, "on", "in", "late", "early") && k-1 >= floor {
				k, g.from = k-1, k-1
			}
			continue
		}
		switch {
		case w.mention > 0:
			return g
		case w.low == "not" || w.low == "n't" || w.low == "n’t" || w.low == "never":
			g.negative = true
		case beForms[w.low]:
			g.be = true
		case haveForms[w.low]:
			g.have = true
		case w.low == "to":
			g.to, g.from = true, k
			return g
		case verbModals[w.low]:
			g.modal, g.from = w.low, k
			return g
		case w.low == "did" || w.low == "does" || w.low == "do":
			g.modal = "do"
		case adverbsOfCue[w.low] || groupAdverbs[w.low] || strings.HasSuffix(w.low, "ly") && !w.upper && !lyNouns[w.low]:
		default:
			return g
		}
		g.from = k
	}
	return g
}

// timeStart is the first word of the expression of time that ends with word k, k+1 when none does.
func (d *reading) timeStart(k, floor int) int {
	at, ok := slices.BinarySearchFunc(d.times, d.words[k].End, func(t Time, end int) int { return t.Span.End - end })
	if !ok {
		return k + 1
	}
	for k > floor && d.words[k].Start > d.times[at].Span.Start {
		k--
	}
	return k
}

// timeBegins reports whether an expression of time begins at word k.
func (d *reading) timeBegins(k int) bool {
	_, ok := slices.BinarySearchFunc(d.times, d.words[k].Start, func(t Time, at int) int { return t.Span.Start - at })
	return ok
}

var (
	beForms      = wordSet("is are was were be been being am got getting 're ’re 'm ’m")
	haveForms    = wordSet("has have had having 've ’ve")
	verbModals   = wordSet("will would could can may might should must shall ca wo 'll ’ll cannot")
	groupAdverbs = wordSet("already also both since yet allegedly jointly twice once long so far reportedly all each unanimously together back")
	lyNouns      = wordSet("family ally assembly supply italy rally army reply monopoly anomaly bully fly july")
)

// modal sets the status by a modal verb; it reports false where nothing is foretold or held possible.
func (d *reading) modal(t *trigger, modal string) bool {
	switch modal {
	case "will", "shall", "'ll", "’ll", "wo":
		if t.refused = t.status == negated; !t.refused {
			t.status = planned
		}
	case "may", "might", "could":
		if t.status != negated {
			t.status = possible
		}
	case "do":
		return true
	default:
		return false
	}
	return true
}

// governed reads the verb before "to", and sets the status by it: "started to occupy" happened, "plans to visit" is planned.
// Wishes, requests and purposes are no events.
func (d *reading) governed(t *trigger, g auxiliaryRun) bool {
	if !g.to {
		return true
	}
	k := g.from - 1
	if k < d.lines[t.line].from {
		return false
	}
	low := d.words[k].low
	switch {
	case beganVerbs[low]:
	case plannedVerbs[low] && d.words[k].mention == 0:
		if t.status != negated {
			t.status = planned
		}
	default:
		return false
	}
	before := d.auxiliariesBefore(k-1, d.lines[t.line].from)
	if before.negative || before.to || before.modal != "" {
		return false
	}
	t.group = before.from
	return true
}

var (
	beganVerbs   = wordSet("started began begun starting beginning managed proceeded continued continues went moved helped")
	plannedVerbs = wordSet("plans planned plan planning due set expected scheduled intends intended prepares preparing prepared ordered decided is are was were about")
)

// gerund takes an -ing form that tells what the subject before it did: ", killing 12", "after arresting", "began shelling".
func (d *reading) gerund(t *trigger) bool {
	k := t.head - 1
	if k < d.lines[t.line].from {
		return false
	}
	switch low := d.words[k].low; {
	case beganVerbs[low] || low == "kept" || low == "stopped":
		t.group = d.auxiliariesBefore(k-1, d.lines[t.line].from).from
		if low == "stopped" {
			return false
		}
	case low == "," || low == "after" || low == "while" || low == "by":
		t.shared = true
	default:
		return false
	}
	return d.objectAt(t.head+1, t.line)
}

// pastVerb tells a past tense from a participle: its subject stands right before it, and it has its object behind it; "by"
// behind it makes it a passive.
func (d *reading) pastVerb(t *trigger, form verbForm) bool {
	k := t.group - 1
	if k < d.lines[t.line].from {
		return false
	}
	w := d.words[k]
	switch {
	case w.low == "and" || w.low == "but" || w.low == "then":
		t.shared = true
		return d.objectAt(t.head+1, t.line) || prepositions[d.next(t.head)]
	case w.low == ",":
		t.shared = d.is(t.head-1, ",") && !d.closesAside(k, t.line)
		return d.objectAt(t.head+1, t.line) || !t.shared && prepositions[d.next(t.head)]
	case w.low == ")" || w.low == "who" || w.low == "which" || w.low == "that" || w.low == "whom":
		return true
	case !w.letter && !isNumber(w.text), w.clitic, determiners[w.low] && !standsAlone[w.low], prepositions[w.low], conjunctions[w.low], beForms[w.low]:
		return false
	case d.is(t.head+1, "by") && form&formParticiple != 0:
		return d.passive(t)
	}
	return true
}

// standsAlone are determiners that can be a subject: "three wounded" is not meant, "others attacked" is.
var standsAlone = wordSet("many some others several all both few")

func (d *reading) next(i int) string {
	if i+1 < len(d.words) {
		return d.words[i+1].low
	}
	return ""
}

// closesAside reports whether the comma at k closes words set between commas: "X, the minister, |denounced|".
func (d *reading) closesAside(k, n int) bool {
	for p := k - 1; p > d.lines[n].from && k-p < 25; p-- {
		if d.is(p, ",") {
			return d.words[p-1].letter
		}
	}
	return false
}

// subjectBefore reports whether a name, a pronoun or a noun stands before the verb group, so that a form which is also a noun
// or a base form is a verb.
func (d *reading) subjectBefore(t *trigger) bool {
	k := t.group - 1
	if k < d.lines[t.line].from {
		return false
	}
	w := d.words[k]
	return w.mention > 0 || subjectPronouns[w.low] || groupNouns[w.low] || groupAgents[w.low] || officeHeads[w.low] || w.low == "who" || w.low == "and" && t.shared
}

var subjectPronouns = wordSet("he she they it we i who which")
