package engine

import "testing"

// BenchmarkPeak runs loops that touch registers only: what this machine can do at most.
func BenchmarkPeak(b *testing.B) {
	const rounds = 1 << 16
	for _, p := range []struct {
		name  string
		level Level
		run   func(n uint)
		ops   float64 // of one round
	}{{"int8 avx512", AVX512, peakInt512, 24 * 128}, {"float32 avx512", AVX512, peakFloat512, 24 * 32}, {"float32 avx2", AVX2, peakFloat256, 12 * 16}} {
		b.Run(p.name, func(b *testing.B) {
			if best() < p.level {
				b.Skip("this machine has no " + p.level.String())
			}
			for b.Loop() {
				p.run(rounds)
			}
			reportOps(b, rounds*p.ops)
		})
	}
}
