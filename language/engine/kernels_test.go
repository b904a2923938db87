package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// numbers are n floats of mixed size, some of them zero or denormal.
func numbers(r *rand.Rand, n int) []float32 {
	out := aligned[float32](n)
	for i := range out {
		out[i] = float32(r.NormFloat64() * math.Pow(10, float64(r.IntN(4)-2)))
		switch r.IntN(40) {
		case 0:
			out[i] = 0
		case 1:
			out[i] = float32(math.Copysign(0, -1))
		case 2:
			out[i] = float32(r.NormFloat64() * 1e-39)
		}
	}
	return out
}

// sameBits fails when two rows differ in a bit.
func sameBits(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: value %d of %d is %v (%#x), portable %v (%#x)", what, i, len(want), got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
		}
	}
}

// vectorLevels runs test for each level above Portable that this machine has.
func vectorLevels(t *testing.T, test func(t *testing.T, k *kernels)) {
	if len(Levels()) == 1 {
		t.Skip("this machine has no vector kernels")
	}
	for _, l := range Levels()[1:] {
		t.Run(l.String(), func(t *testing.T) {
			t.Parallel()
			test(t, l.kernels())
		})
	}
}

func TestFloatProduct(t *testing.T) {
	t.Parallel()
	vectorLevels(t, func(t *testing.T, k *kernels) {
		r := rand.New(rand.NewPCG(1, 2))
		for rows := 1; rows <= 30; rows++ {
			for _, depth := range []int{1, 2, 3, 4, 5, 7, 31, 32, 97} {
				compareFloatProduct(t, k, r, rows, depth, 32*(1+r.IntN(3)))
			}
		}
		compareFloatProduct(t, k, r, floatBlock/1536+3, 1536, 64)
	})
}

func compareFloatProduct(t *testing.T, k *kernels, r *rand.Rand, rows, depth, columns int) {
	t.Helper()
	lda, ldc := depth+r.IntN(5), columns+r.IntN(3)*16
	a, b, bias := numbers(r, rows*lda), numbers(r, depth*columns), numbers(r, columns)
	got, want := aligned[float32](rows*ldc), aligned[float32](rows*ldc)
	k.floatProduct(rows, depth, columns, a, lda, b, got, ldc, bias)
	portable.floatProduct(rows, depth, columns, a, lda, b, want, ldc, bias)
	sameBits(t, fmt.Sprintf("%d x %d x %d", rows, depth, columns), got, want)
}

func TestIntProduct(t *testing.T) {
	t.Parallel()
	vectorLevels(t, func(t *testing.T, k *kernels) {
		r := rand.New(rand.NewPCG(3, 4))
		for rows := 1; rows <= 30; rows++ {
			compareIntProduct(t, k, r, rows, 16*(1+r.IntN(6)), 32*(1+r.IntN(3)))
		}
		compareIntProduct(t, k, r, intBlock+5, 1536, 64)
	})
}

func randomLinear(r *rand.Rand, in, out int) *linear {
	weights := make([]byte, in*out)
	for i := range weights {
		weights[i] = byte(int8(r.IntN(255) - 127))
	}
	scale := make([]float32, out)
	for i := range scale {
		scale[i] = r.Float32() * 0.01
	}
	return packInt(string(weights), scale, numbers(r, out), in, out)
}

// compareIntProduct also compares the quantised rows, through the product.
func compareIntProduct(t *testing.T, k *kernels, r *rand.Rand, rows, in, out int) {
	t.Helper()
	l := randomLinear(r, in, out)
	x := numbers(r, rows*in)
	var results [2][]float32
	for i, kernel := range []*kernels{k, &portable} {
		q := newQuantised(rows, in)
		results[i] = aligned[float32](rows * out)
		l.apply(kernel, &q, rows, x, in, results[i])
	}
	sameBits(t, fmt.Sprintf("%d x %d x %d", rows, in, out), results[0], results[1])
}

// TestIntProductIsExact checks the portable product against sums in float64 of what the quantiser gave.
func TestIntProductIsExact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	const rows, in, out = 3, 48, 64
	l, x := randomLinear(r, in, out), numbers(r, rows*in)
	q, got := newQuantised(rows, in), make([]float32, rows*out)
	l.apply(&portable, &q, rows, x, in, got)
	wide := l.widen()
	for m := range rows {
		for n := range out {
			want := float64(l.bias[n])
			size := math.Abs(want)
			for i := range in {
				term := float64(int8(q.values[m*in+i])) * float64(q.scales[m]) * float64(wide.floats[n/panel*panel*in+i*panel+n%panel])
				want += term
				size += math.Abs(term)
			}
			if math.Abs(want-float64(got[m*out+n])) > 1e-6*size {
				t.Fatalf("row %d column %d: got %v, want %v", m, n, got[m*out+n], want)
			}
		}
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	vectorLevels(t, func(t *testing.T, k *kernels) {
		r := rand.New(rand.NewPCG(7, 8))
		for range 200 {
			compareRows(t, k, r, 16*(1+r.IntN(30)))
		}
	})
}

// compareRows runs every kernel over rows of n values.
func compareRows(t *testing.T, k *kernels, r *rand.Rand, n int) {
	t.Helper()
	x, y, gain, bias := numbers(r, n), numbers(r, n), numbers(r, n), numbers(r, n)
	scale := r.Float32()
	for _, test := range []struct {
		name string
		run  func(k *kernels, x []float32)
	}{
		{"gelu", func(k *kernels, x []float32) { k.gelu(x) }},
		{"softmax", func(k *kernels, x []float32) { k.softmax(x, n, scale) }},
		{"softmax of short rows", func(k *kernels, x []float32) { k.softmax(x, 16, scale) }},
		{"addNorm", func(k *kernels, x []float32) { k.addNorm(x, y, gain, bias) }},
		{"addScaled", func(k *kernels, x []float32) { k.addScaled(x, y, scale) }},
		{"relu", func(k *kernels, x []float32) { k.relu(x) }},
		{"dots", func(k *kernels, x []float32) { k.dots(append(x[:n:n], y...), gain, x[:2]) }},
	} {
		got, want := append(aligned[float32](0), x...), append(aligned[float32](0), x...)
		test.run(k, got)
		test.run(&portable, want)
		sameBits(t, fmt.Sprintf("%s of %d", test.name, n), got, want)
	}
}

func TestPack(t *testing.T) {
	t.Parallel()
	vectorLevels(t, func(t *testing.T, k *kernels) {
		r := rand.New(rand.NewPCG(11, 12))
		for n := 1; n <= 70; n++ {
			depth := 32 * (1 + r.IntN(3))
			stride := depth + r.IntN(40)
			rows := numbers(r, n*stride)
			got, want := aligned[float32](up(n, panel)*depth), aligned[float32](up(n, panel)*depth)
			k.pack(got, rows, stride, depth, n)
			for j := range n {
				for i := range depth {
					want[j/panel*panel*depth+i*panel+j%panel] = rows[j*stride+i]
				}
			}
			sameBits(t, fmt.Sprintf("%d rows of %d", n, depth), got, want)
			clear(got)
			portable.pack(got, rows, stride, depth, n)
			sameBits(t, fmt.Sprintf("portable, %d rows of %d", n, depth), got, want)
		}
	})
}

func FuzzKernels(f *testing.F) {
	f.Add(uint64(1), uint8(13), uint8(4), uint8(2))
	f.Add(uint64(2), uint8(15), uint8(35), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, rows, depth, panels uint8) {
		r := rand.New(rand.NewPCG(seed, 9))
		m, k, n := 1+int(rows%40), 1+int(depth%80), 32*(1+int(panels%4))
		for _, l := range Levels()[1:] {
			compareFloatProduct(t, l.kernels(), r, m, k, n)
			compareIntProduct(t, l.kernels(), r, m, 16*(1+k/8), n)
			compareRows(t, l.kernels(), r, 16*k)
		}
	})
}

// TestFMA compares with sums that float64 holds exactly, and with halfway cases that rounding twice gets wrong.
func TestFMA(t *testing.T) {
	t.Parallel()
	tiny := float32(math.Ldexp(1, -60))
	for _, c := range []struct{ a, b, c, want float32 }{
		{2, 3, 4, 10},
		{1, 1 + 1.0/(1<<23), 0, 1 + 1.0/(1<<23)},
		{1 + 1.0/(1<<12), 1 + 1.0/(1<<12), tiny, float32(1+1.0/(1<<11)) + 1.0/(1<<23)}, // 1 + 2^-11 + 2^-24 + a little: up
		{1 + 1.0/(1<<12), 1 + 1.0/(1<<12), -tiny, 1 + 1.0/(1<<11)},
		{1e-30, 1e-10, 0, 1e-40},
		{0, 5, 0, 0},
	} {
		if got := fma(c.a, c.b, c.c); got != c.want {
			t.Errorf("fma(%v, %v, %v) = %v, want %v", c.a, c.b, c.c, got, c.want)
		}
	}
}

func TestGELU(t *testing.T) {
	t.Parallel()
	for x := -9.0; x <= 9; x += 0.01 {
		row := []float32{float32(x)}
		portable.gelu(row)
		want := x / 2 * (1 + math.Erf(x/math.Sqrt2))
		if math.Abs(float64(row[0])-want) > 5e-7 {
			t.Fatalf("gelu(%v) = %v, want %v", x, row[0], want)
		}
	}
}

func TestSoftmaxSumsToOne(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	for range 100 {
		row := numbers(r, 16*(1+r.IntN(12)))
		portable.softmax(row, len(row), 0.2)
		sum := 0.0
		for _, v := range row {
			sum += float64(v)
		}
		if math.Abs(sum-1) > 1e-5 {
			t.Fatalf("the row sums to %v", sum)
		}
	}
}
