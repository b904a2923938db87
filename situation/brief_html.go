package situation

import (
	"html/template"
	"io"
)

// HTML writes the brief as a page of its own for the screen and for print: black on white, no script, nothing from outside.
func (b Brief) HTML(w io.Writer) error {
	return briefPage.Execute(w, struct {
		Brief
		Cards   [][2]string
		Counted string
		Footer  string
	}{b, cards(b), b.counted(), b.footer()})
}

var briefPage = template.Must(template.New("brief").Funcs(template.FuncMap{"inc": func(i int) int { return i + 1 }}).Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Situation}}: brief No. {{.Number}}</title>
<style>
body{font:16px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.05rem;margin:1.4rem 0 .4rem;border-bottom:1px solid #bbb}
ul,ol{padding-left:1.3rem}li{margin:.25rem 0}b.k{font-weight:600;font-size:.8rem;margin-right:.4rem}sup a{text-decoration:none}
q,.q{font-family:Georgia,serif;font-style:italic}.m{font-size:.8rem;color:#444;display:block;overflow-wrap:anywhere}li:target{background:#fff3c4}
@media print{body{font-size:10.5pt;margin:0;max-width:none}ol.s{columns:2;font-size:9pt}a{color:inherit}}
</style></head><body>
<h1>{{.Situation}}</h1><p>Brief No. {{.Number}}, made {{.Made.UTC.Format "2 January 2006 15:04 UTC"}} by {{.By}}. {{.Counted}}</p>
{{range .Sections}}<h2>{{.Title}}</h2><ul>{{range .Lines}}<li>{{with .Kind}}<b class="k">{{.}}</b>{{end}}{{.Text}}{{range .Cites}}<sup><a href="#s{{.}}"> {{.}}</a></sup>{{end}}</li>{{end}}</ul>
{{end}}<h2>How we know this, and what it cannot tell</h2><ul>{{range .Cards}}<li><b>{{index . 0}}</b> {{index . 1}}</li>{{end}}</ul>
<h2>The sentences</h2><ol class="s">{{range $i, $e := .Sentences}}<li id="s{{inc $i}}"><span class="q">{{$e.Words}}</span><span class="m">{{$e.Name}}, {{$e.At.UTC.Format "2 Jan 2006 15:04"}}; report {{$e.Report}}, bytes {{$e.Span.Start}} to {{$e.Span.End}}, sha256 {{$e.SHA256}}</span></li>{{end}}</ol>
<p class="m">{{.Footer}}</p></body></html>
`))
