package engine

import (
	"strings"
	"testing"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		value string
		want  Level
	}{{"", best()}, {"portable", Portable}, {" AVX2 ", min(AVX2, best())}, {"avx512", best()}} {
		t.Setenv(CPUVariable, c.value)
		if got, err := Detect(); err != nil || got != c.want {
			t.Errorf("%q: got %v and error %v, want %v", c.value, got, err, c.want)
		}
	}
	t.Setenv(CPUVariable, "sse")
	if _, err := Detect(); err == nil || !strings.Contains(err.Error(), "portable, neon, avx2, avx512") {
		t.Errorf("a level that is none: error %v", err)
	}
}
