// Command generate writes the vector kernels of package engine: kernels_amd64.s, kernels_arm64.s and the Go declarations beside them.
// It is run by "go generate ./language/engine"; a test in this folder fails when what is checked in is not what it writes.
//
// Every kernel exists for AVX-512 and for AVX2, emitted by one function with the width as parameter, so that both do the
// same operations in the same order: sums across a row run in sixteen lanes (AVX2 keeps two accumulators of eight) that
// are folded as lane i + lane i+8, then i+4, then i+2, then i+1. NEON (neon.go) keeps four accumulators of four lanes and
// package engine's portable kernels sixteen numbers; both follow the same order.
package main

import (
	"fmt"
	"os"
)

func main() {
	for name, text := range files() {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			fmt.Fprintf(os.Stderr, "generate: write %s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

// files gives the text of each file by its name.
func files() map[string]string {
	x, arm := newWriter("MOVQ", "VZEROUPPER", "RET"), newWriter("MOVD", "RET")
	x.constants()
	x.vectorKernels()
	arm.constants()
	arm.neonKernels()
	return map[string]string{
		"kernels_amd64.s": x.assembly.String(), "kernels_amd64.go": x.declarations.String(),
		"kernels_arm64.s": arm.assembly.String(), "kernels_arm64.go": arm.declarations.String(),
	}
}

// vectorKernels writes the kernels of AVX-512 and AVX2.
func (w *writer) vectorKernels() {
	for _, v := range []vector{avx512, avx2} {
		for rows := 1; rows <= v.floatRows; rows++ {
			w.floatProduct(v, rows)
		}
		for rows := 1; rows <= v.intRows; rows++ {
			w.intProduct(v, rows)
		}
		w.gelu(v)
		w.softmax(v)
		w.addNorm(v)
		w.addScaled(v)
		w.relu(v)
		w.dots(v)
		w.quantise(v)
	}
	w.pack()
	w.peaks()
	w.table("floatProducts512", "floatProduct", "512x", avx512.floatRows)
	w.table("floatProducts256", "floatProduct", "256x", avx2.floatRows)
	w.table("intProducts512", "intProduct", "512x", avx512.intRows)
	w.table("intProducts256", "intProduct", "256x", avx2.intRows)
}
