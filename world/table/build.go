package table

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// Builder collects the rows and names of a table. The same calls give the same bytes.
type Builder struct {
	Width int // bytes a row; every row added must have it

	rows  []byte
	more  []byte
	text  []byte
	at    map[string]uint32
	names map[string][]uint32
}

// NewBuilder begins a table whose rows are width bytes wide.
func NewBuilder(width int) *Builder {
	return &Builder{Width: width, at: map[string]uint32{}, names: map[string][]uint32{}}
}

// Text keeps s once and gives the number that a row points to it by.
func (b *Builder) Text(s string) uint32 {
	if at, ok := b.at[s]; ok {
		return at
	}
	at := uint32(len(b.text))
	b.text = binary.AppendUvarint(b.text, uint64(len(s)))
	b.text = append(b.text, s...)
	b.at[s] = at
	return at
}

// Add appends a row and gives its number.
func (b *Builder) Add(row []byte) (int, error) {
	if len(row) != b.Width {
		return 0, fmt.Errorf("row of %d bytes in a table of %d", len(row), b.Width)
	}
	n := len(b.rows) / b.Width
	b.rows = append(b.rows, row...)
	return n, nil
}

// AddMore appends a row to the second set.
func (b *Builder) AddMore(row []byte) { b.more = append(b.more, row...) }

// Name puts row under a name. Rows under one name keep the order in which they were put there, each once.
func (b *Builder) Name(name string, row int, flags int) {
	key := Fold(name)
	if key == "" || len(key) > 96 || Words(key) > 255 {
		return
	}
	for i, p := range b.names[key] {
		if int(p>>flagBits) == row {
			b.names[key][i] = p & uint32(row<<flagBits|flags) // the looser of the two
			return
		}
	}
	b.names[key] = append(b.names[key], uint32(row)<<flagBits|uint32(flags))
}

// Bytes lays the table out.
func (b *Builder) Bytes() []byte {
	var part [sections][]byte
	keys := slices.Sorted(maps.Keys(b.names))
	posts := uint32(0)
	for _, key := range keys {
		part[sectionKeys] = append(part[sectionKeys], key...)
		part[sectionKeyEnds] = binary.LittleEndian.AppendUint32(part[sectionKeyEnds], uint32(len(part[sectionKeys])))
		for _, p := range b.names[key] {
			part[sectionPosts] = binary.LittleEndian.AppendUint32(part[sectionPosts], p)
			posts++
		}
		part[sectionPostEnds] = binary.LittleEndian.AppendUint32(part[sectionPostEnds], posts)
	}
	part[sectionSlots] = slots(keys)
	part[sectionFirst] = first(keys)
	part[sectionRows], part[sectionMore], part[sectionText] = b.rows, b.more, b.text
	return join(b.Width, part)
}

func slots(keys []string) []byte {
	n := uint64(len(keys)*10/7 + 1)
	if len(keys) == 0 {
		return nil
	}
	filled := make([]uint32, n)
	for i, key := range keys {
		at := slot(hash(key), n)
		for filled[at] != 0 {
			at = (at + 1) % n
		}
		filled[at] = uint32(i) + 1
	}
	out := make([]byte, 0, 4*n)
	for _, v := range filled {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// first makes a byte table about as long as there are first words.
func first(keys []string) []byte {
	if len(keys) == 0 {
		return nil
	}
	size := 64
	for size < 2*len(keys) && size < 1<<18 {
		size *= 2
	}
	out := make([]byte, size)
	for _, key := range keys {
		word, _, _ := bytes.Cut([]byte(key), []byte(" "))
		at := sum(offset32, word) % uint32(size)
		out[at] = max(out[at], byte(Words(key)))
	}
	return out
}

func join(width int, part [sections][]byte) []byte {
	body := binary.LittleEndian.AppendUint32(nil, uint32(width))
	body = binary.LittleEndian.AppendUint32(body, 0)
	for _, p := range part {
		body = binary.LittleEndian.AppendUint32(body, uint32(len(p)))
	}
	for _, p := range part {
		body = append(body, p...)
	}
	sum := sha256.Sum256(body)
	return slices.Concat([]byte(Magic), sum[:], body)
}
