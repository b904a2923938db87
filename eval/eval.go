// Package eval scores the rooms on public test sets, one file a measure. Every figure in the docs names the
// command of this package that prints it.
package eval

import (
	"io"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/world"
)

// Options say what to score and where the answer goes.
type Options struct {
	Data   string    // folder of the data sets (../shared/data)
	Split  string    // "dev", "test", "train"; "" for all of a set
	Misses bool      // also print each miss, to look into on dev
	Out    io.Writer // the table
}

// rooms are what a measure reads with: the world, and the language core.
type rooms struct {
	*world.World
	language *language.Reader
}

func openRooms() (rooms, error) {
	w, err := world.Load()
	if err != nil {
		return rooms{}, err
	}
	l, err := language.Shared()
	return rooms{w, l}, err
}

// record reads a report as the program does.
func (in rooms) record(r report.Report) record.Record {
	return record.Read(r, in.language.Read(r.Text, r.Paragraphs), in.World)
}
