// Package know holds the cards "how we know this, and what it cannot tell": one for every kind of fact and for every chart of
// the desk. A page names the card beside what it shows; a name that has no card fails the page, and so its test.
package know

// Card says how one kind of fact, or one chart, comes about, and what nobody should read into it.
type Card struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	How    string `json:"how"`
	Cannot string `json:"cannot"`
	Facts  string `json:"facts,omitempty"` // the kind of fact whose reviews are counted beside the card: store.FactKind; "" for none
}

// Find returns the card of a name.
func Find(id string) (Card, bool) {
	for _, c := range Cards {
		if c.ID == id {
			return c, true
		}
	}
	return Card{}, false
}

// Cards are all cards, in the order of the page /how: the kinds of fact first, then what is counted across reports, then the charts.
var Cards = []Card{
	{"statement", "Statements", "The words between quotation marks, or after a verb of saying, with the speaker that the sentence names. A speaker known only by a title or a pronoun is the last person whom the same report names so.", "Cannot tell whether what is said is so, nor whether it was said in full. Words that nobody is named for have no speaker here.", "statement"},
	{"claim", "Claims", "What a statement asserts or a sentence denies, in the report’s own words. Claims of several reports are joined when their words mean the same; who joined or parted them by hand is on record.", "Cannot tell which side is right. Two claims may be one, or one two: the wordings stand on the page.", "claim"},
	{"position", "Positions", "Who asserts, supports, questions or denies a claim is read from the verb of the sentence and from who speaks in it. A position under 0.6 is shown as unsure and counted nowhere.", "Cannot tell what somebody thinks who has not spoken: “no word found” means that no report read here has it.", "position"},
	{"event", "Events", "A verb of an act with who did it and to whom, coded by the PLOVER ontology. An act that is planned, denied or only possible is kept and marked so.", "Cannot tell whether it happened: it tells who says so. An event inside a statement belongs to its speaker.", "event"},
	{"person", "Names", "People, organisations and groups as the reports name them. One name in one report is one person; across reports the same item of Wikidata, or the same full name, is one person.", "Two people with one name are one page until somebody parts them. Nothing is taken from outside biographies.", "entity"},
	{"place", "Places", "Names of places, looked up in GeoNames and Natural Earth and chosen by what else the report names. Each has a precision: exact, town, district, country.", "Cannot place a name that the atlas does not have. The place of a dateline is where the report was filed, not where things happened.", ""},
	{"date", "Dates", "Words for days and times, counted from the dateline’s day. Where no year is printed it is the one whose weekday fits, else the nearest past.", "Cannot tell a vague day better than its words: “in the spring” stays a season.", "time"},
	{"wording", "Wording", "Words that judge, label or name a status in the outlet’s own voice, outside every quotation, with whom they are about.", "Cannot tell whether a word fits. Nothing is scored; sentence stands against sentence.", "wording"},
	{"office", "Offices", "A title that a sentence gives to a person, with the first and the last sentence that gives it. Solid where several outlets give it, hatched where one does.", "Cannot tell when an office began or ended when no sentence says so: the bar shows when it was given.", "office"},
	{"origins", "Origins", "Reports with the same agency credited, or near the same words, are one origin; the first to have them is named.", "Cannot see a source that two reports share and do not name.", ""},
	{"names", "Names joined", "Within a report a short name belongs to the nearest full name that ends in it; across reports names are joined by item or by full name, and by people who decide so here.", "Cannot tell namesakes apart by itself.", ""},
	{"answers", "Who answers", "A statement that comes after another, about the same claim and by another actor, or that a link word ties to it.", "Cannot see an answer that no report carries, and an answer is not a refutation.", ""},
	{"consistency", "Consistency", "Two positions of one actor on one claim. The first and the last word are shown with both sentences.", "Cannot tell a change of mind from a change of fact. The desk does not say which sentence is true.", ""},
	{"whom", "What is said of whom", "Sentences in which the person is the actor and somebody else the one acted upon, counted by the type of act.", "Counts sentences, not feelings.", ""},
	{"silence", "Silence", "Who takes part in the matter and has no position in any report read here, with the number of reports that name them.", "Cannot tell who spoke elsewhere.", ""},
	{"figures", "Figures that differ", "Numbers with what they count and who gives them, as printed. Nothing is averaged and none is called best.", "Cannot tell which is right, nor whether two counts were made on one day.", ""},
	{"lineage", "Who had it first", "Reports of one story by the time that they bear. A report that keeps the words of an earlier one is drawn under it with the share of words kept.", "A time is the outlet’s own. Two outlets can have the same words from a third that is not read here.", ""},
	{"diff", "Changed after print", "Two versions of a report that stood at one address, word against word. A correction says so itself; a silent edit does not.", "Cannot see a change between two readings that was taken back before the second.", ""},
	{"escalation", "Escalation index", "Events of the watch by their class, with the weights printed beside the chart, fallen off with time. Every point lists its events and their sentences.", "An index of reports, not of the world: more reporting raises it. Its weights are a choice, and can be changed.", ""},
	{"changes", "Since you last looked", "What is new in the record of this situation against what it held when it was last marked as seen: new denials, figures, links, sides.", "Cannot tell what is important, only what is new.", ""},
	{"matrix", "Claims matrix", "One row a claim, one column an actor; the sign is the latest stance, the number the statements that carry it.", "An empty cell is “no word found”, not silence. Copies of one text count once.", ""},
	{"timeline", "Timeline", "Events by the day that their sentence gives, in lanes by who acts. Width is how vague the day is; an arrow is drawn only where a sentence carries the link.", "Events without a day are not drawn; they are in the list.", ""},
	{"map", "Map", "Events by the place that their sentence gives. Areas are drawn where the place is vague, hatched where sources differ.", "Events without a place are not drawn. Borders are Natural Earth’s, as they are held; disputed ones are dashed.", ""},
	{"positions", "Positions over time", "Each actor’s stance on the claim, a lane each, by the time of the report that first has the sentence. A step is a change of side.", "Before the first word the lane is empty: nothing is known, not nothing was said.", ""},
	{"offices", "Offices over time", "From the first to the last sentence that gives the office. Hatched where only one source gives it.", "An office may have begun before and ended after what is drawn.", ""},
	{"cadence", "Reports a day", "Reports kept from this source by the day that they bear.", "A day that was not read looks like a quiet one but for its note; see “What went wrong”.", ""},
	{"share", "How often first, how often alone", "Of the stories in which the source has a report: first, within the hour, later, or with no other source.", "First among the sources that are read here.", ""},
	{"flow", "Takes from, is carried by", "Reports that keep the words of another source’s report, counted both ways.", "Cannot see what is taken without its words.", ""},
	{"hours", "Hours read", "Each hour of the last days in which the source was asked and answered.", "An hour in which nobody asked is empty, as one in which nothing answered.", ""},
	{"alert", "Alerts", "A rule in words is compared with each change as it is recorded; what fired names its sentence.", "Cannot fire on what is not read, and says nothing of weight.", ""},
	{"brief", "The brief", "Lines put together by rule from facts of the record, in the order of the situation page; each ends in the number of its sentence.", "It leaves out what the rules do not look for. A line without a number says that nothing was found.", ""},
}
