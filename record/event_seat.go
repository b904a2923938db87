package record

import (
	"slices"
	"strings"
)

// bodySeats are bodies whose meetings the news tells of without naming their town, by the GeoNames number of that town. Names are in
// small letters; the choice is our own.
var bodySeats = func() map[string]string {
	out := map[string]string{}
	for town, names := range map[string]string{
		"gn:5128581": "united nations general assembly|un general assembly|u.n. general assembly|general assembly|united nations security council|un security council|u.n. security council|security council|united nations|u.n.|un",
		"gn:2747373": "international court of justice|world court|icj|united nations' highest court|un's highest court|u.n.'s highest court|united nations' top court|u.n.'s top court|un top court|u.n. top court|international criminal court|icc|permanent court of arbitration",
		"gn:2973783": "european court of human rights|council of europe",
		"gn:2960316": "european court of justice|court of justice of the european union",
		"gn:2800866": "nato|european council|european commission",
		"gn:2660646": "human rights council|un human rights council|u.n. human rights council|world health organization|world trade organization",
		"gn:2761369": "international atomic energy agency|iaea|osce",
		"gn:344979":  "african union",
		"gn:360630":  "arab league",
		"gn:4140963": "white house|pentagon|world bank|international monetary fund|imf|congress|u.s. congress|organization of american states",
		"gn:524901":  "kremlin",
	} {
		for name := range strings.SplitSeq(names, "|") {
			out[name] = town
		}
	}
	return out
}()

// seatOf is the body at whose seat something was said or agreed: the one whose meeting the sentence puts it at ("told the |Security
// Council|", "on the sidelines of the |General Assembly|"), else the one that acts. It takes the point of that town. -1 for none.
func (e *eventReader) seatOf(f eventFound) int {
	t := f.trigger
	if deed(t) {
		return -1
	}
	l := e.d.lines[t.line]
	for k := l.from; k < l.to; k++ {
		x := e.of[k] - 1
		if x < 0 || k > l.from && e.of[k-1] == x+1 || f.voice == nil && e.voice[k] > 0 || !e.meetsAt(k) || e.d.apartInTree(k, t.head) > beside {
			continue
		}
		if e.settle(x) {
			return x
		}
	}
	if q := quad(t); len(f.roles.actors) != 1 || q != 1 && q != 3 {
		return -1
	}
	if e.settle(f.roles.actors[0]) {
		return f.roles.actors[0]
	}
	return e.seatOfOwner(e.d.doneBy(t.head))
}

// seatOfOwner is the body with a seat whose officer the person at word s is: "|the court's| president", -1 for none.
func (e *eventReader) seatOfOwner(s int) int {
	if s < 0 || e.d.words[s].upos == "PRON" {
		return -1
	}
	for _, k := range e.d.children(s) {
		if !e.d.related(k, "nmod:poss") && (!e.d.related(k, "nmod") || e.d.caseOf(k) != "of") {
			continue
		}
		for _, x := range e.party(k) {
			if e.settle(x) {
				return x
			}
		}
	}
	return -1
}

// meetsAt reports whether the body at word k is where something is said or met: "at the", "on the sidelines of the", "told the".
func (e *eventReader) meetsAt(k int) bool {
	d := e.d
	for p := k - 1; p >= d.lines[d.words[k].sentence].from && p > k-5; p-- {
		switch w := d.words[p]; {
		case d.is(p, "at", "before", "inside") || d.is(p, "of") && d.is(p-1, "sidelines", "meeting", "session", "margins", "summit") || d.is(p, "told", "addressed", "addressing", "telling"):
			return true
		case w.low == "the" || w.low == "a" || w.low == "this" || w.clitic || e.of[p] > 0 || w.upos == "ADJ":
		default:
			return false
		}
	}
	return false
}

// settle gives entity x the point of its seat, and reports whether it has one.
func (e *eventReader) settle(x int) bool {
	g := &e.entities[x]
	if g.Kind != Organisation && g.Kind != Group && g.Kind != Facility {
		return false
	}
	for _, name := range slices.Concat([]string{g.Name}, g.Aliases) {
		town, ok := bodySeats[strings.ToLower(strings.ReplaceAll(name, "’", "'"))]
		if !ok {
			continue
		}
		if p, ok := e.d.world.Place(town); ok {
			if g.Lat == nil {
				g.Lat, g.Lon, g.Precision = &p.Lat, &p.Lon, "city"
			}
			return true
		}
	}
	return false
}
