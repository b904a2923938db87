package gather

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode turns the bytes of a text into UTF-8 and says which charset they were in, in lower case. charset is what the
// transport declared, "" when it did not; what the document itself declares (XML prolog, HTML meta) is looked up here.
//
// Who is believed, in order: a byte order mark; the pattern of zero bytes that UTF-16 and UTF-32 leave; the bytes
// themselves where they are valid UTF-8 beyond chance; the transport; the document; and, when nobody declares
// a charset that the bytes bear out, the charset in which they make the most likely text. Bytes that mean nothing, and
// zero bytes, become U+FFFD: a text never fails. Bytes that are no text give ErrBinary.
func Decode(b []byte, mediaType, charset string) (text string, charsetName string, err error) {
	if name, skip := mark(b); name != "" {
		return clean(decodeNamed(b[skip:], name)), name, nil
	}
	if kind := binaryKind(b); kind != "" {
		return "", "", fmt.Errorf("%w (%s)", ErrBinary, kind)
	}
	if name := zeroPattern(b); name != "" {
		return clean(decodeNamed(b, name)), name, nil
	}
	if bytes.Contains(b[:min(len(b), 64<<10)], []byte("\x1b$")) {
		return clean(decodeNamed(b, "iso-2022-jp")), "iso-2022-jp", nil
	}
	inside := declaredInside(b)
	if isASCII(b) {
		return clean(string(b)), asciiName(mediaType, charset, inside), nil
	}
	declared := believable(charset, inside)
	if utf8.Valid(b) && !outweighsUTF8(b, declared) {
		return clean(string(b)), "utf-8", nil
	}
	for _, name := range declared {
		if text, ok := bearsOut(b, name); ok {
			return clean(text), name, nil
		}
	}
	if mostlyUTF8(b) {
		return clean(strings.ToValidUTF8(string(b), "\uFFFD")), "utf-8", nil
	}
	name := detect(b)
	return clean(decodeNamed(b, name)), name, nil
}

// mark reads a byte order mark.
func mark(b []byte) (name string, length int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return "utf-8", 3
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}):
		return "utf-32le", 4
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		return "utf-32be", 4
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return "utf-16le", 2
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return "utf-16be", 2
	}
	return "", 0
}

// zeroPattern finds UTF-16 and UTF-32 without a mark: text in any language has enough ASCII (spaces, mark-up, line
// ends) for zero bytes to stand in one place of each unit and hardly anywhere else. It also knows the first four
// bytes of an EBCDIC "<?xml" (XML 1.0, appendix F).
func zeroPattern(b []byte) string {
	if bytes.HasPrefix(b, []byte{0x4C, 0x6F, 0xA7, 0x94}) {
		return "ibm037"
	}
	head := b[:min(len(b), 1024)&^3]
	if len(head) < 4 || bytes.IndexByte(head, 0) < 0 {
		return ""
	}
	var zero [4]int
	for i, c := range head {
		if c == 0 {
			zero[i&3]++
		}
	}
	units := len(head) / 4
	many := func(i int) bool { return zero[i]*4 >= units }
	few := func(i int) bool { return zero[i]*10 <= units }
	switch {
	case few(0) && many(1) && zero[2]*10 >= units*9 && zero[3]*10 >= units*9:
		return "utf-32le"
	case few(3) && many(2) && zero[0]*10 >= units*9 && zero[1]*10 >= units*9:
		return "utf-32be"
	case few(0) && few(2) && many(1) && many(3):
		return "utf-16le"
	case few(1) && few(3) && many(0) && many(2):
		return "utf-16be"
	}
	return ""
}

// signatures of files that people mistake for text.
var signatures = []struct{ start, kind string }{
	{"PK\x03\x04", "zip or office document"}, {"%PDF-", "PDF"}, {"\x89PNG\r\n", "PNG picture"}, {"\xFF\xD8\xFF", "JPEG picture"},
	{"GIF87a", "GIF picture"}, {"GIF89a", "GIF picture"}, {"\x1F\x8B", "gzip"}, {"BZh", "bzip2"}, {"\xFD7zXZ\x00", "xz"}, {"\x28\xB5\x2F\xFD", "zstd"},
	{"\x7FELF", "program"}, {"MZ\x90\x00", "program"}, {"\xCF\xFA\xED\xFE", "program"}, {"SQLite format 3\x00", "SQLite database"},
	{"OggS\x00", "Ogg sound"}, {"ID3\x03", "MP3 sound"}, {"ID3\x04", "MP3 sound"}, {"\x00\x00\x00\x18ftyp", "MP4 film"}, {"\x00\x00\x00\x20ftyp", "MP4 film"},
	{"Rar!\x1A\x07", "rar"}, {"7z\xBC\xAF\x27\x1C", "7z"}, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old office document"}, {"wOFF", "font"}, {"wOF2", "font"},
}

// binaryKind says what a binary file is, or "" for text. A file of no known kind is binary when more than a tenth of its
// first 4096 bytes are control characters that no text has.
func binaryKind(b []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.start)) {
			return s.kind
		}
	}
	if bytes.HasPrefix(b, []byte("RIFF")) && len(b) > 12 {
		return "sound, film or picture"
	}
	if name, _ := mark(b); name != "" || zeroPattern(b) != "" {
		return ""
	}
	head, control := b[:min(len(b), 4096)], 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B || c == 0x7F {
			control++
		}
	}
	if control*10 > len(head) && control > 1 {
		return "unknown kind"
	}
	return ""
}

var (
	prologCharset = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']?\s*([\w.:+-]+)`)
	metaCharset   = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:+-]+)`)
)

// declaredInside is the charset that the document names itself, "" when it names none.
func declaredInside(b []byte) string {
	head := b[:min(len(b), 2048)]
	if m := prologCharset.FindSubmatch(head); m != nil {
		return strings.ToLower(string(m[1]))
	}
	if m := metaCharset.FindSubmatch(head); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

func isASCII(b []byte) bool {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		if binary.LittleEndian.Uint64(b[i:])&0x8080808080808080 != 0 {
			return false
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= 0x80 {
			return false
		}
	}
	return true
}

// asciiName is the charset to report for a text of ASCII bytes alone, where every choice reads the same: the
// transport's, else, for XML served as text/*, US-ASCII (RFC 3023, 8.5), else the document's, else UTF-8.
func asciiName(mediaType, charset, inside string) string {
	if name := strings.ToLower(charset); lookup(name) != nil {
		return name
	}
	if strings.HasPrefix(mediaType, "text/") && (strings.HasSuffix(mediaType, "xml") || strings.HasSuffix(mediaType, "xml-external-parsed-entity")) {
		return "us-ascii"
	}
	if lookup(inside) != nil && !strings.HasPrefix(inside, "utf-16") && !strings.HasPrefix(inside, "utf-32") {
		return inside
	}
	return "utf-8"
}

// believable are the declared charsets that exist, the transport's first.
func believable(names ...string) []string {
	var out []string
	for _, n := range names {
		if n = strings.ToLower(strings.TrimSpace(n)); n != "" && lookup(n) != nil {
			out = append(out, n)
		}
	}
	return out
}

// lookup finds an encoding by any of its names: the web's, IANA's, or either with other punctuation.
func lookup(name string) encoding.Encoding {
	switch name {
	case "":
		return nil
	case "utf-32le", "utf-32":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case "utf-16le", "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case "ibm037", "cp037":
		return charmap.CodePage037
	case "us-ascii", "ascii":
		return charmap.Windows1252
	}
	for _, n := range []string{name, strings.ReplaceAll(name, "_", "-"), strings.Replace(name, "cp", "ibm", 1), strings.TrimPrefix(name, "x-")} {
		if e, err := htmlindex.Get(n); err == nil && e != encoding.Replacement {
			return e
		}
		if e, err := ianaindex.IANA.Encoding(n); err == nil && e != nil {
			return e
		}
	}
	return nil
}

// outweighsUTF8 says that a declaration of a two-byte charset holds although the bytes would pass as UTF-8: that
// happens by chance in a few characters, not in many.
func outweighsUTF8(b []byte, declared []string) bool {
	if len(declared) == 0 || !multiByte[declared[0]] {
		return false
	}
	_, ok := bearsOut(b, declared[0])
	return ok && utf8.RuneCount(b)-countASCII(b) < 3
}

var multiByte = map[string]bool{"gb2312": true, "gbk": true, "gb18030": true, "big5": true, "euc-kr": true, "euc-jp": true, "shift_jis": true, "iso-2022-jp": true, "cp936": true, "cp949": true}

func countASCII(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x80 {
			n++
		}
	}
	return n
}

// bearsOut decodes b as the declared charset and says whether that makes sense: next to no byte is left over.
func bearsOut(b []byte, name string) (string, bool) {
	if name == "us-ascii" || name == "ascii" {
		return "", false // there are bytes beyond ASCII
	}
	text := decodeNamed(b, name)
	if name == "utf-8" || name == "utf8" {
		return text, mostlyUTF8(b)
	}
	bad := strings.Count(text, "\uFFFD")
	if strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf-32") {
		return text, bad == 0 && strings.ContainsAny(text, " <")
	}
	return text, bad*50 <= len(b)-countASCII(b)
}

// mostlyUTF8 says that b is UTF-8 with some broken bytes rather than something else: at least two whole characters
// for every broken byte.
func mostlyUTF8(b []byte) bool {
	whole, broken := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case r >= 0x80:
			whole++
		}
		b = b[n:]
	}
	return whole > 0 && whole >= 2*broken
}

// decodeNamed decodes with replacement; an encoding never fails on a text.
func decodeNamed(b []byte, name string) string {
	switch name {
	case "utf-8", "utf8":
		return strings.ToValidUTF8(string(b), "\uFFFD")
	case "utf-16le", "utf-16be", "utf-16":
		b = b[:len(b)&^1]
	case "utf-32le", "utf-32be", "utf-32":
		b = b[:len(b)&^3]
	}
	e := lookup(name)
	if e == nil {
		e = charmap.Windows1252
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// clean takes out what no text needs: a mark that was left in front, and zero bytes.
func clean(text string) string {
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "\uFFFD")
	}
	return text
}
