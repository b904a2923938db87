package world

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkOpen is what Load costs the first time.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := open(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlaces looks up names; "resident-MB" is the process's resident memory after it.
func BenchmarkPlaces(b *testing.B) {
	w := loaded(b)
	names := []string{"Paris", "Mitrovica", "Springfield", "Sao Paulo", "no such place", "Kosovo"}
	b.ReportAllocs()
	found := 0
	for i := 0; b.Loop(); i++ {
		found += len(w.Places(names[i%len(names)]))
	}
	if found == 0 {
		b.Fatal("nothing was found")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lookups/s")
	b.ReportMetric(resident(b), "resident-MB")
}

// BenchmarkLongest walks through a sentence with every matcher, as the reading of a report does.
func BenchmarkLongest(b *testing.B) {
	w := loaded(b)
	words := strings.Fields("Serbian President Aleksandar Vucic told the United Nations Security Council in New York that Kosovo police had left")
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			w.LongestPlace(words[i:])
			w.LongestOrganisation(words[i:])
			w.LongestOffice(words[i:])
			w.LongestPerson(words[i:], false)
			w.LongestDemonym(words[i:])
		}
	}
	b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkWholeWorld touches every table from end to end, the worst case of resident memory.
func BenchmarkWholeWorld(b *testing.B) {
	w := loaded(b)
	for b.Loop() {
		for p := range w.EachPlace() {
			if p.ID == "" {
				b.Fatal("a place without an id")
			}
		}
		for i := range w.places.Keys() {
			w.places.Find(w.places.Key(i))
		}
		for i := range w.people.Keys() {
			w.people.Find(w.people.Key(i))
		}
	}
	b.ReportMetric(resident(b), "resident-MB")
}

func resident(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		b.Skip("resident memory is read from /proc")
	}
	pages, err := strconv.Atoi(strings.Fields(string(status))[1])
	if err != nil {
		b.Fatal(err)
	}
	return float64(pages*os.Getpagesize()) / 1e6
}
