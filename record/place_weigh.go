package record

import (
	"cmp"
	"math"
	"slices"
)

const (
	rounds      = 3 // how often the readings are weighed again with those of the other names
	mostOptions = 40
	hypotheses  = 6       // how many states or provinces are tried as the document's scene
	noNearer    = 0.995   // cosine of the angle of 640 km, beyond which nearness says nothing
	farAway     = 0.99968 // cosine of the angle of 161 km
)

// resolve chooses a reading for every name: by itself first, then with the readings of the others, over and over. Where
// every name of a report is ambiguous (a local paper's "Paris", "Camden" and "Union City"), that ends in the likeliest
// bearers far apart; so the states that could hold several of the names are tried as the scene too, and the reading of
// the whole that weighs most is taken.
func (r *resolver) resolve() {
	r.gather()
	for i := range r.senses {
		r.senses[i].keepLikely()
	}
	r.listen()
	best, total := r.settle(-1)
	for _, area := range r.scenes() {
		if picks, sum := r.settle(area); sum > total {
			best, total = picks, sum
		}
	}
	for i := range r.senses {
		r.senses[i].best = best[i]
	}
}

// keepLikely drops the least likely bearers of a frequent name.
func (s *sense) keepLikely() {
	if len(s.options) > mostOptions {
		slices.SortStableFunc(s.options, func(a, b option) int { return cmp.Compare(b.base, a.base) })
		s.options = s.options[:mostOptions]
	}
}

// settle weighs the readings until they stand, beginning with those in area (-1 for none), and gives the options
// chosen and what they weigh together.
func (r *resolver) settle(area int) ([]int, float64) {
	v := r.newVoices()
	for i := range r.senses {
		r.senses[i].best = -1
		r.choose(i, nil, area)
	}
	for i := range r.senses {
		s := &r.senses[i]
		v.speak(s.chosen(), s.voice())
	}
	for range rounds {
		for i := range r.senses {
			r.choose(i, v, -1)
		}
	}
	picks, total := make([]int, len(r.senses)), 0.0
	for i := range r.senses {
		s := &r.senses[i]
		picks[i] = s.best
		if o := s.chosen(); o != nil {
			total += o.score * math.Sqrt(s.times)
		}
	}
	return picks, total
}

// scenes are the states and provinces in which most names have a bearer.
func (r *resolver) scenes() []int {
	counts := make([]int, len(r.areas))
	seen := make([]int, len(r.areas))
	for i := range r.senses {
		for _, o := range r.senses[i].options {
			if o.admin1 >= 0 && seen[o.admin1] != i+1 && o.Code != "A.ADM1" {
				seen[o.admin1] = i + 1
				counts[o.admin1]++
			}
		}
	}
	var areas []int
	for a, n := range counts {
		if n >= 2 {
			areas = append(areas, a)
		}
	}
	slices.SortStableFunc(areas, func(a, b int) int { return counts[b] - counts[a] })
	return areas[:min(len(areas), hypotheses)]
}

// voices are how loudly the current readings speak for each area.
type voices struct {
	nation []bool    // whether an area is a country
	of     []float64 // by number of area
	heard  []float64 // of, saturated: ten places of one state are not ten times one
	all    float64   // of all countries together
	states []float64 // how loudly states and provinces speak for their country
}

func (r *resolver) newVoices() *voices {
	v := &voices{nation: r.nation, of: make([]float64, len(r.areas)), heard: make([]float64, len(r.areas)), states: make([]float64, len(r.areas))}
	for a, by := range r.silent {
		v.add(a, by)
	}
	return v
}

func (v *voices) add(area int, by float64) {
	if area < 0 {
		return
	}
	v.of[area] += by
	v.heard[area] = 1 - math.Exp(-max(0, v.of[area])/resolverWeights.full)
	if v.nation[area] {
		v.all += by
	}
}

// speak raises the areas of a reading; by is negative to take a voice back.
func (v *voices) speak(o *option, by float64) {
	if o != nil {
		v.add(o.country, by)
		v.add(o.admin1, by)
		v.add(o.admin2, by)
		if o.Code == "A.ADM1" && o.country >= 0 {
			v.states[o.country] += by
		}
	}
}

// voice is how much a sense says about the others: more when it is named often, less when it is itself unsure.
func (s *sense) voice() float64 {
	if s.within || s.echo {
		return 0
	}
	return math.Sqrt(s.times) * min(1, 0.15+s.margin/resolverWeights.sure) / (1 + resolverWeights.common*math.Log(float64(1+len(s.options))))
}

// choose gives sense i its best option; area is the scene that is being tried, v is nil before anybody has spoken.
func (r *resolver) choose(i int, v *voices, area int) {
	s := &r.senses[i]
	if v != nil {
		v.speak(s.chosen(), -s.voice())
	}
	top, best := math.Inf(-1), -1
	for j := range s.options {
		o := &s.options[j]
		o.score = o.base
		if v != nil {
			o.score += v.support(o) + r.nearness(i, o)
		}
		if area >= 0 && o.admin1 == area {
			o.score += resolverWeights.hypothesis
		}
		if o.score > top {
			top, best = o.score, j
		}
	}
	s.best = best
	s.margin = s.lead()
	if v != nil {
		v.speak(s.chosen(), s.voice())
	}
}

// lead is by how much the chosen option leads the best one elsewhere.
func (s *sense) lead() float64 {
	o := s.chosen()
	if o == nil {
		return 0
	}
	lead := resolverWeights.sure
	for j := range s.options {
		other := &s.options[j]
		if j != s.best && o.x*other.x+o.y*other.y+o.z*other.z < farAway {
			lead = min(lead, o.score-other.score)
		}
	}
	return lead
}

// support is what the rest of the document says for o.
func (v *voices) support(o *option) float64 {
	points := 0.0
	if o.country >= 0 {
		points += resolverWeights.country*v.heard[o.country] + resolverWeights.share*max(0, v.of[o.country])/(0.5+max(0, v.all))
	}
	if o.Code == "A.ADM1" && o.country >= 0 {
		points += resolverWeights.peers * (1 - math.Exp(-max(0, v.states[o.country])))
	}
	if o.admin1 >= 0 {
		points += resolverWeights.admin1 * v.heard[o.admin1]
	}
	if o.admin2 >= 0 {
		points += resolverWeights.admin2 * v.heard[o.admin2]
	}
	return points
}

// nearness is what the nearest other place of the document says for o.
func (r *resolver) nearness(i int, o *option) float64 {
	if o.IsCountry() {
		return 0
	}
	nearest := -1.0
	for j := range r.senses {
		if j == i {
			continue
		}
		if p := r.senses[j].chosen(); p != nil && !p.IsCountry() && p.ID != o.ID {
			nearest = max(nearest, o.x*p.x+o.y*p.y+o.z*p.z)
		}
	}
	if nearest < noNearer {
		return 0
	}
	const radius = 6371.0088
	return resolverWeights.near * math.Exp(-radius*math.Acos(min(1, nearest))/resolverWeights.nearKm)
}
