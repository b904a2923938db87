package world

import (
	"strings"

	"github.com/dateline-news/dateline/world/table"
)

// Person is somebody who holds or held an office, or is named often in the news.
type Person struct {
	Name     string
	Aliases  []string
	Wikidata string // "Q…", "" when unknown
	Country  string // alpha-2; "" when unknown; a body's code such as "AU_AF" for some
	Offices  []Holding
	Rank     int  // 3 head of state or government or listed by hand, 2 another office, 1 member of a parliament only
	LastName bool // found by last name only
}

// Holding is an office that a person holds or held.
type Holding struct {
	Office string // "Minister of Foreign Affairs"
	Party  string
	Start  string // ISO day, month or year; "" when unknown
	End    string // "" means only: not ended on the day AsOf
	AsOf   string // the day of the source
	Source string
}

// People gives those who bear the name: by full name or alias first, by last name only after them (LastName is set),
// in each the best known first.
func (w *World) People(name string) []Person {
	return w.peopleOf(func(t *table.Table) []table.Post { return find(t, name) })
}

// LongestPerson finds the longest name of known people that begins words. A last name alone counts only when
// lastNames is set.
func (w *World) LongestPerson(words []string, lastNames bool) (int, []Person) {
	best := 0
	for _, t := range []*table.Table{w.people, w.peopleBySA} {
		n := t.Longest(words, func(n int, rows table.Posts) bool {
			for i := range rows.Len() {
				if p := rows.At(i); allPrinted(p, words[:n]) && (lastNames || !p.Has(table.Weak)) {
					return true
				}
			}
			return false
		})
		best = max(best, n)
	}
	if best == 0 {
		return 0, nil
	}
	people := w.People(strings.Join(words[:best], " "))
	if lastNames {
		return best, people
	}
	for i, p := range people {
		if p.LastName {
			return best, people[:i]
		}
	}
	return best, people
}

// peopleOf looks both tables up and joins one person's rows.
func (w *World) peopleOf(find func(*table.Table) []table.Post) []Person {
	var out []Person
	for _, weak := range []bool{false, true} {
		for _, t := range []*table.Table{w.people, w.peopleBySA} {
			for _, p := range find(t) {
				if p.Has(table.Weak) == weak {
					out = joinPerson(out, personAt(t, p.Row(), weak))
				}
			}
		}
	}
	return out
}

// joinPerson adds p to people, or its offices to the person of the same Wikidata id.
func joinPerson(people []Person, p Person) []Person {
	for i := range people {
		if p.Wikidata != "" && people[i].Wikidata == p.Wikidata {
			if people[i].LastName == p.LastName {
				people[i].Offices = append(people[i].Offices, p.Offices...)
				people[i].Rank = max(people[i].Rank, p.Rank)
			}
			return people
		}
	}
	return append(people, p)
}

func personAt(t *table.Table, i int, weak bool) Person {
	row := t.Row(i)
	p := Person{
		Name: row.Text(table.PersonName), Aliases: row.List(table.PersonAliases), Wikidata: row.Text(table.PersonWikidata),
		Country: row.Text(table.PersonCountry), Rank: int(row.Byte(table.PersonRank)), LastName: weak,
	}
	first, n := int(row.Uint32(table.PersonOffices)), int(row.Uint32(table.PersonCount))
	p.Offices = make([]Holding, n)
	for i := range n {
		h := t.More(first+i, table.HoldingWidth)
		p.Offices[i] = Holding{
			Office: h.Text(table.HoldingOffice), Party: h.Text(table.HoldingParty), Start: h.Text(table.HoldingStart),
			End: h.Text(table.HoldingEnd), AsOf: h.Text(table.HoldingAsOf), Source: h.Text(table.HoldingSource),
		}
	}
	return p
}

// OfficesOn gives the offices that the person held on an ISO day, as far as the data know: the office had begun (or
// its start is unknown), had not ended, and, where no end is known, the source is not older than the day. A start or end
// that names only a month or a year counts whole.
func (p Person) OfficesOn(day string) []Holding {
	var out []Holding
	for _, h := range p.Offices {
		end := h.End
		if end == "" {
			end = h.AsOf
		}
		if end != "" && cut(day, h.Start) >= h.Start && cut(day, end) <= end {
			out = append(out, h)
		}
	}
	return out
}

// cut shortens day to the precision of other.
func cut(day, other string) string { return day[:min(len(day), len(other))] }
