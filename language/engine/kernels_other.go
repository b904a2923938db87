//go:build !amd64 && !arm64

package engine

// Levels lists those that this machine can run.
func Levels() []Level { return []Level{Portable} }

func (Level) kernels() *kernels { return &portable }
