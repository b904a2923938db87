package record

// newGrammar puts the rules together. A later stage sees the phrases of the earlier ones as single tokens.
func newGrammar() *grammar {
	words := newLexicon()
	g := &grammar{words: words}
	for _, table := range [][][]pattern{
		{absoluteDates, relativeDates, quantities, clocks, sets, references},
		{approximations},
		{shifts},
		{combinations},
		{edges},
	} {
		var s stage
		for _, part := range table {
			for _, p := range part {
				s.add(mustRule(words, p.words, p.mean))
			}
		}
		g.stages = append(g.stages, s)
	}
	return g
}

// pattern is one line of a rule table.
type pattern struct {
	words string
	mean  func(*match) (phrase, bool)
}

// absoluteDates name a place in the calendar by its own name, with or without the year.
var absoluteDates = []pattern{
	{"( <wd> ,? )? <figures>", inFigures},
	{"( <wd> ,? )? <figuresshort>", inShortFigures},
	{"<wd> ,? the? <ordinal>", weekdayNumber},
	{"<wd> <dom>", weekdayNumber},
	{"( <wd> ,? )? <mon> the? <dom> ( ,? <year> )?", monthDay},
	{"<weekday> after next", weekdayAfterNext},
	{"<number> ( mondays | tuesdays | wednesdays | thursdays | fridays | saturdays | sundays ) ( from now | ago | back )", countedWeekday},
	{"this coming? <wd> ,? <mon> <dom> ( ,? <year> )?", monthDay},
	{"( last | next | this ) <mon> the? <dom>", turnedMonthDay},
	{"( <wd> ,? )? the? <dom> of? <mon> ( ,? <year> )?", monthDay},
	{"( <wd> ,? )? the? <dom> of? <mon> ( of | in ) <year>", monthDay},
	{"<dom> ( - | / ) <mon> ( - | / ) <year>", monthDay},
	{"<mon> - <dom> - <year>", monthDay},
	{"<mon> , <dom> ( ,? <year> )?", monthDay},
	{"<mon> ( / | - ) <dom>", monthDay},
	{"<year> ( / | - ) <mon> ( / | - ) <dom>", monthDay},
	{"<mon> <dom> ( - | – | to | through | and | until | or ) <dom> ( ,? <year> )?", dayRange},
	{"the? <dom> ( - | – | to | through | and | until | or ) the? <dom> of? <mon> ( ,? <year> )?", dayRange},
	{"<mon> <dom> , ( <dom> , )? <dom>? ,? ( and | or ) <dom> ( ,? <year> )?", dayList},
	{"the? <dom> , ( <dom> , )? <dom>? ,? ( and | or ) the? <dom> of? <mon> ( ,? <year> )?", dayList},
	{"<mon> ( - | – | to | through | and | until ) <mon> ( ,? <year> )", monthRange},
	{"<mon> ( , | of )? <year>", monthYear},
	{"<mon> <dom> , <wd> ( ,? <year> )?", monthDay},
	{"<year> ,? <mon>", monthOfYear},
	{"<mon> ( of | in )? ( last | this | next ) year", monthOfYear},
	{"the? last day ( of | in ) <mon> <year>?", lastDayOf},
	{"<mon>", bareMonth},
	{"the? <ordinal>", bareDay},
	{"the <dom>", bareDay},
	{"<year>", bareYear},
	{"the year <number>", bareYear},
	{"( fiscal | fy ) year? <year>", bareYear},
	{"<year> - <number>", yearRange},
	{"the? <season> of? <year>", seasonYear},
	{"the? <decade>", decadePhrase},
	{"the <decadeshort>", decadePhrase},
	{"the? ( early | late | mid ) -? <decadeshort>", decadePhrase},
	{"the? <ordinal> -? century", centuryPhrase},
	{"the? fiscal? -? <ordinal> -? quarter ( of fiscal? <year> )?", quarterPhrase},
	{"the? fiscal? <year> fiscal? <ordinal> -? quarter", quarterPhrase},
	{"<q> of? <year>?", quarterPhrase},
	{"the? ( final | last ) quarter of fiscal? <year>", quarterPhrase},
	{"the? ( first | second | last ) half of fiscal? <year>", halfPhrase},
	{"<feast> ( ,? <year> )?", holiday},
	{"<feast> ( week | weekend )", feastWeek},
	{"( last | next | this | previous ) <feast>", holiday},
}

// relativeDates are reckoned from the document's day or from a time spoken of before.
var relativeDates = []pattern{
	{"<nearday>", nearDayPhrase},
	{"the day before yesterday", fixedShift(-2, day)},
	{"the day after tomorrow", fixedShift(2, day)},
	{"( earlier | later | late | early ) in the day", insideDay},
	{"<wd>", bareWeekday},
	{"<weekday> from ( last | this | next ) week", turnedWeekday},
	{"( last | this | next ) week 's <weekday>", turnedWeekday},
	{"( current | coming | past ) <unit>", nakedUnit},
	{"the? year to date", yearToDate},
	{"the? week <number>", isoWeek},
	{"( last | next | this | coming | past | previous | following ) <wd>", turnedWeekday},
	{"( this | the ) ( coming | past | previous | following ) <weekday>", turnedWeekday},
	{"( last | next | this ) week on? <weekday>", turnedWeekday},
	{"<weekday> of? ( last | this | next ) week", turnedWeekday},
	{"( last | next | this ) ( past | coming )? <mon>", turnedMonth},
	{"( last | next | this | the ) ( past | coming | early | late )? <season>", turnedSeason},
	{"in <season>", turnedSeason},
	{"( last | next | this ) ( fiscal | financial | calendar | full )? <unit>", turnedUnit},
	{"( this | the ) ( past | coming | current | previous | following | last | next | latest | same | preceding | new | entire | full ) ( fiscal | financial | calendar )? <unit>", turnedUnit},
	{"( that | same | following | previous ) same? <unit>", turnedUnit},
	{"the ( fiscal | financial | calendar )? <unit>", theUnit},
	{"last night", partOn(-1)},
	{"( overnight | tonight )", partOn(0)},
	{"this ( early | late )? <part>", partOn(0)},
	{"the? ( latest | current | same ) quarter", sameQuarter},
	{"the latest period", sameQuarter},
	{"the? ( year - ( ago | earlier ) | <year> ) ( quarter | period )?", yearAgoQuarter},
	{"the? ( same | corresponding | comparable | like ) ( year - ( ago | earlier ) )? ( period | quarter ) ( last year | a year ( ago | earlier ) )?", yearAgoQuarter},
	{"the? year - ( ago | earlier ) <ordinal> -? quarter", yearAgoQuarter},
	{"the <unit> ( before | after )", dayBeside},
	{"( next | following ) <unit>", dayBeside},
	{"year -? end", yearEnd},
	{"year 's end", yearEnd},
}

// quantities are durations.
var quantities = []pattern{
	{"one day", oneFineDay},
	{"<number> ( more | full | consecutive | straight | solid | long | additional | whole | trading | business | working )? <anyunit>", counted},
	{"<number> - <anyunit>", counted},
	{"a <number> <anyunit>", counted},
	{"<number> ( to | or | - | – ) <number> -? <anyunit>", between},
	{"<number> - <anyunit> - old", counted},
	{"<number> and? a half <anyunit>", counted},
	{"half - <anyunit>", halfUnit},
	{"half <unit>", halfUnit},
	{"another ( full )? <unit>", another},
	{"all -? <unit>", allUnit},
	{"( full | whole ) -? <unit>", wholeUnit},
	{"<number> - and - a - half - <anyunit>", counted},
	{"( a | an ) ( full | whole | entire | further | additional | extra )? <unit>", oneUnit},
	{"( a | an | one ) <unit> and a? half", oneUnit},
	{"half ( a | an ) <unit>", halfUnit},
	{"( a | the )? <few> ( more | of | hundred | thousand )? -? <anyunit>", vague},
	{"<units>", vague},
	{"<anyunit> - long", vague},
	{"the? ( next | past | last | first | coming | previous | final | latest | following | preceding | recent ) ( <number> | <few> | couple of | <number> and a half | <number> ( to | or | - | – ) <number> ) ( fiscal | full | consecutive )? <anyunit>", spanOf},
	{"the? ( next | past | last | coming | previous | recent ) <anyunit>", spanOf},
	{"the <number> <units>", spanOf},
	{"each of the ( past | last | next ) <number> <units>", spanOf},
}

// clocks are times of the day.
var clocks = []pattern{
	{"<clock> <ampm>? ( local time )? <zone>?", clockPhrase},
	{"<clock> in the <part>", clockPhrase},
	{"<number> <ampm> <zone>?", clockPhrase},
	{"<number> o'clock ( in the <part> )?", clockPhrase},
	{"<number> in the <part>", clockPhrase},
	{"<number> <zone>", clockPhrase},
	{"( the | early | late | mid )? <part>", partPhrase},
	{"( early | late | mid ) - <part>", partPhrase},
	{"( the | that )? ( next | following | same | previous )? <part>", partBeside},
	{"in the ( early | late )? <part>", partPhrase},
}

// sets are times that come back.
var sets = []pattern{
	{"( each | every ) other? ( <number> | <ordinal> )? <anyunit>", everyUnit},
	{"( each | every ) other? ( <wd> | <mon> | <season> ) <part>?", everyNamed},
	{"( each | every ) <part>", everyPart},
	{"every weekday", everyWeekday},
	{"( everyday | quarterly )", periodPhrase},
	{"<period>", periodPhrase},
	{"( a | per ) <unit>", rate},
	{"weekends", everyWeekend},
	{"<weekday> ( mornings | afternoons | evenings | nights )", everyNamed},
	{"( mondays | tuesdays | wednesdays | thursdays | fridays | saturdays | sundays )", everyNamed},
}

// references are words for the present, the past and the future.
var references = []pattern{
	{"( now | currently | nowadays | presently )", reference("PRESENT_REF")},
	{"( right now | at present | these days | the present | at the moment )", reference("PRESENT_REF")},
	{"current", reference("PRESENT_REF")},
	{"more? ( recently | lately )", reference("PAST_REF")},
	{"the past", reference("PAST_REF")},
	{"the ( short | near | medium | immediate ) term", reference("FUTURE_REF")},
	{"the ( near | immediate | foreseeable | distant )? future", reference("FUTURE_REF")},
}

// approximations put a word for more, less or about before a duration.
var approximations = []pattern{
	{"( about | around | roughly | approximately | some ) <DURATION>", approximately("APPROX")},
	{"( nearly | almost ) <DURATION>", approximately("APPROX")},
	{"( more than | over ) <DURATION>", approximately("MORE_THAN")},
	{"( less than | under ) <DURATION>", approximately("LESS_THAN")},
	{"at least <DURATION>", approximately("EQUAL_OR_MORE")},
	{"( at most | up to | no more than | as much as ) <DURATION>", approximately("EQUAL_OR_LESS")},
	{"<DURATION> or so", approximately("APPROX")},
	{"<DURATION> or more", approximately("EQUAL_OR_MORE")},
	{"<DURATION> or less", approximately("EQUAL_OR_LESS")},
	{"<DURATION> or ( two | three )", orTwo},
	{"<DURATION> and? <DURATION> ( and? <DURATION> )?", joined},
	{"<DURATION> , <DURATION>", joined},
}

// shifts move from one time to another by a duration.
var shifts = []pattern{
	{"<DURATION> ago", shifted(-1, fromDocument)},
	{"<DURATION> ( earlier | before | previously )", shifted(-1, fromSpoken)},
	{"<DURATION> ( later | afterwards | afterward )", shifted(1, fromSpoken)},
	{"<DURATION> hence", shifted(1, fromDocument)},
	{"in <DURATION>", inTime},
	{"<DURATION> ( before | prior to ) <DATE>", shifted(-1, fromDate)},
	{"<DURATION> ( after | from ) <DATE>", shifted(1, fromDate)},
	{"the? day ( before | after ) <DATE>", dayBesideDate},
	{"the? week ( of | beginning | starting ) <DATE>", weekOf},
	{"the? <ordinal>? last week ( of | in ) <DATE>", numberedWeek},
	{"the? <ordinal> week ( of | in )? <DATE>", numberedWeek},
	{"the? <ordinal> month ( of | in ) <DATE>", numberedMonth},

	{"<DATE> ( of | in ) <DATE>", weekOfYear},
	{"the? <dom> of <DATE>", numberedDay},
	{"the <ordinal> <DATE>", numberedDay},
	{"<DATE> ( ended | ending | to | through ) <DATE>", quarterEnded},
	{"the? <ordinal> <DAY> ( of | in ) <DATE>", weekdayOfMonth},
	{"the? <DAY> ( of | in ) <DATE>", weekdayOfMonth},
	{"the? <ordinal> day? of <DATE>", numberedDay},
}

// combinations make one time of a day and a time of day, or of a piece of the calendar and the year it lies in.
var combinations = []pattern{
	{"<DATE> ,? ( at | around | about )? <CLOCK>", clockOn},
	{"<CLOCK> ,? ( on | of )? <DATE>", clockOn},
	{"<DATE> ,? ( at | in the )? <PART>", partOf},
	{"<PART> ,? ( on | of )? <DATE>", partOf},
	{"<SET> at? ( <CLOCK> | <PART> )", setAtClock},
	{"<CLOCK> <SET>", setAtClock},
	{"<DATE> ( of | 's )? <DATE>", insideYear},
}

// edges name a part of a piece of the calendar.
var edges = []pattern{
	{"<PARTDAY> ,? ( at | around | about )? <CLOCK>", clockInPart},
	{"<PARTDAY> ( at | around ) <number>", clockInPart},
	{"<CLOCK> ,? <PARTDAY>", clockInPart},
	{"( early | earlier ) ( in | on )? <ANYTIME>", edge("START")},
	{"( late | later ) ( in | on )? <ANYTIME>", edge("END")},
	{"mid -? <ANYTIME>", edge("MID")},
	{"( early | late ) - <ANYTIME>", edge("START")},
	{"the? ( beginning | start ) of <DATE>", edge("START")},
	{"the? ( early | small ) hours of <ANYTIME>", edge("START")},
	{"the? middle of <DATE>", edge("MID")},
	{"the? ( end | close ) of <DATE>", edge("END")},
	{"around <ANYTIME>", edge("APPROX")},
	{"post - <DATE>", edge("AFTER")},
	{"pre - <DATE>", edge("BEFORE")},
}
