// Package table is the layout of world's embedded data: rows of fixed width, the strings that they point to, and an
// index from folded names to rows that is searched where it lies. Nothing is parsed or copied when a table is opened,
// so a table costs only the memory pages that a look-up touches.
//
// A table is one file, little-endian: magic, SHA-256 of all that follows the sum, the numbers of header, then the
// sections in the order of section. The index is a hash table (open addressing) of key numbers; keys lie sorted.
package table

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
)

// Magic opens every table; its last byte is the version of the layout.
const Magic = "DLTABLE\x01"

// Flags of a name.
const (
	Capitals = 1 << iota // the name stands only for words printed in capitals ("WHO", "US")
	Weak                 // the name is only a part of the full one (a last name)
)

const flagBits = 2

// The sections of a table.
const (
	sectionSlots    = iota // uint32 a slot: number of the key plus one, 0 empty
	sectionKeyEnds         // uint32 a key: end of its bytes
	sectionKeys            // the folded names, sorted, end to end
	sectionPostEnds        // uint32 a key: end of its posts
	sectionPosts           // uint32 a post: row<<flagBits | flags
	sectionFirst           // byte a hash of a first word: words of the longest key that begins so
	sectionRows            // rows of fixed width
	sectionMore            // a second set of rows that the first points into
	sectionText            // strings: uvarint length, bytes
	sections
)

const headerSize = len(Magic) + sha256.Size + 4*(2+sections)

// Table is an opened table. Its methods are safe for use by many goroutines.
type Table struct {
	width    int
	rows     int
	slots    string
	keyEnds  string
	keys     string
	postEnds string
	posts    string
	first    string
	rowBytes string
	more     string
	text     string
}

// ErrLayout is returned by Open for bytes that are no table of this version.
var ErrLayout = errors.New("not a table of this version")

// Open reads the header of data and keeps the rest where it lies.
func Open(data string) (*Table, error) {
	if len(data) < headerSize || data[:len(Magic)] != Magic {
		return nil, ErrLayout
	}
	at := len(Magic) + sha256.Size
	width := int(word(data, at))
	at += 8 // width, and a word kept for later
	var part [sections]string
	rest := data[headerSize:]
	for i := range part {
		n := int(word(data, at+4*i))
		if n < 0 || n > len(rest) {
			return nil, fmt.Errorf("section %d of %d bytes, %d left: %w", i, n, len(rest), ErrLayout)
		}
		part[i], rest = rest[:n], rest[n:]
	}
	t := &Table{
		width: width, slots: part[sectionSlots], keyEnds: part[sectionKeyEnds], keys: part[sectionKeys],
		postEnds: part[sectionPostEnds], posts: part[sectionPosts], first: part[sectionFirst],
		rowBytes: part[sectionRows], more: part[sectionMore], text: part[sectionText],
	}
	if width > 0 {
		t.rows = len(t.rowBytes) / width
	}
	return t, nil
}

// Verify compares the sum in the header of data with the bytes that follow it. Tests call it; Open does not.
func Verify(data string) error {
	if len(data) < headerSize || data[:len(Magic)] != Magic {
		return ErrLayout
	}
	at := len(Magic)
	if sum := sha256.Sum256([]byte(data[at+sha256.Size:])); string(sum[:]) != data[at:at+sha256.Size] {
		return errors.New("the SHA-256 in the header is not that of the bytes")
	}
	return nil
}

func word(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// Rows is the number of rows.
func (t *Table) Rows() int { return t.rows }

// Keys is the number of folded names.
func (t *Table) Keys() int { return len(t.keyEnds) / 4 }

// Key gives the i-th folded name in sorted order.
func (t *Table) Key(i int) string {
	start := 0
	if i > 0 {
		start = int(word(t.keyEnds, 4*(i-1)))
	}
	return t.keys[start:word(t.keyEnds, 4*i)]
}

// Row gives the bytes of the i-th row.
func (t *Table) Row(i int) Row {
	return Row{bytes: t.rowBytes[i*t.width : (i+1)*t.width], text: t.text}
}

// More gives the i-th row of the second set, whose rows are width bytes wide.
func (t *Table) More(i, width int) Row {
	return Row{bytes: t.more[i*width : (i+1)*width], text: t.text}
}

// Row is one row; the reader of a table knows which field lies where.
type Row struct {
	bytes, text string
}

// Uint32 reads four bytes at offset at.
func (r Row) Uint32(at int) uint32 { return word(r.bytes, at) }

// Byte reads one byte at offset at.
func (r Row) Byte(at int) byte { return r.bytes[at] }

// Text reads the string that the four bytes at offset at point to.
func (r Row) Text(at int) string {
	from := int(word(r.bytes, at))
	n, size := uint(0), 0
	for shift := uint(0); ; shift += 7 {
		b := r.text[from+size]
		size++
		n |= uint(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return r.text[from+size : from+size+int(n)]
}

// List reads a string that holds a list. It is nil when the list is empty.
func (r Row) List(at int) []string {
	s := r.Text(at)
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// Post is one row that bears a name, with the flags of the name.
type Post uint32

// Row is the number of the row.
func (p Post) Row() int { return int(p >> flagBits) }

// Has reports whether flag is set.
func (p Post) Has(flag int) bool { return int(p)&flag != 0 }

// Posts are the rows that bear one name, in the order that the generator gave them (the likeliest first).
type Posts struct {
	bytes string
}

// Len is the number of rows.
func (p Posts) Len() int { return len(p.bytes) / 4 }

// At gives the i-th.
func (p Posts) At(i int) Post { return Post(word(p.bytes, 4*i)) }

// Find gives the rows that bear the folded name key.
func (t *Table) Find(key string) Posts {
	i, ok := t.find([]byte(key), hash(key))
	if !ok {
		return Posts{}
	}
	return t.postsOf(i)
}

func (t *Table) find(key []byte, h uint32) (int, bool) {
	n := uint64(len(t.slots) / 4)
	if n == 0 {
		return 0, false
	}
	for at := slot(h, n); ; at++ {
		if at == n {
			at = 0
		}
		i := int(word(t.slots, int(4*at)))
		if i == 0 {
			return 0, false
		}
		if t.Key(i-1) == string(key) {
			return i - 1, true
		}
	}
}

func (t *Table) postsOf(i int) Posts {
	start := 0
	if i > 0 {
		start = int(word(t.postEnds, 4*(i-1)))
	}
	return Posts{t.posts[4*start : 4*word(t.postEnds, 4*i)]}
}

// Longest finds the longest name that begins with the first of words and ends with one of them, as accept likes it:
// accept is given the number of words and the rows of each name found, shortest first, and says whether the name
// may stand. The result is the number of words of the last one accepted, 0 for none.
func (t *Table) Longest(words []string, accept func(n int, rows Posts) bool) int {
	var buf [128]byte
	key, best, limit := buf[:0], 0, 0
	h := uint32(offset32)
	for n, w := range words {
		before := len(key)
		if key = AppendFold(key, w); len(key) > len(buf) {
			break
		}
		if len(key) == before { // a stop or a hyphen of its own
			continue
		}
		h = sum(h, key[before:])
		if before == 0 {
			if limit = t.longestFrom(key); limit == 0 {
				return 0
			}
		}
		if countWords(key) > limit {
			break
		}
		if i, ok := t.find(key, h); ok && accept(n+1, t.postsOf(i)) {
			best = n + 1
		}
	}
	return best
}

func countWords(key []byte) int {
	n := 1
	for _, c := range key {
		if c == ' ' {
			n++
		}
	}
	return n
}

// longestFrom is the number of words of the longest key that begins with the first word of key, or more.
func (t *Table) longestFrom(key []byte) int {
	if len(t.first) == 0 {
		return 0
	}
	for i, c := range key {
		if c == ' ' {
			key = key[:i]
			break
		}
	}
	return int(t.first[sum(offset32, key)%uint32(len(t.first))])
}

const (
	offset32 = 2166136261
	prime32  = 16777619
)

// hash is FNV-1a, which can be carried on from word to word.
func hash(s string) uint32 {
	h := uint32(offset32)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime32
	}
	return h
}

func sum(h uint32, b []byte) uint32 {
	for _, c := range b {
		h = (h ^ uint32(c)) * prime32
	}
	return h
}

func slot(h uint32, n uint64) uint64 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return uint64(h) * n >> 32
}
