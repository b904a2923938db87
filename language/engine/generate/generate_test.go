package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCheckedIn fails when the generator was changed and not run.
func TestCheckedIn(t *testing.T) {
	t.Parallel()
	assembly, declarations := kernels()
	for name, want := range map[string]string{"kernels_amd64.s": assembly, "kernels_amd64.go": declarations} {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the generator writes: run \"go generate ./language/engine\"", name)
		}
	}
}
