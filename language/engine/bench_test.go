package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// productSizes are the matrices of the shipped network, over the pieces of a batch.
var productSizes = []struct{ in, out int }{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}}

func benchmarkLevels(b *testing.B, run func(b *testing.B, l Level)) {
	for _, l := range Levels() {
		b.Run(l.String(), func(b *testing.B) { run(b, l) })
	}
}

// plain are normal numbers; denormal ones, which the tests have, would be measured for themselves.
func plain(r *rand.Rand, n int) []float32 {
	out := aligned[float32](n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

func reportOps(b *testing.B, ops float64) {
	b.ReportMetric(ops*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOP/s")
}

// reportShare also gives the share of the peak of the machine, which is measured beside it.
func reportShare(b *testing.B, ops float64, l Level, int8 bool) {
	speed := ops * float64(b.N) / b.Elapsed().Seconds()
	reportOps(b, ops)
	if peak := peakOf(l, int8); peak > 0 {
		b.ReportMetric(100*speed/peak, "%peak")
	}
}

// BenchmarkIntProduct gives the speed of the int8 product with its quantisation left out; the share is of what a
// loop that touches registers only does.
func BenchmarkIntProduct(b *testing.B) {
	benchmarkLevels(b, func(b *testing.B, l Level) {
		for _, s := range productSizes {
			b.Run(fmt.Sprintf("%dx%d", s.in, s.out), func(b *testing.B) {
				const rows = 448
				r := rand.New(rand.NewPCG(1, 1))
				m := randomLinear(r, s.in, s.out)
				m.bias = plain(r, s.out)
				x, y := plain(r, rows*s.in), aligned[float32](rows*s.out)
				q := newQuantised(rows, s.in)
				m.apply(l.kernels(), &q, rows, x, s.in, y)
				for b.Loop() {
					l.kernels().intProduct(rows, m, &q, y)
				}
				reportShare(b, 2*rows*float64(s.in*s.out), l, true)
			})
		}
	})
}

func BenchmarkFloatProduct(b *testing.B) {
	benchmarkLevels(b, func(b *testing.B, l Level) {
		for _, s := range productSizes {
			b.Run(fmt.Sprintf("%dx%d", s.in, s.out), func(b *testing.B) {
				const rows = 448
				r := rand.New(rand.NewPCG(1, 1))
				m := randomLinear(r, s.in, s.out).widen()
				copy(m.bias, plain(r, s.out))
				x, y := plain(r, rows*s.in), aligned[float32](rows*s.out)
				for b.Loop() {
					m.apply(l.kernels(), nil, rows, x, s.in, y)
				}
				reportShare(b, 2*rows*float64(s.in*s.out), l, false)
			})
		}
	})
}

// BenchmarkRows times the kernels over one row of the inner width.
func BenchmarkRows(b *testing.B) {
	benchmarkLevels(b, func(b *testing.B, l Level) {
		const n = 1536
		r := rand.New(rand.NewPCG(1, 1))
		fresh, x, y := plain(r, n), aligned[float32](n), plain(r, n)
		q := newQuantised(1, n)
		k := l.kernels()
		for name, run := range map[string]func(){
			"gelu": func() { k.gelu(x) }, "softmax": func() { k.softmax(x, 32, 0.2) }, "addNorm": func() { k.addNorm(x, y, y, y) },
			"quantise": func() { k.quantise(x, &q, 0, n) }, "addScaled": func() { k.addScaled(x, y, 0.2) },
		} {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					copy(x, fresh)
					run()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/value")
			})
		}
	})
}

// BenchmarkEncoder runs the encoder alone over a batch of windows of one length, and BenchmarkForward the heads too.
func BenchmarkEncoder(b *testing.B) { benchmarkPass(b, (*Worker).encode) }

func BenchmarkForward(b *testing.B) {
	benchmarkPass(b, func(w *Worker) {
		w.encode()
		w.score()
	})
}

func benchmarkPass(b *testing.B, pass func(w *Worker)) {
	file := shipped(b)
	for _, o := range []Options{{}, {Float32: true}} {
		name := "int8"
		if o.Float32 {
			name = "float32"
		}
		m := load(b, file, o)
		b.Run(name, func(b *testing.B) {
			benchmarkLevels(b, func(b *testing.B, l Level) {
				for _, pieces := range []int{30, 120} {
					b.Run(fmt.Sprintf("windows of %d", pieces), func(b *testing.B) {
						w := m.NewWorker(l)
						w.reset()
						for len(w.ids) < m.batch {
							w.add(Chunk{Words: slices.Repeat([]string{"ferry"}, pieces-2)}, nil)
							w.close()
						}
						for b.Loop() {
							pass(w)
						}
						b.ReportMetric(float64(len(w.ids)*b.N)/b.Elapsed().Seconds(), "pieces/s")
					})
				}
			})
		})
	}
}

func BenchmarkWordPiece(b *testing.B) {
	m := load(b, shipped(b), Options{})
	words := strings.Fields(strings.Repeat("The ferry turned back to Port Arden shortly after 4 p.m. , its owner said on Monday , citing Żółć . ", 30))
	s := splitter{Pieces: m.Pieces}
	var ids []int32
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		n = 0
		for _, w := range words {
			ids = s.appendWord(ids[:0], w)
			n += len(ids)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds()/1e6, "Mpieces/s")
}

func BenchmarkLoad(b *testing.B) {
	file := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		load(b, file, Options{})
	}
}
