package story

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// OriginReason says what the origin of a report rests on.
type OriginReason string

// What an origin can rest on. The first that holds is taken, in this order.
const (
	Credited  OriginReason = "credited" // the report credits an agency or another outlet: Span is the credit
	Copied    OriginReason = "copied"   // its body is that of an earlier report: From
	Quoted    OriginReason = "quoted"   // most of what it quotes stands word for word in another report too: From, Span is the quotation
	OwnReport OriginReason = "own"      // nothing says that it is another's: its outlet, counted by publisher family
)

// Origin is whoever a report's account comes from.
type Origin struct {
	Key  string       // "outlet:reuters", "words:pell aster": the same for the same origin everywhere
	Name string       // for people: "Reuters", "the words of Pell Aster"
	Why  OriginReason // what it rests on
	From int64        // the report that it leads to; 0 when none is kept
	Span span.Span    // of the report's text: the credit or the quotation; empty for Copied and OwnReport
}

// Publisher is who ran a report, by publisher family: all pages of one site are one, whatever each feed of it is called.
type Publisher struct {
	Key  string // "outlet:" and the compact name of the site or outlet
	Name string
}

// carriersOfOthers are sites that hand on what others published: their address says nothing of the publisher.
var carriersOfOthers = []string{"news.google.com", "feedburner.com", "feedproxy.google.com", "msn.com", "news.yahoo.com", "flipboard.com", "archive.org"}

// PublisherOf names the publisher of a report: a known agency by its site, else the site of the report's address, else of its
// source, else the outlet's name. w may be nil.
func PublisherOf(w *world.World, outlet string, addresses ...string) Publisher {
	if a, ok := agency(w, outlet); ok {
		return a
	}
	for _, address := range addresses {
		if label := siteLabel(address); label != "" {
			return Publisher{Key: "outlet:" + label, Name: outlet}
		}
	}
	return Publisher{Key: "outlet:" + compact(outlet), Name: outlet}
}

// agency is a known agency as a publisher.
func agency(w *world.World, name string) (Publisher, bool) {
	if w == nil || name == "" {
		return Publisher{}, false
	}
	a, ok := w.Agency(name)
	if !ok {
		return Publisher{}, false
	}
	if label := siteLabel("https://" + a.Domain); label != "" {
		return Publisher{Key: "outlet:" + label, Name: a.Name}, true
	}
	return Publisher{Key: "outlet:" + compact(a.Name), Name: a.Name}, true
}

// anybodysLabels are labels that many publishers have, each under another suffix.
var anybodysLabels = []string{"news", "press", "post", "times", "express", "online", "live", "today", "world", "daily"}

// siteLabel is the name that a site is registered by: "bbc" of "https://www.bbc.co.uk/news". "" when the address tells nothing.
func siteLabel(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if slices.ContainsFunc(carriersOfOthers, func(c string) bool { return host == c || strings.HasSuffix(host, "."+c) }) {
		return ""
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	label, _, _ := strings.Cut(site, ".")
	if slices.Contains(anybodysLabels, label) {
		return site
	}
	return label
}

// compact is a name without case, blanks and signs.
func compact(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// isOwn says whether a credit names the report's own publisher: by its name, the beginning of it or its initials.
func isOwn(credit string, p Publisher) bool {
	c, own := compact(credit), compact(p.Name)
	label := strings.TrimPrefix(p.Key, "outlet:")
	return c == "" || c == label || c == own || strings.HasPrefix(own, c) || strings.HasPrefix(label, c) || c == initials(p.Name)
}

// Means says whether a name as a credit prints it means a publisher: "Meridian" means Meridian Press.
func Means(credit string, p Publisher) bool { return len(compact(credit)) > 1 && isOwn(credit, p) }

func initials(name string) string {
	var b strings.Builder
	for f := range strings.FieldsSeq(name) {
		for _, r := range f {
			b.WriteRune(unicode.ToLower(r))
			break
		}
	}
	return b.String()
}

// OwnOrigin is the origin of a report that says of no other that its account is theirs.
func OwnOrigin(p Publisher) Origin { return Origin{Key: p.Key, Name: p.Name, Why: OwnReport} }

// CreditOf finds the agency or other outlet that a report credits with its account: in the dateline ("(Reuters) -"), in a line
// of its own at the head or the foot ("Source: Xinhua"), or as the source of one of its first sentences ("TASS reported").
// w may be nil; then only the dateline tells.
func CreditOf(r record.Report, p Publisher, w *world.World) (Origin, bool) {
	if d := r.Dateline; d != nil && d.Agency != "" && !isOwn(d.Agency, p) {
		return credited(w, d.Agency, d.Span), true
	}
	if w == nil {
		return Origin{}, false
	}
	for _, line := range notePlaces(r) {
		if name := creditLine(line.Of(r.Text), w); name != "" && !sameAs(w, name, p) {
			return credited(w, name, trimmed(r.Text, line)), true
		}
	}
	for _, s := range firstSentences(r, 3) {
		if name := namedSource(s.Of(r.Text), w); name != "" && !sameAs(w, name, p) {
			return credited(w, name, trimmed(r.Text, s)), true
		}
	}
	return Origin{}, false
}

func credited(w *world.World, name string, at span.Span) Origin {
	p, ok := agency(w, name)
	if !ok {
		p = Publisher{Key: "outlet:" + compact(name), Name: name}
	}
	return Origin{Key: p.Key, Name: p.Name, Why: Credited, Span: at}
}

func sameAs(w *world.World, name string, p Publisher) bool {
	a, _ := agency(w, name)
	return a.Key == p.Key || isOwn(name, p)
}

// creditWords may stand beside an agency's name in a line that only credits.
var creditWords = []string{"by", "source", "from", "via", "with", "and", "agencies", "news", "agency", "staff", "wire", "wires", "copyright", "the", "files", "in", "©", "(c)"}

// creditLine is the agency that a short line names, when it says nothing else; "" otherwise.
func creditLine(line string, w *world.World) string {
	f := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("/|:,.()-–—", r) })
	if len(f) == 0 || len(f) > 7 {
		return ""
	}
	name := ""
	for i := 0; i < len(f); {
		n, a := w.LongestAgency(f[i:])
		switch {
		case n > 0 && capital(f[i]):
			if name == "" {
				name = a.Name
			}
			i += n
		case slices.Contains(creditWords, strings.ToLower(f[i])) || isNumber(f[i]):
			i++
		default:
			return ""
		}
	}
	return name
}

// sourceVerbs stand behind a source that a sentence names.
var sourceVerbs = []string{"reported", "reports", "said", "says", "wrote", "writes", "quoted", "quotes", "reported,", "reported.", "said,", "said.", "reports,", "reports."}

// namedSource is the agency that a sentence names as its source: "TASS reported", "according to Reuters", "told AFP".
func namedSource(sentence string, w *world.World) string {
	f := strings.Fields(sentence)
	for i := range f {
		if !capital(f[i]) {
			continue
		}
		words := make([]string, 0, 6)
		for _, x := range f[i:min(len(f), i+6)] {
			words = append(words, strings.Trim(x, `,.;:()"“”'’`))
		}
		n, a := w.LongestAgency(words)
		if n == 0 {
			continue
		}
		after, before, before2 := "", "", ""
		if i+n < len(f) {
			after = f[i+n]
		}
		if i > 0 {
			before = strings.ToLower(f[i-1])
		}
		if i > 1 {
			before2 = strings.ToLower(f[i-2])
		}
		if slices.Contains(sourceVerbs, after) || before == "citing" || before == "told" || before2 == "according" && before == "to" || before2 == "quoted" && before == "by" || before2 == "reported" && before == "by" {
			return a.Name
		}
	}
	return ""
}

func capital(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

func isNumber(s string) bool { return strings.TrimFunc(s, unicode.IsDigit) == "" }

// firstSentences are the first sentences of the body.
func firstSentences(r record.Report, n int) []span.Span {
	paragraphs := bodyParagraphs(r)
	var out []span.Span
	for _, s := range r.Sentences {
		if len(out) < n && slices.ContainsFunc(paragraphs, func(p span.Span) bool { return p.Overlaps(s) }) {
			out = append(out, s)
		}
	}
	return out
}

// trimmed is a range without the blanks at its ends.
func trimmed(text string, s span.Span) span.Span {
	words := s.Of(text)
	start := s.Start + len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	return span.Span{Start: start, End: start + len(strings.TrimSpace(words))}
}

// Quotation is a sentence of somebody's quoted words.
type Quotation struct {
	Hash    int64 // of its words: the same in every report that has it
	Words   int
	Speaker string // as the report gives the name; "" when it does not
	Span    span.Span
}

// fewQuoted is below how many words a quotation tells nothing: "no comment" is said every day.
const fewQuoted = 6

// Quotations are the sentences that a report has in quotation marks, each once.
func Quotations(rec record.Record) []Quotation {
	names := make(map[string]string, len(rec.Entities))
	for _, e := range rec.Entities {
		names[e.ID] = e.Name
	}
	var out []Quotation
	seen := map[int64]bool{}
	for _, s := range rec.Statements {
		if s.Kind == record.Indirect {
			continue
		}
		who := ""
		if s.Speaker != nil {
			who = names[*s.Speaker]
		}
		for _, c := range s.Content {
			for _, q := range quotedSentences(rec.Report.Text, c) {
				if q.Speaker = who; !seen[q.Hash] {
					seen[q.Hash] = true
					out = append(out, q)
				}
			}
		}
	}
	return out
}

// quotedSentences parts quoted words at the ends of sentences; each outlet cuts a quotation elsewhere.
func quotedSentences(text string, in span.Span) []Quotation {
	var out []Quotation
	words := wordsIn(text, in)
	for from := 0; from < len(words); {
		to, h := from, uint64(0)
		for to < len(words) {
			h = mix(h ^ words[to].hash)
			to++
			if to < len(words) && strings.ContainsAny(text[words[to-1].span.End:words[to].span.Start], ".!?;…") {
				break
			}
		}
		if to-from >= fewQuoted {
			out = append(out, Quotation{Hash: int64(h), Words: to - from, Span: stretch(words, from, to)})
		}
		from = to
	}
	return out
}

// Two reports rest on the same words of a speaker when they share so many quoted words, which are half of what the one with
// fewer quotes, and when quotations are so much of the report that it is about them.
const (
	sharedQuoted = 12
	sharedShare  = 0.5
	quotedShare  = 0.2
)

// QuotedIn says whether a report of so many words, with the quotations mine, rests on the same words of a speaker as another
// report with the quotations theirs, and gives the longest that both have.
func QuotedIn(words int, mine, theirs []Quotation) (longest Quotation, ok bool) {
	other := make(map[int64]bool, len(theirs))
	sumTheirs := 0
	for _, q := range theirs {
		other[q.Hash] = true
		sumTheirs += q.Words
	}
	shared, sumMine := 0, 0
	for _, q := range mine {
		sumMine += q.Words
		if other[q.Hash] {
			shared += q.Words
			if q.Words > longest.Words {
				longest = q
			}
		}
	}
	ok = shared >= sharedQuoted && float64(shared) >= sharedShare*float64(min(sumMine, sumTheirs)) && float64(sumMine) >= quotedShare*float64(words)
	return longest, ok
}

// WordsOrigin is the origin of reports that rest on one speaker's words.
func WordsOrigin(q Quotation, from int64) Origin {
	o := Origin{Key: "words:" + compact(q.Speaker), Name: "the words of " + q.Speaker, Why: Quoted, From: from, Span: q.Span}
	if q.Speaker == "" {
		o.Key, o.Name = "words:"+strconv.FormatUint(uint64(q.Hash), 36), "the same quoted words"
	}
	return o
}
