package story

import (
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
)

// TellingOf takes a mention of a record apart: sentence are the words of its sentence.
func TellingOf(m Mention, sentence string, d *Document, embed Embed) Telling {
	trigger := span.Span{Start: m.Trigger.Start - m.Sentence.Start, End: m.Trigger.End - m.Sentence.Start}
	if trigger.Check(sentence) != nil { // a trigger outside its sentence: the sentence stands for it
		trigger = span.Span{End: len(sentence)}
	}
	known := embed
	if m.Vector != nil {
		known = func(text string) []float32 {
			if text == sentence {
				return m.Vector
			}
			return meaning(embed, text)
		}
	}
	t := ReadTelling(sentence, trigger, d, known)
	t.Mention = m
	return t
}

// KnownEvent is an event that a new mention may join: its number in the store, and its mentions, the first one first.
type KnownEvent struct {
	ID      int64
	Members []Telling
}

// EventJoiner puts mentions to events, one at a time.
type EventJoiner struct {
	trees   *Trees
	weights *Weights
	Events  []KnownEvent // those that were given, with what joined them; those that were made here have ID 0
}

// NewEventJoiner takes the events that mentions may join.
func NewEventJoiner(trees *Trees, known []KnownEvent) *EventJoiner {
	j := &EventJoiner{trees: trees, weights: &Weights{}, Events: known}
	for _, k := range known {
		j.Count(k.Members)
	}
	return j
}

// Count makes the words of tellings that are to come count, each sentence once.
func (j *EventJoiner) Count(all []Telling) {
	seen := map[uint64]bool{}
	for i := range all {
		if !seen[all[i].same] {
			seen[all[i].same] = true
			j.weights.Count(all[i].sentence)
		}
	}
}

// Place puts a telling to the event whose tellings it is most like on the mean, or makes an event of it. Tellings that
// cannot be of one event (Compatible) keep it apart from all of theirs.
func (j *EventJoiner) Place(t Telling) int {
	best, at := j.trees.Cut, -1
	for i := range j.Events {
		if s := j.likeness(&t, j.Events[i].Members); s >= best {
			best, at = s, i
		}
	}
	if at < 0 {
		j.Events = append(j.Events, KnownEvent{})
		at = len(j.Events) - 1
	}
	j.Events[at].Members = append(j.Events[at].Members, t)
	return at
}

func (j *EventJoiner) likeness(t *Telling, members []Telling) float64 {
	n, sum := 0, 0.0
	for i := range members {
		m := &members[i]
		if !Compatible(&t.Mention, &m.Mention) {
			return 0
		}
		if i > 0 && i < len(members)-compared {
			continue
		}
		n++
		if agree(&t.Mention, &m.Mention) {
			sum++
		} else {
			sum += j.trees.Score(t.Compare(m, j.weights))
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// agree says whether two mentions tell of one event by their facts alone: one type, one day, one place, and one of those who
// act or are acted upon.
func agree(a, b *Mention) bool {
	return a.Type == b.Type && a.Day != "" && a.Day == b.Day && a.Place.Key != "" && a.Place.Key == b.Place.Key && shareActor(a.Actors, b.Actors) && shareActor(a.Recipients, b.Recipients) &&
		len(a.Actors)+len(a.Recipients) > 0
}

// shareActor says whether two lists share an actor; one that is empty says nothing against it.
func shareActor(a, b []Actor) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x Actor) bool { return slices.ContainsFunc(b, func(y Actor) bool { return x.Key == y.Key }) })
}

// Compatible says whether nothing that two mentions say keeps them from telling of one event: their days, places and
// those who take part. What one of them does not say keeps nothing apart.
func Compatible(a, b *Mention) bool {
	return sameDays(a.Day, b.Day) && samePlaces(a.Place, b.Place) && (shareActor(a.Actors, b.Actors) || shareActor(a.Recipients, b.Recipients))
}

// sameDays: equal, one within the other, or a day apart, since a night has two days and reports differ by one. A week or a
// season against a day is not known to differ.
func sameDays(a, b string) bool {
	if a == "" || b == "" || strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	x, errA := time.Parse(time.DateOnly, a[:min(len(a), len(time.DateOnly))])
	y, errB := time.Parse(time.DateOnly, b[:min(len(b), len(time.DateOnly))])
	if errA != nil || errB != nil {
		return a[:min(4, len(a))] == b[:min(4, len(b))] && (errA == nil || errB == nil)
	}
	return x.Sub(y).Abs() <= 24*time.Hour
}

// samePlaces: equal, one of them unknown, or of another precision, since a town lies in a country.
func samePlaces(a, b Place) bool {
	return a.Key == "" || b.Key == "" || a.Key == b.Key || a.Precision != b.Precision
}
