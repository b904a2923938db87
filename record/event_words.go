package record

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// The words that show an event are a table, apart from how their actors are found: data/event_words.tsv. A row holds
//
//	heads      verbs or nouns, separated by commas; a verb may carry a particle ("carry out")
//	pos        v, n, or a for an adjective behind "is" ("is willing")
//	near       what must follow, separated by |: "+on" right behind the head, "tear gas" within a few words; - for nothing
//	needs      T an object, or the passive; E a known actor or recipient; R a known recipient; B both; M two who meet;
//	           H a person or a group as recipient; A a known actor; P that police or soldiers act; V the passive; N that it is denied ("did not allow"); - nothing.
//	           I turns the roles: the subject is whom it happens to ("came under attack from"); S reads near in the subject ("a bomb went off"); X wants neither a clause nor other words behind it,
//	           W no clause
//	type, mode PLOVER event type and mode (manual of 2021)
//	cameo      CAMEO code (codebook 1.1b3), with its Goldstein score
//
// The first row that fits decides, so the narrow rows stand first. The choice of verbs and nouns is our own, made by the
// descriptions of PLOVER and checked against the default codes of the PETRARCH-2 verb dictionary.
//
//go:embed data/event_words.tsv
var eventTable string

// eventWord is a row of the table for one head.
type eventWord struct {
	particle  string
	noun      bool
	adjective bool
	near      []nearWords
	needs     string
	eventCode
}

// eventCode is the coding of an event: PLOVER type and mode, CAMEO code and its score.
type eventCode struct {
	typ, mode, cameo string
	goldstein        *float64
}

var (
	// intent is CAMEO's "express intent to cooperate".
	intent = eventCode{typ: "AGREE", cameo: "030", goldstein: new(4.0)}
	// refusal is CAMEO's "reject, not specified below".
	refusal = eventCode{typ: "REJECT", cameo: "120", goldstein: new(-4.0)}
	// criticism is CAMEO's "criticize or denounce": what "attack" means between two people.
	criticism = eventCode{typ: "ACCUSE", mode: "disapprove", cameo: "111", goldstein: new(-2.0)}
	// blockade is a road or a bridge that the state blocks.
	blockade = eventCode{typ: "COERCE", mode: "restrict", cameo: "172", goldstein: new(-5.0)}
)

// nearWords must follow a head.
type nearWords struct {
	words []string
	right bool // at once
}

// verbForm is a set of the forms of a verb.
type verbForm uint8

const (
	formBase verbForm = 1 << iota
	formThird
	formPast
	formParticiple
	formIng
	formNoun
	formAdjective
)

// eventHead is what a form may stand for.
type eventHead struct {
	form  verbForm
	words []*eventWord
}

// eventLexicon gives for a form in small letters the rows of its head.
var eventLexicon = mustEventLexicon(eventTable)

// mustEventLexicon reads the embedded table; a fault in it is a fault of the build, which the tests show.
func mustEventLexicon(table string) map[string]eventHead {
	lexicon, err := readEventWords(table)
	if err != nil {
		panic(err)
	}
	return lexicon
}

func readEventWords(table string) (map[string]eventHead, error) {
	lexicon := map[string]eventHead{}
	n := 0
	for line := range strings.Lines(table) {
		if n++; n == 1 {
			continue
		}
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(col) != 8 {
			return nil, fmt.Errorf("event_words.tsv line %d: %d columns, want 8", n, len(col))
		}
		if eventQuad[col[4]] == 0 {
			return nil, fmt.Errorf("event_words.tsv line %d: %q is no PLOVER type", n, col[4])
		}
		for head := range strings.SplitSeq(col[0], ",") {
			w := &eventWord{noun: col[1] == "n", adjective: col[1] == "a", near: readNear(col[2]), needs: col[3], eventCode: eventCode{typ: col[4], mode: dash(col[5]), cameo: dash(col[6])}}
			if score, err := strconv.ParseFloat(col[7], 64); err == nil {
				w.goldstein = &score
			}
			first, particle, _ := strings.Cut(head, " ")
			w.particle = particle
			addEventForms(lexicon, first, w)
		}
	}
	return lexicon, nil
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func readNear(column string) (out []nearWords) {
	if column == "-" {
		return nil
	}
	for alternative := range strings.SplitSeq(column, "|") {
		words, right := strings.CutPrefix(alternative, "+")
		out = append(out, nearWords{words: strings.Fields(words), right: right})
	}
	return out
}

// addEventForms adds a row under every form of its head.
func addEventForms(lexicon map[string]eventHead, head string, w *eventWord) {
	add := func(s string, form verbForm) {
		h := lexicon[s]
		h.form |= form
		if len(h.words) == 0 || h.words[len(h.words)-1] != w {
			h.words = append(h.words, w)
		}
		lexicon[s] = h
	}
	switch {
	case w.noun:
		add(head, formNoun)
		return
	case w.adjective:
		add(head, formAdjective)
		return
	}
	third, past, participle, ing := verbForms(head)
	add(head, formBase)
	add(third, formThird)
	add(past, formPast)
	add(participle, formParticiple)
	add(ing, formIng)
	if doublesLast[head] && strings.HasSuffix(head, "l") && past == head+"led" { // "canceled" beside "cancelled"
		add(head+"ed", formPast)
		add(head+"ed", formParticiple)
		add(head+"ing", formIng)
	}
}

// verbForms inflects a verb by the rules of English spelling, or by the list of irregular ones.
func verbForms(verb string) (third, past, participle, ing string) {
	stem, last := verb[:len(verb)-1], verb[len(verb)-1]
	third, past, ing = verb+"s", verb+"ed", verb+"ing"
	switch {
	case doublesLast[verb]:
		past, ing = verb+string(last)+"ed", verb+string(last)+"ing"
	case last == 'e':
		past = verb + "d"
		if !strings.HasSuffix(verb, "ee") {
			ing = stem + "ing"
		}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(stem[len(stem)-1])):
		third, past = stem+"ies", stem+"ied"
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), verb == "go":
		third = verb + "es"
	}
	participle = past
	if two, ok := strongVerbs[verb]; ok {
		past, participle, _ = strings.Cut(two, " ")
	}
	return third, past, participle, ing
}

// doublesLast are verbs that double their last letter before -ed and -ing.
var doublesLast = wordSet("ban bar stab kidnap gang-rape grab nab strip rob drop stop step cut put set let hit shut begin expel impel repel compel admit permit commit quit slam mob plan pin confer refer defer transfer ram rebel whip flog run get sit overrun cancel")

// strongVerbs gives past and participle.
var strongVerbs = map[string]string{
	"shoot": "shot shot", "fight": "fought fought", "hold": "held held", "strike": "struck struck", "meet": "met met", "withdraw": "withdrew withdrawn",
	"take": "took taken", "give": "gave given", "put": "put put", "seek": "sought sought", "break": "broke broken", "fly": "flew flown", "throw": "threw thrown",
	"blow": "blew blown", "send": "sent sent", "cut": "cut cut", "beat": "beat beaten", "speak": "spoke spoken", "lead": "led led", "overthrow": "overthrew overthrown",
	"forbid": "forbade forbidden", "set": "set set", "shut": "shut shut", "slay": "slew slain", "lay": "laid laid", "find": "found found", "make": "made made",
	"go": "went gone", "lend": "lent lent", "come": "came come", "begin": "began begun", "pay": "paid paid", "have": "had had", "buy": "bought bought", "sell": "sold sold",
	"overrun": "overran overrun", "bring": "brought brought", "hit": "hit hit", "keep": "kept kept", "hang": "hanged hanged", "retake": "retook retaken", "forgive": "forgave forgiven", "stand": "stood stood",
}

// eventQuad is the quad class of a PLOVER type: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
var eventQuad = map[string]int{
	"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
	"PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}
