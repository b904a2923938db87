package situation

import (
	"strings"

	"github.com/dateline-news/dateline/span"
)

// typeWords say the PLOVER event types in words.
var typeWords = map[string]string{
	"AGREE": "agreement or intent to cooperate", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "concession", "COOPERATE": "cooperation", "AID": "aid", "RETREAT": "retreat or release",
	"REQUEST": "demand", "ACCUSE": "accusation", "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanction", "MOBILIZE": "mobilisation",
	"COERCE": "coercion", "ASSAULT": "attack",
}

// TypeWord is the plain word of a PLOVER event type.
func TypeWord(t string) string {
	if w, ok := typeWords[t]; ok {
		return w
	}
	return strings.ToLower(t)
}

// Title says an event in one line, by its fields alone: "Velmora → Ostrany: coercion (restrict), planned".
func (e Event) Title() string {
	who := list(e.Actors)
	if who == "" {
		who = "Actor unknown"
	}
	if to := list(e.Recipients); to != "" {
		who += " → " + to
	}
	what := TypeWord(e.Type)
	if e.Mode != "" {
		what += " (" + strings.ReplaceAll(e.Mode, "_", " ") + ")"
	}
	if e.Place != "" {
		what += " at " + e.Place
	}
	if e.Status != "happened" && e.Status != "" {
		what += ", " + e.Status
	}
	return who + ": " + what
}

// FirstLine is the first line of a text.
func FirstLine(text string) span.Span {
	if i := strings.IndexByte(text, '\n'); i > 0 {
		return span.Span{End: i}
	}
	return span.Span{End: len(text)}
}
