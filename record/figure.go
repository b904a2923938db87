package record

import "strconv"

// figures are the numbers of the report with what they count and who gives them. Two sources' numbers for one thing stand side by
// side; nothing is added up.
func (d *reading) figures(statements []Statement) []Figure {
	out := []Figure{}
	for n, l := range d.lines {
		if l.title || l.to-l.from > maxSentence {
			continue
		}
		for k := l.from; k < l.to; {
			f, to, ok := d.figureAt(k, n)
			if !ok {
				k++
				continue
			}
			f.ID = "f" + strconv.Itoa(len(out)+1)
			if i := d.statementAt(k); i >= 0 {
				s := statements[d.said[i].first]
				f.By, f.Statement, f.Time = s.Speaker, &s.ID, s.Time
			}
			out = append(out, f)
			k = to
		}
	}
	return out
}

// figureAt reads the number at word k of sentence n with its unit and how exact it is, and gives the word to go on with.
func (d *reading) figureAt(k, n int) (Figure, int, bool) {
	l := d.lines[n]
	w := d.words[k]
	count, ok := d.numberAt(k, l.to)
	if !ok || w.aside || w.mention > 0 || d.dated(k) || d.is(count.to, "-") && d.words[count.to].joined {
		return Figure{}, k, false
	}
	f := Figure{Value: count.value, Sentence: l.span}
	to := count.to
	from, qualifier := d.qualifierBefore(k, l.from)
	switch {
	case k > l.from && currencies[d.words[k-1].text] != "":
		f.What = currencies[d.words[k-1].text]
		from, qualifier = d.qualifierBefore(k-1, l.from)
	case d.is(to, "%", "percent") || d.is(to, "per") && d.is(to+1, "cent"):
		f.What = "percent"
		to++
		if d.is(to-1, "per") {
			to++
		}
	default:
		end := d.countedTo(to, l.to)
		if end == to {
			return f, to, false
		}
		f.What = d.phrase(to, end)
		to = end
	}
	if f.Qualifier = qualifier; count.vague != "" {
		if f.Qualifier != "" {
			f.Qualifier += " "
		}
		f.Qualifier += count.vague
	}
	f.Span = d.over(from, to)
	f.Confidence = figureConfidence
	return f, to, true
}

var currencies = map[string]string{"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "roubles"}
