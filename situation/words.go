package situation

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
)

// sum is the SHA-256 of words in hex.
func sum(words string) string {
	h := sha256.Sum256([]byte(words))
	return hex.EncodeToString(h[:])
}

// fold is a name or word as it is compared: lower case, no article before it, single spaces.
func fold(s string) string {
	f := strings.Join(strings.Fields(strings.ToLower(s)), " ")
	return strings.TrimPrefix(f, "the ")
}

// wordsOf cuts a text into its words in lower case; an apostrophe inside a word is part of it.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "’", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\''
	})
}

// light are words that carry no matter of their own, so that two wordings of one claim have the same key.
var light = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("a an the of in on at to by for with from that which who this these those it its is are was were be been being has have had do does did and or but as will would can could may might not no never neither nor there their his her our") {
		m[w] = true
	}
	return m
}()

// contentKey is the set of a text's words that carry matter, in alphabetical order.
func contentKey(s string) string {
	var keep []string
	for _, w := range wordsOf(s) {
		if !light[w] {
			keep = append(keep, w)
		}
	}
	slices.Sort(keep)
	return strings.Join(slices.Compact(keep), " ")
}

// list writes names for a person: "A", "A and B", "A, B and C".
func list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// folded gives the distinct folded names in alphabetical order.
func folded(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, fold(n))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
