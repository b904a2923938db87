//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// buildProgram builds dateline as it is shipped, without cgo, and returns the path of the file.
func buildProgram(tb testing.TB) string {
	tb.Helper()
	exe := filepath.Join(tb.TempDir(), "dateline")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", exe, "github.com/dateline-news/dateline")
	build.Env = append(build.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		tb.Fatalf("build: %v\n%s", err, out)
	}
	return exe
}

// runProgram runs it to its end and returns its peak resident size in MB (10^6 bytes).
func runProgram(tb testing.TB, exe string, args ...string) float64 {
	tb.Helper()
	run := exec.Command(exe, args...)
	if out, err := run.CombinedOutput(); err != nil {
		tb.Fatalf("%v: %v\n%s", args, err, out)
	}
	unit := 1024.0 // Linux counts in KiB
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return float64(run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) * unit / 1e6
}

// BenchmarkStart is the start of the program to the end of one short report, in a process of its own.
func BenchmarkStart(b *testing.B) {
	exe := buildProgram(b)
	path := b.TempDir() + "/report.txt"
	if err := os.WriteFile(path, []byte("Harbour closes\n\nCASTREL, December 28. /Harbour Wire/. The lane stayed closed on Wednesday.\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	peak := 0.0
	for b.Loop() {
		peak = max(peak, runProgram(b, exe, "read", "--format", "json", path))
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
	b.ReportMetric(peak, "MB-resident")
}
