package record

// Whether a day without a year, or a bare weekday, is past or to come is said by the words around it.

// ahead reports whether the words look into the future.
func (s *scene) ahead() bool { return s.lean == leanFuture || s.lean == leanNone && s.ref.Ahead }

// leaned is the lean that the year rule needs.
func (s *scene) leaned() yearLean {
	if s.ref.Ahead {
		return leanOnlyFuture
	}
	return s.lean
}

// leanWindow is how many tokens back a governing verb is looked for.
const leanWindow = 10

// leaning looks for the verb that governs token i: the nearest sign of tense before it in its sentence, else after it.
// "Friday's ruling" has been, "as soon as Friday" is to come.
func (s *scene) leaning(i int) yearLean {
	if i+1 < len(s.tokens) && s.tokens[i+1].is(s.text, "'s", "’s") {
		if s.announced(i + 2) {
			return leanFuture
		}
		return leanPast
	}
	if s.awaited(i) {
		return leanFuture
	}
	for k := i - 1; k >= 0 && k >= i-leanWindow && !s.tokens[k].stop; k-- {
		switch t := &s.tokens[k]; {
		case s.hadBeen(k):
			return leanPast
		case s.looksAhead(k) || t.is(s.text, "if", "unless"):
			return leanFuture // "if they come on Friday": a verb in the past would have come first
		case t.past && !(k > 0 && (s.tokens[k-1].is(s.text, "be", "been") || t.is(s.text, "have") && s.tokens[k-1].class&modal != 0)):
			return leanPast // but not "held" of "will be held", nor "have" of "will have talks"
		}
	}
	for k := i + 1; k < len(s.tokens) && k <= i+leanWindow && !s.tokens[k-1].stop; k++ {
		switch t := &s.tokens[k]; {
		case t.past:
			return leanPast
		case s.looksAhead(k):
			return leanFuture
		}
	}
	return leanNone
}

// looksAhead reports whether token k is a sign of the future, and not the month of May.
func (s *scene) looksAhead(k int) bool {
	t := &s.tokens[k]
	if t.is(s.text, "to") { // "the shares are to trade again on Tuesday"
		return k > 0 && s.tokens[k-1].is(s.text, "is", "are")
	}
	if t.is(s.text, "set") { // "set for Friday", "is set to open on Friday", but not "the record set on Friday"
		return k+1 < len(s.tokens) && s.tokens[k+1].is(s.text, "for", "to")
	}
	if t.is(s.text, "would") { // what is to come seen from what was said, unless it is only thought of
		return k+1 < len(s.tokens) && !s.tokens[k+1].is(s.text, "have")
	}
	if t.is(s.text, "could") && s.denied(k) { // "could not be reached on Friday"
		return false
	}
	return t.class&futureCue != 0 && !(t.upper && t.class&month != 0)
}

// denied reports whether the verb that token k begins is said not to be: "could not", "neither of them could".
func (s *scene) denied(k int) bool {
	if k+1 < len(s.tokens) && s.tokens[k+1].is(s.text, "not") {
		return true
	}
	for i := k - 1; i >= 0 && i >= k-leanWindow && !s.tokens[i].stop; i-- {
		if s.tokens[i].is(s.text, "neither", "nor", "nobody", "none", "no") {
			return true
		}
	}
	return false
}

// hadBeen reports whether token k is what had been planned, and is over: "it had been due to end on Friday".
func (s *scene) hadBeen(k int) bool {
	return k > 1 && s.tokens[k].class&futureCue != 0 && s.tokens[k-1].is(s.text, "been") && s.tokens[k-2].is(s.text, "had")
}

// awaited reports whether the words right before token i, a day, say that it is to come, whatever the verb: "until Friday", "as
// soon as Friday", "called a vote for Friday", "told to leave by Friday".
func (s *scene) awaited(i int) bool {
	if i < 2 || s.tokens[i].what.grain > day || s.tokens[i-2].stop || s.tokens[i-1].stop {
		return false
	}
	switch before := &s.tokens[i-1]; {
	case before.is(s.text, "until", "till"):
		return true
	case before.is(s.text, "as"):
		return s.tokens[i-2].is(s.text, "soon", "early")
	case before.is(s.text, "for"):
		return s.before(i, func(t *token) bool { return t.is(s.text, appointing...) })
	case before.is(s.text, "by"):
		return s.before(i, func(t *token) bool { return t.class&modal != 0 })
	}
	return false
}

// before reports whether fits holds of a token of the clause before token i, back to the nearest verb in the past tense.
func (s *scene) before(i int, fits func(*token) bool) bool {
	for k := i - 1; k >= 0 && k >= i-leanWindow && !s.tokens[k].stop; k-- {
		if t := &s.tokens[k]; fits(t) {
			return true
		} else if t.past {
			return false
		}
	}
	return false
}

// announced reports whether an event named from token k on is still to take place: "Friday's march will go ahead".
func (s *scene) announced(k int) bool {
	for end := k + 4; k < end && k+2 < len(s.tokens) && !s.tokens[k].stop; k++ {
		if s.tokens[k].is(s.text, "will", "would", "can", "may", "could") {
			verb := k + 1
			if s.tokens[verb].is(s.text, "not", "now", "still") {
				verb++
			}
			return verb+1 < len(s.tokens) && (s.tokens[verb].is(s.text, takingPlace...) || s.tokens[verb].is(s.text, "be") && s.tokens[verb+1].is(s.text, "held", "postponed", "cancelled", "broadcast"))
		}
	}
	return false
}

// appointing are the verbs by which something is fixed "for" a day, takingPlace those by which it happens.
var (
	appointing  = []string{"call", "calls", "called", "calling", "set", "sets", "fixed", "schedule", "scheduled", "rescheduled", "planned", "promise", "promises", "promised", "summoned", "convened", "announced", "announces", "postponed", "booked", "slated", "due", "moved", "invited"}
	takingPlace = []string{"go", "take", "begin", "start", "proceed", "happen", "open", "continue"}
)
