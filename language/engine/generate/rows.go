package main

import "fmt"

// elementwise writes kernels over one row. AVX-512 keeps its constants in registers from 12 on; AVX2 broadcasts each
// into register 11 when it is used.
type elementwise struct {
	*writer
	v    vector
	held map[string]string
}

func (w *writer) row(v vector, names ...string) *elementwise {
	e := &elementwise{writer: w, v: v, held: map[string]string{}}
	if v == avx512 {
		for i, n := range names {
			e.held[n] = v.reg(12 + i)
			w.op("VBROADCASTSS c_%s<>(SB), %s", n, e.held[n])
		}
	}
	return e
}

// con is a register that holds the constant.
func (e *elementwise) con(name string) string {
	if r, ok := e.held[name]; ok {
		return r
	}
	e.op("VBROADCASTSS c_%s<>(SB), %s", name, e.v.reg(11))
	return e.v.reg(11)
}

var expNames = []string{"lowest", "log2e", "ln2high", "ln2low", "e0", "e1", "e2", "e3", "e4", "e5", "one", "bias"}

// exp turns x into e^x for x <= 0; what lies below -80 counts as -80, so that no result is denormal.
func (e *elementwise) exp(x, t, u string) {
	e.op("VMAXPS %s, %s, %s", e.con("lowest"), x, x)
	e.op("VMULPS %s, %s, %s", e.con("log2e"), x, t)
	e.op("VCVTPS2DQ %s, %s", t, t)
	e.op("VCVTDQ2PS %s, %s", t, u)
	e.op("VFNMADD231PS %s, %s, %s", e.con("ln2high"), u, x)
	e.op("VFNMADD231PS %s, %s, %s", e.con("ln2low"), u, x)
	e.op("VMOVAPS %s, %s", e.con("e0"), u)
	for _, c := range []string{"e1", "e2", "e3", "e4", "e5", "one", "one"} {
		e.op("VFMADD213PS %s, %s, %s", e.con(c), x, u)
	}
	e.op("VPADDD %s, %s, %s", e.con("bias"), t, t)
	e.op("VPSLLD $23, %s, %s", t, t)
	e.op("VMULPS %s, %s, %s", t, u, x)
}

// fold joins the lanes of r with op and spreads the result over all of them: i with i+8, i+4, i+2, i+1.
func (e *elementwise) fold(r, t int, op string) {
	if e.v == avx512 {
		e.op("VEXTRACTF64X4 $1, Z%d, Y%d", r, t)
		e.op("%s Y%d, Y%d, Y%d", op, t, r, r)
	}
	e.op("VEXTRACTF128 $1, Y%d, X%d", r, t)
	e.op("%s X%d, X%d, X%d", op, t, r, r)
	e.op("VPERMILPS $0x4E, X%d, X%d", r, t)
	e.op("%s X%d, X%d, X%d", op, t, r, r)
	e.op("VPERMILPS $0xB1, X%d, X%d", r, t)
	e.op("%s X%d, X%d, X%d", op, t, r, r)
	e.op("VBROADCASTSS X%d, %s", r, e.v.reg(r))
}

// parts are the accumulators that stand for sixteen lanes: one of AVX-512, two of AVX2. join adds them into the first.
func (e *elementwise) parts(first, second int) []int {
	if e.v == avx512 {
		return []int{first}
	}
	return []int{first, second}
}

func (e *elementwise) zero(registers ...int) {
	for _, r := range registers {
		e.op("VXORPS %s, %s, %s", e.v.reg(r), e.v.reg(r), e.v.reg(r))
	}
}

func (e *elementwise) join(parts []int) {
	if len(parts) == 2 {
		e.op("VADDPS %s, %s, %s", e.v.reg(parts[1]), e.v.reg(parts[0]), e.v.reg(parts[0]))
	}
}

// bitwise names an instruction on all bits, which has another name at each width.
func (v vector) bitwise(name string) string {
	if v == avx512 {
		return name + "D"
	}
	return name
}

func (w *writer) gelu(v vector) {
	args := []argument{{"x", "*float32"}, {"n", "uint"}}
	w.begin(fmt.Sprintf("gelu%d", v.bits), "turns n values, a multiple of 16, into x/2 (1 + erf(x/sqrt 2)).", args, "SI", "CX")
	e := w.row(v, append(expNames[:len(expNames):len(expNames)], "rsqrt2", "p", "a1", "a2", "a3", "a4", "a5", "abs")...)
	r := v.reg
	w.label("loop")
	w.op("VMOVUPS (SI), %s", r(0))
	w.op("%s %s, %s, %s", v.bitwise("VPAND"), e.con("abs"), r(0), r(1))
	w.op("VMULPS %s, %s, %s", e.con("rsqrt2"), r(1), r(2))
	w.op("VMOVAPS %s, %s", e.con("one"), r(3))
	w.op("VMOVAPS %s, %s", r(3), r(10))
	w.op("VFMADD231PS %s, %s, %s", e.con("p"), r(2), r(3))
	w.op("VDIVPS %s, %s, %s", r(3), r(10), r(3))
	w.op("VMOVAPS %s, %s", e.con("a5"), r(4))
	for _, a := range []string{"a4", "a3", "a2", "a1"} {
		w.op("VFMADD213PS %s, %s, %s", e.con(a), r(3), r(4))
	}
	w.op("VMULPS %s, %s, %s", r(3), r(4), r(4))
	e.zero(5)
	w.op("VFNMADD231PS %s, %s, %s", r(2), r(2), r(5))
	e.exp(r(5), r(6), r(7))
	w.op("VMOVAPS %s, %s", r(10), r(6))
	w.op("VFNMADD231PS %s, %s, %s", r(4), r(5), r(6))
	w.op("VFMADD231PS %s, %s, %s", r(1), r(6), r(0))
	w.op("VBROADCASTSS c_half<>(SB), %s", r(9))
	w.op("VMULPS %s, %s, %s", r(9), r(0), r(0))
	w.op("VMOVUPS %s, (SI)", r(0))
	w.op("ADDQ $%d, SI", v.bytes)
	w.op("SUBQ $%d, CX", v.lanes())
	w.op("JG %s", w.at("loop"))
	w.end()
}

func (w *writer) softmax(v vector) {
	args := []argument{{"x", "*float32"}, {"n", "uint"}, {"rows", "uint"}, {"scale", "float32"}}
	w.begin(fmt.Sprintf("softmax%d", v.bits), "turns each of the rows of n values, a multiple of 16, into e^(scale x) over their sum.", args, "SI", "R9", "R8")
	e := w.row(v, expNames...)
	r := v.reg
	w.op("VBROADCASTSS %s, %s", w.arg(args, "scale"), r(6))
	w.label("row")
	w.op("MOVQ SI, DI")
	w.op("MOVQ R9, DX")
	w.op("VMOVUPS (SI), %s", r(4))
	w.label("highest")
	w.op("VMAXPS (DI), %s, %s", r(4), r(4))
	w.op("ADDQ $%d, DI", v.bytes)
	w.op("SUBQ $%d, DX", v.lanes())
	w.op("JG %s", w.at("highest"))
	e.fold(4, 5, "VMAXPS")
	w.op("VMULPS %s, %s, %s", r(6), r(4), r(4))
	parts := e.parts(7, 9)
	e.zero(parts...)
	w.op("MOVQ SI, DI")
	w.op("MOVQ R9, DX")
	w.label("exp")
	for _, p := range parts {
		w.op("VMULPS (DI), %s, %s", r(6), r(0))
		w.op("VSUBPS %s, %s, %s", r(4), r(0), r(0))
		e.exp(r(0), r(1), r(2))
		w.op("VMOVUPS %s, (DI)", r(0))
		w.op("VADDPS %s, %s, %s", r(0), r(p), r(p))
		w.op("ADDQ $%d, DI", v.bytes)
	}
	w.op("SUBQ $16, DX")
	w.op("JG %s", w.at("exp"))
	e.join(parts)
	e.fold(7, 5, "VADDPS")
	w.op("VBROADCASTSS c_one<>(SB), %s", r(8))
	w.op("VDIVPS %s, %s, %s", r(7), r(8), r(7))
	w.op("MOVQ R9, CX")
	w.label("divide")
	w.op("VMULPS (SI), %s, %s", r(7), r(0))
	w.op("VMOVUPS %s, (SI)", r(0))
	w.op("ADDQ $%d, SI", v.bytes)
	w.op("SUBQ $%d, CX", v.lanes())
	w.op("JG %s", w.at("divide"))
	w.op("DECQ R8")
	w.op("JNZ %s", w.at("row"))
	w.end()
}

func (w *writer) addNorm(v vector) {
	args := []argument{{"x", "*float32"}, {"y", "*float32"}, {"gain", "*float32"}, {"bias", "*float32"}, {"n", "uint"}, {"inverse", "float32"}}
	w.begin(fmt.Sprintf("addNorm%d", v.bits), "sets x to the layer norm of x + y; n is a multiple of 16 and inverse 1/n.", args, "SI", "DI", "R8", "R9", "CX")
	e := w.row(v)
	r := v.reg
	w.op("VBROADCASTSS %s, %s", w.arg(args, "inverse"), r(10))
	w.op("SHLQ $2, CX")
	sums := e.parts(4, 8)
	e.zero(sums...)
	e.over("sum", sums, func(p int) {
		w.op("VMOVUPS (SI)(AX*1), %s", r(0))
		w.op("VADDPS (DI)(AX*1), %s, %s", r(0), r(0))
		w.op("VMOVUPS %s, (SI)(AX*1)", r(0))
		w.op("VADDPS %s, %s, %s", r(0), r(p), r(p))
	})
	e.fold(4, 5, "VADDPS")
	w.op("VMULPS %s, %s, %s", r(10), r(4), r(4))
	squares := e.parts(6, 9)
	e.zero(squares...)
	e.over("square", squares, func(p int) {
		w.op("VMOVUPS (SI)(AX*1), %s", r(0))
		w.op("VSUBPS %s, %s, %s", r(4), r(0), r(0))
		w.op("VFMADD231PS %s, %s, %s", r(0), r(0), r(p))
	})
	e.fold(6, 5, "VADDPS")
	w.op("VMULPS %s, %s, %s", r(10), r(6), r(6))
	w.op("VBROADCASTSS c_epsilon<>(SB), %s", r(7))
	w.op("VADDPS %s, %s, %s", r(7), r(6), r(6))
	w.op("VSQRTPS %s, %s", r(6), r(6))
	w.op("VBROADCASTSS c_one<>(SB), %s", r(7))
	w.op("VDIVPS %s, %s, %s", r(6), r(7), r(6))
	e.over("store", []int{0}, func(int) {
		w.op("VMOVUPS (SI)(AX*1), %s", r(0))
		w.op("VSUBPS %s, %s, %s", r(4), r(0), r(0))
		w.op("VMULPS %s, %s, %s", r(6), r(0), r(0))
		w.op("VMOVUPS (R8)(AX*1), %s", r(1))
		w.op("VFMADD213PS (R9)(AX*1), %s, %s", r(1), r(0))
		w.op("VMOVUPS %s, (SI)(AX*1)", r(0))
	})
	w.end()
}

// over runs body for each register of a row of CX bytes, AX being the offset, one part after the other, and joins them.
func (e *elementwise) over(label string, parts []int, body func(part int)) {
	e.op("XORQ AX, AX")
	e.label(label)
	for _, p := range parts {
		body(p)
		e.op("ADDQ $%d, AX", e.v.bytes)
	}
	e.op("CMPQ AX, CX")
	e.op("JL %s", e.at(label))
	e.join(parts)
}

func (w *writer) addScaled(v vector) {
	args := []argument{{"y", "*float32"}, {"x", "*float32"}, {"n", "uint"}, {"scale", "float32"}}
	w.begin(fmt.Sprintf("addScaled%d", v.bits), "adds scale x to y; n is a multiple of 16.", args, "DI", "SI", "CX")
	e := w.row(v)
	w.op("VBROADCASTSS %s, %s", w.arg(args, "scale"), v.reg(1))
	w.op("SHLQ $2, CX")
	e.over("loop", []int{0}, func(int) {
		w.op("VMOVUPS (DI)(AX*1), %s", v.reg(0))
		w.op("VFMADD231PS (SI)(AX*1), %s, %s", v.reg(1), v.reg(0))
		w.op("VMOVUPS %s, (DI)(AX*1)", v.reg(0))
	})
	w.end()
}

func (w *writer) relu(v vector) {
	args := []argument{{"x", "*float32"}, {"n", "uint"}}
	w.begin(fmt.Sprintf("relu%d", v.bits), "sets what is below zero to zero; n is a multiple of 16.", args, "SI", "CX")
	e := w.row(v)
	e.zero(1)
	w.op("SHLQ $2, CX")
	e.over("loop", []int{0}, func(int) {
		w.op("VMAXPS (SI)(AX*1), %s, %s", v.reg(1), v.reg(0))
		w.op("VMOVUPS %s, (SI)(AX*1)", v.reg(0))
	})
	w.end()
}

func (w *writer) dots(v vector) {
	args := []argument{{"rows", "*float32"}, {"x", "*float32"}, {"n", "uint"}, {"count", "uint"}, {"out", "*float32"}}
	w.begin(fmt.Sprintf("dots%d", v.bits), "writes the products of x with count rows that follow each other; n is a multiple of 16.", args, "SI", "BX", "CX", "DX", "DI")
	e := w.row(v)
	w.op("SHLQ $2, CX")
	w.label("row")
	parts := e.parts(4, 8)
	e.zero(parts...)
	e.over("dot", parts, func(p int) {
		w.op("VMOVUPS (SI)(AX*1), %s", v.reg(0))
		w.op("VFMADD231PS (BX)(AX*1), %s, %s", v.reg(0), v.reg(p))
	})
	e.fold(4, 5, "VADDPS")
	w.op("VMOVSS X4, (DI)")
	w.op("ADDQ $4, DI")
	w.op("ADDQ CX, SI")
	w.op("DECQ DX")
	w.op("JNZ %s", w.at("row"))
	w.end()
}

// quantise maps a row onto -127..127 by its largest magnitude. AVX-512 writes bytes, AVX2 16-bit words.
func (w *writer) quantise(v vector) {
	args := []argument{{"x", "*float32"}, {"q", "*byte"}, {"n", "uint"}, {"correction", "*int32"}, {"scale", "*float32"}}
	kind := "bytes"
	if v == avx2 {
		kind = "16-bit words"
	}
	w.begin(fmt.Sprintf("quantise%d", v.bits), "writes n values, a multiple of 16, as "+kind+" in -127..127, their scale, and -128 x their sum.", args, "SI", "DI", "CX", "R8", "R9")
	e := w.row(v)
	r := v.reg
	w.op("SHLQ $2, CX")
	w.op("VBROADCASTSS c_abs<>(SB), %s", r(3))
	e.zero(4)
	e.over("largest", []int{0}, func(int) {
		w.op("%s (SI)(AX*1), %s, %s", v.bitwise("VPAND"), r(3), r(0))
		w.op("VMAXPS %s, %s, %s", r(0), r(4), r(4))
	})
	e.fold(4, 5, "VMAXPS")
	w.op("VBROADCASTSS c_epsilon<>(SB), %s", r(7))
	w.op("VMAXPS %s, %s, %s", r(7), r(4), r(4))
	w.op("VBROADCASTSS c_largest<>(SB), %s", r(6))
	w.op("VDIVPS %s, %s, %s", r(6), r(4), r(8))
	w.op("VMOVSS X8, (R9)")
	w.op("VDIVPS %s, %s, %s", r(4), r(6), r(6))
	w.op("VPXOR Y9, Y9, Y9")
	w.op("XORQ AX, AX")
	w.label("quantise")
	w.quantised(v)
	w.op("CMPQ AX, CX")
	w.op("JL %s", w.at("quantise"))
	w.intSum(v)
	w.op("SHLL $7, AX")
	w.op("NEGL AX")
	w.op("MOVL AX, (R8)")
	w.end()
}

// quantised writes sixteen values from AX on.
func (w *writer) quantised(v vector) {
	if v == avx512 {
		w.op("VMULPS (SI)(AX*1), Z6, Z0")
		w.op("VCVTPS2DQ Z0, Z0")
		w.op("VPADDD Z0, Z9, Z9")
		w.op("VPMOVSDB Z0, (DI)")
		w.op("ADDQ $16, DI")
		w.op("ADDQ $64, AX")
		return
	}
	for i := range 2 {
		w.op("VMULPS %d(SI)(AX*1), Y6, Y%d", i*32, i)
		w.op("VCVTPS2DQ Y%d, Y%d", i, i)
		w.op("VPADDD Y%d, Y9, Y9", i)
	}
	w.op("VPACKSSDW Y1, Y0, Y0")
	w.op("VPERMQ $0xD8, Y0, Y0")
	w.op("VMOVDQU Y0, (DI)")
	w.op("ADDQ $32, DI")
	w.op("ADDQ $64, AX")
}

// intSum adds the 32-bit lanes of register 9 into AX.
func (w *writer) intSum(v vector) {
	if v == avx512 {
		w.op("VEXTRACTI64X4 $1, Z9, Y5")
		w.op("VPADDD Y5, Y9, Y9")
	}
	w.op("VEXTRACTI128 $1, Y9, X5")
	w.op("VPADDD X5, X9, X9")
	w.op("VPSHUFD $0x4E, X9, X5")
	w.op("VPADDD X5, X9, X9")
	w.op("VPSHUFD $0xB1, X9, X5")
	w.op("VPADDD X5, X9, X9")
	w.op("VMOVD X9, AX")
}

// peaks writes loops that touch registers only: what the machine can do at most, for the benchmarks.
func (w *writer) peaks() {
	for _, p := range []struct {
		name, instruction string
		v                 vector
		chains            int
	}{{"peakFloat512", "VFMADD231PS", avx512, 24}, {"peakInt512", "VPDPBUSD", avx512, 24}, {"peakFloat256", "VFMADD231PS", avx2, 12}} {
		w.begin(p.name, fmt.Sprintf("runs n rounds of %d independent %s.", p.chains, p.instruction), []argument{{"n", "uint"}}, "CX")
		for i := range p.chains + 2 {
			w.op("%s %s, %s, %s", p.v.bitwise("VPXOR"), p.v.reg(i), p.v.reg(i), p.v.reg(i))
		}
		w.label("loop")
		for i := range p.chains {
			w.op("%s %s, %s, %s", p.instruction, p.v.reg(p.chains), p.v.reg(p.chains+1), p.v.reg(i))
		}
		w.op("DECQ CX")
		w.op("JNZ %s", w.at("loop"))
		w.end()
	}
}
