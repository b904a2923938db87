package engine

import (
	"encoding/binary"
	"math"
)

// linear is y = x W + b. Columns stand in panels of 32: packed as bytes w + 128, for each four rows of W 32 columns of
// four; floats as a row of 32 for each row of W. One of the two is set.
type linear struct {
	in, out     int // multiples of 16 (of any number for floats) and of 32
	scale, bias []float32
	packed      []byte
	floats      []float32
}

// packInt makes a linear of int8 weights that stand as [out][in] with one scale a row.
func packInt(weights string, scale, bias []float32, in, out int) *linear {
	l := &linear{in: in, out: out, scale: scale, bias: bias, packed: aligned[byte](in * out)}
	for n := 0; n < out; n += panel {
		for j := range panel {
			row := weights[(n+j)*in:][:in]
			at := l.packed[n*in+4*j:]
			for k := 0; k < in; k += 4 {
				w := uint32(row[k]) | uint32(row[k+1])<<8 | uint32(row[k+2])<<16 | uint32(row[k+3])<<24
				binary.LittleEndian.PutUint32(at[k*panel:], w^0x80808080)
			}
		}
	}
	return l
}

// widen turns an int8 linear into one of floats.
func (l *linear) widen() *linear {
	return packFloat(l.in, l.out, l.bias, func(i, j int) float32 {
		w := l.packed[j/panel*panel*l.in+i/4*4*panel+j%panel*4+i%4]
		return float32(int8(w^0x80)) * l.scale[j]
	})
}

// packFloat makes a linear of floats; columns that are missing to a full panel are zero.
func packFloat(in, out int, bias []float32, at func(i, j int) float32) *linear {
	wide := up(out, panel)
	l := &linear{in: in, out: wide, bias: aligned[float32](wide), floats: aligned[float32](in * wide)}
	copy(l.bias, bias)
	for j := range out {
		for i := range in {
			l.floats[j/panel*panel*in+i*panel+j%panel] = at(i, j)
		}
	}
	return l
}

// narrow turns a linear of floats into an int8 one with one scale a column.
func (l *linear) narrow() *linear {
	at := func(i, j int) float32 { return l.floats[j/panel*panel*l.in+i*panel+j%panel] }
	scale := aligned[float32](l.out)
	rows := make([]byte, l.in*l.out)
	for j := range l.out {
		largest := float32(1e-8)
		for i := range l.in {
			largest = max(largest, float32(math.Abs(float64(at(i, j)))))
		}
		scale[j] = largest / 127
		for i := range l.in {
			rows[j*l.in+i] = byte(int8(math.RoundToEven(float64(at(i, j) / scale[j]))))
		}
	}
	return packInt(string(rows), scale, l.bias, l.in, l.out)
}

// apply writes l of the first rows of x, which stand stride apart, to y, whose rows are l.out wide.
func (l *linear) apply(k *kernels, q *quantised, rows int, x []float32, stride int, y []float32) {
	if l.floats != nil {
		k.floatProduct(rows, l.in, l.out, x, stride, l.floats, y, l.out, l.bias)
		return
	}
	for r := range rows {
		k.quantise(x[r*stride:], q, r, l.in)
	}
	k.intProduct(rows, l, q, y)
}
