package world

import (
	"strings"

	"github.com/dateline-news/dateline/world/table"
)

// Office is a title: an office, a rank or a role.
type Office struct {
	Phrase string // the usual form, in small letters where it is a common noun
	Kind   string // office, rank, role
	Level  string // head_of_state, head_of_government, minister, legislature, military, police, rebel …
	CAMEO  string // role code: GOV, MIL, REB …
	PLOVER string
}

// Office finds a title by its phrase or a variant of it.
func (w *World) Office(phrase string) (Office, bool) {
	rows := find(w.offices, phrase)
	if len(rows) == 0 {
		return Office{}, false
	}
	return officeAt(w.offices, rows[0]), true
}

// LongestOffice finds the longest title that begins words: its number of words and the title.
func (w *World) LongestOffice(words []string) (int, Office) {
	n, rows := longest(w.offices, words)
	if n == 0 {
		return 0, Office{}
	}
	return n, officeAt(w.offices, rows[0])
}

func officeAt(t *table.Table, p table.Post) Office {
	row := t.Row(p.Row())
	return Office{row.Text(0), row.Text(4), row.Text(8), row.Text(12), row.Text(16)}
}

// Organisation is a body that acts: an international one, a movement, an armed group, a company, a state body, a party.
type Organisation struct {
	Name    string
	Abbr    []string
	Aliases []string
	Kind    string // as in the data: IGO, NGO …; "party" for a party
	Country string // alpha-2; "" for international ones
	CAMEO   string // "IGOUNO"
	PLOVER  string // "COUNTRY ROLE"
}

// Organisation finds a body by its name, abbreviation or another name.
func (w *World) Organisation(name string) (Organisation, bool) {
	rows := find(w.organisations, name)
	if len(rows) == 0 {
		return Organisation{}, false
	}
	return organisationAt(w.organisations, rows[0]), true
}

// LongestOrganisation finds the longest name of a body that begins words: its number of words and the body.
func (w *World) LongestOrganisation(words []string) (int, Organisation) {
	n, rows := longest(w.organisations, words)
	if n == 0 {
		return 0, Organisation{}
	}
	return n, organisationAt(w.organisations, rows[0])
}

func organisationAt(t *table.Table, p table.Post) Organisation {
	row := t.Row(p.Row())
	return Organisation{row.Text(0), row.List(4), row.List(8), row.Text(12), row.Text(16), row.Text(20), row.Text(24)}
}

// Parties gives the parties that bear a name or an abbreviation; many countries share one ("Labour Party").
func (w *World) Parties(name string) []Organisation {
	return partiesOf(w.parties, find(w.parties, name))
}

// LongestParty finds the longest name of parties that begins words: its number of words and the parties.
func (w *World) LongestParty(words []string) (int, []Organisation) {
	n, rows := longest(w.parties, words)
	return n, partiesOf(w.parties, rows)
}

func partiesOf(t *table.Table, rows []table.Post) []Organisation {
	var out []Organisation
	for _, p := range rows {
		row := t.Row(p.Row())
		out = append(out, Organisation{Name: row.Text(0), Abbr: row.List(4), Country: row.Text(8), Kind: "party"})
	}
	return out
}

// Agency is a news agency or another outlet whose name stands in datelines and credits.
type Agency struct {
	Name      string
	Codes     []string // as printed in datelines and credits
	Country   string
	Ownership string // state, public, private, coop …: a label to be checked before it is shown as fact
	Domain    string
	Languages []string
}

// Agency finds an agency by any printed form of its name ("TASS", "Reuters", "AP").
func (w *World) Agency(name string) (Agency, bool) {
	rows := find(w.agencies, strings.TrimSpace(name))
	if len(rows) == 0 {
		return Agency{}, false
	}
	return agencyAt(w.agencies, rows[0]), true
}

// LongestAgency finds the longest name of an agency that begins words: its number of words and the agency.
func (w *World) LongestAgency(words []string) (int, Agency) {
	n, rows := longest(w.agencies, words)
	if n == 0 {
		return 0, Agency{}
	}
	return n, agencyAt(w.agencies, rows[0])
}

func agencyAt(t *table.Table, p table.Post) Agency {
	row := t.Row(p.Row())
	return Agency{row.Text(0), row.List(4), row.Text(8), row.Text(12), row.Text(16), row.List(20)}
}

// Agent is a noun for people in a role ("protesters", "gunmen") with its CAMEO role code.
type Agent struct {
	Noun string // singular
	Role string // "OPP", "REB" …
}

// LongestAgent finds the longest agent noun that begins words, singular or plural: its number of words and the noun.
func (w *World) LongestAgent(words []string) (int, Agent) {
	n, rows := longest(w.agents, words)
	if n == 0 {
		return 0, Agent{}
	}
	row := w.agents.Row(rows[0].Row())
	return n, Agent{row.Text(0), row.Text(4)}
}
