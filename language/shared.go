package language

import (
	"errors"
	"sync"
)

// Shared gives the one reader of this process, loaded at the first call. In a program that holds no weights it is nil
// without an error: a nil Reader splits text as the function Read does and fills in nothing, so that the rules which need no
// tree still read. It fails as NewReader does otherwise.
func Shared() (*Reader, error) { return shared() }

var shared = once(NewReader)

// once loads a thing at the first call; in a program that holds no weights it is nil without an error.
func once[T any](load func() (*T, error)) func() (*T, error) {
	return sync.OnceValues(func() (*T, error) {
		x, err := load()
		if errors.Is(err, ErrNoWeights) {
			return nil, nil
		}
		return x, err
	})
}
