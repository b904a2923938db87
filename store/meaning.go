package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Alike is a report whose text means nearly what was asked for.
type Alike struct {
	StreamRow
	Alike float64 // cosine of the two meanings, -1 to 1
}

// meanings hold the vectors of all texts in memory, one signed byte a number.
type meanings struct {
	mu    sync.RWMutex
	texts []int64
	all   []int8
	width int
	last  int64
}

// Unmeant lists texts, newest first, whose meaning no vector of this model says yet, at most n, with the words to be read.
func (s *Store) Unmeant(ctx context.Context, model string, n int) (ids []int64, texts []string, err error) {
	type one struct {
		id   int64
		text string
	}
	rows, err := s.read.QueryContext(ctx, `SELECT t.id, substr(t.text, 1, 2000) FROM text t WHERE NOT EXISTS (SELECT 1 FROM meaning m WHERE m.text_id = t.id AND m.model = ?) ORDER BY t.id DESC LIMIT ?`, model, n)
	list, err := collect(rows, err, func(r scanner, o *one) error { return r.Scan(&o.id, &o.text) })
	for _, o := range list {
		ids, texts = append(ids, o.id), append(texts, o.text)
	}
	return ids, texts, err
}

// PutMeanings keeps the vectors of texts.
func (s *Store) PutMeanings(ctx context.Context, model string, ids []int64, vectors [][]float32) error {
	return s.Write(ctx, func(t *Tx) error {
		for i, id := range ids {
			if _, err := t.exec(`INSERT OR IGNORE INTO meaning (text_id, model, vector) VALUES (?, ?, ?)`, id, model, small(vectors[i])); err != nil {
				return fmt.Errorf("keep the meaning of text %d: %w", id, err)
			}
		}
		return nil
	})
}

// small writes a vector as one signed byte a number, scaled so that the largest is 127.
func small(v []float32) []byte {
	top := float32(1e-9)
	for _, x := range v {
		top = max(top, float32(math.Abs(float64(x))))
	}
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(int8(math.Round(float64(x / top * 127))))
	}
	return b
}

// Similar finds the current reports whose texts mean most nearly the vector, at most n.
func (s *Store) Similar(ctx context.Context, vector []float32, n int) ([]Alike, error) {
	if err := s.loadMeanings(ctx); err != nil {
		return nil, explain(fmt.Errorf("search by meaning: %w", err), s.dir)
	}
	best := s.meanings.nearest(small(vector), 3*n)
	if len(best) == 0 {
		return nil, nil
	}
	ids, alike := make([]int64, len(best)), map[int64]float64{}
	for i, b := range best {
		ids[i], alike[b.text] = b.text, b.alike
	}
	type row struct {
		StreamRow
		text int64
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+streamColumns+`, st.text_id FROM json_each(?) j CROSS JOIN stream st ON st.text_id = j.value AND st.current = 1 JOIN source so ON so.id = st.source_id`, asJSON(ids))
	list, err := collect(rows, err, func(r scanner, o *row) error { return scanStream(withMore{r, &o.text}, &o.StreamRow) })
	if err != nil {
		return nil, explain(fmt.Errorf("search by meaning: %w", err), s.dir)
	}
	var all []Alike
	seen := map[int64]bool{}
	for _, o := range list {
		if !seen[o.text] {
			all = append(all, Alike{o.StreamRow, alike[o.text]})
			seen[o.text] = true
		}
	}
	slices.SortFunc(all, func(a, b Alike) int { return cmp.Compare(b.Alike, a.Alike) })
	return all[:min(n, len(all))], nil
}

func (s *Store) loadMeanings(ctx context.Context) error {
	m := &s.meanings
	m.mu.Lock()
	defer m.mu.Unlock()
	rows, err := s.read.QueryContext(ctx, `SELECT id, text_id, vector FROM meaning WHERE id > ? ORDER BY id`, m.last)
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var id, text int64
		var v []byte
		if err := r.Scan(&id, &text, &v); err != nil {
			return err
		}
		if m.width == 0 {
			m.width = len(v)
		}
		if len(v) != m.width {
			return nil
		}
		m.texts = append(m.texts, text)
		for _, b := range v {
			m.all = append(m.all, int8(b))
		}
		m.last = id
		return nil
	})
	return err
}

type near struct {
	text  int64
	alike float64
}

// nearest walks all vectors and keeps the n with the highest cosine.
func (m *meanings) nearest(q []byte, n int) []near {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if len(q) != m.width || m.width == 0 {
		return nil
	}
	want := make([]int32, len(q))
	var long int64
	for i, b := range q {
		want[i] = int32(int8(b))
		long += int64(want[i]) * int64(want[i])
	}
	var best []near
	for i, text := range m.texts {
		var dot, own int32
		for k, x := range m.all[i*m.width : (i+1)*m.width] {
			dot += want[k] * int32(x)
			own += int32(x) * int32(x)
		}
		if own == 0 || long == 0 {
			continue
		}
		alike := float64(dot) / math.Sqrt(float64(own)*float64(long))
		if len(best) == n && alike <= best[n-1].alike {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, alike, func(b near, a float64) int { return cmp.Compare(a, b.alike) })
		best = slices.Insert(best, at, near{text, alike})
		best = best[:min(len(best), n)]
	}
	return best
}
