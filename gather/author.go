package gather

import (
	"mime"
	"regexp"
	"strings"
)

var mailAddress = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)

// readAuthor reads an author element: with parts (Atom), or as one text (RSS).
func readAuthor(el *node) (person Author, written string) {
	if !el.hasElements() {
		return parsePerson(el.content())
	}
	for k := range el.all("") {
		switch k.local {
		case "name":
			person.Name = firstOf(person.Name, k.content())
		case "email":
			person.Email = firstOf(person.Email, k.content())
		case "url", "uri", "homepage":
			person.URL = firstOf(person.URL, absolute(k.base, k.content()))
		}
	}
	return person, person.String()
}

// String writes "name (address)", or what there is of it.
func (a Author) String() string {
	switch {
	case a.Name != "" && a.Email != "":
		return a.Name + " (" + a.Email + ")"
	default:
		return firstOf(a.Name, a.Email, a.URL)
	}
}

// parsePerson parts "name (address)", "address (name)" and "name <address>".
func parsePerson(written string) (Author, string) {
	email := mailAddress.FindString(written)
	if email == "" {
		return Author{Name: written}, written
	}
	name := strings.NewReplacer("mailto:", "").Replace(strings.Replace(written, email, "", 1))
	name = strings.TrimSpace(strings.NewReplacer("()", "", "<>", "", "[]", "").Replace(name))
	if strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") || strings.HasPrefix(name, `"`) && strings.HasSuffix(name, `"`) {
		name = strings.TrimSpace(name[1:max(len(name)-1, 1)])
	}
	if decoded, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = decoded
	}
	return Author{Name: name, Email: email}, written
}

// firstOf is the first word that holds more than space, trimmed.
func firstOf(words ...string) string {
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			return w
		}
	}
	return ""
}
