// Package cli holds the commands, one file each.
package cli

import "io"

// Main runs one command line and returns its exit status: 0 done, 1 something failed, 2 the command line is wrong.
func Main(args []string, in io.Reader, out, errOut io.Writer) int { return 2 }
