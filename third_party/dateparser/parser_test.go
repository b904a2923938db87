package dateparser

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"28 December 2022", "2022-12-28"},
		{"Dec. 28, 2022", "2022-12-28"},
		{"2022-12-28", "2022-12-28"},
		{"28.12.2022", "2022-12-28"},
		{"12/28/2022", "2022-12-28"},
		{"le 3 février 2021", "2021-02-03"},
		{"1er août 2020", "2020-08-01"},
		{"Mittwoch, 5. März 2020", "2020-03-05"},
		{"5 травня 2021", "2021-05-05"},
		{"31 de diciembre de 2019", "2019-12-31"},
		{"30 February 2022", ""},
		{"December 2022", ""},
		{"28/12/22", ""},
		{"99.99.9999", ""},
		{"call 555 1234 5678", ""},
		{"", ""},
	} {
		got, err := (&Parser{}).Parse(nil, c.in)
		day := ""
		if err == nil {
			day = got.Time.Format(time.DateOnly)
		}
		if day != c.want {
			t.Errorf("Parse(%q) = %q, want %q", c.in, day, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("28 December 2022")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := (&Parser{}).Parse(nil, s); err == nil && d.Time.IsZero() {
			t.Errorf("Parse(%q) gave no day and no error", s)
		}
	})
}
