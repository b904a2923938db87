package engine

import "golang.org/x/sys/cpu"

// Levels lists those that this machine can run, each faster than the one before. NEON is there wherever arm64 is; its dot
// products of bytes are an option of ARMv8.2, which Apple's, Amazon's and all newer processors have.
func Levels() []Level {
	if !cpu.ARM64.HasASIMDDP {
		return []Level{Portable}
	}
	return []Level{Portable, NEON}
}

func (l Level) kernels() *kernels {
	if l == NEON {
		return &vector
	}
	return &portable
}

// The forms of the kernels that are called through a table by their number of rows.
type (
	floatProductFunc func(k uint, a *float32, lda uint, b *float32, c *float32, ldc uint, bias *float32)
	intProductFunc   func(k4 uint, a *byte, lda uint, b *byte, c *float32, ldc uint, rowScales, columnScales, bias *float32)
)

var vector = kernels{
	floatProduct: vectorFloatProduct, intProduct: vectorIntProduct, pack: portablePack,
	quantise: func(x []float32, q *quantised, row, n int) {
		quantise(&x[:n][0], &q.values[row*n:][:n][0], uint(n), &q.scales[row])
	},
	gelu:    func(x []float32) { gelu(&x[0], uint(len(x))) },
	softmax: func(x []float32, n int, scale float32) { softmax(&x[0], uint(n), uint(len(x)/n), scale) },
	addNorm: func(x, y, gain, bias []float32) {
		n := len(x)
		addNorm(&x[0], &y[:n][0], &gain[:n][0], &bias[:n][0], uint(n), 1/float32(n))
	},
	addScaled: func(y, x []float32, scale float32) { addScaled(&y[0], &x[:len(y)][0], uint(len(y)), scale) },
	relu:      func(x []float32) { relu(&x[0], uint(len(x))) },
	dots: func(rows, x, out []float32) {
		dots(&rows[:len(x)*len(out)][0], &x[0], uint(len(x)), uint(len(out)), &out[0])
	},
}

// vectorFloatProduct takes sixteen columns of a panel at a time.
func vectorFloatProduct(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32) {
	_, _, _, _ = a[(rows-1)*lda+k-1], b[k*columns-1], c[(rows-1)*ldc+columns-1], bias[columns-1] // assembly checks nothing
	block := max(floatBlock/k, 1)
	for from := 0; from < rows; from += block {
		to := min(rows, from+block)
		for n := 0; n < columns; n += panel / 2 {
			at := n/panel*panel*k + n%panel
			for m := from; m < to; {
				tile := min(len(floatProducts)-1, to-m)
				floatProducts[tile](uint(k), &a[m*lda], uint(4*lda), &b[at], &c[m*ldc+n], uint(4*ldc), &bias[n])
				m += tile
			}
		}
	}
}

// vectorIntProduct takes sixteen columns of a panel at a time.
func vectorIntProduct(rows int, l *linear, q *quantised, y []float32) {
	_, _, _ = q.values[rows*l.in-1], l.packed[l.in*l.out-1], y[rows*l.out-1] // assembly checks nothing
	_, _, _ = q.scales[rows-1], l.scale[l.out-1], l.bias[l.out-1]
	for from := 0; from < rows; from += intBlock {
		to := min(rows, from+intBlock)
		for n := 0; n < l.out; n += panel / 2 {
			at := n/panel*panel*l.in + n%panel*4
			for m := from; m < to; {
				tile := min(len(intProducts)-1, to-m)
				intProducts[tile](uint(l.in/4), &q.values[m*l.in], uint(l.in), &l.packed[at], &y[m*l.out+n], uint(4*l.out), &q.scales[m], &l.scale[n], &l.bias[n])
				m += tile
			}
		}
	}
}
