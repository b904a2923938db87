package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"dateline": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the real program as a person would type it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"utf16": encodeUTF16, "bytes": writeBytes,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_DATA_HOME", "")
			return nil
		},
	})
}

// encodeUTF16 rewrites a file of UTF-8 as UTF-16LE with its byte order mark: utf16 FILE.
func encodeUTF16(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
}

// writeBytes makes a file of every byte value, many times over: bytes FILE.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var b strings.Builder
	for range 64 {
		for i := range 256 {
			b.WriteByte(byte(i))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Vučić said", "Vučić said"},
		{"an escape that would clear the screen", "a\x1b[2Jb", "a�[2Jb"},
		{"a bell and a carriage return", "a\a\rb", "a��b"},
		{"a direction override", "abc\u202Egpj.exe", "abc�gpj.exe"},
		{"a C1 control", "a\u009b2Jb", "a�2Jb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := printable(c.in); got != c.want {
				t.Errorf("printable(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	got := wrap("one two three fourandmore five", 9, "  ")
	if want := "one two\n  three\n  fourandmore\n  five"; got != want {
		t.Errorf("wrap = %q, want %q", got, want)
	}
}

func TestDataFolder(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", "/data")
	if got, err := dataFolder(""); err != nil || got != filepath.Join("/data", "dateline") {
		t.Errorf("dataFolder with XDG_DATA_HOME = %q, %v", got, err)
	}
	t.Setenv("XDG_DATA_HOME", "relative")
	t.Setenv("HOME", "/home/reader")
	if got, err := dataFolder(""); err != nil || got != "/home/reader/.local/share/dateline" {
		t.Errorf("dataFolder without it = %q, %v", got, err)
	}
	if got, err := dataFolder("/asked"); err != nil || got != "/asked" {
		t.Errorf("dataFolder asked = %q, %v", got, err)
	}
}
