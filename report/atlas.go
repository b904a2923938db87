package report

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/world"
)

// atlas asks the world about the names of a dateline. Its zero value knows nothing, and the shape of the words decides.
type atlas struct{ w *world.World }

// served reports whether there is a world to ask.
func (a atlas) served() bool { return a.w != nil }

// agency reports whether name is a news agency or an outlet that wire copy credits.
func (a atlas) agency(name string) bool {
	if a.w == nil {
		return false
	}
	_, ok := a.w.Agency(name)
	return ok
}

// place reports whether name is a town, a territory or a seat such as "United Nations". Printed in capitals or not, it is looked up as a name.
func (a atlas) place(name string) bool {
	if a.w == nil || name == "" {
		return false
	}
	if strings.EqualFold(name, "United Nations") {
		return true
	}
	title := titlePlace(name)
	if _, ok := a.w.DatelineCity(title); ok {
		return true
	}
	for _, p := range a.w.Places(title) {
		if p.Class() == 'P' || p.Class() == 'A' || p.IsCountry() {
			return true
		}
	}
	return false
}

// city reports whether name is a country or a town that the news know: one that stands in datelines, or has cityPeople and more.
func (a atlas) city(name string) bool {
	if a.w == nil || name == "" {
		return false
	}
	title := titlePlace(name)
	if _, ok := a.w.DatelineCity(title); ok || a.country(name) {
		return true
	}
	return slices.ContainsFunc(a.w.Places(title), func(p world.Place) bool { return p.Class() == 'P' && p.Population >= cityPeople })
}

// cityPeople is the size from which a town needs no capitals to be taken for the place of a dateline.
const cityPeople = 100_000

// country reports whether name is a country, under any of its names.
func (a atlas) country(name string) bool {
	if a.w == nil {
		return false
	}
	_, ok := a.w.CountryByName(titlePlace(name))
	return ok
}
