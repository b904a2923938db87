package story

import (
	"math/rand/v2"
	"testing"
)

// tellingOf is a report whose words are those of a matter and some of its own.
func tellingOf(item int64, matter, own []string, day float64) Placed {
	n := map[uint32]float64{}
	for _, w := range matter {
		n[uint32(hashOf(w))] = 1
	}
	for _, w := range own {
		n[uint32(hashOf(w))] = 0.5
	}
	p := Placed{Item: item, Day: day}
	p.Terms[Words], p.Terms[Names] = normal(n), normal(n)
	return p
}

// TestSettleOrder holds that two matters with many words in common are told apart whatever the order in which their reports come.
func TestSettleOrder(t *testing.T) {
	t.Parallel()
	common := []string{"quake", "aceh", "rescue", "toll", "magnitude", "dead"}
	matters := [][]string{append([]string{"2004", "wave", "boxing", "sri"}, common...), append([]string{"2013", "bener", "mosque", "gayo"}, common...)}
	var all []Placed
	for i := range 12 {
		own := []string{string(rune('a'+i)) + "x", string(rune('a'+i)) + "y", string(rune('a'+i)) + "z"}
		all = append(all, tellingOf(int64(i+1), matters[i%2], own, 0))
	}
	whole := Default
	whole.Brief = nil // the samples are short
	for seed := range uint64(20) {
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var among []*Cluster
		for _, p := range all {
			home, _, after := whole.Settle(p, among)
			if home == nil || holder(p.Item, after) != home {
				t.Fatalf("order %d: the home of %d does not hold it", seed, p.Item)
			}
			among = after
		}
		n := 0
		for _, c := range among {
			if len(c.Members) == 0 {
				continue
			}
			n++
			for _, m := range c.Members {
				if m.Item%2 != c.Members[0].Item%2 {
					t.Errorf("order %d: a story holds both matters", seed)
					break
				}
			}
		}
		if n != 2 {
			t.Errorf("order %d: %d stories, want 2", seed, n)
		}
	}
}

// TestPart holds that what was tied by reports that fitted to both comes apart, and that one matter stays one.
func TestPart(t *testing.T) {
	t.Parallel()
	castrel, dravik := []string{"castrel", "orlin", "quay", "dockers", "fees"}, []string{"dravik", "vell", "mint", "students", "rents"}
	both := &Cluster{ID: 7}
	one := &Cluster{ID: 8}
	for i := range int64(10) {
		own := []string{"march", "police", string(rune('a'+i)) + "x"}
		p := tellingOf(i+1, castrel, own, 0)
		one.add(p)
		if i%3 == 0 {
			p = tellingOf(i+1, dravik, own, 0)
		}
		both.add(p)
	}
	whole := Default
	whole.Brief = nil // the samples are short
	apart := whole.part(both)
	if apart == nil || len(apart.Members) != 4 || len(both.Members) != 6 || both.ID != 7 || apart.ID != 0 {
		t.Fatalf("the story keeps %d of 10: want six, and four of Dravik under a new address", len(both.Members))
	}
	for _, p := range apart.Members {
		if (p.Item-1)%3 != 0 {
			t.Errorf("report %d of Castrel went with Dravik's", p.Item)
		}
	}
	if got := whole.part(one); got != nil || len(one.Members) != 10 {
		t.Errorf("of one matter %d reports stay", len(one.Members))
	}
}

func TestWear(t *testing.T) {
	t.Parallel()
	if Wear(0) != 1 || Wear(freshDays) != 1 {
		t.Error("a word of the days that a story may last is worn")
	}
	for d := range WornDays {
		if Wear(d+1) > Wear(d) || Wear(d) < 0 {
			t.Errorf("wear of %d days %.3f, of %d %.3f: want it to fall, and not below 0", d, Wear(d), d+1, Wear(d+1))
		}
	}
	p := tellingOf(1, []string{"velmora"}, []string{"brigade"}, 1)
	worn := p.Worn(map[uint32]float32{uint32(hashOf("velmora")): 0})
	if got := worn.Terms[Words]; len(got) != 1 || got[0].Weight != 1 || got[0].Key != uint32(hashOf("brigade")) {
		t.Errorf("worn features %v: want the brigade alone, of length one", got)
	}
	if len(p.Terms[Words]) != 2 {
		t.Error("wearing changed what it was given")
	}
}
