package main

import "fmt"

// The kernels of arm64: Advanced SIMD ("NEON") with the dot products of ARMv8.2. Four registers of four lanes stand for the
// sixteen lanes of the other levels. Go's assembler knows few of these instructions by name, so they are written as words;
// encodings are those of the Arm Architecture Reference Manual (DDI 0487), section C7.2.
type neon struct {
	*writer
	held map[string]int // constant -> register that holds it
}

// neonRows is how many rows a tile of sixteen columns has.
const neonRows = 4

// three are instructions of two sources, on four lanes of 32 bits, and those on all bits.
var three = map[string]uint32{
	"FADD": 0x4E20D400, "FSUB": 0x4EA0D400, "FMUL": 0x6E20DC00, "FDIV": 0x6E20FC00, "FMAX": 0x4E20F400, "FMLA": 0x4E20CC00, "FMLS": 0x4EA0CC00,
	"ADD": 0x4EA08400, "EOR": 0x6E201C00, "BIC": 0x4E601C00, "ORR": 0x4EA01C00,
}

// two are instructions of one source. FCVTNS rounds to the nearest, ties to even; FCMLT gives a mask of what is below zero;
// XTN and XTN2 narrow into the lower and the upper half; FMAXV is the greatest lane; SHL23 shifts left by 23.
var two = map[string]uint32{
	"FABS": 0x4EA0F800, "FSQRT": 0x6EA1F800, "FCVTNS": 0x4E21A800, "SCVTF": 0x4E21D800, "FCMLT": 0x4EA0E800, "FMAXV": 0x6E30F800,
	"DUP": 0x4E040400, "SHL23": 0x4F005400 | (32+23)<<16,
	"XTN.H": 0x0E612800, "XTN2.H": 0x4E612800, "XTN.B": 0x0E212800, "XTN2.B": 0x4E212800,
}

func (n *neon) word(code uint32, format string, args ...any) {
	n.op("WORD $0x%08x // "+format, append([]any{code}, args...)...)
}

// do writes to = a op b; FMLA and FMLS add a b to it, or take it away, rounded once.
func (n *neon) do(op string, a, b, to int) {
	n.word(three[op]|uint32(b)<<16|uint32(a)<<5|uint32(to), "%s V%d, V%d, V%d", op, to, a, b)
}

// one writes to = op of a.
func (n *neon) one(op string, a, to int) {
	n.word(two[op]|uint32(a)<<5|uint32(to), "%s V%d, V%d", op, to, a)
}

// turn writes a with its lanes turned by so many bytes.
func (n *neon) turn(a, bytes, to int) {
	n.word(0x6E000000|uint32(a)<<16|uint32(bytes)<<11|uint32(a)<<5|uint32(to), "EXT V%d, V%d, V%d, #%d", to, a, a, bytes)
}

// dot adds to each lane the products of four int8 of b with the four of a that stand at part.
func (n *neon) dot(b, a, part, to int) {
	n.word(0x4F80E000|uint32(part&1)<<21|uint32(a)<<16|uint32(part>>1)<<11|uint32(b)<<5|uint32(to), "SDOT V%d.4S, V%d.16B, V%d.4B[%d]", to, b, a, part)
}

func (n *neon) zero(registers ...int) {
	for _, r := range registers {
		n.do("EOR", r, r, r)
	}
}

func (n *neon) move(from, to int) { n.do("ORR", from, from, to) }

// four names registers from first on in a list; kind is S4 or B16.
func four(first int, kind string) string {
	return fmt.Sprintf("[V%d.%s, V%d.%s, V%d.%s, V%d.%s]", first, kind, first+1, kind, first+2, kind, first+3, kind)
}

// row begins a kernel over rows and holds its constants in registers from 12 on.
func (w *writer) neonRow(names ...string) *neon {
	n := &neon{writer: w, held: map[string]int{}}
	for i, name := range names {
		n.held[name] = 12 + i
		n.broadcast(name, 12+i)
	}
	return n
}

func (n *neon) broadcast(name string, to int) {
	n.op("MOVD $c_%s<>(SB), R15", name)
	n.op("VLD1R (R15), [V%d.S4]", to)
}

// spread puts the float32 argument into all lanes.
func (n *neon) spread(args []argument, name string, to int) {
	n.op("FMOVS %s, F%d", n.arg(args, name), to)
	n.one("DUP", to, to)
}

// exp turns x into e^x for x <= 0, like elementwise.exp.
func (n *neon) exp(x, t, u, v int) {
	n.do("FMAX", x, n.held["lowest"], x)
	n.do("FMUL", x, n.held["log2e"], t)
	n.one("FCVTNS", t, t)
	n.one("SCVTF", t, u)
	n.do("FMLS", u, n.held["ln2high"], x)
	n.do("FMLS", u, n.held["ln2low"], x)
	n.move(n.held["e0"], u)
	n.horner(u, x, v, "e1", "e2", "e3", "e4", "e5", "one", "one")
	n.do("ADD", t, n.held["bias"], t)
	n.one("SHL23", t, t)
	n.do("FMUL", u, t, x)
}

// horner goes on with the polynomial p of x, one constant after the other; t is free.
func (n *neon) horner(p, x, t int, names ...string) {
	for i, name := range names {
		to, from := t, p
		if i%2 == 1 {
			to, from = p, t
		}
		n.move(n.held[name], to)
		n.do("FMLA", from, x, to)
	}
	if len(names)%2 == 1 {
		n.move(t, p)
	}
}

// fold adds the sixteen lanes of four registers, i with i+8, i+4, i+2, i+1, and spreads the sum over the first.
func (n *neon) fold(r, t int) {
	n.do("FADD", r, r+2, r)
	n.do("FADD", r+1, r+3, r+1)
	n.do("FADD", r, r+1, r)
	for _, bytes := range []int{8, 4} {
		n.turn(r, bytes, t)
		n.do("FADD", r, t, r)
	}
	n.one("DUP", r, r)
}

// over runs body sixteen values at a time, counting R4 down from the register count.
func (n *neon) over(label, count string, body func()) {
	n.op("MOVD %s, R4", count)
	n.label(label)
	body()
	n.op("SUBS $16, R4, R4")
	n.op("BGT %s", n.at(label))
}

func (w *writer) neonKernels() {
	for rows := 1; rows <= neonRows; rows++ {
		w.neonFloatProduct(rows)
	}
	for rows := 1; rows <= neonRows; rows++ {
		w.neonIntProduct(rows)
	}
	w.neonGELU()
	w.neonSoftmax()
	w.neonAddNorm()
	w.neonAddScaled()
	w.neonReLU()
	w.neonDots()
	w.neonQuantise()
	w.table("floatProducts", "floatProduct", "x", neonRows)
	w.table("intProducts", "intProduct", "x", neonRows)
}

// rowsOfA leaves the address of each row of a tile in R5 and the registers behind it.
func (n *neon) rowsOfA(rows int) {
	for r := 1; r < rows; r++ {
		n.op("ADD R2, R%d, R%d", 4+r, 5+r)
	}
}

// store writes a tile, four registers a row, to C at R3, whose rows are R2 bytes apart.
func (n *neon) store(rows int, row func(r int)) {
	for r := range rows {
		row(r)
		n.op("VST1 %s, (R3)", four(4*r, "S4"))
		if r < rows-1 {
			n.op("ADD R2, R3, R3")
		}
	}
}

func (w *writer) neonFloatProduct(rows int) {
	args := []argument{{"k", "uint"}, {"a", "*float32"}, {"lda", "uint"}, {"b", "*float32"}, {"c", "*float32"}, {"ldc", "uint"}, {"bias", "*float32"}}
	w.begin(fmt.Sprintf("floatProductx%d", rows), fmt.Sprintf("writes %d rows of 16 columns of C = bias + A B; lda and ldc are in bytes, B is a panel with 128 bytes a step.", rows),
		args, "R1", "R5", "R2", "R0", "", "", "R3")
	n := w.neonRow()
	n.rowsOfA(rows)
	n.op("VLD1 (R3), %s", four(0, "S4"))
	for i := 4; i < 4*rows; i++ {
		n.move(i%4, i)
	}
	n.label("loop")
	n.op("VLD1 (R0), %s", four(24, "S4"))
	n.op("ADD $128, R0, R0")
	for r := range rows {
		n.op("VLD1R.P 4(R%d), [V%d.S4]", 5+r, 28+r)
		for c := range 4 {
			n.do("FMLA", 24+c, 28+r, 4*r+c)
		}
	}
	n.op("SUBS $1, R1, R1")
	n.op("BNE %s", n.at("loop"))
	n.op("MOVD %s, R3", n.arg(args, "c"))
	n.op("MOVD %s, R2", n.arg(args, "ldc"))
	n.store(rows, func(int) {})
	n.end()
}

// neonIntProduct takes the weights' offset of 128 off again, since SDOT multiplies signed bytes, and so needs no corrections.
func (w *writer) neonIntProduct(rows int) {
	args := []argument{{"k4", "uint"}, {"a", "*byte"}, {"lda", "uint"}, {"b", "*byte"}, {"c", "*float32"}, {"ldc", "uint"}, {"rowScales", "*float32"}, {"columnScales", "*float32"}, {"bias", "*float32"}}
	w.begin(fmt.Sprintf("intProductx%d", rows), fmt.Sprintf("writes %d rows of 16 columns of an integer product, scaled; A holds int8, k4 counts fours of k and is a multiple of four.", rows),
		args, "R1", "R5", "R2", "R0")
	n := w.neonRow()
	n.rowsOfA(rows)
	for i := range 4 * rows {
		n.zero(i)
	}
	n.broadcast("offset", 16)
	n.label("loop")
	for r := range rows {
		n.op("VLD1.P 16(R%d), [V%d.B16]", 5+r, 28+r)
	}
	for u := range 4 {
		w := 20 + 4*(u%2)
		n.op("VLD1 (R0), %s", four(w, "B16"))
		n.op("ADD $128, R0, R0")
		for c := range 4 {
			n.do("EOR", w+c, 16, w+c)
		}
		for r := range rows {
			for c := range 4 {
				n.dot(w+c, 28+r, u, 4*r+c)
			}
		}
	}
	n.op("SUBS $4, R1, R1")
	n.op("BGT %s", n.at("loop"))
	n.op("MOVD %s, R3", n.arg(args, "c"))
	n.op("MOVD %s, R2", n.arg(args, "ldc"))
	n.op("MOVD %s, R5", n.arg(args, "rowScales"))
	n.op("MOVD %s, R6", n.arg(args, "columnScales"))
	n.op("MOVD %s, R7", n.arg(args, "bias"))
	n.op("VLD1 (R6), %s", four(20, "S4"))
	n.op("VLD1 (R7), %s", four(24, "S4"))
	n.store(rows, func(r int) {
		n.op("VLD1R.P 4(R5), [V28.S4]")
		for c := range 4 {
			i := 4*r + c
			n.one("SCVTF", i, i)
			n.do("FMUL", i, 28, 29)
			n.move(24+c, i)
			n.do("FMLA", 29, 20+c, i)
		}
	})
	n.end()
}

func (w *writer) neonGELU() {
	args := []argument{{"x", "*float32"}, {"n", "uint"}}
	w.begin("gelu", "turns n values, a multiple of 16, into x/2 (1 + erf(x/sqrt 2)).", args, "R0", "R1")
	n := w.neonRow(append(expNames[:len(expNames):len(expNames)], "rsqrt2", "p", "a1", "a2", "a3", "a4", "a5", "half")...)
	one := n.held["one"]
	n.label("loop")
	n.op("VLD1 (R0), [V0.S4]")
	n.one("FABS", 0, 1)
	n.do("FMUL", 1, n.held["rsqrt2"], 2)
	n.move(one, 3)
	n.do("FMLA", 2, n.held["p"], 3)
	n.do("FDIV", one, 3, 3)
	n.move(n.held["a5"], 4)
	n.horner(4, 3, 8, "a4", "a3", "a2", "a1")
	n.do("FMUL", 4, 3, 4)
	n.zero(5)
	n.do("FMLS", 2, 2, 5)
	n.exp(5, 6, 7, 8)
	n.move(one, 6)
	n.do("FMLS", 5, 4, 6)
	n.do("FMLA", 6, 1, 0)
	n.do("FMUL", 0, n.held["half"], 0)
	n.op("VST1.P [V0.S4], 16(R0)")
	n.op("SUBS $4, R1, R1")
	n.op("BGT %s", n.at("loop"))
	n.end()
}

func (w *writer) neonSoftmax() {
	args := []argument{{"x", "*float32"}, {"n", "uint"}, {"rows", "uint"}, {"scale", "float32"}}
	w.begin("softmax", "turns each of the rows of n values, a multiple of 16, into e^(scale x) over their sum.", args, "R0", "R1", "R2")
	n := w.neonRow(expNames...)
	n.spread(args, "scale", 11)
	n.label("row")
	n.op("MOVD R0, R3")
	n.op("VLD1 (R3), [V10.S4]")
	n.over("highest", "R1", func() {
		n.op("VLD1.P 64(R3), %s", four(0, "S4"))
		for i := range 4 {
			n.do("FMAX", 10, i, 10)
		}
	})
	n.one("FMAXV", 10, 10)
	n.one("DUP", 10, 10)
	n.do("FMUL", 10, 11, 10)
	n.zero(24, 25, 26, 27)
	n.op("MOVD R0, R3")
	n.over("exp", "R1", func() {
		for i := range 4 {
			n.op("VLD1 (R3), [V0.S4]")
			n.do("FMUL", 0, 11, 0)
			n.do("FSUB", 0, 10, 0)
			n.exp(0, 1, 2, 3)
			n.op("VST1.P [V0.S4], 16(R3)")
			n.do("FADD", 24+i, 0, 24+i)
		}
	})
	n.fold(24, 0)
	n.do("FDIV", n.held["one"], 24, 24)
	n.over("divide", "R1", func() {
		n.op("VLD1 (R0), %s", four(0, "S4"))
		for i := range 4 {
			n.do("FMUL", i, 24, i)
		}
		n.op("VST1.P %s, 64(R0)", four(0, "S4"))
	})
	n.op("SUBS $1, R2, R2")
	n.op("BNE %s", n.at("row"))
	n.end()
}

func (w *writer) neonAddNorm() {
	args := []argument{{"x", "*float32"}, {"y", "*float32"}, {"gain", "*float32"}, {"bias", "*float32"}, {"n", "uint"}, {"inverse", "float32"}}
	w.begin("addNorm", "sets x to the layer norm of x + y; n is a multiple of 16 and inverse 1/n.", args, "R0", "R5", "R6", "R7", "R1")
	n := w.neonRow("epsilon", "one")
	n.spread(args, "inverse", 11)
	n.zero(16, 17, 18, 19)
	n.op("MOVD R0, R3")
	n.over("sum", "R1", func() {
		n.op("VLD1 (R3), %s", four(0, "S4"))
		n.op("VLD1.P 64(R5), %s", four(4, "S4"))
		for i := range 4 {
			n.do("FADD", i, 4+i, i)
			n.do("FADD", 16+i, i, 16+i)
		}
		n.op("VST1.P %s, 64(R3)", four(0, "S4"))
	})
	n.fold(16, 0)
	n.do("FMUL", 16, 11, 10)
	n.zero(16, 17, 18, 19)
	n.op("MOVD R0, R3")
	n.over("square", "R1", func() {
		n.op("VLD1.P 64(R3), %s", four(0, "S4"))
		for i := range 4 {
			n.do("FSUB", i, 10, i)
			n.do("FMLA", i, i, 16+i)
		}
	})
	n.fold(16, 0)
	n.do("FMUL", 16, 11, 16)
	n.do("FADD", 16, n.held["epsilon"], 16)
	n.one("FSQRT", 16, 16)
	n.do("FDIV", n.held["one"], 16, 16)
	n.over("store", "R1", func() {
		n.op("VLD1 (R0), %s", four(0, "S4"))
		n.op("VLD1.P 64(R6), %s", four(20, "S4"))
		n.op("VLD1.P 64(R7), %s", four(4, "S4"))
		for i := range 4 {
			n.do("FSUB", i, 10, i)
			n.do("FMUL", i, 16, i)
			n.do("FMLA", i, 20+i, 4+i)
		}
		n.op("VST1.P %s, 64(R0)", four(4, "S4"))
	})
	n.end()
}

func (w *writer) neonAddScaled() {
	args := []argument{{"y", "*float32"}, {"x", "*float32"}, {"n", "uint"}, {"scale", "float32"}}
	w.begin("addScaled", "adds scale x to y; n is a multiple of 16.", args, "R0", "R5", "R1")
	n := w.neonRow()
	n.spread(args, "scale", 11)
	n.over("loop", "R1", func() {
		n.op("VLD1 (R0), %s", four(0, "S4"))
		n.op("VLD1.P 64(R5), %s", four(4, "S4"))
		for i := range 4 {
			n.do("FMLA", 4+i, 11, i)
		}
		n.op("VST1.P %s, 64(R0)", four(0, "S4"))
	})
	n.end()
}

func (w *writer) neonReLU() {
	w.begin("relu", "sets what is below zero to zero; n is a multiple of 16.", []argument{{"x", "*float32"}, {"n", "uint"}}, "R0", "R1")
	n := w.neonRow()
	n.over("loop", "R1", func() {
		n.op("VLD1 (R0), %s", four(0, "S4"))
		for i := range 4 {
			n.one("FCMLT", i, 4)
			n.do("BIC", i, 4, i)
		}
		n.op("VST1.P %s, 64(R0)", four(0, "S4"))
	})
	n.end()
}

func (w *writer) neonDots() {
	args := []argument{{"rows", "*float32"}, {"x", "*float32"}, {"n", "uint"}, {"count", "uint"}, {"out", "*float32"}}
	w.begin("dots", "writes the products of x with count rows that follow each other; n is a multiple of 16.", args, "R5", "R0", "R1", "R2", "R6")
	n := w.neonRow()
	n.label("row")
	n.zero(16, 17, 18, 19)
	n.op("MOVD R0, R3")
	n.over("dot", "R1", func() {
		n.op("VLD1.P 64(R5), %s", four(0, "S4"))
		n.op("VLD1.P 64(R3), %s", four(4, "S4"))
		for i := range 4 {
			n.do("FMLA", i, 4+i, 16+i)
		}
	})
	n.fold(16, 0)
	n.op("FMOVS.P F16, 4(R6)")
	n.op("SUBS $1, R2, R2")
	n.op("BNE %s", n.at("row"))
	n.end()
}

func (w *writer) neonQuantise() {
	args := []argument{{"x", "*float32"}, {"q", "*byte"}, {"n", "uint"}, {"scale", "*float32"}}
	w.begin("quantise", "writes n values, a multiple of 16, as bytes in -127..127, and their scale.", args, "R0", "R5", "R1", "R6")
	n := w.neonRow("epsilon", "largest")
	n.move(n.held["epsilon"], 10)
	n.op("MOVD R0, R3")
	n.over("largest", "R1", func() {
		n.op("VLD1.P 64(R3), %s", four(0, "S4"))
		for i := range 4 {
			n.one("FABS", i, i)
			n.do("FMAX", 10, i, 10)
		}
	})
	n.one("FMAXV", 10, 10)
	n.one("DUP", 10, 10)
	n.do("FDIV", 10, n.held["largest"], 11)
	n.op("FMOVS F11, (R6)")
	n.do("FDIV", n.held["largest"], 10, 10)
	n.over("quantise", "R1", func() {
		n.op("VLD1.P 64(R0), %s", four(0, "S4"))
		for i := range 4 {
			n.do("FMUL", i, 10, i)
			n.one("FCVTNS", i, i)
		}
		n.one("XTN.H", 0, 4)
		n.one("XTN2.H", 1, 4)
		n.one("XTN.H", 2, 5)
		n.one("XTN2.H", 3, 5)
		n.one("XTN.B", 4, 6)
		n.one("XTN2.B", 5, 6)
		n.op("VST1.P [V6.B16], 16(R5)")
	})
	n.end()
}
