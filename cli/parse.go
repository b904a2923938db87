package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

type parseCommand struct {
	From   []string `arg:"" name:"path|-" help:"Files or folders, or - for standard input. Plain text is parsed whole; of a page, a mail or JSON the report in it."`
	Format string   `enum:"conllu,json" default:"conllu" help:"conllu: CoNLL-U with names, quotations, actors and chains in MISC. json: one line a document. (${enum})"`
}

// Help is shown under "dateline parse --help".
func (*parseCommand) Help() string {
	return `Examples:
  dateline parse report.txt
  echo "The ferry turned back, its owner said." | dateline parse -
  dateline parse --format json reports/ > parses.jsonl

DATELINE_CPU=portable, avx2 or avx512 caps the instructions used; the answer is the same.`
}

// Run parses each document and prints it, and fails at the end when a document failed.
func (c *parseCommand) Run(ctx context.Context, s *streams) error {
	reader, err := language.NewReader()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(s.out, 1<<16)
	done, failed := 0, 0
	for doc, err := range (&readCommand{From: c.From}).documents(ctx, s) {
		if err == nil {
			err = c.one(reader, doc, out)
		}
		if err != nil {
			failed++
			fmt.Fprintf(s.err, "dateline: %s\n", printable(err.Error()))
			continue
		}
		done++
		if err := flushForPerson(out, s.out); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the parse: %w", err)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("stopped after %d documents: %w", done, context.Cause(ctx))
	}
	if failed > 0 {
		return errSaid
	}
	return nil
}

func (c *parseCommand) one(reader *language.Reader, doc gather.Document, out io.Writer) error {
	name := doc.Path
	text, paragraphs, err := wordsOf(doc)
	if err != nil {
		return err
	}
	t := reader.Read(text, paragraphs)
	if c.Format == "json" {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(parseOf(name, t))
	}
	return t.WriteAnnotated(out, name)
}

// wordsOf is the text of a document: all of a plain text, the report of anything else.
func wordsOf(doc gather.Document) (string, []span.Span, error) {
	if doc.MediaType == "text/plain" {
		text, _, err := gather.Decode(doc.Bytes, doc.MediaType, doc.Charset)
		if err != nil {
			err = fmt.Errorf("parse %s: %w", doc.Path, err)
		}
		return text, nil, err
	}
	r, err := report.Read(doc, nil)
	return r.Text, r.Paragraphs, err
}

// parse is what --format json prints; spans are byte ranges of Text.
type parse struct {
	Schema    string           `json:"schema"` // "dateline.parse/1"
	Path      string           `json:"path"`
	Text      string           `json:"text"`
	Sentences []parseSentence  `json:"sentences"`
	Names     []parsePhrase    `json:"names"`
	Quotes    []parsePhrase    `json:"quotes"`
	Actors    []parsePhrase    `json:"actors"` // who did it (source) to whom (target)
	Chains    [][]parseMention `json:"chains"` // mentions of the same
}

type parseSentence struct {
	Span   span.Span    `json:"span"`
	Tokens []parseToken `json:"tokens"`
}

type parseToken struct {
	Span      span.Span `json:"span"`
	Form      string    `json:"form"`
	Lemma     string    `json:"lemma"`
	UPOS      string    `json:"upos"`
	XPOS      string    `json:"xpos"`
	Feats     string    `json:"feats,omitempty"`
	Head      int       `json:"head"` // 1-based in the sentence, 0 for the root
	Deprel    string    `json:"deprel"`
	Multiword int       `json:"multiword,omitempty"` // tokens in the surface word that begins here
}

type parsePhrase struct {
	Span     span.Span `json:"span"`
	Kind     string    `json:"kind"`
	Sentence int       `json:"sentence"`
	Tokens   [2]int    `json:"tokens"` // half-open range in the sentence
}

type parseMention struct {
	Span     span.Span `json:"span"`
	Sentence int       `json:"sentence"`
	Tokens   [2]int    `json:"tokens"`
	Head     int       `json:"head"` // token of its head word
}

func parseOf(path string, t language.Text) parse {
	p := parse{Schema: "dateline.parse/1", Path: path, Text: t.Source, Sentences: []parseSentence{}, Names: phrasesOf(t.Names), Quotes: phrasesOf(t.Quotes), Actors: phrasesOf(t.Actors), Chains: [][]parseMention{}}
	for _, s := range t.Sentences {
		one := parseSentence{Span: s.Span}
		for _, w := range s.Tokens {
			one.Tokens = append(one.Tokens, parseToken{Span: w.Span, Form: w.Of(t.Source), Lemma: w.Lemma, UPOS: w.UPOS, XPOS: w.XPOS,
				Feats: w.Feats, Head: w.Head, Deprel: w.Deprel, Multiword: w.Multiword})
		}
		p.Sentences = append(p.Sentences, one)
	}
	for _, c := range t.Chains {
		var chain []parseMention
		for _, m := range c.Mentions {
			chain = append(chain, parseMention{Span: m.Span, Sentence: m.Sentence, Tokens: [2]int{m.First, m.End}, Head: m.Token})
		}
		p.Chains = append(p.Chains, chain)
	}
	return p
}

func phrasesOf(in []language.Phrase) []parsePhrase {
	out := []parsePhrase{}
	for _, p := range in {
		out = append(out, parsePhrase{Span: p.Span, Kind: p.Kind, Sentence: p.Sentence, Tokens: [2]int{p.First, p.End}})
	}
	return out
}
