package record

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// thursday is the day that the sentences of the tests are written on.
var thursday = Reference{Day: time.Date(2022, 12, 29, 0, 0, 0, 0, time.UTC)}

// timesOf writes the times of a text as "words = value" with the type where it is not DATE and the mod where there is one.
func timesOf(text string, ref Reference) []string {
	out := []string{}
	for _, t := range FindTimes(text, ref) {
		s := t.Span.Of(text) + " = " + t.Value
		if t.Type != typeDate {
			s += " " + t.Type
		}
		if t.Mod != "" {
			s += " " + t.Mod
		}
		out = append(out, s)
	}
	return out
}

type timeCase struct {
	text string
	want string // times parted by "; ", "" for none
}

func testTimes(t *testing.T, ref Reference, cases []timeCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			want := []string{}
			if c.want != "" {
				want = strings.Split(c.want, "; ")
			}
			if diff := cmp.Diff(want, timesOf(c.text, ref)); diff != "" {
				t.Errorf("times of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestAbsoluteDates(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"The bridge was closed on 6 December 2022.", "6 December 2022 = 2022-12-06"},
		{"The bridge was closed on December 6, 2022, and stayed so.", "December 6, 2022 = 2022-12-06"},
		{"The bridge was closed on the 6th of December.", "the 6th of December = 2022-12-06"},
		{"The bridge was closed on Tuesday, Dec. 6.", "Tuesday, Dec. 6 = 2022-12-06"},
		{"It closed on 2022-12-06 and on 06/12/2022 and on 6.12.2022.", "2022-12-06 = 2022-12-06; 06/12/2022 = 2022-06-12; 6.12.2022 = 2022-12-06"},
		{"It closed on 28/12/2022, says the log of 28/12.", "28/12/2022 = 2022-12-28; 28/12 = 2022-12-28"},
		{"The log says 2022-12-28T16:05.", "2022-12-28T16:05 = 2022-12-28T16:05 TIME"},
		{"It was founded in May 1961 and sold in the summer of 1998.", "May 1961 = 1961-05; the summer of 1998 = 1998-SU"},
		{"Sales rose in the third quarter of 2013 and in Q4 2013.", "the third quarter of 2013 = 2013-Q3; Q4 2013 = 2013-Q4"},
		{"Fiscal 2012 was good, the first half of 2013 was not.", "Fiscal 2012 = 2012; the first half of 2013 = 2013-H1"},
		{"In nineteen ninety-six and in the year two thousand it rained.", "nineteen ninety-six = 1996; the year two thousand = 2000"},
		{"In the early 1990s, in the '80s and in the 11th century.", "the early 1990s = 199 START; the '80s = 198; the 11th century = 10"},
		{"It rained in mid-November 2011.", "mid-November 2011 = 2011-11 MID"},
		{"The May 5 blast and the third-quarter loss came around Nov. 1.", "May 5 = 2022-05-05; third-quarter = 2022-Q3; around Nov. 1 = 2022-11-01 APPROX"},
		{"They met on New Year's Eve, on Good Friday 2013 and at Christmas.", "New Year's Eve = 2022-12-31; Good Friday 2013 = 2013-03-29; Christmas = 2022-12-25"},
		{"The vote is on the first Tuesday of May 2023.", "the first Tuesday of May 2023 = 2023-05-02"},
	})
}

func TestRanges(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Talks on December 6-8 failed.", "December 6 = 2022-12-06; 8 = 2022-12-08"},
		{"Talks between 3 and 5 May 2013 failed.", "3 = 2013-05-03; 5 May 2013 = 2013-05-05"},
		{"He served from 2010 to 2014.", "2010 = 2010; 2014 = 2014"},
		{"He served in 2010-14.", "2010 = 2010; 14 = 2014"},
		{"The school year 2010-11 was short.", "2010 = 2010; 11 = 2011"},
		{"The May-June 2013 issue.", "May = 2013-05; June 2013 = 2013-06"},
		{"The post opens from Monday to Friday.", "Monday = 2022-12-26; Friday = 2022-12-30"},
		{"On the nights of 10, 11 and 12 November it froze.", "10 = 2022-11-10; 11 = 2022-11-11; 12 November = 2022-11-12"},
		{"It rained on March 3, 4, 5 and 9, 2020.", "March 3 = 2020-03-03; 4 = 2020-03-04; 5 = 2020-03-05; 9, 2020 = 2020-03-09"},
		{"It lasted two to three weeks.", "two to three weeks = PXW DURATION"},
	})
}

func TestYearInference(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Police came on December 10.", "December 10 = 2022-12-10"},
		{"The court will sit on January 9.", "January 9 = 2023-01-09"},
		{"The dividend, declared yesterday, is paid Jan. 2.", "yesterday = 2022-12-28; Jan. 2 = 2023-01-02"},
		{"Wages fell in October and will fall in March.", "October = 2022-10; March = 2023-03"},
		{"The fire of Sunday, December 6, was the last.", "Sunday, December 6 = 2020-12-06"},
		{"The bill of February 29 was withdrawn.", "February 29 = 2020-02-29"},
	})
}

func TestWeekdays(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Officers stopped the convoy on Thursday.", "Thursday = 2022-12-29"},
		{"Officers stopped the convoy on Friday.", "Friday = 2022-12-23"},
		{"The convoy will leave on Friday.", "Friday = 2022-12-30"},
		{"The convoy said on Monday that it would leave on Friday.", "Monday = 2022-12-26; Friday = 2022-12-30"},
		{"The road stays closed until Sunday.", "Sunday = 2023-01-01"},
		{"The convoy could come as early as Friday.", "Friday = 2022-12-30"},
		{"Friday's order was lifted.", "Friday = 2022-12-23"},
		{"Last Tuesday, next Tuesday and Tuesday of next week.", "Last Tuesday = 2022-12-27; next Tuesday = 2023-01-03; Tuesday of next week = 2023-01-03"},
		{"The lane can reopen on Friday, she said; it may close on Tuesday.", "Friday = 2022-12-30; Tuesday = 2023-01-03"},
		{"The premier called the cabinet for 8 a.m. on Sunday.", "8 a.m. on Sunday = 2023-01-01T08:00 TIME"},
		{"The panel promised its findings for Wednesday. She was tried for Monday.", "Wednesday = 2023-01-04; Monday = 2022-12-26"},
		{"If they come on Wednesday, we sail. If they came on Wednesday, nobody saw them.", "Wednesday = 2023-01-04; Wednesday = 2022-12-28"},
		{"They must leave by Friday. He told them to leave by Friday. The court had no plea by Friday.", "Friday = 2022-12-30; Friday = 2022-12-30; Friday = 2022-12-23"},
		{"Saturday's march will go ahead. Saturday's vote will not be held. Saturday's vote will hurt him.", "Saturday = 2022-12-31; Saturday = 2022-12-31; Saturday = 2022-12-24"},
		{"We have bread until Saturday.", "Saturday = 2022-12-31"},
		{"Late Sunday they fled; early on Monday they returned.", "Late Sunday = 2022-12-25 END; early on Monday = 2022-12-26 START"},
	})
}

func TestRelativeDates(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"He came yesterday, leaves today and is back the day after tomorrow.", "yesterday = 2022-12-28; today = 2022-12-29; the day after tomorrow = 2022-12-31"},
		{"Earlier this month, last week, next year.", "Earlier this month = 2022-12 START; last week = 2022-W51; next year = 2023"},
		{"Two weeks ago, 10 days ago, about three years ago and a decade ago.", "Two weeks ago = 2022-W50; 10 days ago = 2022-12-19; about three years ago = 2019 APPROX; a decade ago = 2012"},
		{"The troops left on December 6. Three days earlier they had burnt the barracks.", "December 6 = 2022-12-06; Three days earlier = 2022-12-03"},
		{"He was held on Sunday. The day before, he had fled. The following week he was tried.", "Sunday = 2022-12-25; The day before = 2022-12-24; The following week = 2022-W52"},
		{"Two days before Christmas and three weeks after December 6.", "Two days before Christmas = 2022-12-23; three weeks after December 6 = 2022-12-27"},
		{"Last summer, this spring and next autumn.", "Last summer = 2022-SU; this spring = 2022-SP; next autumn = 2023-FA"},
		{"The third quarter of last year, July last year, last year's second quarter.", "The third quarter of last year = 2021-Q3; July last year = 2021-07; last year's second quarter = 2021-Q2"},
		{"Profit rose in the third quarter from a year earlier.", "the third quarter = 2022-Q3; a year earlier = 2021-Q3"},
		{"It ends at the end of the month, by the end of 2023, and over the weekend.", "the end of the month = 2022-12 END; the end of 2023 = 2023 END; the weekend = 2022-W51-WE"},
		{"The 20th of next month and the week of March 6.", "The 20th of next month = 2023-01-20; the week of March 6 = 2023-W10"},
		{"One month and 21 days ago, two weeks from now, years ago.", "One month and 21 days ago = 2022-11-08; two weeks from now = 2023-W02; years ago = PAST_REF"},
		{"The talks will end in two weeks. His second visit in two weeks ended.", "two weeks = 2023-W02; two weeks = P2W DURATION"},
		{"The shop opened two hours ago.", "two hours ago = 2022-12-29"},
		{"They have had no power since the 12th. The loaf should be here by the 30th, and a lift reached the 12th floor.", "the 12th = 2022-12-12; the 30th = 2022-12-30"},
		{"It should have been here by the 30th.", "the 30th = 2022-11-30"},
		{"The crew will sail on the 2nd, or stay until the 31st.", "the 2nd = 2023-01-02; the 31st = 2022-12-31"},
		{"It starts on the 31st of this month, not on the 31st of next February.", "the 31st of this month = 2022-12-31; the 31st of next February = 2023-02"},
		{"He was freed earlier in the day; the following day he fled.", "the day = 2022-12-29 START; the following day = 2022-12-30"},
		{"Now, recently, in the past and in the near future.", "Now = PRESENT_REF; recently = PAST_REF; the past = PAST_REF; the near future = FUTURE_REF"},
	})
}

func TestTimesOfDay(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Shots were heard at 4 p.m. on Saturday.", "4 p.m. on Saturday = 2022-12-24T16:00 TIME"},
		{"On Saturday shots were heard at 16:30 GMT.", "Saturday = 2022-12-24; 16:30 GMT = 2022-12-24T16:30 TIME"},
		{"Shots were heard at 6.30pm and at 0400 GMT.", "6.30pm = 2022-12-29T18:30 TIME; 0400 GMT = 2022-12-29T04:00 TIME"},
		{"Two rounds hit the pier on Saturday. The boat turned back shortly after 4 p.m.", "Saturday = 2022-12-24; 4 p.m. = 2022-12-24T16:00 TIME"},
		{"Two rounds hit the pier on Saturday.\n\nThe office opened at 4 p.m.", "Saturday = 2022-12-24; 4 p.m. = 2022-12-29T16:00 TIME"},
		{"They met on Saturday. The house will sit at 2pm.", "Saturday = 2022-12-24; 2pm = 2022-12-29T14:00 TIME"},
		{"Last night, this morning and on Friday evening.", "Last night = 2022-12-28TNI TIME; this morning = 2022-12-29TMO TIME; Friday evening = 2022-12-23TEV TIME"},
		{"On the night of December 10 police moved in. The next morning they left.", "the night of December 10 = 2022-12-10TNI TIME; The next morning = 2022-12-11TMO TIME"},
		{"At five o'clock on Friday, and at 5 o’clock in the morning.", "five o'clock on Friday = 2022-12-23T05:00 TIME; 5 o’clock in the morning = 2022-12-23T05:00 TIME"},
		{"The truce ended at noon Thursday.", "noon Thursday = 2022-12-29T12:00 TIME"},
		{"In the early hours of Sunday he fled.", "the early hours of Sunday = 2022-12-25 START"},
	})
}

func TestDurations(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"For 11 years, for months and for several weeks.", "11 years = P11Y DURATION; months = PXM DURATION; several weeks = PXW DURATION"},
		{"The past 24 hours, the next few days, recent years.", "The past 24 hours = PT24H DURATION; the next few days = PXD DURATION; recent years = PXY DURATION"},
		{"A two-day visit, a year-long war, a six-month-old truce.", "two-day = P2D DURATION; year-long = P1Y DURATION; six-month-old = P6M DURATION"},
		{"More than two decades, at least 30 days, nearly an hour.", "More than two decades = P20Y DURATION MORE_THAN; at least 30 days = P30D DURATION EQUAL_OR_MORE; nearly an hour = PT1H DURATION APPROX"},
		{"Two and a half years, 5 1/2 hours, two hours and 14 minutes.", "Two and a half years = P2Y6M DURATION; 5 1/2 hours = PT5H30M DURATION; two hours and 14 minutes = PT2H14M DURATION"},
		{"A three-and-a-half-year term.", "three-and-a-half-year = P3Y6M DURATION"},
		{"It took half a year and a fortnight.", "half a year = P6M DURATION; a fortnight = P2W DURATION"},
		{"A couple of weeks or so, twenty-four hours.", "A couple of weeks or so = P2W DURATION APPROX; twenty-four hours = PT24H DURATION"},
		{"An hour later a bomb went off.", "An hour = PT1H DURATION"},
	})
}

func TestSets(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Every Monday, each July and every other week.", "Every Monday = XXXX-WXX-1 SET; each July = XXXX-07 SET; every other week = P2W SET"},
		{"The weekly paper comes out daily now.", "weekly = P1W SET; daily = P1D SET; now = PRESENT_REF"},
		{"They pray twice a day, on Sundays and on weekends.", "a day = P1D SET; Sundays = XXXX-WXX-7 SET; weekends = XXXX-WXX-WE SET"},
		{"On Tuesday nights they march.", "Tuesday nights = XXXX-WXX-2TNI SET"},
	})
}

func TestNoTimes(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Theresa May may march; April Jones will not.", ""},
		{"Ministers may yet march on the capital. The March on the square failed.", ""},
		{"The second man, in his second term, sat in the sun.", ""},
		{"About 1,984 people and 2012 people won 3-2; call 555-1234.", ""},
		{"It is open 24/7. The F-16, the AK-47 and flight 1549.", ""},
		{"An 85-year-old man, aged 48, was 52 years old.", ""},
		{"It cost $2000, or 5% of 1990s-style rent.", ""},
		{"Four flights a week cost $2 a year.", ""},
		{"Three quarters of the people fall for the spring mattress.", ""},
		{"The first half of the match ended in the 45th.", ""},
		{"", ""},
	})
}

// TestUnknownDay checks that nothing is invented where nobody knows the day of the text.
func TestUnknownDay(t *testing.T) {
	t.Parallel()
	testTimes(t, Reference{}, []timeCase{
		{"It closed on December 28, 2022.", "December 28, 2022 = 2022-12-28"},
		{"It closed on December 28 and on February 29.", "December 28 = XXXX-12-28; February 29 = XXXX-02-29"},
		{"It closed on Wednesday, yesterday and last week.", "Wednesday = XXXX-WXX-3; yesterday = XXXX-XX-XX; last week = XXXX-WXX"},
		{"Last year, this month, in October, in the third quarter, last summer.", "Last year = XXXX; this month = XXXX-XX; October = XXXX-10; the third quarter = XXXX-Q3; last summer = XXXX-SU"},
		{"At 4 p.m. on Friday; two days ago; on Good Friday.", "4 p.m. on Friday = XXXX-WXX-5T16:00 TIME; two days ago = XXXX-XX-XX; Good Friday = XXXX-XX-XX"},
		{"It closed at Christmas and on the first Monday of May.", "Christmas = XXXX-12-25; the first Monday of May = XXXX-05"},
		{"On 6 December 2022 he fled. The day before, he had slept.", "6 December 2022 = 2022-12-06; The day before = 2022-12-05"},
	})
}

// TestClockOfDocument checks "two hours ago" in a text that says when in the day it was written.
func TestClockOfDocument(t *testing.T) {
	t.Parallel()
	testTimes(t, Reference{Day: time.Date(2022, 12, 29, 1, 30, 0, 0, time.UTC)}, []timeCase{
		{"The shop opened two hours ago, and 40 minutes ago it closed.", "two hours ago = 2022-12-28T23:30 TIME; 40 minutes ago = 2022-12-29T00:50 TIME"},
		{"It closed yesterday at 11 p.m.", "yesterday at 11 p.m. = 2022-12-28T23:00 TIME"},
	})
}

// TestAhead checks the preference of messages: what is to come.
func TestAhead(t *testing.T) {
	t.Parallel()
	testTimes(t, Reference{Day: thursday.Day, Ahead: true}, []timeCase{
		{"Friday", "Friday = 2022-12-30"},
		{"May 5", "May 5 = 2023-05-05"},
		{"12/28", "12/28 = 2023-12-28"},
		{"meeting in June", "June = 2023-06"},
	})
}

func TestTimeFields(t *testing.T) {
	t.Parallel()
	text := "On Wednesday, December 28, in May 2022 and in the third quarter: October 1, for two weeks. On May 5 it began."
	type fields struct{ Precision, YearFrom string }
	var got []fields
	for _, x := range FindTimes(text, thursday) {
		got = append(got, fields{x.Precision, x.YearFrom})
	}
	want := []fields{
		{"day", "weekday"}, {"month", "text"}, {"quarter", "nearest"}, {"day", "document"}, {"week", ""}, {"day", "document"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("precision and year_from (-want +got):\n%s", diff)
	}
}

// TestParagraphs checks that no expression crosses an empty line, and that a broken line parts nothing.
func TestParagraphs(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"Closed in May\n\n5 people died", "May = 2022-05"},
		{"Closed on December\n5 again", "December\n5 = 2022-12-05"},
	})
}

// timex3 is what a TIMEX3 value may look like (TimeML annotation guidelines 1.2.1, section 2.3.1.6).
var timex3 = regexp.MustCompile(`^(PRESENT_REF|PAST_REF|FUTURE_REF|` +
	`P([0-9.]+|X)?[YMWDEQCL][0-9YMWDEQCLTHSX.]*|PT[0-9.X]+[HMS][0-9.HMS]*|P(\d+|X)WE|` +
	`[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?|-W[0-9X]{2}(-WE|-[1-7])?|-Q[1-4X]|-H[12]|-(SP|SU|FA|WI))?` +
	`(T([0-2]\d:[0-5]\d(:[0-5]\d)?|MO|AF|EV|NI))?|[0-9X]{2,3})$`)

func FuzzTimes(f *testing.F) {
	for _, seed := range []string{
		"On Tuesday, Dec. 6, 2022, at 4 p.m. GMT, two weeks after the 3rd-5th of May-June 2013, in Q3 1998-99.",
		"the last three and a half years or so before the late '80s; nineteen ninety-six; 2022-12-28T16:00:00Z; 31/4",
		"last weekend's noon the day after tomorrow every other Monday morning twenty-first of next month",
		"9999 years ago; 100000 centuries later; a year before 1 January 0001; February 29 of last year",
		"’’90s – 12–18 months\n\nMay\n5—7 August 99999999999999999999", "\xff\xfe5 May\xc3 2022", "Ö5. Mai 1999年 24:00 p.m.",
	} {
		f.Add(seed, int64(1672272000))
		f.Add(seed, int64(0))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		ref := Reference{}
		if unix != 0 {
			ref.Day = time.Unix(unix%(1<<36), 0).UTC()
		}
		checkTimes(t, text, ref)
	})
}

// checkTimes checks what holds for every text: spans inside it, in order, apart, and values that TIMEX3 knows.
func checkTimes(t *testing.T, text string, ref Reference) {
	t.Helper()
	last := 0
	for _, x := range FindTimes(text, ref) {
		if err := x.Span.Check(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if x.Span.Start < last {
			t.Fatalf("%q: %v overlaps the time before it", text, x.Span)
		}
		last = x.Span.End
		if !timex3.MatchString(x.Value) {
			t.Fatalf("%q: %q has the value %q", text, x.Span.Of(text), x.Value)
		}
	}
}

// TestRandomWords puts the words that the grammar knows in any order, which reaches readings that no prose has.
func TestRandomWords(t *testing.T) {
	t.Parallel()
	words := slices.Sorted(maps.Keys(english().words.entries))
	words = append(words, "5", "31", "2022", "1998", "16:30", "2022-12-28", "28/12", "90s", "1990s", "3rd", "20th", "1/2", "said", "the", "of")
	random := rand.New(rand.NewPCG(1, 2))
	for range 30_000 {
		var text strings.Builder
		for range 2 + random.IntN(8) {
			text.WriteString(words[random.IntN(len(words))])
			if random.IntN(8) > 0 {
				text.WriteByte(' ')
			}
		}
		ref := thursday
		if random.IntN(4) == 0 {
			ref = Reference{}
		}
		checkTimes(t, text.String(), ref)
	}
}

func BenchmarkFindTimes(b *testing.B) {
	paragraph := "Police said on Tuesday, December 6, that 350 officers had been sent to the north two weeks ago, and that more will " +
		"come next month. The ministry, which has been under pressure since the third quarter of last year, said in a statement " +
		"that the barricades put up after the arrest of a former officer would be removed by Friday morning. He had been held for " +
		"several hours at the border crossing, his lawyer told reporters, before he was taken to the capital, where a court ordered " +
		"him to be kept in custody for 30 days. Opposition parties called for a protest in front of the parliament every Monday.\n\n"
	text := strings.Repeat(paragraph, 5)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		FindTimes(text, thursday)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func ExampleFindTimes() {
	text := "Officers arrested him on Sunday, two days before the vote."
	day := time.Date(2022, 12, 29, 0, 0, 0, 0, time.UTC)
	for _, t := range FindTimes(text, Reference{Day: day}) {
		fmt.Println(t.Span.Of(text), t.Type, t.Value)
	}
	// Output:
	// Sunday DATE 2022-12-25
	// two days DURATION P2D
}

func TestNewsTimesByTense(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"The truce had been due to end on Friday evening.", "Friday evening = 2022-12-23TEV TIME"},
		{"The shares are to trade again in Paris on Tuesday.", "Tuesday = 2023-01-03"},
		{"In March, the party brought in a new leader.", "March = 2022-03"},
		{"He was shot last Oct. 23 at his home.", "last Oct. 23 = 2022-10-23"},
		{"The vote fell on the last day of October.", "the last day of October = 2022-10-31"},
		{"The island may one day be free.", "one day = FUTURE_REF"},
		{"The talks lasted one day.", "one day = P1D DURATION"},
		{"In the short term prices will rise.", "the short term = FUTURE_REF"},
		{"At the moment nobody knows.", "At the moment = PRESENT_REF"},
		{"The trial will end three weeks hence.", "three weeks hence = 2023-W03"},
		{"They met two Thursdays ago.", "two Thursdays ago = 2022-12-15"},
		{"Shops shut for Yom Kippur.", "Yom Kippur = 2022-10-05"},
		{"Prayers were said on Eid al-Fitr.", "Eid al-Fitr = 2022-05-02"},
	})
}

func TestWeekdaysToAssistants(t *testing.T) {
	t.Parallel()
	testTimes(t, Reference{Day: thursday.Day, Ahead: true}, []timeCase{
		{"reports of next Friday", "next Friday = 2023-01-06"},
		{"reports of previous Wednesday", "previous Wednesday = 2022-12-21"},
		{"Friday after next", "Friday after next = 2023-01-06"},
		{"three Fridays from now", "three Fridays from now = 2023-01-13"},
		{"October, 1st", "October, 1st = 2023-10-01"},
		{"2019/sep/01", "2019/sep/01 = 2019-09-01"},
	})
}

// TestLeanOfVerbs has verbs that only look like the past or the future.
func TestLeanOfVerbs(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"She will succeed him on Feb. 1.", "Feb. 1 = 2023-02-01"},
		{"They won't return until May.", "May = 2023-05"},
		{"The shop won't open on Friday.", "Friday = 2022-12-30"},
		{"The index fell below the record set on June 6.", "June 6 = 2022-06-06"},
		{"The hearing is set for Friday.", "Friday = 2022-12-30"},
		{"The talks would resume on Monday, she said.", "Monday = 2023-01-02"},
		{"The mayor could not be reached on Friday.", "Friday = 2022-12-23"},
		{"Neither brother could be found on Friday.", "Friday = 2022-12-23"},
		{"On Friday, the two hundred members of the union will vote.", "Friday = 2022-12-30"},
		{"He bought shares from Dec. 1 to Friday.", "Dec. 1 = 2022-12-01; Friday = 2022-12-23"},
		{"The bridge will not be there until at least the next year, though it was promised for 2014.", "the next year = 2023; 2014 = 2014"},
	})
}

// TestYearsSince has days whose year is told by how many years have gone by.
func TestYearsSince(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"A year after the December 31 vote, nothing has changed.", "A year = P1Y DURATION; December 31 = 2021-12-31"},
		{"Ten years after the December 3 flood the dam is dry.", "Ten years = P10Y DURATION; December 3 = 2012-12-03"},
		{"The Sept. 11 attacks changed the law.", "Sept. 11 = 2001-09-11"},
		{"The Sept. 11 vote changed the law.", "Sept. 11 = 2022-09-11"},
	})
}

func TestPhrasesOfTime(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"It may last a year or two.", "a year or two = PXY DURATION"},
		{"It will last ten days or more.", "ten days or more = P10D DURATION EQUAL_OR_MORE"},
		{"Over several hours they sang.", "several hours = PTXH DURATION"},
		{"Over three hours they sang.", "three hours = PT3H DURATION"},
		{"They sang for over three hours.", "over three hours = PT3H DURATION MORE_THAN"},
		{"He was ill in Easter week.", "Easter week = 2022-W15"},
		{"They camped overnight on Tuesday.", "overnight on Tuesday = 2022-12-27TNI TIME"},
		{"Net for the quarter ended Sept. 30 rose.", "the quarter = 2022-Q3; Sept. 30 = 2022-09-30"},
		{"He fell ill in old age and died a decade later.", "a decade later = XXXX"},
	})
}

// TestNumberedWeeks has weeks and months by their number: a week belongs to the month that holds its Thursday.
func TestNumberedWeeks(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"It rained in the first week of October 2014.", "the first week of October 2014 = 2014-W40"},
		{"It rained in the last week of July.", "the last week of July = 2022-W30"},
		{"They met in the third week of 2021.", "the third week of 2021 = 2021-W03"},
		{"They met in the last week of 2015.", "the last week of 2015 = 2015-W53"},
		{"The bulletin of week 23 is out.", "week 23 = 2022-W23"},
		{"The bulletin of week 3 of 2021 is out.", "week 3 of 2021 = 2021-W03"},
		{"It fell in the third month of 2021.", "the third month of 2021 = 2021-03"},
		{"He returns in June next year.", "June next year = 2023-06"},
		{"The week beginning December 5 was cold.", "The week beginning December 5 = 2022-W49"},
		{"He will be paid on the 20 of next month.", "the 20 of next month = 2023-01-20"},
	})
}

func TestClockInPart(t *testing.T) {
	t.Parallel()
	testTimes(t, thursday, []timeCase{
		{"The fire broke out on Friday night at 9:30.", "Friday night at 9:30 = 2022-12-23T21:30 TIME"},
		{"She spoke this morning at 8 and left.", "this morning at 8 = 2022-12-29T08:00 TIME"},
		{"On Friday night at 8 places it burned.", "Friday night = 2022-12-23TNI TIME"},
		{"The siren sounds every day at noon.", "every day at noon = XXXX-XX-XXT12:00 SET"},
		{"The court sits on Mondays at 9 a.m.", "Mondays at 9 a.m. = XXXX-WXX-1T09:00 SET"},
		{"They patrol every night.", "every night = XXXX-XX-XXTNI SET"},
		{"They patrol every other Friday.", "every other Friday = XXXX-WXX-5 SET"},
	})
}

// TestMessages has phrases to assistants, which look ahead and mean very days.
func TestMessages(t *testing.T) {
	t.Parallel()
	ahead := thursday
	ahead.Ahead = true
	testTimes(t, ahead, []timeCase{
		{"the 5th", "the 5th = 2023-01-05"},
		{"Sat", "Sat = 2022-12-31"},
		{"april", "april = 2023-04"},
		{"two weeks from now", "two weeks from now = 2023-01-12"},
		{"2 weeks and 2 days ago", "2 weeks and 2 days ago = 2022-12-13"},
		{"one hour and half", "one hour and half = PT1H30M DURATION"},
		{"Wed in the afternoon", "Wed in the afternoon = 2023-01-04TAF TIME"},
	})
}
