package gather

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// encoded writes text in a charset.
func encoded(t testing.TB, charset, text string) []byte {
	t.Helper()
	e := lookup(charset)
	if e == nil {
		t.Fatalf("no charset %q", charset)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encode %q in %s: %v", text, charset, err)
	}
	return b
}

func TestDecodeUndeclared(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, charset, text string }{
		{"French", "windows-1252", "Le gouvernement a annoncé mardi qu’il réexaminerait les mesures à l’égard des pêcheurs."},
		{"German", "windows-1252", "Die Behörden bestätigten am Dienstag, dass fünf Verdächtige in München verhaftet wurden."},
		{"Spanish", "windows-1252", "El presidente afirmó que la reunión será mañana, según una fuente del país."},
		{"Polish", "windows-1250", "Rząd ogłosił we wtorek, że granica zostanie zamknięta na całą dobę, powiedział rzecznik."},
		{"Czech", "windows-1250", "Vláda v úterý oznámila, že hranice bude na den uzavřena, řekl mluvčí ministerstva."},
		{"Russian", "windows-1251", "Министр заявил во вторник, что переговоры продолжатся на следующей неделе."},
		{"Russian", "koi8-r", "Министр заявил во вторник, что переговоры продолжатся на следующей неделе."},
		{"Russian, short", "koi8-r", "Переговоры сорваны"},
		{"Greek", "windows-1253", "Η κυβέρνηση ανακοίνωσε την Τρίτη ότι οι συνομιλίες θα συνεχιστούν."},
		{"Hebrew", "windows-1255", "הממשלה הודיעה ביום שלישי כי השיחות יימשכו בשבוע הבא"},
		{"Arabic", "windows-1256", "أعلنت الحكومة يوم الثلاثاء أن المحادثات ستستمر الأسبوع المقبل"},
		{"Thai", "tis-620", "รัฐบาลประกาศเมื่อวันอังคารว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า"},
		{"Korean", "euc-kr", "정부는 화요일에 협상이 다음 주에도 계속될 것이라고 발표했다."},
		{"Korean, short", "euc-kr", "정부가 협상을 중단했다"},
		{"Japanese", "euc-jp", "政府は火曜日、協議を来週も続けると発表した。"},
		{"Japanese", "shift_jis", "政府は火曜日、協議を来週も続けると発表した。"},
		{"Japanese", "iso-2022-jp", "政府は火曜日、協議を来週も続けると発表した。"},
		{"simplified Chinese", "gb2312", "政府星期二宣布，谈判将在下周继续进行。"},
		{"traditional Chinese", "big5", "政府星期二宣布，談判將在下週繼續進行。"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" in "+tt.charset, func(t *testing.T) {
			t.Parallel()
			got, name, err := Decode(encoded(t, tt.charset, "<item><title>"+tt.text+"</title></item>"), "text/html", "")
			if err != nil {
				t.Fatal(err)
			}
			if name != tt.charset || !strings.Contains(got, tt.text) {
				t.Errorf("got %s: %q, want %s: %q", name, got, tt.charset, tt.text)
			}
		})
	}
}

func TestDecodeDeclared(t *testing.T) {
	t.Parallel()
	cafe := "Café “Zürich”"
	latin := string(encoded(t, "windows-1252", cafe))
	tests := []struct {
		name, bytes, mediaType, charset string
		want, wantName                  string
	}{
		{"header", latin, "text/html", "windows-1252", cafe, "windows-1252"},
		{"header before meta", `<meta charset="koi8-r">` + latin, "text/html", "windows-1252", `<meta charset="koi8-r">` + cafe, "windows-1252"},
		{"meta", `<meta charset="iso-8859-1">` + latin, "text/html", "", `<meta charset="iso-8859-1">` + cafe, "iso-8859-1"},
		{"http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">` + latin, "text/html", "", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">` + cafe, "windows-1252"},
		{"prolog", `<?xml version="1.0" encoding='windows-1252'?>` + latin, "application/xml", "", `<?xml version="1.0" encoding='windows-1252'?>` + cafe, "windows-1252"},
		{"UTF-8 under a wrong label", `<?xml version="1.0" encoding="iso-8859-1"?>` + cafe, "application/xml", "", `<?xml version="1.0" encoding="iso-8859-1"?>` + cafe, "utf-8"},
		{"windows-1252 under the label UTF-8", `<?xml version="1.0" encoding="utf-8"?>` + latin, "application/xml", "", `<?xml version="1.0" encoding="utf-8"?>` + cafe, "windows-1252"},
		{"high bytes under US-ASCII", latin, "text/html", "us-ascii", cafe, "windows-1252"},
		{"unknown label", latin, "text/html", "x-nonsense", cafe, "windows-1252"},
		{"ASCII in text/xml", "<rss/>", "text/xml", "", "<rss/>", "us-ascii"},
		{"ASCII", "hello", "text/plain", "", "hello", "utf-8"},
		{"mark before label", "\xEF\xBB\xBF<?xml encoding='koi8-r'?>é", "text/xml", "koi8-r", "<?xml encoding='koi8-r'?>é", "utf-8"},
		{"one broken byte", "Zürich, Genève, caf\xE9, Besançon", "text/plain", "utf-8", "Zürich, Genève, caf\uFFFD, Besançon", "utf-8"},
		{"zero byte", "Belgrade\x00 talks go on today", "text/plain", "", "Belgrade\uFFFD talks go on today", "utf-8"},
		{"empty", "", "text/plain", "", "", "utf-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, name, err := Decode([]byte(tt.bytes), tt.mediaType, tt.charset)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want || name != tt.wantName {
				t.Errorf("got %s %q, want %s %q", name, got, tt.wantName, tt.want)
			}
		})
	}
}

func TestDecodeWide(t *testing.T) {
	t.Parallel()
	text := `<?xml version="1.0"?><rss><channel><title>Переговоры — 협상</title></channel></rss>`
	for _, mark := range []bool{true, false} {
		u16, u32 := unicode.IgnoreBOM, utf32.IgnoreBOM
		if mark {
			u16, u32 = unicode.UseBOM, utf32.UseBOM
		}
		wide := map[string]interface{ Bytes([]byte) ([]byte, error) }{
			"utf-16le": unicode.UTF16(unicode.LittleEndian, u16).NewEncoder(),
			"utf-16be": unicode.UTF16(unicode.BigEndian, u16).NewEncoder(),
			"utf-32le": utf32.UTF32(utf32.LittleEndian, u32).NewEncoder(),
			"utf-32be": utf32.UTF32(utf32.BigEndian, u32).NewEncoder(),
		}
		for name, e := range wide {
			b, err := e.Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			got, gotName, err := Decode(append(b, 0x20), "", "") // one byte too many must not matter
			if err != nil || gotName != name || strings.TrimRight(got, " \uFFFD") != text {
				t.Errorf("%s, mark %t: got %s %q %v", name, mark, gotName, got, err)
			}
		}
	}
}

func TestDecodeBinary(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]string{
		"zip": "PK\x03\x04\x14\x00\x06\x00", "PDF": "%PDF-1.7\n%\xe2\xe3", "PNG": "\x89PNG\r\n\x1a\n\x00", "noise": strings.Repeat("\x01\x02\x9f\xee\x00\x07A", 100),
	} {
		if _, _, err := Decode([]byte(b), "text/plain", ""); !errors.Is(err, ErrBinary) {
			t.Errorf("%s: got %v, want ErrBinary", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("Caf\xe9"), "text/html", "")
	f.Add([]byte("\xff\xfeh\x00i\x00"), "text/xml", "utf-8")
	f.Add([]byte(`<?xml version="1.0" encoding="euc-kr"?>`+"\xb3\xe2"), "application/xml", "big5")
	f.Add([]byte("\x1b$B@/\x1b(B"), "", "utf-7")
	f.Fuzz(func(t *testing.T, b []byte, mediaType, charset string) {
		text, name, err := Decode(b, mediaType, charset)
		if err != nil {
			if !errors.Is(err, ErrBinary) {
				t.Fatalf("a text failed: %v", err)
			}
			return
		}
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) || name == "" {
			t.Fatalf("charset %q gives %q", name, text)
		}
	})
}
