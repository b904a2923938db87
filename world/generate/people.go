package main

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/world/table"
)

// person is what the office rows of one person come to.
type person struct {
	name, wikidata, cc string
	aliases            []string
	offices            []holding
	legislator         bool // known only as a member of a parliament
}

type holding struct {
	office, party, start, end, asof, source string
}

func people(dir string) (*table.Builder, error) {
	return peopleFrom(dir, "people.tsv", "people_extra.tsv", "legislators.tsv.gz")
}

// peopleBySA keeps the share-alike file a table of its own.
func peopleBySA(dir string) (*table.Builder, error) {
	return peopleFrom(dir, "people_current_bysa.tsv")
}

func peopleFrom(dir string, files ...string) (*table.Builder, error) {
	var all []*person
	known := map[string]*person{}
	for _, file := range files {
		err := each(dir, file, func(r record) error {
			key := r.get("wikidata")
			if key == "" {
				key = table.Fold(r.get("name")) + "|" + r.get("cc")
			}
			p := known[key]
			if p == nil {
				p = &person{name: r.get("name"), wikidata: r.get("wikidata"), cc: r.get("cc"), legislator: true}
				known[key] = p
				all = append(all, p)
			}
			p.add(r, strings.HasPrefix(file, "legislators"))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return layPeople(all)
}

func (p *person) add(r record, legislator bool) {
	p.legislator = p.legislator && legislator
	if p.cc == "" {
		p.cc = r.get("cc")
	}
	for _, a := range append(r.list("aliases"), r.get("name")) {
		if a != p.name && !slices.Contains(p.aliases, a) {
			p.aliases = append(p.aliases, a)
		}
	}
	h := holding{r.get("office"), r.get("party"), r.get("start"), r.get("end"), r.get("asof"), r.get("source")}
	if !slices.Contains(p.offices, h) {
		p.offices = append(p.offices, h)
	}
}

// rank orders people of one name: 3 head of state or government, 2 other office, 1 member of a parliament only.
func (p *person) rank() byte {
	if p.legislator {
		return 1
	}
	for _, h := range p.offices {
		office := strings.ToLower(h.office)
		if strings.HasPrefix(office, "president") || strings.HasPrefix(office, "prime minister") ||
			strings.HasPrefix(office, "king") || strings.HasPrefix(office, "chancellor of germany") ||
			strings.Contains(h.source, "factbook") || strings.HasPrefix(h.source, "hand") {
			return 3
		}
	}
	return 2
}

// latest is the last day on which an office of the person is known to have been held.
func (p *person) latest() string {
	var last string
	for _, h := range p.offices {
		day := h.end
		if day == "" {
			day = h.asof
		}
		last = max(last, day)
	}
	return last
}

func layPeople(all []*person) (*table.Builder, error) {
	slices.SortStableFunc(all, func(a, b *person) int {
		if d := int(b.rank()) - int(a.rank()); d != 0 {
			return d
		}
		return strings.Compare(b.latest(), a.latest())
	})
	b := table.NewBuilder(table.PersonWidth)
	offices := 0
	for _, p := range all {
		row := texts(b, p.name, strings.Join(p.aliases, "|"), p.wikidata, p.cc)
		row = binary.LittleEndian.AppendUint32(row, uint32(offices))
		row = binary.LittleEndian.AppendUint32(row, uint32(len(p.offices)))
		n, err := b.Add(append(row, p.rank(), 0, 0, 0))
		if err != nil {
			return nil, err
		}
		for _, h := range p.offices {
			b.AddMore(texts(b, h.office, h.party, h.start, h.end, h.asof, h.source))
			offices++
		}
		for _, name := range append([]string{p.name}, p.aliases...) {
			if latin(name) {
				b.Name(name, n, capitals(name, 3))
			}
		}
		if last := p.lastName(); last != "" && !p.legislator {
			b.Name(last, n, table.Weak)
		}
	}
	return b, nil
}

// familyFirst are the countries whose names print the family's name first in English too.
var familyFirst = []string{"CN", "KP", "KR", "TW", "VN", "HK", "KH"}

// lastName is the family's name with its particles ("van der Bellen"), "" for a name of one word.
func (p *person) lastName() string {
	words := strings.Fields(p.name)
	if len(words) < 2 {
		return ""
	}
	if slices.Contains(familyFirst, p.cc) && len(words) < 4 {
		return words[0]
	}
	i := len(words) - 1
	if suffix := strings.Trim(words[i], "."); i > 1 && (suffix == "Jr" || suffix == "Sr" || suffix == "II" || suffix == "III") {
		words, i = words[:i], i-1
	}
	for i > 1 {
		if r, _ := utf8.DecodeRuneInString(words[i-1]); !unicode.IsLower(r) {
			break
		}
		i--
	}
	return strings.Join(words[i:], " ")
}
