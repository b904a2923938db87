// Package weights holds the language core's weight files inside the program.
//
// Contract: Reader is the file reader.safetensors as it stands in this folder, byte for byte, in read-only memory of the
// program: nothing is copied and a page is fetched only when it is touched. It is empty in a program built before
// "make -C training" wrote the file. README.md says what the file holds.
package weights

import _ "embed" // Reader

// Reader is the weight file of language.Reader, "" when this program was built without one.
//
//go:embed reader.safetensors
var Reader string

// Sentence is the weight file of language.Embedder: the layers of the untouched encoder, whose word pieces and positions
// are in Reader.
//
//go:embed sentence.safetensors
var Sentence string
