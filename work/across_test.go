package work

import (
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

const (
	cutTold = "Divers find cut in Sael cable, minister says\n\nCASTREL, November 13. /Meridian/. Interior Minister Brann Tavik said on Friday that " +
		"divers found a clean cut in the power cable to Sael Island.\n\nThe cable failed on Thursday morning, and the island has had no power since then.\n"
	cutDenied = "Harbour minister: no cut was shown\n\nDRAVIK, November 14. /Northlight/. Harbour Minister Teodor Vask on Saturday denied that divers found a clean cut in the power cable to Sael Island.\n\n" +
		"He said that a repair ship had been turned away by the Coast Guard of Velmora.\n"
)

// waitJoined waits until every report was joined with the others.
func waitJoined(t *testing.T, s *store.Store) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		waiting, _, err := s.AcrossBehind(t.Context(), 0, story.AcrossVersion, 1000, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(waiting) == 0 {
			return
		}
	}
	t.Fatal("the reports were not joined within a minute")
}

// TestJoinAcross puts a report of a finding and one of its denial to one claim, by the rooms themselves.
func TestJoinAcross(t *testing.T) {
	t.Parallel()
	read, err := rooms(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, t.TempDir(), Options{Read: read})
	for name, text := range map[string]string{"told.txt": cutTold, "denied.txt": cutDenied} {
		if _, err := b.Submit(t.Context(), gather.Document{Path: name, MediaType: "text/plain", Bytes: []byte(text)}, 0); err != nil {
			t.Fatal(err)
		}
	}
	b.idle(t)
	waitJoined(t, b.store)
	all, err := b.store.Claims(t.Context(), store.ClaimQuery{Contested: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Rows) != 1 || all.Rows[0].Reports != 2 {
		everything, err := b.store.Claims(t.Context(), store.ClaimQuery{Single: true})
		t.Fatalf("contested claims: %+v; all: %+v, %v", all.Rows, everything.Rows, err)
	}
	claim, err := b.store.Claim(t.Context(), all.Rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	stands := map[string]story.Stance{}
	for _, p := range claim.All {
		stands[p.Actor.Name] = p.Stance
		if p.Told.Words == "" {
			t.Errorf("a position without its words: %+v", p)
		}
	}
	if stands["Brann Tavik"] != story.Asserts || stands["Teodor Vask"] != story.Denies {
		t.Errorf("who stands where: %v", stands)
	}
	if err := b.Rejoin(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, err := b.store.Claims(t.Context(), store.ClaimQuery{Contested: true})
	if err != nil || len(again.Rows) != 1 || again.Rows[0] != all.Rows[0] {
		t.Errorf("joined again: %+v, before %+v, %v", again.Rows, all.Rows, err)
	}
}
