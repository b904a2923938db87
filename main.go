// Dateline reads the news and keeps a sourced record of it.
package main

import (
	"os"

	"github.com/dateline-news/dateline/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
