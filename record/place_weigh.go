package record

import (
	"math"
	"slices"
)

const (
	rounds     = 3 // how often the readings are weighed again with those of the other names
	hypotheses = 6 // how many states or provinces are tried as the document's scene
	farAway    = 0.0253
)

// resolve chooses a reading for every name: by itself first, then with the readings of the others, over and over. Where
// every name of a report is ambiguous (a local paper's "Paris", "Camden" and "Union City"), that ends in the likeliest
// bearers far apart; so the states that could hold several of the names are tried as the scene too, and the reading of
// the whole that weighs most is taken.
func (r *resolver) resolve() {
	r.gather()
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

// settle weighs the readings until they stand, beginning with those in area (-1 for none), and gives the options
// chosen and what they weigh together.
func (r *resolver) settle(area int) ([]int, float64) {
	for i := range r.senses {
		r.senses[i].best = -1
		r.choose(i, nil, area)
	}
	for range rounds {
		voices := r.voices()
		for i := range r.senses {
			r.choose(i, voices, -1)
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
			if o.admin1 >= 0 && seen[o.admin1] != i+1 && o.Class() != 'A' {
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
func (r *resolver) voices() []float64 {
	out := make([]float64, len(r.areas))
	copy(out, r.silent)
	for i := range r.senses {
		s := &r.senses[i]
		if o := s.chosen(); o != nil {
			speak(out, o, s.voice())
		}
	}
	return out
}

// voice is how much a sense says about the others: more when it is named often, less when it is itself unsure.
func (s *sense) voice() float64 {
	return math.Sqrt(s.times) * min(1, 0.15+s.margin/resolverWeights.sure)
}

func speak(voices []float64, o *option, by float64) {
	for _, a := range [...]int{o.country, o.admin1, o.admin2} {
		if a >= 0 {
			voices[a] += by
		}
	}
}

// choose gives sense i its best option; area is the scene that is being tried, voices are nil before anybody has spoken.
func (r *resolver) choose(i int, voices []float64, area int) {
	s := &r.senses[i]
	own := s.chosen()
	by := s.voice()
	if voices != nil && own != nil {
		speak(voices, own, -by)
	}
	top := math.Inf(-1)
	for j := range s.options {
		o := &s.options[j]
		o.score = o.base
		if voices != nil {
			o.score += r.heard(voices, o) + r.nearness(i, o)
		}
		if area >= 0 && o.admin1 == area {
			o.score += resolverWeights.hypothesis
		}
		if o.score > top {
			top, s.best = o.score, j
		}
	}
	s.margin = s.lead()
	if voices != nil && s.best >= 0 {
		speak(voices, s.chosen(), s.voice())
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
		if j != s.best && o.x*other.x+o.y*other.y+o.z*other.z < math.Cos(farAway) {
			lead = min(lead, o.score-other.score)
		}
	}
	return lead
}

// heard is what the rest of the document says for o. Voices saturate: ten places of one state are not ten times one.
func (r *resolver) heard(voices []float64, o *option) float64 {
	points := 0.0
	if o.country >= 0 {
		points += resolverWeights.country*saturate(voices[o.country]) + resolverWeights.share*r.share(voices, o.country)
	}
	if o.admin1 >= 0 {
		points += resolverWeights.admin1 * saturate(voices[o.admin1])
	}
	if o.admin2 >= 0 {
		points += resolverWeights.admin2 * saturate(voices[o.admin2])
	}
	return points
}

func saturate(n float64) float64 { return 1 - math.Exp(-max(0, n)/resolverWeights.full) }

// share is the country's part of what is said for any country.
func (r *resolver) share(voices []float64, country int) float64 {
	total := 0.5
	for i, n := range voices {
		if r.nation[i] {
			total += max(0, n)
		}
	}
	return max(0, voices[country]) / total
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
	const radius = 6371.0088
	return resolverWeights.near * math.Exp(-radius*math.Acos(min(1, nearest))/resolverWeights.nearKm)
}
