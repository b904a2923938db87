package report

import (
	"hash/maphash"
	"net/url"
	"slices"
	"strings"

	"github.com/markusmobius/go-htmldate"
	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph of a page with what the tree says of it.
type block struct {
	text   string
	node   *html.Node // the block element that holds it
	linked int        // characters of text inside links
	path   string     // tags and classes of the element and of those around it: paragraphs of one report share it
	in     bool       // part of the report
}

const (
	shingleWords = 4    // words in a run by which two texts are compared
	sameText     = 0.65 // share of a block's runs that must stand in the extracted text for the block to be in it
)

// bodyOf gives the standfirst and the paragraphs of the page's report. go-trafilatura says which text is the report; the paragraphs themselves are
// then taken from the tree, where borders, links and neighbours are still to be seen. It cuts silent nodes off the tree, so nothing else may
// need it afterwards.
func (s *survey) bodyOf(address *url.URL, title string, head *html.Node) (lead string, paragraphs []string) {
	s.cut()
	all := pageBlocks(s.root)
	mark(all, newShingles(s.extract(address)))
	if scattered(all) {
		densest(all)
	}
	s.trust(all)
	fill(all)
	dropOther(all)
	trimEnds(all, head)
	at := s.standfirstAt(all, title, head)
	seen := map[string]string{}
	for i, b := range all {
		if i == at {
			lead = b.text
			continue
		}
		if !b.in || linkOnly(b) || runes(b.text) > 60 && seen[b.text] != "" && seen[b.text] != b.path {
			continue
		}
		seen[b.text] = b.path
		paragraphs = append(paragraphs, b.text)
	}
	if len(strings.Join(paragraphs, "")) < 250 {
		if data := s.dataBody(); len(data) > 250 {
			return lead, paragraphsOf(data)
		}
	}
	return lead, paragraphs
}

// dataBody gives the longest articleBody of the page's JSON-LD as text.
func (s *survey) dataBody() string {
	body := ""
	for _, d := range s.data {
		if len(d.body) > len(body) {
			body = d.body
		}
	}
	if strings.Contains(body, "</") || strings.Contains(body, "<br") || strings.Contains(body, "<p>") {
		body = strings.Join(fragmentParagraphs(body), "\n")
	}
	return body
}

// otherMark tells areas of a page that are not its report.
func otherMark(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Aside, atom.Nav, atom.Footer, atom.Form:
		return true
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return false
	}
	mark := marks(n)
	return mark != "" && (otherReports(mark) || containsAny(mark, "newsletter", "promo", "signup", "sign-up", "subscri", "latest-", "widget", "social", "share", "sharing", "author-bio", "authorbio", "author-box", "about-author", "popular",
		"advert", "sponsor", "donat", "cookie", "consent", "breadcrumb", "tag-list", "taglist", "post-tags", "article-tags", "read-next", "readnext", "inline-link", "see-also", "seealso", "pagination", "copyright", "disclaimer", "footnote-nav", "rating-box"))
}

// dropOther drops blocks that lie in areas of other content. An area that holds a good part of the report is the report's own, whatever it is called.
func dropOther(all []block) {
	total := 0
	under := map[*html.Node]int{}
	holders := func(b block, visit func(*html.Node)) {
		for n, i := b.node, 0; n != nil && i < 8; n, i = n.Parent, i+1 {
			if otherMark(n) {
				visit(n)
			}
		}
	}
	for _, b := range all {
		if b.in {
			n := runes(b.text)
			total += n
			holders(b, func(h *html.Node) { under[h] += n })
		}
	}
	for i := range all {
		if all[i].in {
			holders(all[i], func(h *html.Node) { all[i].in = all[i].in && under[h]*10 > total*3 })
		}
	}
}

// trimEnds drops what stands above the headline, and the labels, links and headings that follow the last running text.
func trimEnds(all []block, head *html.Node) {
	main := mainPath(all)
	at, last, prose := -1, -1, 0
	for i, b := range all {
		if head != nil && below(b.node, head) {
			at = i
		}
		if b.in && (b.path == main || running(b) && b.linked*5 < runes(b.text)) {
			last = i
			if at >= 0 {
				prose++
			}
		}
	}
	for i := range all {
		b := &all[i]
		above := i < at && prose >= 2
		trailing := i > last && (b.linked*3 > runes(b.text) || headingTags[tagOf(b.node)] || !sentenceLike(b.text) && b.path != main && tagOf(b.node) != atom.Li)
		if above || trailing {
			b.in = false
		}
	}
}

// running tells a paragraph of sentences.
func running(b block) bool { return runes(b.text) >= 80 && sentenceLike(b.text) }

// mark marks the blocks whose words stand in the extracted text.
func mark(all []block, grams shingles) {
	for i := range all {
		all[i].in = grams.share(all[i].text) >= sameText && !caption(all[i])
	}
}

// caption tells the words under a picture, which often repeat the report's own.
func caption(b block) bool {
	for n, i := b.node, 0; n != nil && i < 4; n, i = n.Parent, i+1 {
		if n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || strings.Contains(strings.ToLower(attr(n, "class")), "caption") {
			return true
		}
	}
	return false
}

// scattered tells that what was extracted is no running text: nothing, or to a good part links, as when a whole page is taken for want of better.
func scattered(all []block) bool {
	text, linked := 0, 0
	for _, b := range all {
		if b.in {
			text += runes(b.text)
			linked += b.linked
		}
	}
	return linked*3 > text || text == 0
}

// densest marks the paragraphs of the element that holds most running text, when there is enough of it to be a report.
func densest(all []block) {
	weight := map[*html.Node]int{}
	for _, b := range all {
		n := runes(b.text)
		if n < 60 || b.linked*3 > n || !sentenceLike(b.text) || b.node == nil || b.node.Parent == nil {
			continue
		}
		weight[b.node.Parent] += n
		if up := b.node.Parent.Parent; up != nil {
			weight[up] += n / 2
		}
	}
	var best *html.Node
	for n, w := range weight {
		if w >= 200 && (best == nil || w > weight[best]) {
			best = n
		}
	}
	if best == nil {
		return
	}
	for i := range all {
		all[i].in = below(all[i].node, best) && all[i].linked*2 < runes(all[i].text)
	}
}

func below(n, top *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// trust takes the articleBody of the page's JSON-LD as the better word where it agrees with what was extracted: a paragraph that it lacks goes when
// it stands before or after all that it has.
func (s *survey) trust(all []block) {
	body := s.dataBody()
	if runes(body) < 400 {
		return
	}
	grams := newShingles(body)
	both, extracted, first, last := 0, 0, -1, -1
	for i, b := range all {
		if !b.in {
			continue
		}
		n := runes(b.text)
		extracted += n
		if grams.share(b.text) >= sameText {
			both += n
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if both*10 < extracted*6 || both*10 < runes(body)*7 {
		return
	}
	for i := range all {
		b := &all[i]
		has := grams.share(b.text) >= sameText
		switch {
		case has && i > first && i < last && !caption(*b):
			b.in = true
		case !has && (i < first || i > last):
			b.in = false
		}
	}
}

// standfirstMark tells classes of the paragraph under the headline.
func standfirstMark(path string) bool {
	return containsAny(path, "standfirst", "subtitle", "sub-title", "subhead", "subheadline", "sub-headline", "dek", "deck", "tagline", "vorspann", "chapo", "chapeau", "bajada", "sommario", "abstract", "sub_head", "subtitulo", "sottotitolo", "untertitel", "leadtext", "lead-text", "article-lead", "article__lead", "articlelead", "article-intro", "article__intro", "entry-subtitle", "post-subtitle", "article-summary", "article__summary", "excerpt", "copete", "ingress")
}

// standfirstAt finds the standfirst among the blocks between the headline and the first paragraphs of the report: what the page's description
// repeats, or what its class calls so, in an element of another sort than the paragraphs of the report. -1 when there is none.
func (s *survey) standfirstAt(all []block, title string, head *html.Node) int {
	from, first := s.headAt(all, title, head)
	if first < 0 {
		return -1
	}
	main := mainPath(all)
	told := []string{oneLine(html.UnescapeString(s.meta("og:description"))), oneLine(html.UnescapeString(s.meta("description", "twitter:description")))}
	for _, d := range s.data {
		if d.article {
			told = append(told, oneLine(d.summary))
		}
	}
	for i := from; i <= min(first+1, len(all)-1); i++ {
		b := all[i]
		if n := runes(b.text); n < 30 || n > 500 || b.linked*2 > n || b.path == main || sameWords(b.text, title) || bylineLike(b.text) {
			continue
		}
		if standfirstMark(strings.ToLower(b.path)) || describes(told, b.text) {
			return i
		}
	}
	return -1
}

// headAt gives the index after the headline's block, and that of the report's first block of running text.
func (s *survey) headAt(all []block, title string, head *html.Node) (from, first int) {
	first = -1
	for i, b := range all {
		if head != nil && below(b.node, head) || head == nil && sameWords(b.text, title) {
			from = i + 1
		}
		if b.in && runes(b.text) > 60 && !below(b.node, head) && !sameWords(b.text, title) {
			first = i
			break
		}
	}
	return max(from, first-12, 0), first
}

func mainPath(all []block) string {
	weight := map[string]int{}
	best := ""
	for _, b := range all {
		if b.in {
			weight[b.path] += runes(b.text)
			if weight[b.path] > weight[best] {
				best = b.path
			}
		}
	}
	return best
}

// describes tells that one of the descriptions says what text says.
func describes(told []string, text string) bool {
	for _, d := range told {
		d = strings.TrimRight(d, ".… ")
		if runes(d) >= 30 && (strings.HasPrefix(text, d) || agreement(d, text) >= 0.7) {
			return true
		}
	}
	return false
}

// cut takes silent and hidden nodes off the tree.
func (s *survey) cut() {
	for _, n := range s.remove {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	total := textLength(s.root)
	for _, n := range s.frame {
		if n.Parent != nil && textLength(n)*3 < total && !slices.ContainsFunc(s.heads, func(h *html.Node) bool { return below(h, n) }) {
			n.Parent.RemoveChild(n)
		}
	}
}

// textLength gives the bytes of text below n.
func textLength(n *html.Node) int {
	length := 0
	if n.Type == html.TextNode {
		length = len(strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		length += textLength(c)
	}
	return length
}

// extract asks go-trafilatura for the text of the report.
func (s *survey) extract(address *url.URL) string {
	got, err := trafilatura.ExtractDocument(s.root, trafilatura.Options{OriginalURL: address, ExcludeComments: true, HtmlDateOverride: &htmldate.Result{}})
	if err != nil {
		return ""
	}
	return strings.Join(blocks(got.ContentNode), "\n")
}

// pageBlocks gives all paragraphs of the tree in the order of the page.
func pageBlocks(root *html.Node) []block {
	var w blockWalker
	w.walk(root, nil, false)
	w.flush(nil)
	return w.out
}

type blockWalker struct {
	out    []block
	b      strings.Builder
	linked int
	holder *html.Node
}

func (w *blockWalker) walk(n, holder *html.Node, link bool) {
	switch {
	case n.Type == html.CommentNode || n.Type == html.ElementNode && silentTags[n.DataAtom]:
		return
	case n.Type == html.TextNode:
		if w.holder == nil {
			w.holder = holder
		}
		w.b.WriteString(n.Data)
		if link {
			w.linked += runes(strings.TrimSpace(n.Data))
		}
		return
	}
	border := n.Type == html.ElementNode && blockTags[n.DataAtom]
	if border {
		w.flush(holder)
		if n.DataAtom != atom.Br {
			holder = n
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, holder, link || n.DataAtom == atom.A)
	}
	if border {
		w.flush(holder)
	}
}

func (w *blockWalker) flush(*html.Node) {
	if s := oneLine(w.b.String()); s != "" {
		w.out = append(w.out, block{text: s, node: w.holder, linked: w.linked, path: pathOf(w.holder)})
	}
	w.b.Reset()
	w.linked, w.holder = 0, nil
}

// pathOf names an element by its tag and class and those of the two elements around it.
func pathOf(n *html.Node) string {
	var b strings.Builder
	for i := 0; n != nil && i < 3; i, n = i+1, n.Parent {
		b.WriteString(n.Data)
		if i > 0 {
			b.WriteByte('.')
			b.WriteString(attr(n, "class"))
		}
		b.WriteByte('<')
	}
	return b.String()
}

// linkOnly tells a paragraph that is one link, or hardly more, and no sentence: a pointer to another report.
func linkOnly(b block) bool {
	n := runes(b.text)
	return b.linked*10 >= n*8 && !sentenceLike(b.text) && !headingTags[tagOf(b.node)]
}

func tagOf(n *html.Node) atom.Atom {
	if n == nil {
		return 0
	}
	return n.DataAtom
}

var headingTags = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

// fill adds paragraphs that the extraction lost: sentences that lie in the same sort of element as most of the report.
func fill(all []block) {
	weight := map[string]int{}
	total, first, last := 0, -1, -1
	for i, b := range all {
		if b.in {
			weight[b.path] += runes(b.text)
			total += runes(b.text)
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i := range all {
		b := &all[i]
		n := runes(b.text)
		if b.in || n < 50 || b.linked*2 > n || !sentenceLike(b.text) || weight[b.path]*4 < total || caption(*b) {
			continue
		}
		b.in = i > first && i < last || n >= 100
	}
}

// shingles is the set of runs of words of a text.
type shingles struct {
	seed  maphash.Seed
	runs  map[uint64]bool
	words map[string]bool // of lines shorter than a run
}

func newShingles(text string) shingles {
	s := shingles{seed: maphash.MakeSeed(), runs: map[uint64]bool{}, words: map[string]bool{}}
	for line := range strings.SplitSeq(text, "\n") {
		if f := strings.Fields(wordsOnly(line)); len(f) < shingleWords {
			s.words[strings.Join(f, " ")] = true
		}
	}
	s.each(strings.Fields(wordsOnly(text)), func(h uint64) { s.runs[h] = true })
	return s
}

func (s shingles) each(words []string, f func(uint64)) {
	for i := 0; i+shingleWords <= len(words); i++ {
		f(maphash.String(s.seed, strings.Join(words[i:i+shingleWords], " ")))
	}
}

// share gives which part of the runs of text s has. Text shorter than a run counts as a whole line.
func (s shingles) share(text string) float64 {
	f := strings.Fields(wordsOnly(text))
	if len(f) == 0 {
		return 0
	}
	if len(f) < shingleWords {
		if s.words[strings.Join(f, " ")] {
			return 1
		}
		return 0
	}
	have, all := 0, 0
	s.each(f, func(h uint64) {
		all++
		if s.runs[h] {
			have++
		}
	})
	return float64(have) / float64(all)
}
