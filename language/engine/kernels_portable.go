package engine

import "math"

// portable are the kernels in plain Go. They do what the assembly does, operation by operation; conversions to float32
// stand where the compiler could otherwise fuse a product with a sum.
var portable = kernels{
	floatProduct: portableFloatProduct, intProduct: portableIntProduct, quantise: portableQuantise, gelu: portableGELU, softmax: portableSoftmax,
	addNorm: portableAddNorm, addScaled: portableAddScaled, relu: portableReLU, dots: portableDots, pack: portablePack,
}

// fma is a b + c rounded once. The product is exact in float64, so the sum is rounded twice at most; where the first
// rounding lands halfway between two float32 values, or the result is denormal, the sum is rounded to odd first
// (Boldo and Melquiond 2008), which makes the second rounding the right one.
func fma(a, b, c float32) float32 {
	s := float64(a)*float64(b) + float64(c)
	bits := math.Float64bits(s)
	if bits&(1<<29-1) == 1<<28 || bits>>52&0x7ff < 1023-126 {
		return fmaOdd(float64(a)*float64(b), float64(c), s)
	}
	return float32(s)
}

func fmaOdd(p, c, s float64) float32 {
	t := s - p
	e := (p - (s - t)) + (c - t) // what the sum lost (Knuth's two-sum)
	bits := math.Float64bits(s)
	if e != 0 && bits&1 == 0 {
		if (e > 0) == (s > 0) {
			bits++
		} else {
			bits--
		}
		s = math.Float64frombits(bits)
	}
	return float32(s)
}

// fold adds sixteen lanes in the order of all levels.
func fold(l *[16]float32) float32 {
	for _, half := range []int{8, 4, 2, 1} {
		for i := range half {
			l[i] += l[i+half]
		}
	}
	return l[0]
}

func portableFloatProduct(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32) {
	for n := 0; n < columns; n += panel {
		for m := range rows {
			out := c[m*ldc+n:][:panel]
			copy(out, bias[n:][:panel])
			for i, x := range a[m*lda:][:k] {
				w := b[n*k+i*panel:][:panel]
				for j := range out {
					out[j] = fma(x, w[j], out[j])
				}
			}
		}
	}
}

func portableIntProduct(rows int, l *linear, q *quantised, y []float32) {
	for n := 0; n < l.out; n += panel {
		for m := range rows {
			var sum [panel]int32
			a := q.values[m*l.in:][:l.in]
			b := l.packed[n*l.in:]
			for len(a) >= 4 {
				w := (*[4 * panel]byte)(b)
				a0, a1, a2, a3 := int32(int8(a[0])), int32(int8(a[1])), int32(int8(a[2])), int32(int8(a[3]))
				for j := range sum {
					sum[j] += a0*int32(w[4*j]) + a1*int32(w[4*j+1]) + a2*int32(w[4*j+2]) + a3*int32(w[4*j+3])
				}
				a, b = a[4:], b[4*panel:]
			}
			out := y[m*l.out+n:][:panel]
			for j, s := range sum {
				out[j] = fma(float32(s+q.corrections[m])*q.scales[m], l.scale[n+j], l.bias[n+j])
			}
		}
	}
}

func portableQuantise(x []float32, q *quantised, row, n int) {
	largest := float32(1e-12)
	for _, v := range x[:n] {
		largest = max(largest, float32(math.Abs(float64(v))))
	}
	q.scales[row] = largest / 127
	scale := 127 / largest
	sum := int32(0)
	out := q.values[row*n:][:n]
	for i, v := range x[:n] {
		r := int32(math.RoundToEven(float64(float32(v * scale))))
		out[i] = byte(int8(r))
		sum += r
	}
	q.corrections[row] = -128 * sum
}

// exp is e^x for x <= 0, by the polynomial of Cephes; what lies below -80 counts as -80.
func exp(x float32) float32 {
	x = max(x, -80)
	n := math.RoundToEven(float64(float32(x * math.Log2E)))
	x = fma(-0.693359375, float32(n), x)
	x = fma(2.12194440e-4, float32(n), x)
	p := float32(1.9875691500e-4)
	for _, c := range [...]float32{1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1} {
		p = fma(p, x, c)
	}
	return float32(p * math.Float32frombits(uint32(int32(n)+127)<<23))
}

// portableGELU takes erf from Abramowitz and Stegun 7.1.26.
func portableGELU(x []float32) {
	for i, v := range x {
		abs := float32(math.Abs(float64(v)))
		z := float32(abs * (math.Sqrt2 / 2))
		t := 1 / fma(z, 0.3275911, 1)
		p := float32(1.061405429)
		for _, c := range [...]float32{-1.453152027, 1.421413741, -0.284496736, 0.254829592} {
			p = fma(p, t, c)
		}
		p *= t
		erf := fma(-exp(fma(-z, z, 0)), p, 1)
		x[i] = fma(erf, abs, v) * 0.5
	}
}

func portableSoftmax(x []float32, n int, scale float32) {
	for ; len(x) >= n; x = x[n:] {
		portableSoftmaxRow(x[:n], scale)
	}
}

func portableSoftmaxRow(x []float32, scale float32) {
	highest := x[0]
	for _, v := range x {
		highest = max(highest, v)
	}
	highest = float32(highest * scale)
	var sum [16]float32
	for i, v := range x {
		x[i] = exp(float32(v*scale) - highest)
		sum[i%16] += x[i]
	}
	inverse := 1 / fold(&sum)
	for i := range x {
		x[i] *= inverse
	}
}

func portableAddNorm(x, y, gain, bias []float32) {
	inverse := 1 / float32(len(x))
	var sum, square [16]float32
	for i := range x {
		x[i] += y[i]
		sum[i%16] += x[i]
	}
	mean := float32(fold(&sum) * inverse)
	for i, v := range x {
		d := v - mean
		square[i%16] = fma(d, d, square[i%16])
	}
	variance := float32(fold(&square) * inverse)
	scale := 1 / float32(math.Sqrt(float64(variance+1e-12)))
	for i, v := range x {
		x[i] = fma((v-mean)*scale, gain[i], bias[i])
	}
}

func portableAddScaled(y, x []float32, scale float32) {
	for i, v := range x {
		y[i] = fma(v, scale, y[i])
	}
}

func portableReLU(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0
		}
	}
}

func portableDots(rows, x, out []float32) {
	for r := range out {
		var sum [16]float32
		row := rows[r*len(x):][:len(x)]
		for i, v := range x {
			sum[i%16] = fma(row[i], v, sum[i%16])
		}
		out[r] = fold(&sum)
	}
}

// portablePack leaves columns that are missing to a full panel as they were: their products are never read.
func portablePack(to, rows []float32, stride, k, n int) {
	for j := range n {
		packColumn(to[j/panel*panel*k:], rows[j*stride:][:k], j%panel)
	}
}

// packColumn writes the values down a column.
func packColumn(to, row []float32, column int) {
	for ; len(row) >= panel; row, to = row[panel:], to[panel*panel:] {
		block := (*[panel * panel]float32)(to)
		for i, v := range (*[panel]float32)(row) {
			block[(i*panel+column)&(panel*panel-1)] = v
		}
	}
}
