package engine

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// Level is a set of instructions. Answers do not depend on it, only speed does.
type Level int

// The levels, each faster than the one before.
const (
	Portable Level = iota // plain Go, everywhere
	NEON                  // arm64 with the dot products of ARMv8.2
	AVX2                  // x86-64 with AVX2 and FMA
	AVX512                // x86-64 with AVX-512 F, BW, DQ, VL and VNNI
)

// CPUVariable names the environment variable that caps the level: portable, neon, avx2 or avx512.
const CPUVariable = "DATELINE_CPU"

var levelNames = []string{Portable: "portable", NEON: "neon", AVX2: "avx2", AVX512: "avx512"}

func (l Level) String() string { return levelNames[l] }

func best() Level {
	levels := Levels()
	return levels[len(levels)-1]
}

// Detect is the best level of this machine, not above what DATELINE_CPU says. A value that names no level is an error.
func Detect() (Level, error) {
	value := strings.ToLower(strings.TrimSpace(os.Getenv(CPUVariable)))
	if value == "" {
		return best(), nil
	}
	if l := Level(slices.Index(levelNames, value)); l >= 0 {
		levels := Levels()
		for levels[len(levels)-1] > l {
			levels = levels[:len(levels)-1]
		}
		return levels[len(levels)-1], nil
	}
	return Portable, fmt.Errorf("%s is %q: give one of %s, or leave it unset", CPUVariable, value, strings.Join(levelNames, ", "))
}

// kernels are the inner loops of one level. Slices are checked by them; n is a multiple of 16 in all that work on rows.
type kernels struct {
	floatProduct func(rows, k, columns int, a []float32, lda int, b, c []float32, ldc int, bias []float32)
	intProduct   func(rows int, l *linear, q *quantised, y []float32)
	quantise     func(x []float32, q *quantised, row, n int)
	gelu         func(x []float32)
	softmax      func(x []float32, n int, scale float32) // rows of n values
	addNorm      func(x, y, gain, bias []float32)
	addScaled    func(y, x []float32, scale float32)
	relu         func(x []float32)
	dots         func(rows, x, out []float32)
	pack         func(to, rows []float32, stride, k, n int) // n rows of k values, a multiple of 32, as columns of panels
}

// quantised is a matrix of activations in -127..127 with one scale a row. AVX2 keeps a 16-bit word for each value, the
// others a byte.
type quantised struct {
	values      []byte
	corrections []int32 // -128 x the sum of the row, since weights are kept as w + 128; NEON needs none
	scales      []float32
}

func newQuantised(rows, columns int) quantised {
	return quantised{values: aligned[byte](2 * rows * columns), corrections: make([]int32, rows), scales: make([]float32, rows)}
}
