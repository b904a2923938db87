package gather

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// MaxFileBytes is how much of one file, or of one message or line in it, is read. What is larger is refused unread.
const MaxFileBytes = 64 << 20

// Files gives the documents in a file, or in a folder and the folders below it in the order of their names. A mailbox
// gives one document a message, a JSON list or a file of JSON lines one a member; such a member's Path is the file's name,
// "!" and its number from 1. In a folder, files whose names begin with a dot or end in none of the known extensions are
// passed over. What cannot be read gives an error (*FileError) in its place, and the rest goes on. The walk stops when
// ctx ends.
func Files(ctx context.Context, path string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		w := walker{ctx: ctx, yield: yield}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			w.fail(path, err)
		case info.IsDir():
			if w.folder(path, nil) && w.given == 0 {
				yield(Document{}, &FileError{Path: path, Err: errors.New("the folder holds no document"), Do: "give a folder with .txt, .html, .eml, .mbox, .json or .xml files"})
			}
		default:
			w.file(path)
		}
	}
}

// Stdin gives the documents in r, which are named "-". r is read to MaxFileBytes and not further.
func Stdin(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		w := walker{ctx: context.Background(), yield: yield}
		w.content("-", r)
	}
}

// walker goes through files; its methods report whether to go on.
type walker struct {
	ctx   context.Context
	yield func(Document, error) bool
	given int // documents and errors given
}

func (w *walker) give(d Document, err error) bool {
	w.given++
	if w.ctx.Err() != nil {
		w.yield(Document{}, w.ctx.Err())
		return false
	}
	return w.yield(d, err)
}

// fail gives err with what to do about it.
func (w *walker) fail(path string, err error) bool {
	var file *FileError
	if errors.As(err, &file) {
		return w.give(Document{}, err)
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	do := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err, do = errors.New("no such file"), "check the name"
	case errors.Is(err, fs.ErrPermission):
		err, do = errors.New("no permission to read it"), "change its permissions, or run as a user who may read it"
	case strings.Contains(err.Error(), "too many levels of symbolic links"):
		err, do = errors.New("a link that leads back to itself"), "remove the link, or name the file that it should lead to"
	case errors.Is(err, ErrEmpty):
		do = "give a file with text in it"
	case errors.Is(err, ErrBinary):
		do = "give a text, HTML, mail, JSON or XML file"
	case isTooBig(err):
		do = "split it, or leave it out"
	}
	return w.give(Document{}, &FileError{Path: path, Err: err, Do: do})
}

func isTooBig(err error) bool {
	var big *TooBigError
	return errors.As(err, &big)
}

// folder walks down. above are the real names of the folders on the way here, so that a link cannot lead round in a circle.
func (w *walker) folder(path string, above []string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return w.fail(path, err)
	}
	for _, a := range above {
		if a == real {
			return w.give(Document{}, &FileError{Path: path, Err: errors.New("a link that leads back to a folder above it"), Do: "remove the link"})
		}
	}
	entries, err := os.ReadDir(path)
	if err != nil && !w.fail(path, err) {
		return false
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if !w.entry(filepath.Join(path, e.Name()), append(above, real)) {
			return false
		}
	}
	return true
}

func (w *walker) entry(name string, above []string) bool {
	_, known := extensions[strings.ToLower(filepath.Ext(name))]
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return w.fail(name, err)
	case info.IsDir():
		return w.folder(name, above)
	case !known:
		return true
	case !info.Mode().IsRegular():
		return w.give(Document{}, &FileError{Path: name, Err: errors.New("not a regular file"), Do: "leave it out of the folder"})
	}
	return w.file(name)
}

func (w *walker) file(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return w.fail(path, err)
	}
	defer f.Close()
	return w.content(path, f)
}

// content tells what kind of file r is by its name and its first bytes, and parts it into documents.
func (w *walker) content(path string, r io.Reader) bool {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(4096)
	if err != nil && err != io.EOF {
		return w.fail(path, err)
	}
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return w.fail(path, ErrEmpty)
	}
	switch sniffType("", path, head) {
	case typeMbox:
		return w.mailbox(path, br)
	case typeJSONL:
		return w.jsonLines(path, br)
	default:
		return w.whole(path, br)
	}
}

func (w *walker) whole(path string, r io.Reader) bool {
	b, err := io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
	if err != nil {
		return w.fail(path, err)
	}
	if len(b) > MaxFileBytes {
		return w.fail(path, &TooBigError{Name: "the file", Limit: MaxFileBytes})
	}
	if kind := binaryKind(b); kind != "" {
		return w.fail(path, fmt.Errorf("%w (%s)", ErrBinary, kind))
	}
	mediaType := sniffType("", path, b)
	if mediaType == typeJSON {
		if members, ok := jsonMembers(b); ok {
			return w.members(path, members)
		}
	}
	return w.give(fileDocument(path, mediaType, b), nil)
}

func fileDocument(path, mediaType string, b []byte) Document {
	return Document{Path: path, MediaType: mediaType, Bytes: b, SHA256: Sum(b), Fetched: time.Now().UTC()}
}

// jsonMembers parts a JSON list of objects; JSON lines under the name of JSON count as a list.
func jsonMembers(b []byte) ([]json.RawMessage, bool) {
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	trimmed := bytes.TrimSpace(b)
	var list []json.RawMessage
	if bytes.HasPrefix(trimmed, []byte("[")) {
		return list, json.Unmarshal(trimmed, &list) == nil && len(list) > 0
	}
	dec := json.NewDecoder(bytes.NewReader(trimmed))
	for {
		var one json.RawMessage
		err := dec.Decode(&one)
		if err == io.EOF {
			return list, len(list) > 1
		}
		if err != nil || len(one) == 0 || one[0] != '{' {
			return nil, false
		}
		list = append(list, one)
	}
}

func (w *walker) members(path string, members []json.RawMessage) bool {
	for i, m := range members {
		name := fmt.Sprintf("%s!%d", path, i+1)
		ok := false
		if bytes.HasPrefix(m, []byte("{")) {
			ok = w.give(fileDocument(name, typeJSON, m), nil)
		} else {
			ok = w.fail(name, errors.New("a member of the list that is no object"))
		}
		if !ok {
			return false
		}
	}
	return true
}

// jsonLines gives one document a line. A line that is no JSON object is set aside by its number.
func (w *walker) jsonLines(path string, r *bufio.Reader) bool {
	for number := 1; ; number++ {
		line, err := readLine(r, MaxFileBytes)
		name := fmt.Sprintf("%s!%d", path, number)
		ok := true
		switch trimmed := bytes.TrimSpace(line); {
		case isTooBig(err):
			return w.fail(name, &TooBigError{Name: "the line", Limit: MaxFileBytes})
		case err != nil && err != io.EOF:
			return w.fail(path, err)
		case len(trimmed) == 0:
		case trimmed[0] != '{' || !json.Valid(trimmed):
			ok = w.fail(name, errors.New("the line is no JSON object"))
		default:
			ok = w.give(fileDocument(name, typeJSON, trimmed), nil)
		}
		if !ok || err == io.EOF {
			return ok
		}
	}
}

// readLine reads one line, its end included, of at most limit bytes.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > limit {
			return nil, &TooBigError{Name: "line", Limit: int64(limit)}
		}
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}
