package record

import (
	"strings"

	"github.com/dateline-news/dateline/world"
)

// A school, a street, a court, a hamlet that the world does not know still lies somewhere that it knows: in the place
// that its name names ("Colchester General Hospital"), else where the text is when it names it ("Third Street").

// placesInside finds the place that a longer name names inside itself: the best known one, the last of two that are as
// well known ("British Embassy Tokyo"). A name that is also a word or one of people is none, unless it is well known, and
// the name of a street says nothing of where it is.
func placesInside(w *world.World, name string) candidates {
	words := strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '/' || c == '-' || c == ',' })
	var best candidates
	prior := 0
	if len(words) == 0 || streetWords[strings.ToLower(words[len(words)-1])] {
		return best
	}
	for i := 0; i < len(words); {
		n, places := w.LongestPlace(words[i:])
		if n == 0 || n == len(words) || !startsUpper(words[i]) || i > 0 && isGivenName(w, words[i-1]) || !plainPlace(w, words[i:i+n], places[0]) {
			i++
			continue
		}
		if top := places[0].Prior; top >= prior {
			best, prior = candidates{name: strings.Join(words[i:i+n], " "), places: places}, top
		}
		i += n
	}
	return best
}

// streetWords end the names of streets.
var streetWords = wordSet("street avenue road boulevard drive lane highway st. st ave. ave rd. rd blvd blvd. dr. dr way")

// plainPlace reports whether words inside a longer name are a place's name rather than a word or somebody's name.
func plainPlace(w *world.World, words []string, top world.Place) bool {
	name := strings.Join(words, " ")
	if len(words) == 1 {
		low := strings.ToLower(name)
		if _, area := areaWords[low]; area || bodyWords[low] || placeWords[low] || directions[low] || len(name) < 4 {
			return false
		}
	}
	a, ok := w.Ambiguous(name)
	return !ok || top.Prior >= knownPrior || !a.Word && a.FirstName+a.LastName < fewNamesakes && top.Prior >= smallTown
}

const (
	fewNamesakes = 4  // people of one name, below which the name is rather the place's
	smallTown    = 25 // the prior of a place that may give its name to a body
	strangePrior = 42 // the prior below which a place in a country that the text does not speak of is not believed
)

// settleWithin gives every toponym without a likely reading the place where the text is at that point: the nearest place
// named in the words around, a narrow one rather than a country.
func (r *resolver) settleWithin() {
	strange := make([]bool, len(r.senses))
	for i := range r.senses {
		strange[i] = r.stranger(i)
	}
	for i := range r.toponyms {
		if t := &r.toponyms[i]; strange[t.sense] {
			t.around = r.around(i, strange)
		}
	}
}

// stranger reports whether sense i has no reading, or a little known one far from all that the text names otherwise.
func (r *resolver) stranger(i int) bool {
	s := &r.senses[i]
	o := s.chosen()
	if o == nil {
		return true
	}
	if o.IsCountry() || o.Prior >= knownPrior || !s.within && o.Prior >= strangePrior {
		return false
	}
	for j := range r.senses {
		p := r.senses[j].chosen()
		if j == i || p == nil || r.senses[j].within || p.IsCountry() && p.Country != o.Country {
			continue
		}
		if p.IsCountry() || p.admin1 == o.admin1 || o.x*p.x+o.y*p.y+o.z*p.z > noNearer {
			return false
		}
	}
	return true
}

// around is the place that toponym i lies in by where it is named, nil when the text names none.
func (r *resolver) around(i int, strange []bool) *option {
	var best *option
	least := 0
	at := r.toponyms[i].span
	for j := range r.toponyms {
		o := r.senses[r.toponyms[j].sense].chosen()
		if o == nil || strange[r.toponyms[j].sense] || o.Class() != 'P' && o.Class() != 'A' {
			continue
		}
		other := r.toponyms[j].span
		distance := max(other.Start-at.End, at.Start-other.End, 0)
		if other.Start >= at.End {
			distance += r.gap(at.End, other.Start)
		}
		switch {
		case o.IsCountry():
			distance += 4000
		case o.Code == "A.ADM1":
			distance += 1000
		}
		if best == nil || distance < least {
			best, least = o, distance
		}
	}
	return best
}

// gap is how much further off a place named later is: not at all right behind a comma or "in", else it may be a new scene.
func (r *resolver) gap(from, to int) int {
	switch strings.TrimSpace(r.text[from:to]) {
	case ",", "in", "at", "near", "(", "of", ", in":
		return -100
	}
	return 200
}
