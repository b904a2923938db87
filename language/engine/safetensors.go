package engine

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// tensors is a safetensors file (https://github.com/huggingface/safetensors): eight bytes with the length of a JSON
// header, the header, and the numbers.
type tensors struct {
	entries  map[string]tensorEntry
	metadata map[string]string
	data     string
	err      error // the first thing that was wrong
}

type tensorEntry struct {
	Kind    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"`
}

var tensorSizes = map[string]int{"F32": 4, "F16": 2, "I8": 1, "I32": 4}

// openTensors reads the header and checks that every tensor lies inside the file.
func openTensors(file string) (*tensors, error) {
	if len(file) < 8 {
		return nil, fmt.Errorf("the weight file has %d bytes: it is cut off", len(file))
	}
	n := binary.LittleEndian.Uint64([]byte(file[:8]))
	if n > uint64(len(file)-8) {
		return nil, fmt.Errorf("the weight file's header is said to have %d bytes, the file has %d: it is damaged", n, len(file))
	}
	var header map[string]json.RawMessage
	if err := json.Unmarshal([]byte(file[8:8+n]), &header); err != nil {
		return nil, fmt.Errorf("read the header of the weight file: %w", err)
	}
	t := &tensors{entries: map[string]tensorEntry{}, data: file[8+n:]}
	for name, raw := range header {
		if name == "__metadata__" {
			if err := json.Unmarshal(raw, &t.metadata); err != nil {
				return nil, fmt.Errorf("read the metadata of the weight file: %w", err)
			}
			continue
		}
		var e tensorEntry
		if err := json.Unmarshal(raw, &e); err != nil {
			return nil, fmt.Errorf("read the header of tensor %s: %w", name, err)
		}
		if err := e.check(len(t.data)); err != nil {
			return nil, fmt.Errorf("tensor %s: %w", name, err)
		}
		t.entries[name] = e
	}
	return t, nil
}

// check says whether the bytes of e are inside the file and as many as its shape asks for.
func (e tensorEntry) check(size int) error {
	count, most := 1, 1<<31
	for _, d := range e.Shape {
		if d < 0 || d > 0 && count > most/d {
			return fmt.Errorf("its shape %v is impossible", e.Shape)
		}
		count *= d
	}
	if e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0] || e.Offsets[1] > size || e.Offsets[1]-e.Offsets[0] != count*tensorSizes[e.Kind] {
		return fmt.Errorf("its bytes %v do not hold %v of %s", e.Offsets, e.Shape, e.Kind)
	}
	return nil
}

// bytes are the raw bytes of a tensor of that kind and shape, "" when there is none; -1 in a shape stands for any size.
func (t *tensors) bytes(name, kind string, shape ...int) string {
	e, ok := t.entries[name]
	fits := func(got, want int) bool { return want < 0 || got == want }
	switch {
	case !ok:
		t.fail("the weight file lacks the tensor %s", name)
		return ""
	case e.Kind != kind || !slices.EqualFunc(e.Shape, shape, fits):
		t.fail("the tensor %s is %s %v, not %s %v", name, e.Kind, e.Shape, kind, shape)
		return ""
	}
	return t.data[e.Offsets[0]:e.Offsets[1]]
}

// fail keeps the first error; what was asked for is then empty.
func (t *tensors) fail(format string, args ...any) {
	if t.err == nil {
		t.err = fmt.Errorf(format, args...)
	}
}

// size is a dimension of a tensor, 0 when there is no such.
func (t *tensors) size(name string, dimension int) int {
	if e := t.entries[name]; dimension < len(e.Shape) {
		return e.Shape[dimension]
	}
	return 0
}

func (t *tensors) float32s(name string, shape ...int) []float32 {
	raw := t.bytes(name, "F32", shape...)
	out := aligned[float32](len(raw) / 4)
	for i := range out {
		out[i] = math.Float32frombits(word32(raw[4*i:]))
	}
	return out
}

func (t *tensors) float16s(name string, shape ...int) []float32 {
	raw := t.bytes(name, "F16", shape...)
	out := make([]float32, len(raw)/2)
	for i := range out {
		out[i] = half(uint16(raw[2*i]) | uint16(raw[2*i+1])<<8)
	}
	return out
}

func (t *tensors) int32s(name string, shape ...int) []int32 {
	raw := t.bytes(name, "I32", shape...)
	out := make([]int32, len(raw)/4)
	for i := range out {
		out[i] = int32(word32(raw[4*i:]))
	}
	return out
}

func word32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// half widens an IEEE 754 half-precision number.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&0x1f), uint32(h&0x3ff)
	switch {
	case exponent == 0x1f:
		return math.Float32frombits(sign | 0xff<<23 | fraction<<13)
	case exponent != 0:
		return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
	}
	f := float32(fraction) / (1 << 24)
	if sign != 0 {
		return -f
	}
	return f
}
