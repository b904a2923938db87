//go:build !amd64

package engine

func best() Level { return Portable }

func (Level) kernels() *kernels { return &portable }
