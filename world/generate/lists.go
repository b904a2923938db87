package main

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/world/table"
)

// listed makes a table whose rows are texts: columns are the fields, names the columns whose names lead to the row;
// an abbreviation of up to caps letters must be printed in capitals.
func listed(dir, file string, columns, names []string, caps int) (*table.Builder, error) {
	b := table.NewBuilder(4 * len(columns))
	err := each(dir, file, func(r record) error {
		fields := make([]string, len(columns))
		for i, c := range columns {
			fields[i] = r.get(c)
		}
		n, err := b.Add(texts(b, fields...))
		if err != nil {
			return err
		}
		for _, c := range names {
			for _, name := range r.list(c) {
				addListed(b, name, n, caps)
			}
		}
		return nil
	})
	return b, err
}

// addListed puts a row under a name, and under the name without its article.
func addListed(b *table.Builder, name string, row, caps int) {
	b.Name(name, row, capitals(name, caps))
	if bare, ok := strings.CutPrefix(name, "the "); ok {
		b.Name(bare, row, capitals(bare, caps))
	}
}

func metonyms(dir string) (*table.Builder, error) {
	return listed(dir, "metonyms.tsv", []string{"name", "meaning", "cc", "kind"}, []string{"name"}, 3)
}

func offices(dir string) (*table.Builder, error) {
	return listed(dir, "offices.tsv", []string{"phrase", "kind", "level", "cameo", "plover"}, []string{"phrase", "variants"}, 3)
}

func parties(dir string) (*table.Builder, error) {
	return listed(dir, "parties.tsv", []string{"name", "abbr", "cc", "note"}, []string{"name", "abbr"}, 8)
}

func agencies(dir string) (*table.Builder, error) {
	columns := []string{"name", "codes", "cc", "ownership", "domain", "languages"}
	return listed(dir, "agencies.tsv", columns, []string{"name", "codes"}, 3)
}

func datelineCities(dir string) (*table.Builder, error) {
	return listed(dir, "dateline_cities.tsv", []string{"city", "cc", "set"}, []string{"city"}, 3)
}

// agents makes the table of nouns for people in a role. An empty plural is a regular one.
func agents(dir string) (*table.Builder, error) {
	b := table.NewBuilder(4 * 2)
	err := each(dir, "phoenix_agents.tsv", func(r record) error {
		noun := r.get("agent")
		n, err := b.Add(texts(b, noun, r.get("code")))
		if err != nil {
			return err
		}
		b.Name(noun, n, 0)
		for _, p := range append(r.list("plural"), plural(noun)) {
			b.Name(p, n, 0)
		}
		return nil
	})
	return b, err
}

// plural is the regular plural of an English noun.
func plural(noun string) string {
	stem, y := strings.CutSuffix(noun, "y")
	switch {
	case y && !strings.HasSuffix(stem, "a") && !strings.HasSuffix(stem, "e") && !strings.HasSuffix(stem, "o"):
		return stem + "ies"
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	}
	return noun + "s"
}

// spokenAcronyms are printed like names by British papers ("Nato") and are no words.
var spokenAcronyms = []string{"NATO", "OPEC", "FIFA", "UEFA", "APEC", "OSCE"}

// organisations makes the table of bodies; the country becomes its two letters.
func organisations(dir string) (*table.Builder, error) {
	two := map[string]string{}
	err := each(dir, "countries.tsv", func(r record) error {
		two[r.get("iso3")], two[r.get("cameo")] = r.get("cc"), r.get("cc")
		return nil
	})
	if err != nil {
		return nil, err
	}
	b := table.NewBuilder(4 * 7)
	err = each(dir, "orgs.tsv", func(r record) error {
		fields := []string{r.get("name"), r.get("abbr"), r.get("aliases"), r.get("kind"), two[r.get("country3")], r.get("cameo"), r.get("plover")}
		n, err := b.Add(texts(b, fields...))
		if err != nil {
			return err
		}
		for _, name := range slices.Concat([]string{r.get("name")}, r.list("abbr"), r.list("aliases")) {
			caps := 4
			if slices.Contains(spokenAcronyms, name) {
				caps = 0
			}
			addListed(b, name, n, caps)
		}
		return nil
	})
	return b, err
}

// ambiguous makes the table of place names that are also words or names of people.
func ambiguous(dir string) (*table.Builder, error) {
	b := table.NewBuilder(table.AmbiguousWidth)
	columns := []string{"best_prior", "places", "english_word", "as_first_name", "as_surname"}
	err := each(dir, "place_ambiguous.tsv", func(r record) error {
		var row []byte
		for _, c := range columns {
			v, err := r.number(c)
			if err != nil {
				return err
			}
			row = binary.LittleEndian.AppendUint32(row, uint32(v))
		}
		n, err := b.Add(row)
		if err == nil {
			b.Name(r.get("name"), n, 0)
		}
		return err
	})
	return b, err
}
