// Package diff shows how one version of a report became the next: the stretches that changed, word against word, with the words around.
package diff

import (
	"strings"
	"unicode/utf8"

	"github.com/dateline-news/dateline/story"
)

// Piece is a run of words: kept, cut, added, or a gap where unchanged words are left out.
type Piece struct {
	Op   string `json:"op"` // "kept", "cut", "added", "gap"
	Text string `json:"text,omitempty"`
}

// around is how many bytes of unchanged words stand on each side of a change.
const around = 70

// most bounds the pieces of one comparison that a page shows.
const most = 60

// Of lists the changed stretches from was to now.
func Of(was, now string) []Piece {
	runs := story.Compare(was, now)
	var all []Piece
	for i, r := range runs {
		if len(all) >= most {
			return append(all, Piece{Op: "gap"})
		}
		switch r.Op {
		case story.CutRun:
			all = append(all, Piece{"cut", line(r.Old.Of(was))})
		case story.AddedRun:
			all = append(all, Piece{"added", line(r.New.Of(now))})
		default:
			all = append(all, kept(r.New.Of(now), i == 0, i == len(runs)-1)...)
		}
	}
	return all
}

// kept shortens unchanged words to those beside a change.
func kept(words string, first, last bool) []Piece {
	words = line(words)
	if len(words) <= 2*around && !first && !last {
		return []Piece{{"kept", words}}
	}
	var all []Piece
	if !first {
		all = append(all, Piece{"kept", head(words)})
	}
	if !first && !last || first && len(words) > around || last && len(words) > around {
		all = append(all, Piece{Op: "gap"})
	}
	if !last {
		all = append(all, Piece{"kept", tail(words)})
	}
	return all
}

func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// head is the first words of s, tail the last ones; neither cuts a character.
func head(s string) string {
	if len(s) <= around {
		return s
	}
	end := around
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	if i := strings.LastIndexByte(s[:end], ' '); i > around/2 {
		end = i
	}
	return s[:end]
}

func tail(s string) string {
	if len(s) <= around {
		return s
	}
	start := len(s) - around
	for start < len(s) && !utf8.RuneStart(s[start]) {
		start++
	}
	if i := strings.IndexByte(s[start:], ' '); i >= 0 && i < around/2 {
		start += i + 1
	}
	return s[start:]
}
