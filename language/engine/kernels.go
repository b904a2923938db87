package engine

import "unsafe"

// floatBlock is how many values of A, and intBlock how many rows, go over all panels together, so that they stay in the
// second-level cache.
const floatBlock, intBlock = 448 * 384, 224

// The forms of the kernels that are called through a table by their number of rows.
type (
	floatProductFunc func(k uint, a *float32, lda uint, b *float32, c *float32, ldc uint, bias *float32, next uintptr, stride uint)
	intProductFunc   func(k4 uint, a *byte, lda uint, b *byte, c *float32, ldc uint, corrections *int32, rowScales, columnScales, bias *float32, next uintptr, stride uint)
)

// aligned is a slice that begins at a cache line.
func aligned[T byte | float32](n int) []T {
	var one T
	size := int(unsafe.Sizeof(one))
	b := make([]T, n+64/size)
	skip := int(-uintptr(unsafe.Pointer(unsafe.SliceData(b)))&63) / size
	return b[skip : skip+n : skip+n]
}
