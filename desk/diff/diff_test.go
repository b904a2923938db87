package diff

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOf(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Слова стоят без изменений и дальше. ", 20)
	for _, tt := range []struct{ name, was, now, want string }{
		{"a word", "The ferry carried 280 people.", "The ferry carried 208 people.", "kept:The ferry carried|cut:280|added:208|kept:people"},
		{"nothing", "The same.", "The same.", ""},
		{"all", "Gone.", "Come.", "cut:Gone|added:Come"},
	} {
		var parts []string
		for _, p := range Of(tt.was, tt.now) {
			if p.Op != "gap" {
				parts = append(parts, p.Op+":"+strings.Trim(p.Text, ". "))
			}
		}
		got := strings.Join(parts, "|")
		if tt.want != "" && got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if tt.want == "" && strings.Contains(got, "cut:") {
			t.Errorf("%s: got a change: %s", tt.name, got)
		}
	}
	pieces := Of(long+"Было так. "+long, long+"Стало иначе. "+long)
	gaps := 0
	for _, p := range pieces {
		if !utf8.ValidString(p.Text) || len(p.Text) > 2*around+40 {
			t.Errorf("a piece that cuts a character or is not shortened: %q", p.Text)
		}
		if p.Op == "gap" {
			gaps++
		}
	}
	if gaps != 2 {
		t.Errorf("%d gaps, want one on each side: %+v", gaps, pieces)
	}
}
