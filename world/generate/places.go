package main

import (
	"embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/world/table"
)

// place is a line of places.tsv on its way into the table.
type place struct {
	id               string
	number           int // of a GeoNames id, else 0
	name             string
	names            []string
	class, code      string
	cc               string
	admin1, admin2   string
	lat, lon         uint32
	people, wikidata int
	prior            int
}

// places makes the table of places: rows sorted by id (GeoNames numbers first), so that an id is found by halving;
// names in the Latin script only, the likeliest place first.
func places(dir string) (*table.Builder, error) {
	var all []place
	for _, file := range []string{"places.tsv.gz", "places_extra.tsv"} {
		err := each(dir, file, func(r record) error {
			p, err := readPlace(r)
			if err == nil {
				all = append(all, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	err := eachOf(corrections, "places_more.tsv", func(r record) error {
		p, err := readPlace(r)
		if err == nil {
			all = append(all, p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := applyGeoNames(all); err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, comparePlaceIDs)
	return layPlaces(merge(all))
}

// places_more.tsv holds sites, regions and names that reports print and the open data lack, by hand: a row with the id of a
// place of the data adds names to it.
//
//go:embed geonames_ids.tsv.gz geonames_points.tsv places_more.tsv
var corrections embed.FS

// applyGeoNames gives areas their GeoNames numbers, and large areas and continents the point that GeoNames gives them,
// so that distances to other data of that school mean something.
func applyGeoNames(all []place) error {
	numbers, err := geoNamesIDs()
	if err != nil {
		return err
	}
	points, err := geoNamesPoints()
	if err != nil {
		return err
	}
	for i := range all {
		if p, ok := points[all[i].id]; ok {
			all[i].lat, all[i].lon = p[0], p[1]
		}
		n, ok := numbers[all[i].id]
		if ok && !strings.HasPrefix(all[i].id, "cc:") {
			all[i].number, all[i].id = n, "gn:"+strconv.Itoa(n)
		}
	}
	return nil
}

// geoNamesIDs maps ids of areas ("gna1:US.CA", "cc:US") to GeoNames numbers.
func geoNamesIDs() (map[string]int, error) {
	numbers := map[string]int{}
	err := eachOf(corrections, "geonames_ids.tsv.gz", func(r record) error {
		n, err := r.number("geonames")
		numbers[r.get("id")] = n
		return err
	})
	return numbers, err
}

func geoNamesPoints() (map[string][2]uint32, error) {
	points := map[string][2]uint32{}
	err := eachOf(corrections, "geonames_points.tsv", func(r record) error {
		lat, err := r.degrees("lat")
		if err != nil {
			return err
		}
		lon, err := r.degrees("lon")
		points[r.get("id")] = [2]uint32{lat, lon}
		return err
	})
	return points, err
}

// merge joins rows of one id, which lie together: the first one's point, every name, the higher prior.
func merge(all []place) []place {
	out := all[:0]
	for _, p := range all {
		if n := len(out) - 1; n >= 0 && out[n].id == p.id {
			out[n].names = append(out[n].names, p.names...)
			out[n].prior = max(out[n].prior, p.prior)
			continue
		}
		out = append(out, p)
	}
	return out
}

func readPlace(r record) (place, error) {
	p := place{
		id: r.get("id"), name: r.get("name"), class: r.get("fclass"), code: r.get("fcode"),
		cc: r.get("cc"), admin1: r.get("admin1"), admin2: r.get("admin2"),
	}
	var err error
	if p.lat, err = r.degrees("lat"); err != nil {
		return p, err
	}
	if p.lon, err = r.degrees("lon"); err != nil {
		return p, err
	}
	if p.people, err = r.number("pop"); err != nil {
		return p, err
	}
	if p.prior, err = r.number("prior"); err != nil {
		return p, err
	}
	if q, ok := strings.CutPrefix(r.get("wikidata"), "Q"); ok {
		if p.wikidata, err = strconv.Atoi(q); err != nil {
			return p, fmt.Errorf("wikidata: %w", err)
		}
	}
	if digits, ok := strings.CutPrefix(p.id, "gn:"); ok {
		if p.number, err = strconv.Atoi(digits); err != nil {
			return p, fmt.Errorf("id: %w", err)
		}
	}
	p.names = []string{p.name, r.get("asciiname")}
	for _, n := range r.list("altnames") {
		if usable(n, p) {
			p.names = append(p.names, n)
		}
	}
	return p, nil
}

// usable leaves out the other names that English news do not print and that would stand in the way of other words:
// other scripts, machine romanisations (small first letter) and airport codes of towns.
func usable(name string, p place) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if unicode.IsLower(first) || !latin(name) {
		return false
	}
	code := p.class == "P" && len(name) == 3 && capitals(name, 3) != 0
	return !code || strings.EqualFold(name, initials(p.name))
}

func initials(name string) string {
	var out []rune
	for w := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(w)
		out = append(out, r)
	}
	return string(out)
}

func comparePlaceIDs(a, b place) int {
	switch {
	case (a.number == 0) != (b.number == 0):
		return b.number - a.number
	case a.number != b.number:
		return a.number - b.number
	}
	return strings.Compare(a.id, b.id)
}

func layPlaces(all []place) (*table.Builder, error) {
	b := table.NewBuilder(table.PlaceWidth)
	codes := map[string]byte{}
	for _, p := range all {
		code := p.class + "." + p.code
		if _, ok := codes[code]; !ok {
			codes[code] = byte(len(codes))
			b.AddMore(texts(b, code))
		}
		if len(codes) > 255 {
			return nil, fmt.Errorf("more than 255 feature codes")
		}
		if _, err := b.Add(placeRow(b, p, codes[code])); err != nil {
			return nil, err
		}
	}
	namePlaces(b, all)
	return b, nil
}

func placeRow(b *table.Builder, p place, code byte) []byte {
	id, kind := uint32(p.number), byte(table.IDNumber)
	if p.number == 0 {
		id, kind = b.Text(p.id), table.IDText
	}
	row := binary.LittleEndian.AppendUint32(nil, id)
	row = append(row, texts(b, p.name, p.admin1, p.admin2)...)
	for _, v := range []uint32{p.lat, p.lon, uint32(p.people), uint32(p.wikidata)} {
		row = binary.LittleEndian.AppendUint32(row, v)
	}
	cc := []byte(p.cc + "\x00\x00")[:2]
	return append(row, cc[0], cc[1], byte(p.prior), kind, code)
}

// namePlaces puts the places under their names, the likeliest first.
func namePlaces(b *table.Builder, all []place) {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if d := all[j].prior - all[i].prior; d != 0 {
			return d
		}
		return all[j].people - all[i].people
	})
	for _, i := range order {
		for _, n := range all[i].names {
			b.Name(n, i, capitals(n, 3))
		}
	}
}
