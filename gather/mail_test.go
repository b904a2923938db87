package gather

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func TestOpenMail(t *testing.T) {
	t.Parallel()
	day := time.Date(2023, 1, 3, 9, 0, 0, 0, time.UTC)
	koi := string(encoded(t, "koi8-r", "Переговоры продолжатся"))
	tests := []struct {
		name, raw string
		want      Mail
	}{
		{"plain", letter, Mail{From: Author{Name: "Ana", Email: "ana@post.example"}, Subject: "Ferry", Date: day, MediaType: "text/plain", Body: "Text\r\n"}},
		{"newsletter", `From: =?utf-8?q?Caf=C3=A9_News?= <news@cafe.example>
Subject: =?koi8-r?B?` + base64.StdEncoding.EncodeToString([]byte(koi)) + `?=
Date: Tue, 3 Jan 2023 10:00:00 +0100 (CET)
Message-ID: <1@cafe.example>
List-Id: Morning brief <brief.cafe.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=koi8-r
Content-Transfer-Encoding: base64

` + base64.StdEncoding.EncodeToString([]byte(koi)) + `
--a
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>Caf=C3=A9</p>
--a--
--m
Content-Type: text/plain
Content-Disposition: attachment; filename=x.txt

attached
--m--
`, Mail{From: Author{Name: "Café News", Email: "news@cafe.example"}, Subject: "Переговоры продолжатся", Date: day, MessageID: "1@cafe.example", List: "Morning brief", MediaType: "text/html", Body: "<p>Café</p>", Plain: "Переговоры продолжатся"}},
		{"forwarded", "Subject: Fwd\nContent-Type: message/rfc822\n\nSubject: Inner\n\nInner text", Mail{Subject: "Fwd", MediaType: "text/plain", Body: "Inner text"}},
		{"raw bytes in the header", "From: nobody\nSubject: " + koi + "\n\nx", Mail{From: Author{Name: "nobody"}, Subject: "Переговоры продолжатся", MediaType: "text/plain", Body: "x"}},
		{"wrong charset", "Content-Type: text/plain; charset=x-none\n\nCaf\xe9 ouvert", Mail{MediaType: "text/plain", Body: "Café ouvert"}},
		{"cut in the middle", "Content-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nThe minister s", Mail{MediaType: "text/plain", Body: "The minister s"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			raw := []byte(tt.raw)
			if !strings.Contains(tt.raw, "\r\n") {
				raw = crlf(tt.raw)
			}
			got, err := OpenMail(Document{Path: "m.eml", MediaType: "message/rfc822", Bytes: raw})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestOpenMailRefuses(t *testing.T) {
	t.Parallel()
	deep := ""
	for range 100 {
		deep += "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
	}
	for name, raw := range map[string]string{"no text": "Subject: x\r\nContent-Type: image/png\r\n\r\nxx", "empty": "", "only a head": "Subject: x\r\n\r\n", "deep": deep} {
		_, err := OpenMail(Document{Path: "m.eml", Bytes: []byte(raw)})
		if err == nil || !strings.Contains(err.Error(), "m.eml") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	_, err := OpenMail(Document{Bytes: []byte("Subject: x\r\nContent-Type: image/png\r\n\r\nxx")})
	if !errors.Is(err, ErrEmpty) {
		t.Errorf("got %v, want ErrEmpty", err)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(letter))
	f.Add(crlf("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-16\n\n<p>x\n--b--\n"))
	f.Add(crlf("Subject: =?utf-8?q?=zz?=\nFrom: <<>>\nDate: x\nContent-Transfer-Encoding: base64\n\n////\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := OpenMail(Document{Bytes: b})
		if err == nil && (strings.TrimSpace(m.Body) == "" || m.MediaType == "") {
			t.Fatalf("no error and no text: %+v", m)
		}
		if strings.ContainsAny(m.Subject, "\r\n") {
			t.Fatalf("subject %q", m.Subject)
		}
	})
}
