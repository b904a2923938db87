package main

import "fmt"

// Registers of a product: SI the rows of A, BX the panel of B, R8 the distance of rows and R9-R13, DX its multiples
// 3, 5, 7, 9, 11 and 13, so that the address of each row is one operand; CX counts, DI and R8 the rows of C at the end.

// In the loop DI and AX fetch ahead: each round asks for the cache line at DI and moves it on by AX bytes, so that the next
// panel of B comes in while this one is worked on, a line now and then.

// steps is how many steps of the inner dimension a loop body takes.
const steps = 4

var rowAt = map[int]struct {
	register string
	scale    int
}{1: {"R8", 1}, 2: {"R8", 2}, 4: {"R8", 4}, 8: {"R8", 8}, 3: {"R9", 1}, 6: {"R9", 2}, 12: {"R9", 4}, 5: {"R10", 1}, 10: {"R10", 2}, 7: {"R11", 1}, 9: {"R12", 1}, 11: {"R13", 1}, 13: {"DX", 1}}

// row is the operand of an element of row r of A.
func row(r, offset int) string {
	if r == 0 {
		return fmt.Sprintf("%d(SI)", offset)
	}
	return fmt.Sprintf("%d(SI)(%s*%d)", offset, rowAt[r].register, rowAt[r].scale)
}

// distances fills the multiples of R8 that rows of A are reached by.
func (w *writer) distances(rows int) {
	for _, d := range []struct {
		from int
		op   string
	}{{3, "LEAQ (R8)(R8*2), R9"}, {5, "LEAQ (R8)(R8*4), R10"}, {7, "LEAQ (R8)(R8*2), R11; LEAQ (R11)(R8*4), R11"}, {9, "LEAQ (R8)(R8*8), R12"},
		{11, "LEAQ (R8)(R8*2), R13; LEAQ (R13)(R8*8), R13"}, {13, "LEAQ (R8)(R8*4), DX; LEAQ (DX)(R8*8), DX"}} {
		if rows > d.from {
			w.op("%s", d.op)
		}
	}
}

func (w *writer) ahead(args []argument) {
	w.op("MOVQ %s, DI", w.arg(args, "next"))
	w.op("MOVQ %s, AX", w.arg(args, "stride"))
}

func (w *writer) fetch() {
	w.op("PREFETCHT0 (DI)")
	w.op("ADDQ AX, DI")
}

// floatProduct writes C = bias + A B for a tile of rows x two registers. B stands in panels of 32 columns, a row of
// 128 bytes for each step; AVX2 takes 16 of the columns. Each element is a chain of fused multiply-adds over k.
func (w *writer) floatProduct(v vector, rows int) {
	args := []argument{{"k", "uint"}, {"a", "*float32"}, {"lda", "uint"}, {"b", "*float32"}, {"c", "*float32"}, {"ldc", "uint"}, {"bias", "*float32"}, {"next", "uintptr"}, {"stride", "uint"}}
	doc := fmt.Sprintf("writes %d rows of %d columns of C = bias + A B; lda and ldc are in bytes, B is a panel with 128 bytes a step.", rows, 2*v.lanes())
	w.begin(fmt.Sprintf("floatProduct%dx%d", v.bits, rows), doc, args, "CX", "SI", "R8", "BX", "", "", "AX")
	w.distances(rows)
	acc := func(r, half int) string { return v.reg(2*r + half) }
	for half := range 2 {
		w.op("VMOVUPS %d(AX), %s", half*v.bytes, acc(0, half))
		for r := 1; r < rows; r++ {
			w.op("VMOVAPS %s, %s", acc(0, half), acc(r, half))
		}
	}
	w.ahead(args)
	w.op("SUBQ $%d, CX", steps)
	w.op("JL %s", w.at("rest"))
	w.op("PCALIGN $32")
	w.label("loop")
	w.fetch()
	for u := range steps {
		w.floatStep(v, rows, u, acc)
	}
	w.op("ADDQ $%d, BX", steps*128)
	w.op("ADDQ $%d, SI", steps*4)
	w.op("SUBQ $%d, CX", steps)
	w.op("JGE %s", w.at("loop"))
	w.label("rest")
	w.op("ADDQ $%d, CX", steps)
	w.op("JZ %s", w.at("store"))
	w.label("one")
	w.floatStep(v, rows, 0, acc)
	w.op("ADDQ $128, BX")
	w.op("ADDQ $4, SI")
	w.op("DECQ CX")
	w.op("JNZ %s", w.at("one"))
	w.label("store")
	w.op("MOVQ %s, DI", w.arg(args, "c"))
	w.op("MOVQ %s, R8", w.arg(args, "ldc"))
	for r := range rows {
		w.op("VMOVUPS %s, (DI)", acc(r, 0))
		w.op("VMOVUPS %s, %d(DI)", acc(r, 1), v.bytes)
		w.nextRow(r, rows)
	}
	w.end()
}

func (w *writer) nextRow(r, rows int) {
	if r < rows-1 {
		w.op("ADDQ R8, DI")
	}
}

// floatStep multiplies one row of B with one column of A.
func (w *writer) floatStep(v vector, rows, u int, acc func(r, half int) string) {
	b := [2]string{v.reg(2 * v.floatRows), v.reg(2*v.floatRows + 1)}
	for half := range 2 {
		w.op("VMOVUPS %d(BX), %s", u*128+half*v.bytes, b[half])
	}
	for r := range rows {
		if v == avx512 {
			w.op("VFMADD231PS.BCST %s, %s, %s", row(r, u*4), b[0], acc(r, 0))
			w.op("VFMADD231PS.BCST %s, %s, %s", row(r, u*4), b[1], acc(r, 1))
			continue
		}
		a := v.reg(14 + r%2)
		w.op("VBROADCASTSS %s, %s", row(r, u*4), a)
		w.op("VFMADD231PS %s, %s, %s", a, b[0], acc(r, 0))
		w.op("VFMADD231PS %s, %s, %s", a, b[1], acc(r, 1))
	}
}

// intArgs are the arguments of both int8 products. B holds unsigned bytes, the weight + 128, in panels of 32 columns:
// for each four steps of k, 32 columns of four bytes. corrections is -128 x the sum of each row of A.
var intArgs = []argument{{"k4", "uint"}, {"a", "*byte"}, {"lda", "uint"}, {"b", "*byte"}, {"c", "*float32"}, {"ldc", "uint"},
	{"corrections", "*int32"}, {"rowScales", "*float32"}, {"columnScales", "*float32"}, {"bias", "*float32"}, {"next", "uintptr"}, {"stride", "uint"}}

// intProduct writes C = (A B - 128 sum A) x row scale x column scale + bias.
func (w *writer) intProduct(v vector, rows int) {
	columns, kind := 32, "int8"
	if v == avx2 {
		columns, kind = 8, "int16"
	}
	doc := fmt.Sprintf("writes %d rows of %d columns of an integer product, scaled; A holds %s, k4 counts fours of k and is a multiple of four.", rows, columns, kind)
	w.begin(fmt.Sprintf("intProduct%dx%d", v.bits, rows), doc, intArgs, "CX", "SI", "R8", "BX", "", "", "AX")
	w.distances(rows)
	acc := func(r, half int) string { return v.reg(2*r + half) }
	for r := range rows {
		for half := range 2 {
			if v == avx512 && half == 0 {
				w.op("VPBROADCASTD %d(AX), %s", r*4, acc(r, 0))
				w.op("VMOVDQA32 %s, %s", acc(r, 0), acc(r, 1))
			} else if v == avx2 {
				w.op("VPXOR %s, %s, %s", acc(r, half), acc(r, half), acc(r, half))
			}
		}
	}
	w.ahead(intArgs)
	w.op("PCALIGN $32")
	w.label("loop")
	w.fetch()
	for u := range steps {
		if v == avx512 {
			w.intStep512(rows, u, acc)
		} else {
			w.intStep256(rows, u, acc)
		}
	}
	w.op("ADDQ $%d, BX", steps*128)
	w.op("ADDQ $%d, SI", steps*v.intStepBytes())
	w.op("SUBQ $%d, CX", steps)
	w.op("JG %s", w.at("loop"))
	w.scaled(v, rows, acc)
	w.end()
}

// intStepBytes is how far four steps of k reach in a row of A: bytes for AVX-512, 16-bit words for AVX2.
func (v vector) intStepBytes() int {
	if v == avx512 {
		return 4
	}
	return 8
}

func (w *writer) intStep512(rows, u int, acc func(r, half int) string) {
	w.op("VMOVUPS %d(BX), Z28", u*128)
	w.op("VMOVUPS %d(BX), Z29", u*128+64)
	for r := range rows {
		w.op("VPDPBUSD.BCST %s, Z28, %s", row(r, u*4), acc(r, 0))
		w.op("VPDPBUSD.BCST %s, Z29, %s", row(r, u*4), acc(r, 1))
	}
}

// intStep256 widens 2 x 16 bytes of B, four columns each, and multiplies them with four values of A. An accumulator
// holds two partial sums for each of four columns.
func (w *writer) intStep256(rows, u int, acc func(r, half int) string) {
	w.op("VPMOVZXBW %d(BX), Y10", u*128)
	w.op("VPMOVZXBW %d(BX), Y11", u*128+16)
	for r := range rows {
		w.op("VPBROADCASTQ %s, Y12", row(r, u*8))
		w.op("VPMADDWD Y10, Y12, Y13")
		w.op("VPMADDWD Y11, Y12, Y14")
		w.op("VPADDD Y13, %s, %s", acc(r, 0), acc(r, 0))
		w.op("VPADDD Y14, %s, %s", acc(r, 1), acc(r, 1))
	}
}

// scaled turns the integers into floats, scales them, adds the bias and stores them.
func (w *writer) scaled(v vector, rows int, acc func(r, half int) string) {
	w.op("MOVQ %s, DI", w.arg(intArgs, "c"))
	w.op("MOVQ %s, R8", w.arg(intArgs, "ldc"))
	w.op("MOVQ %s, AX", w.arg(intArgs, "rowScales"))
	w.op("MOVQ %s, BX", w.arg(intArgs, "columnScales"))
	w.op("MOVQ %s, DX", w.arg(intArgs, "bias"))
	if v == avx512 {
		w.scaled512(rows, acc)
		return
	}
	w.op("MOVQ %s, CX", w.arg(intArgs, "corrections"))
	w.op("VMOVUPS (BX), Y10")
	w.op("VMOVUPS (DX), Y11")
	for r := range rows {
		a := acc(r, 0)
		w.op("VPHADDD %s, %s, %s", acc(r, 1), a, a)
		w.op("VPERMQ $0xD8, %s, %s", a, a)
		w.op("VPBROADCASTD %d(CX), Y12", r*4)
		w.op("VPADDD Y12, %s, %s", a, a)
		w.op("VCVTDQ2PS %s, %s", a, a)
		w.op("VBROADCASTSS %d(AX), Y12", r*4)
		w.op("VMULPS Y12, %s, %s", a, a)
		w.op("VFMADD213PS Y11, Y10, %s", a)
		w.op("VMOVUPS %s, (DI)", a)
		w.nextRow(r, rows)
	}
}

func (w *writer) scaled512(rows int, acc func(r, half int) string) {
	for half := range 2 {
		w.op("VMOVUPS %d(BX), Z%d", half*64, 28+half)
		w.op("VMOVUPS %d(DX), Z%d", half*64, 30+half)
	}
	for r := range rows {
		for half := range 2 {
			a := acc(r, half)
			w.op("VCVTDQ2PS %s, %s", a, a)
			w.op("VMULPS.BCST %d(AX), %s, %s", r*4, a, a)
			w.op("VFMADD213PS Z%d, Z%d, %s", 30+half, 28+half, a)
			w.op("VMOVUPS %s, %d(DI)", a, half*64)
		}
		w.nextRow(r, rows)
	}
}
