package record

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

func placeWorld(tb testing.TB) *world.World {
	tb.Helper()
	w, err := world.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// placesIn finds the places of text; taken are words of it that name something else.
func placesIn(tb testing.TB, text string, taken ...string) []Entity {
	tb.Helper()
	var spans []span.Span
	for _, words := range taken {
		if i := strings.Index(text, words); i >= 0 {
			spans = append(spans, span.Span{Start: i, End: i + len(words)})
		}
	}
	paragraphs := language.Paragraphs(text)
	return findPlaces(language.Read(text, paragraphs), report.Report{Text: text, Paragraphs: paragraphs}, placeWorld(tb), spans)
}

func TestFindPlaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		taken      []string
		want       []string // name, country and, behind a plus, the number of further mentions
	}{
		{"countries and capitals", "Ministers of Serbia and Albania met in Skopje on Tuesday.", nil, []string{"Serbia RS", "Albania AL", "Skopje MK"}},
		{"town and state", "Police in Springfield, Ohio, closed the bridge.", nil, []string{"Springfield US", "Ohio US"}},
		{"abbreviated state", "The plant near Portland, Ore., burned for a day.", nil, []string{"Portland US", "Oregon US"}},
		{"the state of the country's name", "Voters in Athens, Georgia, and Atlanta queued for hours.", nil, []string{"Athens US", "Georgia US", "Atlanta US"}},
		{"the country of the state's name", "Protesters in Tbilisi, the capital of Georgia, marched to parliament. Georgia applied in March.", nil, []string{"Tbilisi GE", "Georgia GE +1"}},
		{"one sense", "A fire broke out in Paris, Texas, on Monday. Paris has two fire stations.", nil, []string{"Paris US +1", "Texas US"}},
		{"several names of one country", "The United States sent envoys. U.S. officials declined to comment. The US has no embassy in Pyongyang.", nil, []string{"United States US +2", "Pyongyang KP"}},
		{"part of a country", "Barricades went up in northern Kosovo overnight.", nil, []string{"northern Kosovo XK"}},
		{"part of a town", "Shots were heard in the northern part of Mitrovica.", nil, []string{"Mitrovica XK"}},
		{"river", "Troops guard the bridge over the Danube near Novi Sad.", nil, []string{"Danube", "Novi Sad RS"}},
		{"capitals", "HEAVY RAIN HITS LISBON\n\nRain flooded streets in Lisbon.", nil, []string{"Lisbon PT +1"}},
		{"adjectives are no places", "Serbian and Kosovan negotiators met Greek diplomats.", nil, nil},
		{"people", "Jordan Smith told Mr Chad that Paris Miller had left.", nil, nil},
		{"taken people", "Jack London arrived late. London sat down.", []string{"Jack London"}, nil},
		{"bodies", "The Bank of Japan and Kent State University signed the Paris Agreement.", nil, nil},
		{"words", "Reading is fun. Nice work, he said. Mobile phones were banned.", nil, nil},
		{"words with a preposition", "The train stopped in Reading and near Slough, west of London.", nil, []string{"Reading GB", "Slough GB", "London GB"}},
		{"months", "In March and May, prices rose.", nil, nil},
		{"short forms", "He is OK. The SUV stopped. A man in the U.K. agreed.", nil, []string{"United Kingdom GB"}},
		{"metonyms are bodies", "The Kremlin and Downing Street declined to comment.", nil, nil},
		{"a given name like a country's", "Georgia Stevens skates. Her father said Georgia was tired.", nil, nil},
		{"and the country in the same report", "Georgia Stevens skates. She was born in Georgia.", nil, []string{"Georgia GE"}},
		{"hyphens", "The K-State team shopped at a Wal-Mart.", nil, nil},
		{"directions alone", "A blast hit the southern city of Shiraz.", nil, []string{"Shiraz IR"}},
		{"area word in small letters", "Fighting went on in Borno state and the Kharkiv region.", nil, []string{"Borno state NG", "Kharkiv UA"}},
		{"before a title", "Virginia Gov. Anna Brown and Arizona Republicans disagreed.", nil, []string{"Virginia US", "Arizona US"}},
		{"county", "Boone County's jobless rate fell, said officials in Kentucky.", nil, []string{"Boone County US", "Kentucky US"}},
		{"a word that is a country elsewhere", "The boat left Vesper Island at noon. Island life suits her. The Island is small.", nil, nil},
		{"and the country", "Iceland raised its alert on Friday. They flew to Reykjavik.", nil, []string{"Iceland IS", "Reykjavik IS"}},
		{"a territory that is a word", "Jersey sales fell. She lives in Jersey with her mother.", nil, []string{"Jersey JE"}},
		{"a country that is a word", "Turkey and Chad signed the treaty.", nil, []string{"Turkey TR", "Chad TD"}},
		{"a country's name that is a given name", "Maurice was late. He told her that Maurice had no ticket.", nil, nil},
		{"months without a stop", "The pact of Nov 13 and that of 4 Nov were read in Oslo.", nil, []string{"Oslo NO"}},
		{"a common noun ends a name", "They met at the Harbour Quay and on the Old Reading road.", nil, nil},
		{"a first name is no town", "Three Towns Wait for Dessa Marlow\n\nA court freed Dessa Marlow, who is 34, on Tuesday.", nil, nil},
		{"but the town is one", "Dozens fled to Dessa. In Dessa a school was opened for them.", nil, []string{"Dessa ET +1"}},
		{"nothing", "", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, e := range placesIn(t, c.text, c.taken...) {
				got = append(got, described(e))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("places of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

// TestDatelinePlaces reads datelines: the place is one name, on the map or not.
func TestDatelinePlaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, place string
		want              []string // with a star: without a point
	}{
		{"a city of the world", "GENEVA, Nov. 3 (AP) - Envoys met in Geneva.", "GENEVA", []string{"Geneva CH +1"}},
		{"others", "THE HAGUE (AP) - Judges met. Diplomats in Vienna and Brussels waited.", "THE HAGUE", []string{"The Hague NL", "Vienna AT", "Brussels BE"}},
		{"unknown, whole and in the text", "PORT VARNEY (AP) - The Port Varney Authority shut the quay. Ships left Port Varney. Port Varney's mayor wept.", "PORT VARNEY", []string{"Port Varney* +2"}},
		{"of one word", "Storm Hits Orvane\n\nORVANE (AP) - Police in Orvane said Orvane Radio was silent.", "ORVANE", []string{"Orvane* +2"}},
		{"in mixed case", "Orvane, 3 March (AP) The mill of Orvane burned.", "Orvane", []string{"Orvane* +1"}},
		{"behind a headline with a comma", "Quake in Lisbon, Portugal, felt\n\nGENEVA (AP) - A quake shook Lisbon.", "GENEVA", []string{"Geneva CH", "Lisbon PT +1", "Portugal PT"}},
		{"no dateline", "Police in Orvane said that the mill burned.", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := report.Report{Text: c.text, Paragraphs: language.Paragraphs(c.text)}
			if c.place != "" {
				at := strings.Index(c.text, c.place)
				s := span.Span{Start: at, End: at + len(c.place)}
				r.Dateline = &report.Dateline{Span: s, PlaceSpan: &s}
			}
			var got []string
			for _, e := range findPlaces(language.Read(c.text, r.Paragraphs), r, placeWorld(t), nil) {
				if e.Lat == nil {
					e.Name += "*"
				}
				got = append(got, described(e))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("places of %q (-want +got):\n%s", c.text, diff)
			}
			rec := Read(r, language.Read(c.text, r.Paragraphs), placeWorld(t))
			if c.place != "" && rec.Report.Dateline.Place == nil {
				t.Errorf("dateline of %q has no place", c.text)
			}
			if err := Check(rec); err != nil {
				t.Errorf("Check: %v", err)
			}
		})
	}
}

func described(e Entity) string {
	words := []string{e.Name}
	if e.Country != "" {
		words = append(words, e.Country)
	}
	if n := len(e.Mentions) - 1; n > 0 {
		words = append(words, "+"+string(rune('0'+n)))
	}
	return strings.Join(words, " ")
}

func TestPlaceEntity(t *testing.T) {
	t.Parallel()
	found := placesIn(t, "Delegates gathered in Geneva, Switzerland, and in Bavaria.")
	if len(found) != 3 {
		t.Fatalf("found %d places, want 3", len(found))
	}
	for i, want := range []struct {
		kind      EntityKind
		geoNames  string
		precision string
	}{{Place, "2660646", "city"}, {Country, "2658434", "country"}, {Place, "2951839", "admin1"}} {
		e := found[i]
		if e.Kind != want.kind || e.GeoNames == nil || *e.GeoNames != want.geoNames || e.Precision != want.precision {
			t.Errorf("%s: kind %s, geonames %v, precision %s, want %+v", e.Name, e.Kind, e.GeoNames, e.Precision, want)
		}
		if e.Lat == nil || e.Lon == nil || *e.Lat < 45 || *e.Lat > 50 {
			t.Errorf("%s: has no point or a wrong one", e.Name)
		}
	}
}

func TestResolvePlaces(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, c := range []struct {
		name, text string
		hint       PlaceHint
		names      []string
		want       []string // Country/Admin1
	}{
		{"neighbours decide", "From Camden the road leads to Huntingdon, Union City and Paris.", PlaceHint{}, []string{"Camden", "Huntingdon", "Union City", "Paris"}, []string{"US/Tennessee", "US/Tennessee", "US/Tennessee", "US/Tennessee"}},
		{"the outlet's domain", "The mayor of Hamilton spoke.", PlaceHint{URL: "https://news.example.co.nz/a"}, []string{"Hamilton"}, []string{"NZ/Waikato Region"}},
		{"no hint", "The mayor of Hamilton spoke.", PlaceHint{}, []string{"Hamilton"}, []string{"BM/Hamilton city"}},
		{"adjective", "Canadian and French troops left.", PlaceHint{}, []string{"Canadian", "French"}, []string{"CA/", "FR/"}},
		{"unknown", "Nowhere at all: Xyzzyville.", PlaceHint{}, []string{"Xyzzyville"}, []string{"/"}},
		{"area inside the span", "He flew to Portland, Maine.", PlaceHint{}, []string{"Portland, Maine"}, []string{"US/Maine"}},
		{"area behind the name", "He grew up in Borno state.", PlaceHint{}, []string{"Borno state"}, []string{"NG/Borno State"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var spans []span.Span
			for _, n := range c.names {
				i := strings.Index(c.text, n)
				spans = append(spans, span.Span{Start: i, End: i + len(n)})
			}
			var got []string
			for _, r := range ResolvePlaces(w, c.text, spans, c.hint) {
				got = append(got, r.Place.Country+"/"+r.Place.Admin1)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDatelinePlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, place, want string }{
		{"LONDON, June 3 (Reuters) - Roads in Ontario were shut, officials in Toronto and Ottawa said.", "LONDON", "London GB"},
		{"READING (AP) - Rain fell.", "READING", "Reading GB"},
	} {
		at := span.Span{Start: 0, End: len(c.place)}
		r := report.Report{Text: c.text, Dateline: &report.Dateline{Span: at, Place: c.place, PlaceSpan: &at}}
		found := findPlaces(language.Read(c.text, language.Paragraphs(c.text)), r, placeWorld(t), nil)
		if len(found) == 0 || described(found[0]) != c.want {
			t.Errorf("places of %q: %+v, want %s first", c.text, found, c.want)
		}
	}
}

func TestTitled(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"MOSCOW": "Moscow", "NEW YORK": "New York", "US": "US", "U.S.A.": "U.S.A.", "Kyiv": "Kyiv", "PORT-AU-PRINCE": "Port-Au-Prince", "N'DJAMENA": "N'djamena"} {
		if got := titled(in); got != want {
			t.Errorf("titled(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzFindPlaces reads arbitrary text with arbitrary spans taken: every mention is words of the text, and none overlaps.
func FuzzFindPlaces(f *testing.F) {
	f.Add("Police in Springfield, Ohio (AP) — Paris, Texas.", 0, 4)
	f.Add("In São Paulo, Łódź, \xff and N’Djamena’s\n\nnorthern  Kosovo", 3, 9)
	f.Add("PARIS PARIS PARIS, FRANCE", -5, 99)
	w := placeWorld(f)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "\uFFFD") // a report's text always is
		paragraphs := language.Paragraphs(text)
		found := findPlaces(language.Read(text, paragraphs), report.Report{Text: text}, w, []span.Span{{Start: start, End: end}})
		var all []span.Span
		for _, e := range found {
			if len(e.Mentions) == 0 || e.Name == "" {
				t.Errorf("%+v has no mention or no name", e)
			}
			all = append(all, e.Mentions...)
		}
		slices.SortFunc(all, func(a, b span.Span) int { return a.Start - b.Start })
		for i, s := range all {
			if err := s.Check(text); err != nil {
				t.Error(err)
			}
			if i > 0 && all[i-1].Overlaps(s) {
				t.Errorf("%v overlaps %v", all[i-1], s)
			}
		}
	})
}

// placeBenchText is a report of about 500 words.
var placeBenchText = strings.Repeat(`BELGRADE, 10 June - Ministers from Serbia, Bosnia and North Macedonia met in Novi Sad on Monday to discuss a railway from Budapest to Athens, officials said. The line would pass Subotica, Skopje and Thessaloniki. "We want to finish by March," said Transport Minister Goran Petrov at a news conference in Belgrade. Protesters from Springfield, Illinois, and Paris, Texas, stood outside the Bank of Serbia. In London and Washington, analysts said that Kosovo and Albania could join. The river Danube has flooded fields near Vukovar in Croatia, and troops were sent to Osijek. `, 5)

func BenchmarkFindPlaces(b *testing.B) {
	w := placeWorld(b)
	paragraphs := language.Paragraphs(placeBenchText)
	t := language.Read(placeBenchText, paragraphs)
	words := len(strings.Fields(placeBenchText))
	b.ReportAllocs()
	for b.Loop() {
		if len(findPlaces(t, report.Report{Text: placeBenchText}, w, nil)) == 0 {
			b.Fatal("no places")
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
