package engine

import "unicode"

// The classes of a word's letters, which an uncased encoder cannot see (SHAPES in training/model.py).
const (
	shapeNone uint8 = iota
	shapeLower
	shapeTitle
	shapeUpper
	shapeMixed
	shapeDigit
	shapeAlnum
	shapePunct
	shapeOneUpper
	shapeFirstTitle
	shapeRest // of the pieces of a word behind its first
)

// opens says whether a sentence may begin after word: after a stop, a bracket, a quotation mark.
func opens(word string) bool {
	if word == "," {
		return false
	}
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return false
		}
	}
	return true
}

// shape is the class of a word; first says that a sentence may begin with it.
func shape(word string, first bool) uint8 {
	var letters, lower, upper int
	var digit, title bool
	for _, r := range word {
		switch {
		case unicode.IsLetter(r):
			letters++
			if isUpper(r) {
				upper++
				title = title || letters == 1
			} else if isLower(r) {
				lower++
			}
		case isDigit(r):
			digit = true
		}
	}
	switch {
	case letters == 0 && digit:
		return shapeDigit
	case letters == 0:
		return shapePunct
	case digit:
		return shapeAlnum
	case lower == letters:
		return shapeLower
	case upper == letters && letters == 1:
		return shapeOneUpper
	case upper == letters:
		return shapeUpper
	case title && lower == letters-1 && first:
		return shapeFirstTitle
	case title && lower == letters-1:
		return shapeTitle
	}
	return shapeMixed
}

func isLower(r rune) bool {
	if r < 0x80 {
		return 'a' <= r && r <= 'z'
	}
	return unicode.In(r, unicode.Ll, unicode.Other_Lowercase)
}

func isUpper(r rune) bool {
	if r < 0x80 {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.In(r, unicode.Lu, unicode.Other_Uppercase)
}

// isDigit also holds for digits above or inside a sign, which are no decimal digits ("²", "①").
func isDigit(r rune) bool {
	return '0' <= r && r <= '9' || r > 0x7f && unicode.In(r, unicode.Nd, signDigits)
}

// signDigits are the digits that Unicode gives a numeric type of Digit, not Decimal.
var signDigits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xb2, Hi: 0xb3, Stride: 1}, {Lo: 0xb9, Hi: 0xb9, Stride: 1}, {Lo: 0x1369, Hi: 0x1371, Stride: 1}, {Lo: 0x19da, Hi: 0x19da, Stride: 1},
		{Lo: 0x2070, Hi: 0x2070, Stride: 1}, {Lo: 0x2074, Hi: 0x2079, Stride: 1}, {Lo: 0x2080, Hi: 0x2089, Stride: 1}, {Lo: 0x2460, Hi: 0x2468, Stride: 1},
		{Lo: 0x2474, Hi: 0x247c, Stride: 1}, {Lo: 0x2488, Hi: 0x2490, Stride: 1}, {Lo: 0x24ea, Hi: 0x24ea, Stride: 1}, {Lo: 0x24f5, Hi: 0x24fd, Stride: 1},
		{Lo: 0x24ff, Hi: 0x24ff, Stride: 1}, {Lo: 0x2776, Hi: 0x277e, Stride: 1}, {Lo: 0x2780, Hi: 0x2788, Stride: 1}, {Lo: 0x278a, Hi: 0x2792, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x10a40, Hi: 0x10a43, Stride: 1}, {Lo: 0x10e60, Hi: 0x10e68, Stride: 1}, {Lo: 0x11052, Hi: 0x1105a, Stride: 1}, {Lo: 0x1f100, Hi: 0x1f10a, Stride: 1},
	},
	LatinOffset: 2,
}
