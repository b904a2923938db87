package story

import "github.com/dateline-news/dateline/span"

// ChangeKind says what a new version is to the one before.
type ChangeKind string

// The kinds of change. The first four are what the new text says of itself (ChangeNote is where); SilentEdit is a change of
// words that nothing is said of; Furniture changes no word of the report.
const (
	Correction ChangeKind = "correction" // "CORRECTED", "An earlier version of this article said"
	Retraction ChangeKind = "retraction" // "WITHDRAWN", "KILL", "has been retracted"
	Refile     ChangeKind = "refile"     // "REFILE", "RPT": sent again for a fault of form
	Update     ChangeKind = "update"     // "UPDATE 1", "Updated at 14:05"
	SilentEdit ChangeKind = "silent_edit"
	Furniture  ChangeKind = "furniture"
	Deleted    ChangeKind = "deleted" // the outlet no longer has the page; there is no new version
)

// Change is what one version of a report did to the words of the version before, or a correcting report to the one corrected.
type Change struct {
	From, To   int64 // reports; To is 0 for Deleted
	Kind       ChangeKind
	Note       span.Span // of To's text: the words that say so; empty when nothing does
	Cut, Added int       // words
	Touches    []Touch   // facts of From that stood on changed words, in order of the text
}

// TouchKind says what became of a fact's sentence.
type TouchKind string

// What can become of a fact's sentence.
const (
	Reworded  TouchKind = "reworded"  // another sentence stands in its place: Now
	Cut       TouchKind = "cut"       // it is gone
	Withdrawn TouchKind = "withdrawn" // the whole report was retracted or taken away
)

// Touch is a fact of the version before whose sentence the change touched.
type Touch struct {
	Fact string // its id in the record of From: "s2", "c1.p1"
	Kind TouchKind
	Was  span.Span // the sentence in From's text
	Now  span.Span // the sentence in To's text that stands in its place; empty unless Reworded
}

// Diff is how one text became another, as runs of words in the order of the new text.
type Diff []Run

// Run is a run of words that both texts have (Kept), that only the old has (CutRun) or only the new (AddedRun).
type Run struct {
	Op  Op
	Old span.Span // of the old text; empty for AddedRun
	New span.Span // of the new text; empty for CutRun
}

// Op is what became of a run of words.
type Op string

// What can become of a run.
const (
	KeptRun  Op = "kept"
	CutRun   Op = "cut"
	AddedRun Op = "added"
)
