package language

import (
	"errors"
	"sync"
)

// Shared gives the one reader of this process, loaded at the first call. In a program that holds no weights it is nil
// without an error: a nil Reader splits text as the function Read does and fills in nothing, so that the rules which need no
// tree still read. It fails as NewReader does otherwise.
func Shared() (*Reader, error) { return shared() }

var shared = sync.OnceValues(func() (*Reader, error) {
	r, err := NewReader()
	if errors.Is(err, ErrNoWeights) {
		return nil, nil
	}
	return r, err
})
