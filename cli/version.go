package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/dateline-news/dateline/record"
)

type versionCommand struct{}

// Run prints what was built, from what, by which Go, and the form of the record that it writes.
func (versionCommand) Run(s *streams) error {
	_, err := fmt.Fprintf(s.out, "dateline %s, %s %s/%s, record %s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, record.Schema)
	return err
}

// version is the module's version, or the revision that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	var revision, dirty string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	return cmp.Or(revision, "devel") + dirty
}
