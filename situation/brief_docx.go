package situation

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// DOCX writes the brief as a word processor's document (Office Open XML, ECMA-376, part 1): headings, a list of lines, and the
// sentences as numbered paragraphs that the lines' marks lead to. docs/adr/0006-docx.md says why it is written here.
func (b Brief) DOCX(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range []struct{ name, text string }{
		{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRels}, {"word/_rels/document.xml.rels", docxDocumentRels}, {"word/styles.xml", docxStyles}, {"word/document.xml", b.docxBody()},
	} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: b.Made.UTC()})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, xml.Header+f.text); err != nil {
			return err
		}
	}
	return z.Close()
}

const (
	docxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`
	docxRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxDocumentRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	docxNamespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docxStyles    = `<w:styles ` + docxNamespace + `><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:lang w:val="en"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="25"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Sentence"><w:name w:val="Sentence"/><w:rPr><w:i/></w:rPr></w:style></w:styles>`
)

func (b Brief) docxBody() string {
	var d docx
	d.paragraph("Heading1", run{text: b.Situation})
	d.paragraph("", run{text: fmt.Sprintf("Brief No. %d, made %s by %s. %s", b.Number, b.Made.UTC().Format("2 January 2006 15:04 UTC"), b.By, b.counted())})
	for _, s := range b.Sections {
		d.paragraph("Heading2", run{text: s.Title})
		for _, l := range s.Lines {
			var runs []run
			if l.Kind != "" {
				runs = append(runs, run{text: l.Kind + ": ", bold: true})
			}
			runs = append(runs, run{text: l.Text})
			for _, n := range l.Cites {
				runs = append(runs, run{text: fmt.Sprintf(" %d", n), to: fmt.Sprintf("s%d", n)})
			}
			d.paragraph("", runs...)
		}
	}
	d.paragraph("Heading2", run{text: "How we know this, and what it cannot tell"})
	for _, c := range cards(b) {
		d.paragraph("", run{text: c[0] + " ", bold: true}, run{text: c[1]})
	}
	d.paragraph("Heading2", run{text: "The sentences"})
	for i, e := range b.Sentences {
		d.sentence(i+1, fmt.Sprintf("%d  %s", i+1, oneLine(e.Words)))
		d.paragraph("", run{text: fmt.Sprintf("%s, %s; report %d, bytes %d to %d, sha256 %s", e.Name, e.At.UTC().Format("2 Jan 2006 15:04"), e.Report, e.Span.Start, e.Span.End, e.SHA256)})
	}
	d.paragraph("", run{text: b.footer()})
	return `<w:document ` + docxNamespace + `><w:body>` + d.String() + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>`
}

// run is a stretch of text of one look; to is the bookmark that it leads to.
type run struct {
	text string
	bold bool
	to   string
}

// docx writes paragraphs.
type docx struct{ strings.Builder }

func (d *docx) paragraph(style string, runs ...run) {
	d.WriteString("<w:p>")
	if style != "" {
		d.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	for _, r := range runs {
		d.run(r)
	}
	d.WriteString("</w:p>")
}

func (d *docx) run(r run) {
	look := ""
	switch {
	case r.bold:
		look = "<w:rPr><w:b/></w:rPr>"
	case r.to != "":
		look = `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>`
	}
	text := `<w:r>` + look + `<w:t xml:space="preserve">` + escapeXML(r.text) + `</w:t></w:r>`
	if r.to != "" {
		text = `<w:hyperlink w:anchor="` + r.to + `">` + text + `</w:hyperlink>`
	}
	d.WriteString(text)
}

func (d *docx) sentence(n int, text string) {
	fmt.Fprintf(d, `<w:p><w:pPr><w:pStyle w:val="Sentence"/></w:pPr><w:bookmarkStart w:id="%d" w:name="s%d"/>`, n, n)
	d.run(run{text: text})
	fmt.Fprintf(d, `<w:bookmarkEnd w:id="%d"/></w:p>`, n)
}

// escapeXML writes text as XML takes it; characters that XML does not have become U+FFFD.
func escapeXML(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a builder takes all that is written
	}
	return b.String()
}
