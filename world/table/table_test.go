package table

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func built(t testing.TB) *Table {
	t.Helper()
	b := NewBuilder(8)
	for i, names := range [][]string{{"New York", "NY"}, {"New York City", "New York"}, {"York"}, {"Saint-Denis", "St. Denis"}} {
		row := make([]byte, 0, 8)
		for _, v := range []uint32{uint32(i), b.Text(names[0])} {
			row = append(row, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
		}
		n, err := b.Add(row)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			flag := 0
			if name == "NY" {
				flag = Capitals
			}
			b.Name(name, n, flag)
		}
	}
	data := string(b.Bytes())
	if err := Verify(data); err != nil {
		t.Fatal(err)
	}
	opened, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func TestFind(t *testing.T) {
	t.Parallel()
	table := built(t)
	for _, c := range []struct {
		key  string
		want []string
	}{
		{"new york", []string{"New York", "New York City"}},
		{"new york city", []string{"New York City"}},
		{"saint denis", []string{"Saint-Denis"}},
		{"york", []string{"York"}},
		{"new", nil},
		{"", nil},
	} {
		rows := table.Find(c.key)
		var got []string
		for i := range rows.Len() {
			got = append(got, table.Row(rows.At(i).Row()).Text(4))
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Find(%q) = %q, want %q", c.key, got, c.want)
		}
	}
	if rows := table.Find("ny"); rows.Len() != 1 || !rows.At(0).Has(Capitals) || rows.At(0).Has(Weak) {
		t.Errorf("Find(ny) = %d rows", rows.Len())
	}
}

func TestLongest(t *testing.T) {
	t.Parallel()
	table := built(t)
	yes := func(int, Posts) bool { return true }
	for _, c := range []struct {
		words string
		want  int
	}{
		{"New York City Hall", 3},
		{"New York , City", 2},
		{"New Yorker", 0},
		{"York", 1},
		{"Saint - Denis", 3},
		{"St. Denis", 2},
		{"Boston", 0},
		{"", 0},
		{strings.Repeat("New ", 60), 0},
	} {
		if got := table.Longest(strings.Fields(c.words), yes); got != c.want {
			t.Errorf("Longest(%q) = %d, want %d", c.words, got, c.want)
		}
	}
	if got := table.Longest([]string{"New", "York", "City"}, func(n int, _ Posts) bool { return n < 3 }); got != 2 {
		t.Errorf("Longest with a refusal = %d, want 2", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	b := NewBuilder(4)
	good := string(b.Bytes())
	for name, data := range map[string]string{
		"empty": "", "short": good[:20], "other magic": "X" + good[1:], "section longer than the file": good[:headerSize-1] + "\xff",
	} {
		if _, err := Open(data); !errors.Is(err, ErrLayout) {
			t.Errorf("%s: Open gives %v, want ErrLayout", name, err)
		}
	}
	if err := Verify(good[:len(good)-1] + "\x01"); err == nil {
		t.Error("Verify accepts changed bytes")
	}
	if _, err := b.Add([]byte{1}); err == nil {
		t.Error("a row of the wrong width was taken")
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"New York": "new york", "NEW  YORK ": "new york", "São Paulo": "sao paulo", "Ñuñoa": "nunoa", "U.N.": "un", "Sana'a": "sanaa",
		"Sana’a": "sanaa", "Al-Hasakah": "al hasakah", "Tromsø": "tromso", "Łódź": "lodz", "Gießen": "giessen", "Đakovica": "dakovica",
		"Washington, D.C.": "washington, dc", "İzmir": "izmir", "": "", " - ": "", "Москва": "москва", "Port–au–Prince": "port au prince",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Saint-Étienne (Loire)", "D.C.")
	f.Add("\xff\xfe", "İ")
	f.Fuzz(func(t *testing.T, a, b string) {
		once := Fold(a)
		if utf8.ValidString(a) && Fold(once) != once {
			t.Errorf("Fold(Fold(%q)) = %q, want %q", a, Fold(once), once)
		}
		joined := AppendFold(AppendFold(nil, a), b)
		if want := Fold(a + " " + b); utf8.ValidString(a+b) && string(joined) != want {
			t.Errorf("%q and %q fold to %q word by word, %q together", a, b, joined, want)
		}
	})
}
