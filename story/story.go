// Package story is the room after record: it sees what reports have in common. One report at a time goes in; what comes out
// says which reports are copies of one text, whose account each of them is, how a page was changed after print, which
// happening they tell of, and (claim.go, event.go, wording.go) where they tell the same claim and the same event.
//
// What the words mean:
//
//   - A copy is a report that has its words from another: word for word, cut or added to (duplicate.go). The first of a set
//     of copies is the head; the others are its carriers. A stream folds carriers under their head.
//   - An origin is whoever an account comes from (origin.go): the agency that a report credits, the head that it carries, the
//     speaker whose words two reports share, else the outlet's publisher family. Reports are counted by origins, "7 reports,
//     2 origins"; Origin.Key is the same for the same origin in every report and story.
//   - A change is what the next version of a page did to the words of the one before (version.go), by kind: correction,
//     update, refile, retraction, silent edit; with the facts that stood on a changed sentence.
//   - A story is a set of reports on one happening (cluster.go). Its ID is its address and never changes; a story that was
//     found to be another is merged into it, and its address leads there.
//
// The contract: the package knows no SQL, no HTTP and no clock. Reports are named by the store's numbers (a report's id is
// one version; an item is the place where all versions stand). The same reports in any order give the same copies and
// origins; stories depend on order as any online clustering does, and can be made again over all with their addresses kept.
// Nothing here weighs an outlet by who it is.
package story

import "time"

// Story is a set of reports that tell of one happening.
type Story struct {
	ID       int64     // its address; never used again for another
	Headline string    // of its first report, as printed
	Lead     string    // the first sentence of that report, as printed; never written by the program
	First    time.Time // the time of its first report, and of its last
	Last     time.Time
	Changed  time.Time // when a report last came, went or was changed
	Reports  int       // current reports, copies too
	Own      int       // of these, those that carry no other's words
	Outlets  int       // that ran them
	Origins  int       // that they come from
	Revised  int       // reports changed after print
	Members  []Member  // by time, first first; nil in a list of stories
}

// Member is a report in its story.
type Member struct {
	Report   int64     // the current version
	Item     int64     // where its versions stand
	Source   int64     //
	Name     string    // of the source
	Outlet   string    // as the report itself gives it, else Name
	Headline string    //
	At       time.Time // by which it is ordered: see When
	Dated    Dated     // what At is
	Seen     time.Time // when it was first fetched
	Version  int       // 2 and more: changed after print
	Copy     *CopyOf   // whose words it carries; nil for a report of its own
	Carriers int       // reports that carry its words
	Origin   Origin
	Score    float64 // how near it is to the rest of its story, 0 to 1; 1 for a carrier
	Gone     bool    // the outlet has taken it away or withdrawn it
}

// CopyOf says that a report carries the words of another.
type CopyOf struct {
	Head  int64   // the report whose words they are
	Kept  float64 // share of the head's words that the carrier kept, 0 to 1
	Added int     // words that it added
	Cut   int     // words that it cut
}

// WordForWord says that nothing was cut or added.
func (c CopyOf) WordForWord() bool { return c.Added == 0 && c.Cut == 0 }

// Dated says what the time of a report rests on.
type Dated string

// What a time can rest on.
const (
	Published   Dated = "published"   // the report's own date
	Seen        Dated = "seen"        // when it was first fetched: it bears no date, or one after that
	Disbelieved Dated = "disbelieved" // when it was first fetched: its date lies long before, at which time its source was read without it
)

// Disbelief is how long before its first fetch a report of a source that was read all the while may say it was published.
const Disbelief = 36 * time.Hour

// When is the time by which a report is ordered among others. A date in the future of its own fetch is never believed. A date
// more than Disbelief before the fetch is believed only when its source was not watched at that date (an archive, a source
// added later): watched is since when the source is read regularly, zero when it is not.
func When(published, fetched, watched time.Time) (time.Time, Dated) {
	switch {
	case published.IsZero() || published.After(fetched):
		return fetched, Seen
	case fetched.Sub(published) > Disbelief && !watched.IsZero() && watched.Before(published):
		return fetched, Disbelieved
	}
	return published, Published
}
