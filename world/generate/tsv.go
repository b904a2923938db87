package main

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/world/table"
)

// record is one line of a TSV file by column name.
type record struct {
	columns map[string]int
	cells   []string
}

func (r record) get(column string) string {
	if i, ok := r.columns[column]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

func (r record) list(column string) []string {
	cell := r.get(column)
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// number reads a whole number; an empty cell is 0.
func (r record) number(column string) (int, error) {
	cell := r.get(column)
	if cell == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(cell)
	if err != nil {
		return 0, fmt.Errorf("column %s: %w", column, err)
	}
	return n, nil
}

// degrees reads a coordinate as hundred-thousandths of a degree.
func (r record) degrees(column string) (uint32, error) {
	f, err := strconv.ParseFloat(r.get(column), 64)
	if err != nil {
		return 0, fmt.Errorf("column %s: %w", column, err)
	}
	return uint32(int32(math.Round(f * 1e5))), nil
}

// each reads the TSV file name of dir, plain or gzip, and calls f for every line below the column names.
func each(dir, name string, f func(record) error) error { return eachOf(os.DirFS(dir), name, f) }

// eachOf is each for a file of any file system.
func eachOf(files fs.FS, name string, f func(record) error) (err error) {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var in io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<24)
	columns := map[string]int{}
	for n := 1; lines.Scan(); n++ {
		cells := strings.Split(lines.Text(), "\t")
		if n == 1 {
			for i, c := range cells {
				columns[c] = i
			}
			continue
		}
		if err := f(record{columns, cells}); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return lines.Err()
}

// texts lays out a row that is only texts.
func texts(b *table.Builder, fields ...string) []byte {
	var row []byte
	for _, f := range fields {
		row = binary.LittleEndian.AppendUint32(row, b.Text(f))
	}
	return row
}

// latin reports whether every letter of name is of the Latin script.
func latin(name string) bool {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// capitals gives the flag of a name that must be printed in capitals to stand for its row: an abbreviation of up to
// longest letters, which in small letters would be an ordinary word ("WHO", "US").
func capitals(name string, longest int) int {
	letters := strings.ReplaceAll(name, ".", "")
	if utf8.RuneCountInString(letters) > longest || letters == "" {
		return 0
	}
	for _, r := range letters {
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return 0
		}
	}
	return table.Capitals
}
