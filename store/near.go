package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/dateline-news/dateline/search"
)

// Near is a name that is spelt nearly as one that was not found.
type Near struct {
	Name  string
	Count int // entries that name it
}

// NearNames finds the names that are spelt most like one, at most n: a letter in four may differ.
func (s *Store) NearNames(ctx context.Context, typed string, n int) ([]Near, error) {
	want := Folded(typed)
	letters := len([]rune(want))
	if letters < 3 || letters > 60 {
		return nil, nil
	}
	c, err := s.follow(ctx)
	if err != nil {
		return nil, err
	}
	defer c.mu.RUnlock()
	type near struct {
		Near
		far int
	}
	var all []near
	for i := range c.names {
		name := &c.names[i]
		if name.entries == 0 || max(len(name.name)-2*letters, letters-len(name.name)) > letters/4 {
			continue
		}
		if far := search.Distance(want, Folded(name.name)); far > 0 && far <= letters/4+1 && far*4 <= letters+3 {
			all = append(all, near{Near{name.name, int(name.entries)}, far})
		}
	}
	slices.SortFunc(all, func(a, b near) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(b.Count, a.Count)) })
	var names []Near
	for _, one := range all[:min(n, len(all))] {
		names = append(names, one.Near)
	}
	return names, nil
}
