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
func packInt[T string | []byte](weights T, scale, bias []float32, in, out int) *linear {
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
	rows := make([]float32, l.in*l.out)
	for j := range l.out {
		for i := range l.in {
			w := l.packed[j/panel*panel*l.in+i/4*4*panel+j%panel*4+i%4]
			rows[j*l.in+i] = float32(int8(w^0x80)) * l.scale[j]
		}
	}
	return packFloat(l.in, l.out, l.bias, rows)
}

// packFloat makes a linear of weights that stand as [out][in]; columns that are missing to a full panel are zero.
func packFloat(in, out int, bias, rows []float32) *linear {
	wide := up(out, panel)
	l := &linear{in: in, out: wide, bias: aligned[float32](wide), floats: aligned[float32](in * wide)}
	copy(l.bias, bias)
	for j := range out {
		column := l.floats[j/panel*panel*in+j%panel:]
		for i, v := range rows[j*in:][:in] {
			column[i*panel] = v
		}
	}
	return l
}

// packNarrow makes an int8 linear of the same, with one scale a column.
func packNarrow(in, out int, bias, rows []float32) *linear {
	wide := up(out, panel)
	scale, full, narrow := aligned[float32](wide), aligned[float32](wide), make([]byte, in*wide)
	copy(full, bias)
	for j := range out {
		row := rows[j*in:][:in]
		largest := float32(1e-8)
		for _, v := range row {
			if v > largest {
				largest = v
			} else if -v > largest {
				largest = -v
			}
		}
		scale[j] = largest / 127
		inverse := 127 / largest
		for i, v := range row {
			narrow[j*in+i] = byte(int8(math.RoundToEven(float64(v * inverse))))
		}
	}
	return packInt(narrow, scale, full, in, wide)
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
