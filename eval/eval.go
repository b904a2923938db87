// Package eval scores the rooms on public test sets, one file a measure. Every figure in the docs names the
// command of this package that prints it.
package eval

import "io"

// Options say what to score and where the answer goes.
type Options struct {
	Data   string    // folder of the data sets (../shared/data)
	Split  string    // "dev", "test", "train"; "" for all of a set
	Misses bool      // also print each miss, to look into on dev
	Out    io.Writer // the table
}
