package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestCurrent compares what the generator makes with what is committed.
func TestCurrent(t *testing.T) {
	t.Parallel()
	from := "../../../shared/data/world"
	if _, err := os.Stat(from); err != nil {
		t.Skipf("the open data are not here: %v", err)
	}
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	to := t.TempDir()
	if err := generate(from, to); err != nil {
		t.Fatal(err)
	}
	for _, m := range makers {
		want, err := os.ReadFile(filepath.Join(to, m.name+".bin"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", "data", m.name+".bin"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("data/%s.bin is not what the generator makes: run go generate ./world", m.name)
		}
	}
}
