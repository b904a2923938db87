package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
)

// marked writes a diff as people mark it: [-cut-] and {+added+}.
func marked(was, now string, d Diff) string {
	var b []string
	for _, r := range d {
		switch r.Op {
		case KeptRun:
			b = append(b, r.New.Of(now))
		case CutRun:
			b = append(b, "[-"+r.Old.Of(was)+"-]")
		case AddedRun:
			b = append(b, "{+"+r.New.Of(now)+"+}")
		}
	}
	return strings.Join(b, " ")
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, was, now, want string }{
		{"nothing changed", "The ship turned back.", "The ship turned back.", "The ship turned back"},
		{"typography is no change", "“Never,” she said", `"Never," she said`, "Never,\" she said"},
		{"a figure", "a crew of 83 men", "a crew of 38 men", "a crew of [-83-] {+38+} men"},
		{"cut", "The cutter crossed the bow twice and left.", "The cutter left.", "The cutter [-crossed the bow twice and-] left"},
		{"added at the end", "It left.", "It left at noon.", "It left {+at noon+}"},
		{"added at the beginning", "It left.", "At noon it left.", "{+At noon+} it left"},
		{"all new", "one two three", "four five", "[-one two three-] {+four five+}"},
		{"from nothing", "", "four five", "{+four five+}"},
		{"to nothing", "four five", "", "[-four five-]"},
		{"a stray word is not kept", "red cars drove over the hill at night", "many people saw the moon from home", "[-red cars drove over the hill at night-] {+many people saw the moon from home+}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := marked(c.was, c.now, Compare(c.was, c.now)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestCompareLong takes the way by anchors.
func TestCompareLong(t *testing.T) {
	t.Parallel()
	words := strings.Fields(invented(3, 6000))
	now := append(append(append([]string{}, words[:1000]...), "a", "new", "middle"), words[1010:5000]...)
	now[10], now[4500] = "changed", "changed"
	d := Compare(strings.Join(words, " "), strings.Join(now, " "))
	kept := 0
	for _, r := range d {
		if r.Op == KeptRun {
			kept += len(strings.Fields(r.Old.Of(strings.Join(words, " "))))
		}
	}
	if kept < 4950 {
		t.Errorf("%d words kept, want nearly 5000", kept)
	}
	checkDiff(t, strings.Join(words, " "), strings.Join(now, " "), d)
}

// checkDiff holds a diff against its contract: all words of both texts once, in order.
func checkDiff(t *testing.T, was, now string, d Diff) {
	t.Helper()
	var olds, news []string
	for _, r := range d {
		if r.Op != AddedRun {
			olds = append(olds, folded2(was, r.Old)...)
		}
		if r.Op != CutRun {
			news = append(news, folded2(now, r.New)...)
		}
	}
	if diff := cmp.Diff(folded2(was, span.Span{End: len(was)}), olds); diff != "" {
		t.Error("words of the old text: ", diff)
	}
	if diff := cmp.Diff(folded2(now, span.Span{End: len(now)}), news); diff != "" {
		t.Error("words of the new text: ", diff)
	}
}

func folded2(text string, in span.Span) []string {
	var out []string
	for _, w := range wordsIn(text, in) {
		out = append(out, w.span.Of(text))
	}
	return out
}

func FuzzCompare(f *testing.F) {
	f.Add("The cutter crossed the bow twice.", "The cutter left.")
	f.Add("a ’ b", "a \xff b")
	f.Fuzz(func(t *testing.T, was, now string) {
		checkDiff(t, was, now, Compare(was, now))
	})
}

func TestClassify(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, now string
		kind      ChangeKind
		note      string
	}{
		{"nothing but signs", with(t, "“", `"`, "”", `"`), Furniture, ""},
		{"no word of it", with(t, "three cracks", "a horn"), SilentEdit, ""},
		{"corrected in the headline", with(t, "Coast guard denies", "CORRECTED: Coast guard denies", "212", "208"), Correction, "CORRECTED: Coast guard denies firing on ferry"},
		{"in brackets", with(t, "\n\nPORT", "\n\n(Corrects people aboard to 208, not 212, in third paragraph)\n\nPORT", "212", "208"), Correction, "(Corrects people aboard to 208, not 212, in third paragraph)"},
		{"at the foot", with(t, "212", "208") + "\n\nAn earlier version of this article misstated the number of people aboard.", Correction, "An earlier version of this article misstated the number of people aboard."},
		{"refile", with(t, "Coast guard", "REFILE-Coast guard", "cracks", "crack"), Refile, "REFILE-Coast guard denies firing on ferry"},
		{"update", with(t, "Coast guard", "UPDATE 2-Coast guard", "Their second boat was four miles off.", "Their second boat saw nothing."), Update, "UPDATE 2-Coast guard denies firing on ferry"},
		{"withdrawn", "Withdrawn: Coast guard denies firing on ferry\n\nThis report has been withdrawn.", Retraction, "Withdrawn: Coast guard denies firing on ferry"},
		{"a correction of the market is none", with(t, "three cracks", "a market correction"), SilentEdit, ""},
		{"a killing is no kill", with(t, "Coast guard denies firing on ferry", "Killing of gulls denied"), SilentEdit, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			was, now := sample(wire, "").Report, sample(c.now, "").Report
			got := Classify(was, now, Compare(was.Text, now.Text))
			if got.Kind != c.kind || got.Note.Of(now.Text) != c.note {
				t.Errorf("got %s %q, want %s %q", got.Kind, got.Note.Of(now.Text), c.kind, c.note)
			}
		})
	}
}

// TestOldNote: a note that stood in the version before says nothing of this one.
func TestOldNote(t *testing.T) {
	t.Parallel()
	was := sample(with(t, "Coast guard denies", "CORRECTED: Coast guard denies"), "").Report
	now := sample(with(t, "Coast guard denies", "CORRECTED: Coast guard denies", "three cracks", "a horn"), "").Report
	if got := Classify(was, now, Compare(was.Text, now.Text)); got.Kind != SilentEdit {
		t.Errorf("got %s, want a silent edit", got.Kind)
	}
}

func TestTouched(t *testing.T) {
	t.Parallel()
	was := sample(wire, "").Report
	var facts []Fact
	for i, s := range was.Sentences {
		facts = append(facts, Fact{ID: fmt.Sprint("v", i), Span: s})
	}
	now := sample(strings.Replace(with(t,
		"with 212 people aboard", "with 208 people on board", // reworded
		" Their second boat was four miles off.", "", // cut
		"The observers of the strait said that they had no finding yet.", "", // moved up
	), "\n\nThe ferry", "\n\nThe observers of the strait said that they had no finding yet.\n\nThe ferry", 1), "").Report
	got := map[string]string{}
	for _, x := range Touched(was, now, Compare(was.Text, now.Text), facts) {
		got[x.Was.Of(was.Text)] = string(x.Kind)
		if x.Kind == Reworded {
			got[x.Was.Of(was.Text)] += ": " + x.Now.Of(now.Text)
		}
	}
	want := map[string]string{
		"The ferry turned back to Port Arden on Saturday with 212 people aboard.": "reworded: The ferry turned back to Port Arden on Saturday with 208 people on board.",
		"Their second boat was four miles off.":                                   "cut",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	was := sample(wire, "").Report
	all := Withdraw(was, []Fact{{ID: "v1", Span: was.Sentences[2]}, {ID: "e1", Span: span.Span{Start: 0, End: 5}}})
	if len(all) != 2 || all[0].Fact != "e1" || all[1].Kind != Withdrawn || all[1].Was != was.Sentences[2] {
		t.Errorf("got %+v", all)
	}
}
