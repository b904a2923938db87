package main

// pack writes the kernel that turns eight rows into eight columns of a panel, eight values at a time. AVX2 serves both
// levels: numbers are only moved.
func (w *writer) pack() {
	args := []argument{{"rows", "*float32"}, {"stride", "uint"}, {"to", "*float32"}, {"k", "uint"}}
	w.begin("packColumns", "writes eight rows of k values, a multiple of 8, that stand stride bytes apart, as columns of a panel.", args, "SI", "R8", "DI", "CX")
	w.op("LEAQ (R8)(R8*2), R9")
	w.op("LEAQ (SI)(R8*4), R10")
	w.label("loop")
	for r, address := range []string{"(SI)", "(SI)(R8*1)", "(SI)(R8*2)", "(SI)(R9*1)", "(R10)", "(R10)(R8*1)", "(R10)(R8*2)", "(R10)(R9*1)"} {
		w.op("VMOVUPS %s, Y%d", address, r)
	}
	for r := 0; r < 8; r += 2 {
		w.op("VUNPCKLPS Y%d, Y%d, Y%d", r+1, r, 8+r)
		w.op("VUNPCKHPS Y%d, Y%d, Y%d", r+1, r, 9+r)
	}
	for r := 0; r < 8; r += 4 {
		for i := range 2 {
			w.op("VSHUFPS $0x44, Y%d, Y%d, Y%d", 10+r+i, 8+r+i, r+2*i)
			w.op("VSHUFPS $0xEE, Y%d, Y%d, Y%d", 10+r+i, 8+r+i, r+2*i+1)
		}
	}
	for i := range 4 {
		w.op("VPERM2F128 $0x20, Y%d, Y%d, Y%d", 4+i, i, 8+i)
		w.op("VPERM2F128 $0x31, Y%d, Y%d, Y%d", 4+i, i, 12+i)
	}
	for i := range 8 {
		w.op("VMOVUPS Y%d, %d(DI)", 8+i, 128*i)
	}
	w.op("ADDQ $32, SI")
	w.op("ADDQ $32, R10")
	w.op("ADDQ $1024, DI")
	w.op("SUBQ $8, CX")
	w.op("JG %s", w.at("loop"))
	w.end()
}
