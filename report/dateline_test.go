package report

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// loadWorld loads the world once for all tests.
var loadWorld = sync.OnceValue(func() *world.World {
	w, err := world.Load()
	if err != nil {
		panic(err)
	}
	return w
})

// printed is a dateline as a test writes it down.
type printed struct{ Span, Place, Country, Date, YearFrom, Agency, Rest string }

// read gives the dateline of a first paragraph; fetched is the last day of 2024.
func printedIn(text string, known atlas) printed {
	d := findDateline(text, []span.Span{{Start: 0, End: len(text)}}, known, time.Time{}, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	if d == nil {
		return printed{}
	}
	rest, _, _ := strings.Cut(text[d.Body:], " ")
	return printed{d.Span.Of(text), d.Place, d.Country, d.Date, d.YearFrom, d.Agency, rest}
}

var datelines = []struct {
	name, text string
	want       printed
}{
	{"TASS", "MOSCOW, December 28. /TASS/. The minister spoke to envoys.", printed{"MOSCOW, December 28. /TASS/", "Moscow", "", "2024-12-28", "nearest", "TASS", "The"}},
	{"AP", "BEIRUT (AP) — The army said so.", printed{"BEIRUT (AP)", "Beirut", "", "", "", "AP", "The"}},
	{"Reuters with country", "KYIV, Ukraine, March 3 (Reuters) - Talks ended.", printed{"KYIV, Ukraine, March 3 (Reuters)", "Kyiv", "Ukraine", "2024-03-03", "nearest", "Reuters", "Talks"}},
	{"Xinhua", "BEIJING, May 5 (Xinhua) -- The ministry said.", printed{"BEIJING, May 5 (Xinhua)", "Beijing", "", "2024-05-05", "nearest", "Xinhua", "The"}},
	{"Tanjug without a dash", "Belgrade, 10 June (Tanjug) The president met envoys.", printed{"Belgrade, 10 June (Tanjug)", "Belgrade", "", "2024-06-10", "nearest", "Tanjug", "The"}},
	{"unknown town, agency without a dash", "Orvane, 12 November (Harbour News) The mill burned.", printed{"Orvane, 12 November (Harbour News)", "Orvane", "", "2024-11-12", "nearest", "Harbour News", "The"}},
	{"unknown town, no report", "Orvane, 12 November (Harbour News) and the mill burned.", printed{}},
	{"place and dash", "WASHINGTON — The envoy left.", printed{"WASHINGTON", "Washington", "", "", "", "", "The"}},
	{"AFP", "UNITED NATIONS, Sept 3 (AFP) – The council voted.", printed{"UNITED NATIONS, Sept 3 (AFP)", "United Nations", "", "2024-09-03", "nearest", "AFP", "The"}},
	{"two cities", "BRUSSELS/BERLIN (Reuters) - Ministers met.", printed{"BRUSSELS/BERLIN (Reuters)", "Brussels", "", "", "", "Reuters", "Ministers"}},
	{"PTI", "NEW DELHI, March 3 (PTI) The government said on Monday.", printed{"NEW DELHI, March 3 (PTI)", "New Delhi", "", "2014-03-03", "weekday", "PTI", "The"}},
	{"year in the dateline", "LONDON, 12 March 2021 (IRNA) – Envoys met.", printed{"LONDON, 12 March 2021 (IRNA)", "London", "", "2021-03-12", "text", "IRNA", "Envoys"}},
	{"dash before the day", "Cairo - Dec 3 (WAM) The emir arrived.", printed{"Cairo - Dec 3 (WAM)", "Cairo", "", "2024-12-03", "nearest", "WAM", "The"}},
	{"agency alone", "(Reuters) - A court ruled.", printed{"(Reuters)", "", "", "", "", "Reuters", "A"}},
	{"Anadolu", "ANKARA (AA) - The minister said.", printed{"ANKARA (AA)", "Ankara", "", "", "", "AA", "The"}},
	{"city with a full stop", "ST. PETERSBURG, June 2. /TASS/. The forum opened.", printed{"ST. PETERSBURG, June 2. /TASS/", "St. Petersburg", "", "2024-06-02", "nearest", "TASS", "The"}},
	{"capital of the United States", "WASHINGTON, D.C. (AP) — Lawmakers voted.", printed{"WASHINGTON, D.C. (AP)", "Washington", "", "", "", "AP", "Lawmakers"}},
	{"state", "ATLANTA, Ga. (AP) — Voters queued.", printed{"ATLANTA, Ga. (AP)", "Atlanta", "", "", "", "AP", "Voters"}},
	{"country, no agency", "MANILA, Philippines — Two ships collided.", printed{"MANILA, Philippines", "Manila", "Philippines", "", "", "", "Two"}},
	{"Interfax", "MOSCOW. Dec 3 (Interfax) - The bank raised rates.", printed{"MOSCOW. Dec 3 (Interfax)", "Moscow", "", "2024-12-03", "nearest", "Interfax", "The"}},
	{"SPA after commas", "Riyadh, March 3, 2022, SPA -- The cabinet met.", printed{"Riyadh, March 3, 2022, SPA", "Riyadh", "", "2022-03-03", "text", "SPA", "The"}},
	{"ordinal day", "ABU DHABI, 3rd December, 2022 (WAM) -- The council met.", printed{"ABU DHABI, 3rd December, 2022 (WAM)", "Abu Dhabi", "", "2022-12-03", "text", "WAM", "The"}},
	{"Kyodo", "TOKYO, Dec. 3 (Kyodo) - Japan lodged a protest.", printed{"TOKYO, Dec. 3 (Kyodo)", "Tokyo", "", "2024-12-03", "nearest", "Kyodo", "Japan"}},
	{"Yonhap", "SEOUL, Dec. 3 (Yonhap) -- The North fired.", printed{"SEOUL, Dec. 3 (Yonhap)", "Seoul", "", "2024-12-03", "nearest", "Yonhap", "The"}},
	{"KCNA", "Pyongyang, December 3 (KCNA) -- The marshal visited.", printed{"Pyongyang, December 3 (KCNA)", "Pyongyang", "", "2024-12-03", "nearest", "KCNA", "The"}},
	{"EFE", "Madrid, 3 mar (EFE).- El gobierno dijo.", printed{"Madrid, 3 mar (EFE)", "Madrid", "", "2024-03-03", "nearest", "EFE", "El"}},
	{"ANSA", "(ANSA) - ROME, MAR 3 - The premier resigned.", printed{"(ANSA) - ROME, MAR 3", "Rome", "", "2024-03-03", "nearest", "ANSA", "The"}},
	{"dpa", "Berlin (dpa) - Der Bundestag hat entschieden.", printed{"Berlin (dpa)", "Berlin", "", "", "", "dpa", "Der"}},
	{"Russian", "МОСКВА, 28 декабря. /ТАСС/. Министр заявил.", printed{"МОСКВА, 28 декабря. /ТАСС/", "Москва", "", "2024-12-28", "nearest", "ТАСС", "Министр"}},
	{"Indian colon", "NEW DELHI: The Supreme Court ruled.", printed{"NEW DELHI", "New Delhi", "", "", "", "", "The"}},
	{"weekday in the dateline", "RAMALLAH, Wednesday, March 3, 2021 (WAFA) – Troops entered.", printed{"RAMALLAH, Wednesday, March 3, 2021 (WAFA)", "Ramallah", "", "2021-03-03", "text", "WAFA", "Troops"}},
	{"day and agency", "March 3 (Reuters) - A court ruled.", printed{"March 3 (Reuters)", "", "", "2024-03-03", "nearest", "Reuters", "A"}},
	{"day alone", "Sept. 4, 2015", printed{"Sept. 4, 2015", "", "", "2015-09-04", "text", "", ""}},
	{"hyphenated", "PORT-AU-PRINCE, Haiti (AP) — Gangs attacked.", printed{"PORT-AU-PRINCE, Haiti (AP)", "Port-au-Prince", "Haiti", "", "", "AP", "Gangs"}},
	{"slashes with spaces", "BUCHAREST /AGERPRES/ - The senate voted.", printed{"BUCHAREST /AGERPRES/", "Bucharest", "", "", "", "AGERPRES", "The"}},
	{"Straits Times", "SINGAPORE - The ministry warned.", printed{"SINGAPORE", "Singapore", "", "", "", "", "The"}},
	{"Title case and dash", "Cairo – The delegation left.", printed{"Cairo", "Cairo", "", "", "", "", "The"}},
	{"opening quotation", "PARIS (AFP) - \"We will not yield,\" he said.", printed{"PARIS (AFP)", "Paris", "", "", "", "AFP", "\"We"}},
	{"place on its own line", "GENEVA —", printed{"GENEVA", "Geneva", "", "", "", "", ""}},
	{"agency after the dash", "МОСКВА, 28 дек — РИА Новости. Министр заявил.", printed{"МОСКВА, 28 дек — РИА Новости", "Москва", "", "2024-12-28", "nearest", "РИА Новости", "Министр"}},
	{"agency without brackets", "Baku, December 28, AZERTAC. The president received envoys.", printed{"Baku, December 28, AZERTAC", "Baku", "", "2024-12-28", "nearest", "AZERTAC", "The"}},
	{"agency without a dash", "(Reuters) A court ruled.", printed{"(Reuters)", "", "", "", "", "Reuters", "A"}},
	{"Tehran without brackets", "Tehran, IRNA – The minister said.", printed{"Tehran, IRNA", "Tehran", "", "", "", "IRNA", "The"}},
	{"Islamabad colon", "ISLAMABAD, Mar 3 (APP): The cabinet met.", printed{"ISLAMABAD, Mar 3 (APP)", "Islamabad", "", "2024-03-03", "nearest", "APP", "The"}},
	{"day in brackets", "OSLO (March 3, 2022) - The king spoke.", printed{"OSLO (March 3, 2022)", "Oslo", "", "2022-03-03", "text", "", "The"}},
	{"two cities with and", "BEIJING and TAIPEI (Reuters) - China said.", printed{"BEIJING and TAIPEI (Reuters)", "Beijing", "", "", "", "Reuters", "China"}},
	{"near a town", "NEAR KHERSON, Ukraine (AP) — Troops said.", printed{"NEAR KHERSON, Ukraine (AP)", "Kherson", "Ukraine", "", "", "AP", "Troops"}},
	{"on a ship", "ABOARD THE USS GERALD R. FORD (AP) — Sailors said.", printed{"ABOARD THE USS GERALD R. FORD (AP)", "Aboard the Uss Gerald R. Ford", "", "", "", "AP", "Sailors"}},
	{"title case, country and dash", "Nairobi, Kenya — Police arrested a man.", printed{"Nairobi, Kenya", "Nairobi", "Kenya", "", "", "", "Police"}},
	{"Serbian", "BEOGRAD, 3. marta (Tanjug) - Vlada je saopštila.", printed{"BEOGRAD, 3. marta (Tanjug)", "Beograd", "", "2024-03-03", "nearest", "Tanjug", "Vlada"}},
	{"Italian", "ROMA, 3 MAR - Il premier ha detto.", printed{"ROMA, 3 MAR", "Roma", "", "2024-03-03", "nearest", "", "Il"}},
	{"agency that is a word", "BAKU, Azerbaijan, Dec. 28. Trend: The ministry said.", printed{"BAKU, Azerbaijan, Dec. 28. Trend", "Baku", "Azerbaijan", "2024-12-28", "nearest", "Trend", "The"}},
	{"country of two words", "Wellington, New Zealand (AP) — Police arrested a man.", printed{"Wellington, New Zealand (AP)", "Wellington", "New Zealand", "", "", "AP", "Police"}},
	{"wire with weekday", "LAGOS, Dec. 3, 2022 (NAN) The governor spoke on Saturday.", printed{"LAGOS, Dec. 3, 2022 (NAN)", "Lagos", "", "2022-12-03", "text", "NAN", "The"}},
}

func TestDatelines(t *testing.T) {
	t.Parallel()
	for _, c := range datelines {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, printedIn(c.text, atlas{loadWorld()})); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

// What looks a little like a dateline and is the start of a sentence or a headline.
var noDatelines = []string{
	"The president said on Monday that talks would go on.",
	"Moscow said on Wednesday (local time) that it would not attend.",
	"Paris, March 3, 2020, was a city in panic.",
	"NATO — the alliance's members said — would respond.",
	"NATO (OTAN) said it would respond.",
	"BREAKING — The court has ruled.",
	"Paris — the city of light — was dark on Sunday.",
	"Moscow – Washington talks begin in Geneva.",
	"World Health Organization (WHO) – The agency reported new cases.",
	"Ukraine: what we know on day 400 of the war",
	"On March 3 the army entered the town.",
	"March was cold and April colder.",
	"\"Berlin (dpa) - is what they write,\" he said.",
	"In BEIRUT (AP reported) the army deployed.",
	"(VIDEO) — Crowds gather in the square.",
	"UPDATE: The ministry has denied the report.",
	"Mr. Smith (Labour) said the vote was close.",
	"Sept. 4, 2015 was the day that the border opened.",
	"US - China trade talks stall",
	"Dr. Jane Doe (Oxford) - a historian - disagrees.",
	"A man in London (34) was arrested.",
	"May 5 people died in the fire.",
	"EU/US relations are strained.",
	"England (Group A): tenth appearance",
	"Le 15 mai",
	"https://example.org/moscow/2022 - a link",
	"",
	" ",
	"—",
	"(",
	"/TASS",
}

func TestNoDatelines(t *testing.T) {
	t.Parallel()
	for _, text := range noDatelines {
		for name, known := range map[string]atlas{"with the world": {loadWorld()}, "by shape": {}} {
			if got := printedIn(text, known); got != (printed{}) {
				t.Errorf("%s: %q gives dateline %+v", name, text, got)
			}
		}
	}
}

func TestYearOfDateline(t *testing.T) {
	t.Parallel()
	day := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ name, text, published, fetched, want, from string }{
		{"printed year", "OSLO, May 5, 2019 (NTB) - The king spoke on Monday.", "2024-01-01", "2024-06-01", "2019-05-05", "text"},
		{"year in the first paragraph", "OSLO, May 5 (NTB) - The king spoke on May 5, 2019.", "", "2024-06-01", "2019-05-05", "text"},
		{"weekday, no document date", "MOSCOW, December 28. /TASS/. He told reporters on Wednesday.", "", "2026-11-24", "2022-12-28", "weekday"},
		{"weekday agrees with the document", "MOSCOW, December 28. /TASS/. He told reporters on Wednesday.", "2022-12-28", "2026-11-24", "2022-12-28", "weekday"},
		{"weekday of the day before", "MOSCOW, December 28. /TASS/. He told reporters on Tuesday.", "2022-12-28", "2026-11-24", "2022-12-28", "document"},
		{"weekday ahead is passed over", "MOSCOW, December 28. /TASS/. The two will meet on Friday.", "", "2026-11-24", "2025-12-28", "nearest"},
		{"last week's weekday is passed over", "MOSCOW, December 28. /TASS/. The talks of last Friday failed.", "2021-01-03", "", "2020-12-28", "document"},
		{"document across the new year", "MOSCOW, December 28. /TASS/. The talks failed.", "2021-01-03", "", "2020-12-28", "document"},
		{"nearest past", "MOSCOW, December 28. /TASS/. The talks failed.", "", "2024-12-27", "2023-12-28", "nearest"},
		{"leap day", "MOSCOW, February 29. /TASS/. The talks failed.", "", "2023-05-01", "2020-02-29", "nearest"},
		{"no day, document's date", "MOSCOW (AP) — The talks failed.", "2021-01-03", "", "2021-01-03", "document"},
		{"no day at all", "MOSCOW (AP) — The talks failed.", "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := findDateline(c.text, []span.Span{{Start: 0, End: len(c.text)}}, atlas{loadWorld()}, day(c.published), day(c.fetched))
			if d == nil {
				t.Fatalf("no dateline in %q", c.text)
			}
			if d.Date != c.want || d.YearFrom != c.from {
				t.Errorf("got %q from %q, want %q from %q", d.Date, d.YearFrom, c.want, c.from)
			}
		})
	}
}

func TestPlaceTitle(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"MOSCOW": "Moscow", "ST. PETERSBURG": "St. Petersburg", "PORT-AU-PRINCE": "Port-au-Prince", "RIO DE JANEIRO": "Rio de Janeiro", "Belgrade": "Belgrade", "N'DJAMENA": "N'Djamena", "THE HAGUE": "The Hague", "LA PAZ": "La Paz"} {
		if got := titlePlace(in); got != want {
			t.Errorf("titlePlace(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzDateline looks for text on which the dateline's spans leave the paragraph or cut a character.
func FuzzDateline(f *testing.F) {
	for _, c := range datelines {
		f.Add(c.text)
	}
	for _, s := range noDatelines {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = normalise(text)
		if strings.TrimSpace(text) == "" {
			return
		}
		whole := []span.Span{{Start: 0, End: len(text)}}
		for _, known := range []atlas{{}, {loadWorld()}} {
			d := findDateline(text, whole, known, time.Time{}, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
			if d == nil {
				continue
			}
			checkDateline(t, text, d)
		}
	})
}

func checkDateline(t *testing.T, text string, d *Dateline) {
	t.Helper()
	if err := d.Span.Check(text); err != nil {
		t.Errorf("dateline of %q: %v", text, err)
	}
	for name, s := range map[string]*span.Span{"place": d.PlaceSpan, "day": d.DateSpan} {
		if s == nil {
			continue
		}
		if err := s.Check(text); err != nil || !d.Span.Contains(*s) {
			t.Errorf("%s of %q: %v lies not in the dateline %v (%v)", name, text, *s, d.Span, err)
		}
	}
	if d.Body < d.Span.End || d.Body > len(text) {
		t.Errorf("body of %q begins at %d, dateline %v", text, d.Body, d.Span)
	}
	if (d.Date == "") != (d.YearFrom == "") {
		t.Errorf("%q: date %q from %q", text, d.Date, d.YearFrom)
	}
}
