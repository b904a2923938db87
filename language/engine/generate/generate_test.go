package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestCheckedIn fails when the generator was changed and not run.
func TestCheckedIn(t *testing.T) {
	t.Parallel()
	for name, want := range files() {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want {
			t.Errorf("%s is not what the generator writes: run \"go generate ./language/engine\"", name)
		}
	}
}
