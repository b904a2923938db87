package record

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
)

// readPlain makes the record of a text without a headline, published on 4 March 2024, and checks it.
func readPlain(t *testing.T, text string) Record {
	t.Helper()
	r := report.Report{ID: "sha256:0", Text: text, Paragraphs: language.Paragraphs(text), Published: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)}
	rec := Read(r, analyse(t, r.Text, r.Paragraphs), loadWorld(t))
	if err := Check(rec); err != nil {
		t.Error(err)
	}
	return rec
}

func nameIn(r Record, id *string) string {
	if id == nil {
		return "nobody"
	}
	for _, e := range r.Entities {
		if e.ID == *id {
			return e.Name
		}
	}
	return "?"
}

// claimsOf writes a record's claims, one a line: the evidence, the proposition, who stands where.
func claimsOf(r Record) []string {
	var out []string
	for _, c := range r.Claims {
		stands := make([]string, len(c.Positions))
		for i, p := range c.Positions {
			stands[i] = nameIn(r, p.Actor) + " " + p.Stance
		}
		out = append(out, fmt.Sprintf("%s: %s (%s)", c.Evidence, c.Proposition, strings.Join(stands, ", ")))
	}
	return out
}

func TestClaims(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"denied", "Kenya denied that its guards had fired on the boat.", []string{"denial: its guards had fired on the boat (Kenya denies)"}},
		{"accusations of somebody rejected", "Kenya rejected accusations by Somalia that its guards had fired on the boat.",
			[]string{"denial: its guards had fired on the boat (Kenya denies, Somalia asserts)"}},
		{"a possessor's claim dismissed", "Kenya dismissed Somalia's claim that its guards had fired on the boat.",
			[]string{"denial: its guards had fired on the boat (Kenya denies, Somalia asserts)"}},
		{"a claim of nobody", "The visit followed allegations that the minister had taken bribes.", []string{"noun: the minister had taken bribes (nobody asserts)"}},
		{"accused", "Somalia accused Kenya of meddling in its affairs.", []string{"charge: Kenya of meddling in its affairs (Somalia asserts)"}},
		{"claims, says", "The opposition claims the vote was rigged.", []string{"charge: the vote was rigged (opposition asserts)"}},
		{"judged", "The vote was deemed illegal by Kenya.", []string{"judgement: The vote was deemed illegal (Kenya asserts)"}},
		{"allegedly", "Two men were arrested for allegedly setting fire to the mill.", []string{"hearsay: allegedly setting fire to the mill (nobody asserts)"}},
		{"what another party did", "Somalia said Kenya had attacked the village.", []string{"conduct: Kenya had attacked the village (Somalia asserts)"}},
		{"not done by the speaker", "Kenya said it had not shelled the village.", []string{"negation: it had shelled the village (Kenya denies)"}},
		{"accused by somebody", "Two officers were accused by prosecutors of torturing detainees.", []string{"charge: officers of torturing detainees (prosecutors asserts)"}},
		{"accused in a clause", "The minister, who is accused of taking bribes, resigned on Friday.", []string{"charge: The minister of taking bribes (nobody asserts)"}},
		{"blamed", "Azerbaijan blamed Armenia for the shelling of the village.", []string{"charge: Armenia for the shelling of the village (Azerbaijan asserts)"}},
		{"responsibility claimed", "The rebels claimed responsibility for the bombing.", []string{"charge: responsibility for the bombing (rebels asserts)"}},
		{"behind it", "The opposition leader said the government was behind the killing.", []string{"conduct: the government was behind the killing (opposition leader asserts)"}},
		{"a deed of another side's things", "Greece said Turkish jets had violated its airspace.", []string{"conduct: Turkish jets had violated its airspace (Greece asserts)"}},
		{"a deed by its noun", "The mayor said a police raid by masked soldiers had wounded nine people.", []string{"conduct: a police raid by masked soldiers had wounded nine people (mayor asserts)"}},
		{"questioned", "Analysts questioned whether the ceasefire would hold.", []string{"doubt: whether the ceasefire would hold (Analysts questions)"}},
		{"no evidence", "The court found no proof that Maric had lied.", []string{"doubt: Maric had lied (court questions)"}},
		{"pushed back", "Moldova's president pushed back against claims that the army was weak.", []string{"denial: the army was weak (president denies)"}},
		{"a passive with who denies", "Kenya's claim that Somalia armed the gunmen was dismissed by Mogadishu.", []string{"denial: Somalia armed the gunmen (Somalia denies, Kenya asserts)"}},
		{"a relative clause denies", "Critics say the law violates the constitution, which the government denies.",
			[]string{"denial: the law violates the constitution (Critics asserts, government denies)"}},
		{"an apposition denies", "Critics say the law violates the constitution, a charge the government rejects.",
			[]string{"denial: the law violates the constitution (Critics asserts, government denies)"}},
		{"this denied", "The police said the protesters had thrown stones first; organisers denied this.",
			[]string{"denial: the protesters had thrown stones first (police asserts, organisers denies)"}},
		{"that is not true", "The union accuses the railway of hiding accidents. \"That is simply not true,\" a railway spokesman said.",
			[]string{"denial: the railway of hiding accidents (union asserts, railway spokesman denies)"}},
		{"the accused denies", "Rights groups have accused the army of burning villages, an accusation it denies.",
			[]string{"denial: the army of burning villages (Rights groups asserts, army denies)"}},
		{"called a lie", "\"The army burned our houses,\" said Maria Costa, a farmer. The general called the accusation a lie.",
			[]string{"denial: The army burned our houses (Maria Costa asserts, general denies)"}},
		{"however", "The province argues that the river belongs to it. However, the city said the river was always common land.",
			[]string{"charge: the river belongs to it (province asserts, city denies)"}},
		{"the outlet's own verdict", "His false claims that the election was stolen were repeated at the rally.", []string{"denial: the election was stolen (nobody denies)"}},
		{"a deed on false grounds", "Police arrested the editor on spurious charges.", []string{"verdict: Police arrested the editor on spurious charges (nobody asserts)"}},
		{"denied in one word", "Karel Dorn denied accusations of corruption.", []string{"denial: corruption (Karel Dorn denies)"}},
		{"a denial without anything to deny", "The mayor opened the hall. The ministry denied the report.", nil},
		{"own forces are no accusation", "The ministry said its soldiers had killed nobody.", nil},
		{"a judgement of an act", "The minister said blocking the road was a crime against the police.", nil},
		{"a wish is none", "Kenya said Somalia should open the border.", nil},
		{"an own plan is none", "Kenya said it would open the border in May.", nil},
		{"a report without a claimant is none", "The reports about the harbour were long.", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, claimsOf(readPlain(t, tt.text))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestClaimsOfTwoSides(t *testing.T) {
	t.Parallel()
	got := claimsOf(readPlain(t, "Somalia argues that the border runs along the coast. Kenya claims the border runs straight east."))
	want := []string{
		"charge: the border runs along the coast (Somalia asserts, Kenya denies)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestStatementsPassedOn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string // speaker, kind of sourcing, who passes it on
	}{
		{"named and passed on", "Ana Maric said the minister had told her that the bridge was closed.", []string{"Ana Maric named []", "minister official [Ana Maric]"}},
		{"officials", "Officials said the bridge was closed.", []string{"Officials official []"}},
		{"witnesses", "Witnesses said the bridge was closed.", []string{"Witnesses unnamed []"}},
		{"media", "Local media reported that the bridge was closed.", []string{"Local media media []"}},
		{"a country", "Kenya said the bridge was closed.", []string{"Kenya body []"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := readPlain(t, tt.text)
			by := map[string]string{}
			for _, s := range rec.Statements {
				by[s.ID] = nameIn(rec, s.Speaker)
			}
			var got []string
			for _, s := range rec.Statements {
				through := make([]string, len(s.Through))
				for i, id := range s.Through {
					through[i] = by[id]
				}
				got = append(got, fmt.Sprintf("%s %s %v", nameIn(rec, s.Speaker), s.Sourcing, through))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresWithWhoGivesThem(t *testing.T) {
	t.Parallel()
	rec := readPlain(t, "Police said at least 12 people were hurt. The union said about 40 people were hurt. The repair cost $3 million.\n\nPrices rose 4 percent in 2023.")
	var got []string
	for _, f := range rec.Figures {
		got = append(got, fmt.Sprintf("%s %g %s by %s", f.Qualifier, f.Value, f.What, nameIn(rec, f.By)))
	}
	want := []string{"at least 12 people by Police", "about 40 people by union", " 3e+06 dollars by nobody", " 4 percent by nobody"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOccasion(t *testing.T) {
	t.Parallel()
	rec := readPlain(t, "\"We know nothing,\" Ana Maric told reporters when asked to comment on the ban.")
	if len(rec.Statements) != 1 || rec.Statements[0].Occasion == nil {
		t.Fatalf("got %d statements, want one with an occasion", len(rec.Statements))
	}
	if got, want := rec.Statements[0].Occasion.Of(rec.Report.Text), "when asked to comment on the ban"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOfficesByWhatSomebodyDoes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, name, want string }{
		{"Luis Arta, who headed the relief mission in Olvia for two years, said the road was closed.", "Luis Arta", "head of the relief mission in Olvia"},
		{"Karel Dorn, one of nine union leaders held since May, said the road was closed.", "Karel Dorn", "union leader"},
	} {
		rec := readPlain(t, tt.text)
		got := "none"
		for _, e := range rec.Entities {
			if e.Name == tt.name && len(e.Offices) > 0 {
				got = e.Offices[0].Title
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
