package search

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// today is a Monday.
var today = time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		``:                          ``,
		`   `:                       ``,
		`ferry strait`:              `ferry strait`,
		`ferry AND strait`:          `ferry strait`,
		`“turned back” ferry`:       `"turned back" ferry`,
		`block*`:                    `block*`,
		`"Cape T"*`:                 `"Cape T"*`,
		`a (b OR c) -d`:             `a (b OR c) -d`,
		`a OR b`:                    `(a OR b)`,
		`a OR b c`:                  `(a OR (b c))`,
		`OR a OR`:                   `a`,
		`NOT a --b`:                 `-a b`,
		`-(a b)`:                    `-(a b)`,
		`(a (b (c)))`:               `a b c`,
		`who:Vask`:                  `who:Vask`,
		`Speaker:"Pell Aster",Vask`: `speaker:"Pell Aster",Vask`,
		`says:(shot OR "no fire")`:  `(says:shot OR says:"no fire")`,
		`says:(a b)`:                `says:a says:b`,
		`denies:*`:                  `denies:*`,
		`from:21-nov`:               `from:2026-11-21`,
		`from:30-nov`:               `from:2025-11-30`,
		`on:nov-2026 before:2022`:   `on:2026-11 before:2022`,
		`since:7d until:today`:      `from:2026-11-16 to:2026-11-23`,
		`act:COERCE,assault`:        `type:COERCE,assault`,
		`kind:sentences,Reports`:    `kind:statement,report`,
		`quad:4 owner:State`:        `quad:material-conflict owner:state`,
		`12:30 http://x.example/`:   `"12:30" "http://x.example/"`,
		`note:`:                     `"note:"`,
		`a , ; ! " "`:               `a`,
		`don't e-mail`:              `don't e-mail`,
		"a\x00b\xff c":              `a b c`,
		`-source:"Velmora Today" Anselma (fired OR shot OR rounds)`: `-source:"Velmora Today" Anselma (fired OR shot OR rounds)`,
	} {
		q, err := Parse(typed, today)
		if err != nil || q.String() != want {
			t.Errorf("%q: got %q, %v; want %q", typed, q.String(), err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, title, mended string
		at                   int
	}{
		{`ferry "turned back`, "A quotation mark is opened and never closed", `ferry "turned back"`, 7},
		{`(a OR b`, "A parenthesis is opened and never closed", `(a OR b)`, 1},
		{`a) b`, "A parenthesis is closed that was never opened", `a b`, 2},
		{`spaeker:Vask`, "There is no field “spaeker:”", `speaker:Vask`, 1},
		{`ž from:someday`, "“someday” is no day", ``, 8},
		{`kind:mood`, "“kind:” has no value “mood”", ``, 6},
		{strings.Repeat("(", 30) + "a", "Groups stand too deep in groups", ``, 22},
		{strings.Repeat("a ", 300), "The query has too many words", ``, 401},
		{strings.Repeat("a", 5000), "The query is too long", ``, 4001},
	} {
		_, err := Parse(c.typed, today)
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Title != c.title || e.Mended != c.mended || e.At != c.at || e.Advice == "" {
			t.Errorf("%.40q: got %+v, want %q at %d, mended %q", c.typed, err, c.title, c.at, c.mended)
			continue
		}
		if e.Mended != "" {
			if _, err := Parse(e.Mended, today); err != nil {
				t.Errorf("%q was mended to %q, which fails: %v", c.typed, e.Mended, err)
			}
		}
	}
}

func TestReadAs(t *testing.T) {
	t.Parallel()
	q, err := Parse(`Anselma (fired OR shot OR "the round"*) from:21-nov -source:"Velmora Today" denies:* (who:Vask OR place:Hask) quad:4`, today)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range q.ReadAs() {
		s := strings.TrimSpace(p.Says + " | " + p.Note)
		if p.Not {
			s = "not " + s
		}
		got = append(got, s)
	}
	want := []string{"Anselma |", "fired, shot or the round… |", "since Sat 21 Nov 2026 |", "not Velmora Today | as the source", "anything | denying or denied",
		"acting, acted upon or speaking Vask or as the place Hask |", "material conflict | events"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read as (-want +got):\n%s", diff)
	}
	if got, want := q.ReadAs()[2].Without, `Anselma (fired OR shot OR "the round"*) -source:"Velmora Today" denies:* (who:Vask OR place:Hask) quad:material-conflict`; got != want {
		t.Errorf("without the day: got %q, want %q", got, want)
	}
}

func TestToggle(t *testing.T) {
	t.Parallel()
	q, err := Parse(`ferry type:COERCE b`, today)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got  Query
		want string
	}{
		{q.Toggle(Type, "ASSAULT"), `ferry type:COERCE,ASSAULT b`},
		{q.Toggle(Type, "COERCE"), `ferry b`},
		{q.Toggle(Source, "Castrel Wire"), `ferry type:COERCE b source:"Castrel Wire"`},
		{q.Set(From, "2026-11-20"), `ferry type:COERCE b from:2026-11-20`},
		{q.Set(Type), `ferry b`},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
		if again, err := Parse(c.want, today); err != nil || cmp.Diff(again, c.got) != "" {
			t.Errorf("%q reads as another query: %v %s", c.want, err, cmp.Diff(again, c.got))
		}
	}
	if !q.Has(Type, "COERCE") || q.Has(Type, "ASSAULT") {
		t.Error("Has does not say what is asked for")
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{"Pell Aster", "denies:*"}, Lines("Pell Aster\r\n\n  denies:* \nPell Aster\nmore", 2)); diff != "" {
		t.Error(diff)
	}
}

// FuzzParse: no panic; what is printed reads as the same query; an error names a place in the text; what was mended reads.
func FuzzParse(f *testing.F) {
	for _, s := range []string{``, `a (b OR -c*) "d e"* who:x,"y z" from:2026-11 `, `-(-(a) OR NOT b)`, `"`, `((`, `a:b:c`, `says:(a OR b) ,`, `OR NOT AND -`, "\x00“x”\xff", `kind:report,x`, `a-"b"`, `x:"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		q, err := Parse(typed, today)
		if err != nil {
			e, ok := errors.AsType[*Error](err)
			if !ok || e.At < 1 || e.Title == "" || e.Advice == "" {
				t.Fatalf("%q: %v", typed, err)
			}
			return
		}
		printed := q.String()
		again, err := Parse(printed, today)
		if len(printed) > maxTyped {
			return
		}
		if err != nil || again.String() != printed {
			t.Fatalf("%q is printed as %q and read as %q, %v", typed, printed, again.String(), err)
		}
		for _, p := range q.ReadAs() {
			if p.Says == "" {
				t.Errorf("%q: a part says nothing: %+v", typed, p)
			}
		}
	})
}
