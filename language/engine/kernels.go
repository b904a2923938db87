package engine

import "unsafe"

// floatBlock is how many values of A, and intBlock how many rows, go over all panels together, so that they stay in the
// second-level cache.
const floatBlock, intBlock = 448 * 384, 224

// aligned is a slice that begins at a cache line.
func aligned[T byte | float32](n int) []T {
	var one T
	size := int(unsafe.Sizeof(one))
	b := make([]T, n+64/size)
	skip := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b)))&63) / size
	return b[skip : skip+n : skip+n]
}
