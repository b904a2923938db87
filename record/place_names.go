package record

import (
	"strings"

	"github.com/dateline-news/dateline/world"
)

// directions are the words that name a part of a place and leave its name as it is.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true,
	"northeast": true, "northwest": true, "southeast": true, "southwest": true, "northeastern": true, "northwestern": true,
	"southeastern": true, "southwestern": true, "central": true, "downtown": true, "upper": true, "lower": true, "greater": true,
	"mainland": true, "inner": true, "rural": true, "suburban": true, "uptown": true, "midtown": true, "metropolitan": true, "outer": true,
}

// areaWords end (or, with "of", begin) the name of an area, water or mountain and may be left off to find it.
var areaWords = map[string]string{
	"county": "A.ADM2", "parish": "A.ADM2", "district": "A", "province": "A.ADM1", "state": "A.ADM1", "region": "A", "governorate": "A.ADM1",
	"prefecture": "A", "oblast": "A.ADM1", "municipality": "A", "department": "A", "canton": "A", "republic": "A", "territory": "A",
	"emirate": "A", "division": "A", "city": "P", "town": "P", "village": "P", "township": "", "borough": "", "metro": "P",
	"river": "H.STM", "lake": "H", "valley": "", "island": "T", "islands": "T", "mountains": "T", "mountain": "T", "peninsula": "",
	"airport": "S", "area": "", "coast": "", "strait": "H", "bay": "H", "gulf": "H", "sea": "H", "ocean": "H", "desert": "T",
}

// spellings are the short forms of words in place names.
var spellings = map[string]string{
	"st": "saint", "st.": "saint", "ste": "sainte", "ste.": "sainte", "mt": "mount", "mt.": "mount", "ft": "fort", "ft.": "fort", "pt.": "point",
	"n.": "north", "s.": "south", "e.": "east", "w.": "west", "saint": "st", "mount": "mt", "fort": "ft", "co.": "county",
}

// candidates are the places that a name may stand for, and how the name was changed to find them.
type candidates struct {
	name   string // the form under which they were found
	places []world.Place
	class  string        // feature class or code that a word of the name asks for ("county": A.ADM2), "" for any
	inside []world.Place // the areas that the name itself puts them into ("Washington, D.C.")
	part   bool          // the name is of a part of the place ("northern Mali")
}

// placesNamed finds what may bear name: as it stands, without its article, spelled out or shortened, without the word that
// says what it is ("Borno state"), without the direction ("northern Mali"). What stands closer to the name goes first.
func placesNamed(w *world.World, name string) candidates {
	name = strings.TrimSpace(name)
	bare := name
	for _, article := range []string{"the ", "The "} {
		bare = strings.TrimPrefix(bare, article)
	}
	bare = strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "’s")
	for _, try := range []string{name, bare, respelled(bare)} {
		if found := w.Places(try); len(found) > 0 {
			return candidates{name: try, places: found, class: lastWordClass(try)}
		}
	}
	if head, tail, ok := strings.Cut(bare, ", "); ok && !strings.Contains(tail, ",") {
		found := placesNamed(w, head)
		found.inside = areasOf(w.Places(tail))
		return found
	}
	return placesLike(w, bare)
}

// placesLike looks for a name that the world does not know as it stands.
func placesLike(w *world.World, name string) candidates {
	words := strings.Fields(name)
	if len(words) < 2 {
		return candidates{}
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	if class, ok := areaWords[last]; ok {
		rest := strings.Join(words[:len(words)-1], " ")
		if found := w.Places(rest); len(found) > 0 {
			return candidates{name: rest, places: found, class: class}
		}
	}
	if class, ok := areaWords[first]; ok {
		rest := words[1:]
		if strings.EqualFold(rest[0], "of") && len(rest) > 1 {
			rest = rest[1:]
		}
		name := strings.Join(rest, " ")
		if found := w.Places(name); len(found) > 0 {
			return candidates{name: name, places: found, class: class}
		}
	}
	if directions[first] {
		rest := placesNamed(w, strings.Join(words[1:], " "))
		rest.part = true
		return rest
	}
	return candidates{}
}

// respelled turns "St. Louis" into "Saint Louis" and back.
func respelled(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		if other, ok := spellings[strings.ToLower(word)]; ok {
			words[i] = other
		}
	}
	return strings.Join(words, " ")
}

// lastWordClass is the class that the last word of a name of several words asks for.
func lastWordClass(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return ""
	}
	return areaWords[strings.ToLower(name[i+1:])]
}
