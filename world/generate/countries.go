package main

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/dateline-news/dateline/world/table"
)

// countryTexts are the text columns of a country in the order of its row; there are table.CountryTexts of them.
var countryTexts = []string{
	"cc", "iso3", "ison", "cameo", "name", "official", "variants", "native", "capital", "capital_variants",
	"adjective", "people", "adj_variants", "languages", "neighbours", "currency", "region",
}

func countries(dir string) (*table.Builder, error) {
	numbers, err := geoNamesIDs()
	if err != nil {
		return nil, err
	}
	points, err := geoNamesPoints()
	if err != nil {
		return nil, err
	}
	b := table.NewBuilder(table.CountryWidth)
	err = each(dir, "countries.tsv", func(r record) error {
		id := "cc:" + r.get("cc")
		row, err := countryRow(b, r, numbers[id], points[id])
		if err != nil {
			return err
		}
		n, err := b.Add(row)
		if err != nil {
			return err
		}
		for _, name := range append([]string{r.get("name"), r.get("official")}, r.list("variants")...) {
			b.Name(name, n, capitals(name, 3))
		}
		return nil
	})
	return b, err
}

// countryRow lays a country out; a point that is not zero goes before the one of the file.
func countryRow(b *table.Builder, r record, geoNames int, point [2]uint32) ([]byte, error) {
	var row []byte
	for _, column := range countryTexts {
		row = binary.LittleEndian.AppendUint32(row, b.Text(r.get(column)))
	}
	lat, err := r.degrees("lat")
	if err != nil {
		return nil, err
	}
	lon, err := r.degrees("lon")
	if err != nil {
		return nil, err
	}
	if point != [2]uint32{} {
		lat, lon = point[0], point[1]
	}
	area, err := strconv.ParseFloat(r.get("area_km2"), 64)
	if err != nil {
		return nil, err
	}
	member, err := r.number("un_member")
	if err != nil {
		return nil, err
	}
	for _, v := range []uint32{lat, lon, uint32(math.Round(max(area, 0))), uint32(member), uint32(geoNames)} {
		row = binary.LittleEndian.AppendUint32(row, v)
	}
	return row, nil
}

// demonyms makes the table of adjectives and names of peoples, of countries and of the regions of demonyms_extra.
func demonyms(dir string) (*table.Builder, error) {
	b := table.NewBuilder(table.DemonymWidth)
	names := map[string]bool{} // of countries, used as adjectives: no demonyms
	add := func(words []string, place, cc string, kind byte) error {
		for _, w := range words {
			if w == "" || names[table.Fold(w)] {
				continue
			}
			row := append(texts(b, w, place), []byte(cc + "\x00\x00")[:2]...)
			row = append(row, 0, 0, kind)
			n, err := b.Add(row)
			if err != nil {
				return err
			}
			b.Name(w, n, 0)
		}
		return nil
	}
	err := each(dir, "countries.tsv", func(r record) error {
		for _, name := range append(r.list("variants"), r.get("name")) {
			names[table.Fold(name)] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, file := range []string{"countries.tsv", "demonyms_extra.tsv"} {
		err := each(dir, file, func(r record) error {
			adjectives := append([]string{r.get("adjective")}, r.list("adj_variants")...)
			if err := add(adjectives, r.get("place"), r.get("cc"), table.DemonymAdjective); err != nil {
				return err
			}
			return add(r.list("people"), r.get("place"), r.get("cc"), table.DemonymPeople)
		})
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}
