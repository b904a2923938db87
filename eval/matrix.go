package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// matrixStories are the stories of the claims matrix: the even ones are for development, the odd ones are the test.
var matrixStories = map[string][]string{"dev": {"0", "2", "4", "6", "8"}, "test": {"1", "3", "5", "7", "9"}}

// matrixStory is one story, read: what the program makes of its articles, and the gold.
type matrixStory struct {
	gold      matrix
	records   []record.Record
	names     []string // "newswcl50:0_L", by the number of the report
	proposals []story.Proposal
	mentions  []story.Proposal
	tellings  []story.Telling
	// stanceRows are what the words of the gold positions show of a stance.
	stanceRows [][]float64
	// eventTrees compare the tellings.
	eventTrees *story.Trees
}

// Matrix scores who asserts and who denies the same claim across outlets on the claims matrix: from the texts alone, and with
// the gold positions given, so that only the grouping and the stance are the program's.
func Matrix(ctx context.Context, o Options) error {
	trees, err := story.ClaimPairs()
	if err != nil {
		return err
	}
	for _, split := range splitsOf(o, "dev", "test") {
		all, err := readMatrix(ctx, o, split)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		whole, given := newMatrixScore(), newMatrixScore()
		for _, s := range all {
			whole.add(s.gold, s.predict(trees))
			given.add(s.gold, s.predictGiven(trees))
		}
		if err := printMatrix(o, split, []string{"from the texts", "gold positions given"}, []*matrixScore{whole, given}); err != nil {
			return err
		}
	}
	return nil
}

// splitsOf are the splits to score: the one asked for where the set has it, else all that the set has.
func splitsOf(o Options, has ...string) []string {
	if o.Split == "" {
		return has
	}
	if slices.Contains(has, o.Split) {
		return []string{o.Split}
	}
	return nil
}

func readMatrix(ctx context.Context, o Options, split string) ([]*matrixStory, error) {
	in, err := openRooms()
	if err != nil {
		return nil, err
	}
	embed, err := embedding()
	if err != nil {
		return nil, err
	}
	eventTrees, err := story.EventPairs()
	if err != nil {
		return nil, err
	}
	articles, err := readPacked[ecbDocument](ctx, filepath.Join(o.Data, "stories", "newswcl50.jsonl"))
	if err != nil {
		return nil, err
	}
	var out []*matrixStory
	for _, n := range matrixStories[split] {
		raw, err := os.ReadFile(filepath.Join(o.Data, "claims", "matrix", n+".json"))
		if os.IsNotExist(err) {
			continue // the test stories are not in every copy of the data
		}
		if err != nil {
			return nil, err
		}
		s := &matrixStory{eventTrees: eventTrees}
		if err := json.Unmarshal(raw, &s.gold); err != nil {
			return nil, fmt.Errorf("read the gold of story %s: %w", n, err)
		}
		for _, a := range articles {
			if a.Story == n {
				s.read(a, in, embed)
			}
		}
		s.readGiven(articles, embed)
		out = append(out, s)
	}
	return out, nil
}

// read takes one article through the rooms. Its paragraphs end at a backslash and an n, which are read as a blank and a line
// end so that every byte keeps its place.
func (s *matrixStory) read(a ecbDocument, in rooms, embed story.Embed) {
	text := strings.ReplaceAll(a.Text, `\n`, " \n")
	rec := in.record(report.Report{ID: "sha256:0", Language: "en", Text: text, Paragraphs: linesOf(text)})
	number := int64(len(s.records))
	s.records, s.names = append(s.records, rec), append(s.names, a.ID)
	_, outlet, _ := strings.Cut(a.ID, "_")
	at := story.Meta{Report: number, Outlet: outlet, Origin: "outlet:" + outlet}
	doc := story.ReadDocument(text, embed)
	for _, m := range story.ReadMentions(rec, at, embed) {
		s.tellings = append(s.tellings, story.TellingOf(m, m.Sentence.Of(text), doc, embed))
	}
	for _, p := range story.ReadPositions(rec, at, embed) {
		s.proposals = append(s.proposals, story.Propose(p, p.Span.Of(text), p.Sentence.Of(text)))
	}
}

func linesOf(text string) []span.Span {
	var out []span.Span
	at := 0
	for line := range strings.Lines(text) {
		if end := at + len(strings.TrimRight(line, " \n")); end > at {
			out = append(out, span.Span{Start: at, End: end})
		}
		at += len(line)
	}
	return out
}

// readGiven reads the gold positions' words.
func (s *matrixStory) readGiven(articles []ecbDocument, embed story.Embed) {
	text := map[string]string{}
	for _, a := range articles {
		text[a.ID] = a.Text
	}
	for _, g := range s.gold.flat() {
		p := story.Position{Report: int64(slices.Index(s.names, g.Report)), Actor: story.Actor{Key: g.Actor, Name: g.Actor}, Own: g.Voice == "own", Day: g.Day, Sentence: g.Sentence, Span: g.Span}
		words, sentence := g.Span.Of(text[g.Report]), g.Sentence.Of(text[g.Report])
		s.stanceRows = append(s.stanceRows, story.StanceWords(words, sentence, embed))
		s.mentions = append(s.mentions, story.ProposeWords(p, words, sentence, embed))
	}
}

// predict joins what the program read, one article after the other.
func (s *matrixStory) predict(trees *story.Trees) matrix { return s.matrixOf(trees, s.proposals) }

func (s *matrixStory) matrixOf(trees *story.Trees, proposals []story.Proposal) matrix {
	j := story.NewJoiner(trees, nil)
	j.Count(proposals)
	for _, p := range proposals {
		j.Place(p)
	}
	out := matrix{}
	for i, c := range j.Claims {
		claim := matrixClaim{ID: strconv.Itoa(i)}
		var positions []story.Position
		for _, p := range c.Members {
			voice, actor := "attributed", p.Actor.Name
			if p.Own {
				voice, actor = "own", "outlet:"+p.Outlet
			}
			claim.Positions = append(claim.Positions, matrixPosition{Actor: actor, Stance: string(p.Stance), Report: s.names[p.Report], Sentence: p.Sentence, Span: p.Span, Voice: voice})
			positions = append(positions, p.Position)
		}
		for _, x := range story.Contradictions(positions) {
			if x.Kind != story.Doubt {
				out.Contradictions = append(out.Contradictions, matrixContradiction{claim.ID, x.A, x.B, string(x.Kind)})
			}
		}
		out.Claims = append(out.Claims, claim)
	}
	out.SameEvent = s.events(s.eventTrees)
	return out
}

// predictGiven groups the gold positions and takes their stances.
func (s *matrixStory) predictGiven(trees *story.Trees) matrix { return s.matrixOf(trees, s.mentions) }

func printMatrix(o Options, split string, names []string, scores []*matrixScore) error {
	for i, s := range scores {
		_, _, pair := s.pair.f1(false)
		p, r, cross := s.cross.f1(true)
		_, _, contested := f1Of(s.contested[0], s.contested[1], s.contested[2])
		_, _, opposed := f1Of(s.opposed[0], s.opposed[1], s.opposed[2])
		n := float64(s.stories)
		if _, err := fmt.Fprintf(o.Out, "claims matrix %s, %d stories, %s\n  positions: gold %d, predicted %d, matched %d\n  pair_F1 %.3f  cross_F1_all %.3f (P %.3f R %.3f)  b3_F1 %.3f\n  stance_macroF1 %.3f  stance_macroF1_all %.3f (pro %.3f con %.3f questions %.3f)  stance_acc5 %.3f  actor_acc %.3f  side_and_actor_recall_all %.3f\n  contested_claim_F1 %.3f (right %d wrong %d missed %d)  contradiction_F1 %.3f\n  event_b3_F1 %.3f  event_mention_recall %.3f\n",
			split, s.stories, names[i], s.gold, s.pred, s.matched, pair, cross, p, r, harmonic(s.b3P/n, s.b3R/n),
			s.stanceMacro(false), s.stanceMacro(true), s.sideF1("pro", true), s.sideF1("con", true), s.sideF1("questions", true), shareOf(s.stance, s.matched), shareOf(s.actor, s.matched), shareOf(s.sideAndActor, s.gold),
			contested, s.contested[0], s.contested[1], s.contested[2], opposed, harmonic(s.eventP/n, s.eventR/n), shareOf(s.eventsFound, s.events)); err != nil {
			return err
		}
		if err := printStances(o, s.stances); err != nil {
			return err
		}
	}
	return nil
}

// printStances prints the confusion table, gold by row.
func printStances(o Options, stances map[[2]string]int) error {
	all := []string{"asserts", "supports", "denies", "questions", "no_comment"}
	if _, err := fmt.Fprintf(o.Out, "  %-12s%10s%10s%10s%10s%10s\n", "gold \\ ours", "asserts", "supports", "denies", "questions", "no_comm."); err != nil {
		return err
	}
	for _, g := range all {
		row := fmt.Sprintf("  %-12s", g)
		for _, p := range all {
			row += fmt.Sprintf("%10d", stances[[2]string{g, p}])
		}
		if _, err := fmt.Fprintln(o.Out, row); err != nil {
			return err
		}
	}
	return nil
}

// events joins the events of the records, one article after the other.
func (s *matrixStory) events(trees *story.Trees) []matrixEvent {
	j := story.NewEventJoiner(trees, nil)
	j.Count(s.tellings)
	for _, t := range s.tellings {
		j.Place(t)
	}
	var out []matrixEvent
	for _, e := range j.Events {
		ev := matrixEvent{}
		for _, t := range e.Members {
			ev.Mentions = append(ev.Mentions, matrixMention{Report: s.names[t.Mention.Report], Span: t.Mention.Trigger})
		}
		out = append(out, ev)
	}
	return out
}
