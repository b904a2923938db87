// Command generate makes the embedded tables of world from the open data in ../shared/data/world (see world/NOTICE.md
// for where each comes from). Run it through go generate ./world; its output is the same for the same input.
package main

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/dateline-news/dateline/world/table"
)

// maker builds one table from the folder of the data.
type maker struct {
	name string
	make func(dir string) (*table.Builder, error)
}

var makers = []maker{
	{"places", places},
	{"countries", countries},
	{"demonyms", demonyms},
	{"metonyms", metonyms},
	{"ambiguous", ambiguous},
	{"people", people},
	{"people_bysa", peopleBySA},
	{"offices", offices},
	{"organisations", organisations},
	{"parties", parties},
	{"agencies", agencies},
	{"dateline_cities", datelineCities},
	{"agents", agents},
}

func main() {
	from := flag.String("from", "../../shared/data/world", "folder of the open data")
	to := flag.String("to", "data", "folder of the tables")
	flag.Parse()
	if err := generate(*from, *to); err != nil {
		slog.Error("the tables of world were not made", "err", err)
		os.Exit(1)
	}
}

// generate writes every table, named after its maker, into the folder to.
func generate(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return fmt.Errorf("make the folder of the tables: %w", err)
	}
	for _, m := range makers {
		b, err := m.make(from)
		if err != nil {
			return fmt.Errorf("table %s: %w", m.name, err)
		}
		if err := os.WriteFile(filepath.Join(to, m.name+".bin"), b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("table %s: %w", m.name, err)
		}
	}
	return nil
}
