package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/language"
)

// eventReader finds the events of one report once its entities, times and statements stand.
type eventReader struct {
	d          *reading
	entities   []Entity
	statements []Statement
	index      map[string]int // entity by id
	nation     map[string]int // country by alpha-2 code
	voice      []int          // narrowest statement whose words hold the word, 0 none, else index+1
	of         []int          // entity whose mention covers the word, 0 none, else index+1
	named      int            // entities before those that this reader adds: people and bodies without a name
	scene      string         // alpha-2 code of the one country that the report is about, "" for none
	done       []eventFound   // events found so far, in order
	chain      []int          // chain of the language core whose mention the word heads, 0 none, else index+1
}

// eventFound is an event in the making.
type eventFound struct {
	trigger trigger
	roles   roles
	voice   *Statement
	event   Event

	inferred bool // who acted or was acted on is known from another sentence
}

// findEvents gives the events of a report, in the order of their words, the links that their sentences carry, and the entities
// with the groups without a name that act in them. Each event stands on a trigger word of the sentence that tells of it; what
// neither the sentence nor the one it goes on from says stays empty. Where no network has read the text there are no events.
func (d *reading) findEvents(entities []Entity, statements []Statement) ([]Entity, []Event, []Link) {
	e := newEventReader(d, entities, statements)
	for n, l := range d.lines {
		if l.title || l.to-l.from < 4 || l.to-l.from > maxSentence {
			continue
		}
		for _, t := range d.triggers(n) {
			e.add(t)
		}
	}
	e.dropRepeats()
	for i := range e.done {
		e.done[i].event.ID = "v" + strconv.Itoa(i+1)
	}
	links := e.links()
	e.answer(links)
	e.codes()
	out := make([]Event, 0, len(e.done))
	for i := range e.done {
		out = append(out, e.done[i].event)
	}
	return e.entities, out, links
}

func newEventReader(d *reading, entities []Entity, statements []Statement) *eventReader {
	e := &eventReader{d: d, entities: slices.Clone(entities), named: len(entities), statements: statements, index: make(map[string]int, len(entities)), nation: map[string]int{}, of: make([]int, len(d.words)), voice: make([]int, len(d.words))}
	e.scene = onlyCountry(entities)
	e.linkChains()
	width := make([]int, len(d.words))
	for k := range entities {
		e.index[entities[k].ID] = k
		if entities[k].Kind == Country && entities[k].Country != "" {
			e.nation[entities[k].Country] = k
		}
		for _, m := range entities[k].Mentions {
			i, _ := d.wordAt(m.Start)
			for ; i < len(d.words) && d.words[i].Start < m.End; i++ {
				if m.Len() > width[i] {
					e.of[i], width[i] = k+1, m.Len()
				}
			}
		}
	}
	clear(width)
	for k := range statements {
		for _, c := range statements[k].Content {
			i, _ := d.wordAt(c.Start)
			for ; i < len(d.words) && d.words[i].Start < c.End; i++ {
				if e.voice[i] == 0 || c.Len() < width[i] {
					e.voice[i], width[i] = k+1, c.Len()
				}
			}
		}
	}
	return e
}

// wordAt is the first word that begins at or behind a byte, and whether it begins there.
func (d *reading) wordAt(at int) (int, bool) {
	return slices.BinarySearchFunc(d.words, at, func(w word, x int) int { return w.Start - x })
}

// add makes an event of a trigger when what its row needs is there, and the sentence does not tell of it already.
func (e *eventReader) add(t trigger) {
	voice := e.statementAt(t.head)
	if e.accident(t) || !e.toldOf(&t, voice) {
		return
	}
	f := eventFound{trigger: t, roles: e.rolesOf(t), voice: voice}
	if t.refused && eventQuad[t.word.typ] <= 2 {
		f.trigger.status = happened // the refusal did
	}
	if t.word.noun && voice != nil && quad(t) != 4 && len(f.roles.actors)+len(f.roles.recipients) < 2 {
		return
	}
	if !e.needs(f) || t.word.noun && t.word.typ == "ASSAULT" && t.word.mode == "" && eventAttack[e.d.words[t.head].low] && e.people(f.roles.recipients) {
		return // "attacks on" a person are words as often as deeds
	}
	if t.word.noun && e.completes(f) || e.allegedIn(t) {
		return
	}
	if have := e.repeated(f); have != nil {
		for _, m := range e.magnitudes(f.trigger) {
			if !slices.ContainsFunc(have.event.Magnitudes, func(x Magnitude) bool { return x.Span == m.Span }) {
				have.event.Magnitudes = append(have.event.Magnitudes, m)
			}
		}
		return
	}
	if voice != nil && voice.Cue != nil && voice.Cue.Lemma == "deny" && f.trigger.status == happened {
		f.trigger.status = denied
	}
	if strings.Contains(t.word.needs, "N") {
		f.trigger.status = happened // what is not allowed is a deed
	}
	e.fill(&f)
	e.inferActors(&f)
	f.event = e.event(f)
	if have := e.retold(f); have != nil {
		e.complete(have, f.roles)
		return
	}
	e.done = append(e.done, f)
}

// quad is the quad class of what a trigger shows.
func quad(t trigger) int { return eventQuad[t.word.typ] }

func (e *eventReader) event(f eventFound) Event {
	d, t := e.d, f.trigger
	c := e.code(f)
	v := Event{
		Sentence: d.lines[t.line].span, Trigger: d.over(t.from, t.to), Type: c.typ, Mode: c.mode, CAMEO: c.cameo, Quad: eventQuad[c.typ], Goldstein: c.goldstein, Actors: e.ids(f.roles.actors), Recipients: e.ids(f.roles.recipients),
		Status: t.status, Voice: "own", Evidence: f.rests(), Confidence: eventConfidence(f.rests()),
	}
	if f.voice != nil {
		v.Voice = f.voice.ID
	}
	v.Place = e.placeOf(f)
	v.Time = e.timeOf(f)
	v.Magnitudes = e.magnitudes(t)
	return v
}

// code is the coding of an event. PLOVER codes a cooperative act that is still to come as AGREE, with the status planned, and one
// that somebody will not do as REJECT; a road that police or soldiers block is no protest.
func (e *eventReader) code(f eventFound) eventCode {
	t := f.trigger
	switch {
	case t.status == planned && eventQuad[t.word.typ] <= 2:
		return intent
	case t.refused && eventQuad[t.word.typ] <= 2:
		return refusal
	case t.word.typ == "ASSAULT" && t.word.mode == "" && eventAttack[e.d.words[t.head].low] && e.people(f.roles.actors) && e.people(f.roles.recipients):
		return criticism
	case t.word.mode == "obstruct" && e.byForces(f):
		return blockade
	}
	return t.word.eventCode
}

// eventAttack are the forms that mean words as often as deeds.
var eventAttack = wordSet("attack attacks attacked attacking pound pounded pounding hit target targeted targeting assault assaulted")

// people reports whether all of a list are people, and there is one.
func (e *eventReader) people(list []int) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(x int) bool { return e.entities[x].Kind != Person })
}

// byForces reports whether police, soldiers or a government act.
func (e *eventReader) byForces(f eventFound) bool {
	return slices.ContainsFunc(f.roles.actors, func(x int) bool {
		for w := range strings.FieldsSeq(strings.ToLower(e.entities[x].Name)) {
			if stateForces[w] {
				return true
			}
		}
		return e.entities[x].Kind == Country
	})
}

var stateForces = wordSet("police officers army troops soldiers forces government authorities navy gendarmes guards military")

func (e *eventReader) ids(list []int) []string {
	out := make([]string, 0, len(list))
	for _, x := range list {
		out = append(out, e.entities[x].ID)
	}
	return out
}

// statementAt is the narrowest statement whose words hold word i, nil for the outlet's own voice.
func (e *eventReader) statementAt(i int) *Statement {
	if k := e.voice[i]; k > 0 {
		return &e.statements[k-1]
	}
	return nil
}

// needs checks what the trigger's row wants beside its words.
func (e *eventReader) needs(f eventFound) bool {
	actors, recipients := len(f.roles.actors), len(f.roles.recipients)
	for _, need := range f.trigger.word.needs {
		ok := true
		switch need {
		case 'E':
			ok = actors+recipients > 0
		case 'R':
			ok = recipients > 0
		case 'B':
			ok = actors > 0 && recipients > 0
		case 'M':
			ok = actors > 1 || actors > 0 && recipients > 0 || actors == 1 && recipients == 0 && e.several(f)
		case 'A':
			ok = actors > 0
		case 'V':
			ok = f.trigger.passive
		case 'P':
			ok = e.byForces(f)
		case 'N':
			ok = f.trigger.status == negated && (!f.trigger.passive || actors > 0)
		case 'W':
			ok = e.d.child(f.trigger.head, "ccomp") < 0
		case 'X':
			ok = e.d.child(f.trigger.head, "ccomp") < 0 && !e.d.calledSo(f.trigger.head) && f.trigger.to == f.trigger.head+1
		case 'H':
			ok = slices.ContainsFunc(f.roles.recipients, func(x int) bool { return e.entities[x].Kind == Person || e.entities[x].Kind == Group })
		}
		if !ok {
			return false
		}
	}
	return true
}

// calledSo reports whether verb i says what somebody is: "called him a |fool|" is no telephone call.
func (d *reading) calledSo(i int) bool {
	k := d.child(i, "xcomp")
	return k >= 0 && d.words[k].upos != "VERB"
}

// several reports whether the one actor is more than one: "the foreign ministers of Kenya and Poland".
func (e *eventReader) several(f eventFound) bool {
	s := e.d.doneBy(f.trigger.head)
	return s >= 0 && e.d.plural(s) && e.entities[f.roles.actors[0]].Kind == Group
}

// repeated is the event of that type which the sentence already has, when the two differ in neither actor nor recipient: "held
// protests and blocked roads" is one act of the same people. nil for none.
func (e *eventReader) repeated(f eventFound) *eventFound {
	for i := len(e.done) - 1; i >= 0 && e.done[i].trigger.line == f.trigger.line; i-- {
		have := &e.done[i]
		if have.event.Type == e.code(f).typ && sameOrNone(have.roles.actors, f.roles.actors) && sameOrNone(have.roles.recipients, f.roles.recipients) {
			return have
		}
	}
	return nil
}

// completes gives what a noun tells to the event of its kind whose verb it hangs on, and reports whether there is one: "was
// killed in a gun |battle| with police", "came under |attack| from rebels" are one event each.
func (e *eventReader) completes(f eventFound) bool {
	for i := len(e.done) - 1; i >= 0 && e.done[i].trigger.line == f.trigger.line; i-- {
		have := &e.done[i]
		if have.event.Type != e.code(f).typ || e.marked(have.trigger.head, f.trigger.head) || e.d.apartInTree(f.trigger.head, have.trigger.head) >= inClause {
			continue
		}
		e.complete(have, roles{actors: slices.Concat(f.roles.actors, f.roles.recipients)})
		e.complete(have, roles{recipients: slices.Concat(f.roles.actors, f.roles.recipients)})
		return true
	}
	return false
}

// marked reports whether a marker stands between words i and j that makes two events of them: "bombed it in response to an attack".
func (e *eventReader) marked(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if _, ok := e.d.markerAt(k, j); ok {
			return true
		}
	}
	return false
}

// complete gives an event the actors or the recipients that it lacks.
func (e *eventReader) complete(have *eventFound, r roles) {
	stranger := func(x int) bool {
		return !slices.Contains(have.roles.actors, x) && !slices.Contains(have.roles.recipients, x)
	}
	for _, x := range r.actors {
		if len(have.roles.actors) == 0 && stranger(x) {
			have.roles.actors = []int{x}
		}
	}
	for _, x := range r.recipients {
		if len(have.roles.recipients) == 0 && stranger(x) {
			have.roles.recipients = []int{x}
		}
	}
	have.event.Actors, have.event.Recipients = e.ids(have.roles.actors), e.ids(have.roles.recipients)
}

// ownWords reports whether the trigger's noun belongs to the one who acts by a pronoun: "issued |his| appeal" tells of one that
// the text has told of.
func (e *eventReader) ownWords(t trigger) bool {
	for k := t.from; k < t.to; k++ {
		if e.d.words[k].xpos == "PRP$" {
			return true
		}
	}
	return false
}

// retold is the deed of an earlier sentence that f tells again: of the same type, on the same people, on no day of its own.
func (e *eventReader) retold(f eventFound) *eventFound {
	if f.trigger.to > f.trigger.head+1 && e.ownWords(f.trigger) {
		for i := len(e.done) - 1; i >= 0; i-- {
			if have := &e.done[i]; have.event.Type == f.event.Type && len(f.roles.actors) > 0 && slices.Equal(have.roles.actors, f.roles.actors) {
				return have
			}
		}
	}
	if !deed(f.trigger) || len(f.roles.recipients) == 0 || f.event.Time != nil && f.event.Time.Span != nil {
		return nil
	}
	for i := len(e.done) - 1; i >= 0; i-- {
		have := &e.done[i]
		if have.event.Type == f.event.Type && have.event.Status == f.event.Status && have.trigger.line != f.trigger.line &&
			slices.ContainsFunc(f.roles.recipients, func(x int) bool { return slices.Contains(have.roles.recipients, x) && e.entities[x].Kind != Country }) &&
			sameOrNone(have.roles.actors, f.roles.actors) {
			return have
		}
	}
	return nil
}

// stages are prepositions that say where a deed is done, not on whom.
var stages = wordSet("in at near around inside outside off across along through throughout")

// fill takes who acts or is acted on from the network's own reading of the sentence, where the tree says nothing and no other
// event is nearer to the words.
func (e *eventReader) fill(f *eventFound) {
	d := e.d
	if f.trigger.word.noun {
		return
	}
	for _, p := range d.language.Actors {
		if p.Sentence != f.trigger.line || len(f.roles.actors) > 0 && len(f.roles.recipients) > 0 {
			continue
		}
		i := d.topOf(p.Span)
		if d.words[i].sentence != f.trigger.line || d.apartInTree(i, f.trigger.head) > beside || stages[d.caseOf(i)] {
			continue
		}
		found := slices.DeleteFunc(e.party(i), func(x int) bool { return slices.Contains(f.roles.actors, x) || slices.Contains(f.roles.recipients, x) })
		switch {
		case len(found) == 0:
		case p.Kind == language.ActorSource && len(f.roles.actors) == 0 && !f.trigger.passive:
			f.roles.actors = found
		case p.Kind == language.ActorTarget && len(f.roles.recipients) == 0 && !f.trigger.passive:
			f.roles.recipients = found
		}
	}
}

// allegedIn reports whether a noun is what somebody is held or tried for: "sentenced for the |murder| of".
func (e *eventReader) allegedIn(t trigger) bool {
	h := e.d.words[t.head].head
	return t.word.noun && h != noHead && eventLexicon[e.d.words[h].low].words != nil && (e.d.caseOf(t.head) == "for" || e.d.caseOf(t.head) == "of")
}

// dropRepeats takes out an event of the standfirst that the body tells again.
func (e *eventReader) dropRepeats() {
	top := e.d.report.Standfirst
	if top == nil {
		return
	}
	all := slices.Clone(e.done)
	e.done = slices.DeleteFunc(e.done, func(f eventFound) bool {
		return top.Overlaps(f.event.Sentence) && slices.ContainsFunc(all, func(g eventFound) bool {
			return !top.Overlaps(g.event.Sentence) && g.event.Type == f.event.Type && sameOrNone(g.roles.actors, f.roles.actors) && sameOrNone(g.roles.recipients, f.roles.recipients)
		})
	})
}

func sameOrNone(a, b []int) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

// toldOf reports whether the words around a trigger tell of an event rather than weigh one. Inside a quotation only past acts
// count; verbal acts that are merely foreseen are left out.
func (e *eventReader) toldOf(t *trigger, voice *Statement) bool {
	quad := eventQuad[t.word.typ]
	if t.status == possible && quad != 4 {
		return false
	}
	if t.status == planned && quad == 3 {
		return false
	}
	if w := e.d.words[t.head]; t.passive && w.rel == "acl" && (quad == 1 || quad == 3) {
		return false // "a man suspected of", "forces supported by"
	}
	if e.d.words[t.head].quote > 0 {
		if t.status != happened || t.word.noun {
			return false
		}
		return !t.present && (quad == 4 || quad == 2) || voice != nil && quad != 4 && e.d.is(e.d.doneBy(t.head), "we", "i")
	}
	return true
}

// accident reports whether a sentence that tells of dead and hurt names what is no deed.
func (e *eventReader) accident(t trigger) bool {
	if t.word.typ != "ASSAULT" {
		return false
	}
	l := e.d.lines[t.line]
	for k := l.from; k < l.to; k++ {
		if accidents[e.d.words[k].low] {
			return true
		}
	}
	return false
}

var accidents = wordSet("earthquake earthquakes quake crash crashes crashed accident accidents flood floods flooding storm storms hurricane cyclone typhoon landslide landslides mudslide wildfire wildfires pandemic disease virus",
	"tsunami tornado tornadoes lightning avalanche derailment derailed collision collided stampede collapsed eruption volcano drought famine outbreak coronavirus covid heatwave goal goals scored match season league cup tournament innings")

// rests names the kind of evidence: a verb, a light verb with its noun, or a noun; who of actor and recipient is known; whether
// it stands inside somebody's statement.
func (f eventFound) rests() string {
	kind := "verb"
	if f.trigger.word.noun {
		kind = "noun"
	}
	switch {
	case len(f.roles.actors) > 0 && len(f.roles.recipients) > 0:
		kind += ", both"
	case len(f.roles.actors)+len(f.roles.recipients) > 0:
		kind += ", one"
	default:
		kind += ", none"
	}
	if f.voice != nil {
		kind += ", said"
	}
	if f.inferred {
		kind += inferredEvidence
	}
	return kind
}
