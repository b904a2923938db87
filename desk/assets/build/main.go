// Command build bundles the desk's style sheets and TypeScript modules with esbuild. Run it by go generate ./desk/assets.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// bundle returns the contents of the bundles by file name; dir is the assets folder.
func bundle(dir string) (map[string][]byte, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"../shell/desk.css", "../shell/desk.ts"},
		EntryNames:        "[name]-[hash]",
		AbsWorkingDir:     abs,
		Outdir:            "dist",
		Bundle:            true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Format:            api.FormatIIFE,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		External:          []string{"/assets/*"},
	})
	var errs []error
	for _, m := range result.Errors {
		where := dir
		if m.Location != nil {
			where = fmt.Sprintf("%s:%d", m.Location.File, m.Location.Line)
		}
		errs = append(errs, fmt.Errorf("%s: %s", where, m.Text))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	out := map[string][]byte{}
	for _, f := range result.OutputFiles {
		out[filepath.Base(f.Path)] = f.Contents
	}
	return out, nil
}

// write replaces what lies in dir/dist by fresh bundles.
func write(dir string) error {
	files, err := bundle(dir)
	if err != nil {
		return fmt.Errorf("bundle the desk's assets: %w", err)
	}
	old, err := filepath.Glob(filepath.Join(dir, "dist", "desk-*"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, "dist", name), body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
