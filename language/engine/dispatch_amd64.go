package engine

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// Levels lists those that this machine can run, each faster than the one before.
func Levels() []Level {
	x := &cpu.X86
	switch {
	case !x.HasAVX2 || !x.HasFMA:
		return []Level{Portable}
	case x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL && x.HasAVX512VNNI:
		return []Level{Portable, AVX2, AVX512}
	}
	return []Level{Portable, AVX2}
}

// The forms of the kernels that are called through a table by their number of rows.
type (
	floatProductFunc func(k uint, a *float32, lda uint, b *float32, c *float32, ldc uint, bias *float32, next uintptr, stride uint)
	intProductFunc   func(k4 uint, a *byte, lda uint, b *byte, c *float32, ldc uint, corrections *int32, rowScales, columnScales, bias *float32, next uintptr, stride uint)
)

var (
	wide = kernels{
		floatProduct: floatProduct512, intProduct: intProduct512, pack: pack,
		quantise: func(x []float32, q *quantised, row, n int) {
			quantise512(&x[:n][0], &q.values[row*n:][:n][0], uint(n), &q.corrections[row], &q.scales[row])
		},
		gelu:    func(x []float32) { gelu512(&x[0], uint(len(x))) },
		softmax: func(x []float32, n int, scale float32) { softmax512(&x[0], uint(n), uint(len(x)/n), scale) },
		addNorm: func(x, y, gain, bias []float32) {
			n := len(x)
			addNorm512(&x[0], &y[:n][0], &gain[:n][0], &bias[:n][0], uint(n), 1/float32(n))
		},
		addScaled: func(y, x []float32, scale float32) { addScaled512(&y[0], &x[:len(y)][0], uint(len(y)), scale) },
		relu:      func(x []float32) { relu512(&x[0], uint(len(x))) },
		dots: func(rows, x, out []float32) {
			dots512(&rows[:len(x)*len(out)][0], &x[0], uint(len(x)), uint(len(out)), &out[0])
		},
	}
	narrow = kernels{
		floatProduct: floatProduct256, intProduct: intProduct256, pack: pack,
		quantise: func(x []float32, q *quantised, row, n int) {
			quantise256(&x[:n][0], &q.values[2*row*n:][:2*n][0], uint(n), &q.corrections[row], &q.scales[row])
		},
		gelu:    func(x []float32) { gelu256(&x[0], uint(len(x))) },
		softmax: func(x []float32, n int, scale float32) { softmax256(&x[0], uint(n), uint(len(x)/n), scale) },
		addNorm: func(x, y, gain, bias []float32) {
			n := len(x)
			addNorm256(&x[0], &y[:n][0], &gain[:n][0], &bias[:n][0], uint(n), 1/float32(n))
		},
		addScaled: func(y, x []float32, scale float32) { addScaled256(&y[0], &x[:len(y)][0], uint(len(y)), scale) },
		relu:      func(x []float32) { relu256(&x[0], uint(len(x))) },
		dots: func(rows, x, out []float32) {
			dots256(&rows[:len(x)*len(out)][0], &x[0], uint(len(x)), uint(len(out)), &out[0])
		},
	}
)

// pack takes eight rows at a time and leaves the last to the portable kernel.
func pack(to, rows []float32, stride, k, n int) {
	eights := n &^ 7
	for j := 0; j < eights; j += 8 {
		_, _ = rows[(j+7)*stride+k-1], to[(j/panel+1)*panel*k-1]
		packColumns(&rows[j*stride], uint(4*stride), &to[j/panel*panel*k+j%panel], uint(k))
	}
	for j := eights; j < n; j++ {
		packColumn(to[j/panel*panel*k:], rows[j*stride:][:k], j%panel)
	}
}

func (l Level) kernels() *kernels {
	switch l {
	case AVX512:
		return &wide
	case AVX2:
		return &narrow
	}
	return &portable
}

func floatProduct512(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32) {
	checkFloat(rows, k, columns, a, lda, b, c, ldc, bias)
	block := max(floatBlock/k, 1)
	for from := 0; from < rows; from += block {
		to := min(rows, from+block)
		for n := 0; n < columns; n += panel {
			next, stride := ahead(b, n*k, panel*k, tiles(to-from, floatProducts512[:]))
			for m := from; m < to; {
				tile := min(len(floatProducts512)-1, to-m)
				floatProducts512[tile](uint(k), &a[m*lda], uint(4*lda), &b[n*k], &c[m*ldc+n], uint(4*ldc), &bias[n], next, stride)
				next = further(next, stride, k)
				m += tile
			}
		}
	}
}

// floatProduct256 takes sixteen columns of a panel at a time.
func floatProduct256(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32) {
	checkFloat(rows, k, columns, a, lda, b, c, ldc, bias)
	block := max(floatBlock/k, 1)
	for from := 0; from < rows; from += block {
		to := min(rows, from+block)
		for n := 0; n < columns; n += panel / 2 {
			at := n/panel*panel*k + n%panel
			next, stride := ahead(b, n/panel*panel*k, panel*k, 2*tiles(to-from, floatProducts256[:]))
			for m := from; m < to; {
				tile := min(len(floatProducts256)-1, to-m)
				floatProducts256[tile](uint(k), &a[m*lda], uint(4*lda), &b[at], &c[m*ldc+n], uint(4*ldc), &bias[n], next, stride)
				next = further(next, stride, k)
				m += tile
			}
		}
	}
}

// checkFloat stops a product that would leave its matrices: assembly checks nothing.
func checkFloat(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32) {
	_, _, _, _ = a[(rows-1)*lda+k-1], b[k*columns-1], c[(rows-1)*ldc+columns-1], bias[columns-1]
}

func intProduct512(rows int, l *linear, q *quantised, y []float32) {
	checkInt(rows, l, q, y, 1)
	for from := 0; from < rows; from += intBlock {
		to := min(rows, from+intBlock)
		for n := 0; n < l.out; n += panel {
			next, stride := ahead(l.packed, n*l.in, panel*l.in, tiles(to-from, intProducts512[:]))
			for m := from; m < to; {
				tile := min(len(intProducts512)-1, to-m)
				intProducts512[tile](uint(l.in/4), &q.values[m*l.in], uint(l.in), &l.packed[n*l.in], &y[m*l.out+n], uint(4*l.out), &q.corrections[m], &q.scales[m], &l.scale[n], &l.bias[n], next, stride)
				next = further(next, stride, l.in/4)
				m += tile
			}
		}
	}
}

// intProduct256 takes eight columns of a panel at a time.
func intProduct256(rows int, l *linear, q *quantised, y []float32) {
	checkInt(rows, l, q, y, 2)
	for from := 0; from < rows; from += intBlock {
		to := min(rows, from+intBlock)
		for n := 0; n < l.out; n += 8 {
			at := n/panel*panel*l.in + n%panel*4
			next, stride := ahead(l.packed, n/panel*panel*l.in, panel*l.in, 4*tiles(to-from, intProducts256[:]))
			for m := from; m < to; {
				tile := min(len(intProducts256)-1, to-m)
				intProducts256[tile](uint(l.in/4), &q.values[2*m*l.in], uint(2*l.in), &l.packed[at], &y[m*l.out+n], uint(4*l.out), &q.corrections[m], &q.scales[m], &l.scale[n], &l.bias[n], next, stride)
				next = further(next, stride, l.in/4)
				m += tile
			}
		}
	}
}

func checkInt(rows int, l *linear, q *quantised, y []float32, size int) {
	_, _, _ = q.values[rows*l.in*size-1], l.packed[l.in*l.out-1], y[rows*l.out-1]
	_, _, _, _ = q.corrections[rows-1], q.scales[rows-1], l.scale[l.out-1], l.bias[l.out-1]
}

// tiles is how many calls of a kernel take so many rows.
func tiles[T any](rows int, kernels []T) int { return (rows + len(kernels) - 2) / (len(kernels) - 1) }

// ahead says what the kernels fetch while they work on the panel of size values at from: the panel behind it, spread over
// so many calls; stride is what a round of a kernel moves on by. Behind the last panel there is nothing to fetch. It is an
// address, not a pointer: nothing is read through it.
func ahead[T byte | float32](b []T, from, size, calls int) (next uintptr, stride uint) {
	if from+2*size > len(b) {
		return uintptr(unsafe.Pointer(&b[from])), 0
	}
	// A round takes four steps of 128 bytes.
	return uintptr(unsafe.Pointer(&b[from+size])), uint(512 / calls)
}

// further is where the next call goes on after one of so many steps.
func further(next uintptr, stride uint, steps int) uintptr {
	return next + uintptr(stride)*uintptr(steps/4)
}
