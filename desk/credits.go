package desk

import (
	"github.com/dateline-news/dateline/desk/status"
	"github.com/dateline-news/dateline/record"
)

const recordSchema = record.Schema

// Credits lists the data and fonts that the program carries, with their licences.
func Credits() []status.Credit {
	return []status.Credit{
		{Name: "Places: GeoNames", Licence: "CC BY 4.0", URL: "https://www.geonames.org/"},
		{Name: "People, offices, organisations: Wikidata", Licence: "CC0 1.0", URL: "https://www.wikidata.org/"},
		{Name: "Inter 5.3.0", Licence: "SIL OFL 1.1", URL: "https://rsms.me/inter/"},
		{Name: "Source Serif 4 5.3.1", Licence: "SIL OFL 1.1", URL: "https://github.com/adobe-fonts/source-serif"},
		{Name: "IBM Plex Mono 5.3.0", Licence: "SIL OFL 1.1", URL: "https://github.com/IBM/plex"},
	}
}
