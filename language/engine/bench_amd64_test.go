package engine

import (
	"testing"
	"time"
)

// peaks are the loops that touch registers only, with the operations of one round.
var peaks = []struct {
	name  string
	level Level
	int8  bool
	run   func(n uint)
	ops   float64
}{
	{"int8 avx512", AVX512, true, peakInt512, 24 * 128},
	{"float32 avx512", AVX512, false, peakFloat512, 24 * 32},
	{"float32 avx2", AVX2, false, peakFloat256, 12 * 16},
}

const peakRounds = 1 << 16

// BenchmarkPeak gives what this machine can do at most.
func BenchmarkPeak(b *testing.B) {
	for _, p := range peaks {
		b.Run(p.name, func(b *testing.B) {
			if best() < p.level {
				b.Skip("this machine has no " + p.level.String())
			}
			for b.Loop() {
				p.run(peakRounds)
			}
			reportOps(b, peakRounds*p.ops)
		})
	}
}

// peakOf is the most operations a second that were seen in ten rounds of the loop for this level; 0 when there is no loop.
func peakOf(l Level, int8 bool) float64 {
	for _, p := range peaks {
		if p.level != l || p.int8 != int8 {
			continue
		}
		fastest := time.Hour
		for range 10 {
			begin := time.Now()
			p.run(peakRounds)
			fastest = min(fastest, time.Since(begin))
		}
		return peakRounds * p.ops / fastest.Seconds()
	}
	return 0
}
