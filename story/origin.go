package story

import "github.com/dateline-news/dateline/span"

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
