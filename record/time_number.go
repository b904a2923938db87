package record

// joinNumbers makes one token of a number in several words ("two thousand and ten", "twenty-four", "2 1/2",
// "nineteen ninety-six") and of an ordinal in two ("twenty-first").
func joinNumbers(tokens []token, words *lexicon) []token {
	j := numberJoiner{tokens: tokens, and: words.and, hyphen: words.hyphen}
	out := tokens[:0]
	for i := 0; i < len(tokens); {
		t := tokens[i]
		end := i + 1
		if t.class&number != 0 {
			t, end = j.join(i)
		}
		out = append(out, t)
		i = end
	}
	return out
}

type numberJoiner struct {
	tokens      []token
	and, hyphen int
}

// next is the index of the number word that goes on after token i, -1 when none does.
func (j *numberJoiner) next(i int, want class) int {
	if j.tokens[i].stop || i+1 >= len(j.tokens) {
		return -1
	}
	k := i + 1
	if w := j.tokens[k].word; (w == j.hyphen || w == j.and) && k+1 < len(j.tokens) {
		k++
	}
	if j.tokens[k].class&want == 0 {
		return -1
	}
	return k
}

// join reads the longest number that begins at token i.
func (j *numberJoiner) join(i int) (token, int) {
	t := j.tokens[i]
	total, current, last := 0.0, t.num, t.num
	end := i + 1
	for k := j.next(i, spelled|ordinal|figuresShort); k >= 0; k = j.next(k, spelled|ordinal|figuresShort) {
		n := j.tokens[k]
		switch {
		case n.class&figuresShort != 0:
			if t.class&spelled != 0 || n.day.month != 1 || n.day.day != 2 || n.Len() != 3 || end != k {
				return t, end
			}
			t.num, t.End, t.class = t.num+0.5, n.End, number
			return t, k + 1
		case n.class&ordinal != 0:
			if t.class&spelled == 0 || last < 20 || last > 90 || n.num >= 10 {
				return t, end
			}
			t.num, t.End, t.class = current+n.num, n.End, ordinal|dayNumber&t.class
			if t.num <= 31 {
				t.class |= dayNumber
			}
			return t, k + 1
		case n.num >= 100:
			if n.num >= 1000 {
				total, current = total+current*n.num, 0
			} else if current < 20 {
				current *= n.num
			} else {
				return t, end
			}
		case yearPair(t, last, n.num, end == k):
			return j.spokenYear(t, k)
		case last >= 100 && n.num < 100 && t.class&spelled != 0, last >= 20 && last < 100 && n.num < 10 && n.class&spelled != 0 && t.class&spelled != 0:
			current += n.num
		default:
			return t, end
		}
		last = n.num
		end = k + 1
		t.End, t.stop = n.End, n.stop
		t.num, t.class = total+current, number|spelled
		if t.num <= 31 {
			t.class |= dayNumber
		}
		if t.num >= 1900 && t.num < 2100 && total > 0 && current > 0 {
			t.class |= year
		}
	}
	return t, end
}

// yearPair reports whether "nineteen" and "ninety" (or "twenty" and "ten") make a year.
func yearPair(t token, first, second float64, touching bool) bool {
	return touching && t.class&spelled != 0 && t.num == first && first >= 13 && first <= 20 && second >= 10 && second < 100
}

// spokenYear reads the year whose second half begins at token k.
func (j *numberJoiner) spokenYear(t token, k int) (token, int) {
	tens := j.tokens[k]
	t.num, t.End, t.stop, t.class = t.num*100+tens.num, tens.End, tens.stop, year
	if n := j.next(k, spelled); n >= 0 && tens.num >= 20 && j.tokens[n].num < 10 {
		t.num, t.End, t.stop = t.num+j.tokens[n].num, j.tokens[n].End, j.tokens[n].stop
		return t, n + 1
	}
	return t, k + 1
}
