package desk

import (
	"github.com/dateline-news/dateline/desk/status"
	"github.com/dateline-news/dateline/record"
)

const recordSchema = record.Schema

// Credits lists the data and fonts that the program carries, with their licences. world/NOTICE.md says more of the data.
func Credits() []status.Credit {
	return []status.Credit{
		{Name: "Places: GeoNames", Licence: "CC BY 4.0", URL: "https://www.geonames.org/"},
		{Name: "Places: Natural Earth", Licence: "public domain", URL: "https://www.naturalearthdata.com/"},
		{Name: "Countries: mledoze/countries", Licence: "ODbL 1.0", URL: "https://github.com/mledoze/countries"},
		{Name: "People: EveryPolitician, from Wikidata", Licence: "CC0 1.0", URL: "https://everypolitician.org/"},
		{Name: "Heads of state and government: factbook.json", Licence: "public domain", URL: "https://github.com/factbook/factbook.json"},
		{Name: "World leaders: open-data-archive", Licence: "CC BY-SA 4.0", URL: "https://github.com/open-data-archive/world-leaders-current"},
		{Name: "Inter 5.3.0", Licence: "SIL OFL 1.1", URL: "https://rsms.me/inter/"},
		{Name: "Source Serif 4 5.3.1", Licence: "SIL OFL 1.1", URL: "https://github.com/adobe-fonts/source-serif"},
		{Name: "IBM Plex Mono 5.3.0", Licence: "SIL OFL 1.1", URL: "https://github.com/IBM/plex"},
	}
}
