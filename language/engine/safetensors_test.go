package engine

import (
	"math"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/language/engine/enginetest"
)

func TestHalf(t *testing.T) {
	t.Parallel()
	for h, want := range map[uint16]float32{0: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.33325195, 0x7bff: 65504, 0x0001: 1.0 / (1 << 24), 0x83ff: -1023.0 / (1 << 24), 0x0400: 1.0 / (1 << 14)} {
		if got := half(h); got != want {
			t.Errorf("half(%#x) = %v, want %v", h, got, want)
		}
	}
	if !math.IsInf(float64(half(0x7c00)), 1) || !math.IsNaN(float64(half(0x7e00))) {
		t.Error("infinity or the number that is none is lost")
	}
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	file := enginetest.File(1)
	replace := func(from, to string) string {
		if !strings.Contains(file, from) || len(from) != len(to) {
			t.Fatalf("cannot replace %q by %q", from, to)
		}
		return strings.Replace(file, from, to, 1)
	}
	for _, c := range []struct{ name, file, want string }{
		{"nothing", "", "cut off"},
		{"a header longer than the file", "\xff\xff\xff\xff\xff\xff\xff\xff{}", "damaged"},
		{"a header that is no JSON", "\x02\x00\x00\x00\x00\x00\x00\x00]]", "header"},
		{"another format", replace("dateline.reader/3", "dateline.reader/9"), "dateline.reader/9"},
		{"the end cut off", file[:len(file)-100], "do not hold"},
		{"a tensor of another name", replace(`"head.arc_w"`, `"head.arc_x"`), "lacks the tensor head.arc_w"},
		{"a tensor of another kind", replace(`"dtype":"F32","shape":[64]`, `"dtype":"I32","shape":[64]`), "not F32"},
		{"an impossible shape", replace(`"shape":[64]`, `"shape":[-4]`), "impossible"},
		{"no root among the relations", replace(`\"root\"`, `\"boot\"`), `lack "root"`},
		{"a B without an I", replace(`\"B-PER\"`, `\"B-PEX\"`), "B-PEX without I-PEX"},
		{"no unknown piece", replace(`[UNK]`, `[UNX]`), "[UNK]"},
	} {
		_, err := Load(c.file, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

// FuzzLoad changes one byte of the header or of the length; a model that still loads must read a sentence.
func FuzzLoad(f *testing.F) {
	file := enginetest.File(1)
	f.Add(uint(0), byte(1))
	f.Add(uint(20), byte('x'))
	f.Add(uint(400), byte('9'))
	header := uint(strings.Index(file, "}}")) + 10
	f.Fuzz(func(t *testing.T, at uint, b byte) {
		at %= header
		m, err := Load(file[:at]+string([]byte{b})+file[at+1:], Options{})
		if err != nil {
			return
		}
		readAll(m.NewWorker(best()), [][]string{{"the", "ferry", "turned"}}, true)
	})
}
