package shell

// Note is the line that says what came of a form.
type Note struct {
	Title, Text string
	Href, Act   string // a link with what to do next; "" for none
	Bad         bool
}
