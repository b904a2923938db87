package record

import (
	"strconv"
	"strings"
)

// magnitudes are the numbers with what they count in the clause of a trigger: "about 350 Kosovo police officers".
func (e *eventReader) magnitudes(t trigger) []Magnitude {
	d := e.d
	var out []Magnitude
	l := d.lines[t.line]
	subject := d.doneBy(t.head)
	for k := l.from; k < l.to; {
		n, ok := d.numberAt(k, l.to)
		if !ok || d.dated(k) || e.of[k] > 0 && isNumber(d.words[k].text) && e.entities[e.of[k]-1].Kind != Group || d.apartInTree(k, t.head) >= inClause && (subject < 0 || !d.below(k, subject) || t.word.noun) {
			k++
			continue
		}
		to := d.countedTo(n.to, l.to)
		what := d.phrase(n.to, to)
		if to == n.to {
			if what = d.countedOtherwise(k, n.to); what == "" {
				k = n.to
				continue
			}
		}
		from, qualifier := d.qualifierBefore(k, l.from)
		if n.vague != "" {
			qualifier = strings.TrimSpace(qualifier + " " + n.vague)
		}
		if from == k && k > l.from && moneySigns[d.words[k-1].low] != "" {
			from--
		}
		out = append(out, Magnitude{What: what, Value: n.value, Qualifier: qualifier, Span: d.over(from, to)})
		k = to
	}
	return out
}

// countedOtherwise is what the number of words [k, to) counts where no noun follows: money by the sign before it, people in "63 of
// them" and "dozens more"; "" for nothing.
func (d *reading) countedOtherwise(k, to int) string {
	if k > 0 && moneySigns[d.words[k-1].low] != "" {
		return moneySigns[d.words[k-1].low]
	}
	if d.is(to, "of") && d.is(to+1, "them", "those", "whom") || d.is(to-1, "more", "others") {
		return "people"
	}
	return ""
}

var moneySigns = map[string]string{"$": "dollars", "us$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}

// countedNumber is a number in the text: words up to to, the upper end of a range or a vague word in vague.
type countedNumber struct {
	value float64
	to    int
	vague string
}

// numberAt reads a number that begins at word k: figures, a word, either with "million", a range ("10 to 15", "10-15"), or
// "dozens of", "hundreds of", whose value is the least that the word can mean.
func (d *reading) numberAt(k, end int) (countedNumber, bool) {
	low := d.words[k].low
	if least, ok := vagueNumbers[low]; ok {
		if d.is(k+1, "of") && k+2 < end {
			return countedNumber{least, k + 2, low}, true
		}
		if d.is(k+1, "more", "others") && k+1 < end {
			return countedNumber{least, k + 2, low}, true
		}
		return countedNumber{}, false
	}
	v, ok := plainNumber(low)
	if m := 0.0; !ok && low == "a" && k+1 < end {
		if m, ok = multiples[d.words[k+1].low]; ok {
			return countedNumber{value: m, to: k + 2}, true
		}
	}
	if !ok {
		return countedNumber{}, false
	}
	n := countedNumber{value: v, to: k + 1}
	if d.is(k-1, "between") && d.is(n.to, "and") && n.to+1 < end {
		if upper, ok := plainNumber(d.words[n.to+1].low); ok && upper > v {
			return countedNumber{value: v, to: n.to + 2, vague: "to " + d.words[n.to+1].text}, true
		}
	}
	if n.to+1 < end && d.is(n.to, "to", "-", "–") {
		if upper, ok := plainNumber(d.words[n.to+1].low); ok && upper > v {
			n.vague = "to " + d.words[n.to+1].text
			n.to += 2
		}
	}
	if n.to < end {
		if m, ok := multiples[d.words[n.to].low]; ok {
			n.value *= m
			n.to++
		}
	}
	return n, true
}

// plainNumber is the value of figures or of a number word.
func plainNumber(low string) (float64, bool) {
	if v, ok := numberWords[low]; ok {
		return v, true
	}
	if low == "" || low[0] < '0' || low[0] > '9' {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(low, ",", ""), 64)
	return v, err == nil && v < 1e15
}

var (
	numberWords = map[string]float64{
		"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
		"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
		"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
	}
	multiples    = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12}
	vagueNumbers = map[string]float64{"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6}
	qualifiers   = phrases("at least", "more than", "less than", "fewer than", "as many as", "up to", "no more than", "about", "around", "some", "nearly", "almost", "over",
		"roughly", "approximately", "only", "another", "an estimated")
	notCounted = wordSet("percent per % to and or , . a the on in of at years year days day weeks week months month hours hour minutes minute times time")
)

// phrases parts each phrase into its words.
func phrases(all ...string) (out [][]string) {
	for _, p := range all {
		out = append(out, strings.Fields(p))
	}
	return out
}

// countedTo is where the noun phrase that a number counts ends; it equals from where none follows.
func (d *reading) countedTo(from, end int) int {
	k := from
	for ; k < end && k < from+5; k++ {
		w := d.words[k]
		if d.in(k, notCounted) || !w.letter && w.low != "-" || prepositions[w.low] || conjunctions[w.low] || auxiliaries[w.low] || finiteVerbs[w.low] || modals[w.low] || pronounWords[w.low] {
			break
		}
		if k > from && eventLexicon[w.low].form&(formPast|formParticiple) != 0 && w.mention == 0 || k > from && adverbsOfCue[w.low] {
			break
		}
		if k > from && strings.HasSuffix(w.low, "ed") && w.mention == 0 || weekdays[w.low] {
			break
		}
	}
	return k
}

// qualifierBefore reads "about", "at least", "more than" before a number at word k.
func (d *reading) qualifierBefore(k, floor int) (int, string) {
	for _, q := range qualifiers {
		if from := k - len(q); from >= floor && d.follows(from, k, q) {
			return from, strings.Join(q, " ")
		}
	}
	return k, ""
}
