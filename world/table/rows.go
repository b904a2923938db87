package table

// Where the fields of a row lie. Text fields are four bytes that Row.Text follows, degrees are signed hundred-thousandths.
const (
	PlaceID       = 0 // GeoNames number, or the text of the id when PlaceIDKind is IDText
	PlaceName     = 4
	PlaceAdmin1   = 8
	PlaceAdmin2   = 12
	PlaceLat      = 16
	PlaceLon      = 20
	PlacePeople   = 24 // population
	PlaceWikidata = 28 // number behind the Q, 0 unknown
	PlaceCountry  = 32 // two letters, zero bytes when none
	PlacePrior    = 34
	PlaceIDKind   = 35
	PlaceCode     = 36 // number of the code in the second set of rows
	PlaceWidth    = 37

	IDNumber = 0
	IDText   = 1

	CountryTexts = 17 // texts before the numbers, in the order of the generator
	CountryLat   = 4 * CountryTexts
	CountryLon   = CountryLat + 4
	CountryArea  = CountryLon + 4 // km²
	CountryUN    = CountryArea + 4
	CountryID    = CountryUN + 4 // GeoNames number
	CountryWidth = CountryID + 4

	DemonymWord    = 0
	DemonymPlace   = 4
	DemonymCountry = 8
	DemonymKind    = 12
	DemonymWidth   = 13

	DemonymAdjective = 1
	DemonymPeople    = 2

	PersonName     = 0
	PersonAliases  = 4
	PersonWikidata = 8
	PersonCountry  = 12
	PersonOffices  = 16 // number of the first office in the second set of rows
	PersonCount    = 20 // how many
	PersonRank     = 24
	PersonWidth    = 28

	HoldingOffice = 0
	HoldingParty  = 4
	HoldingStart  = 8
	HoldingEnd    = 12
	HoldingAsOf   = 16
	HoldingSource = 20
	HoldingWidth  = 24

	AmbiguousPrior  = 0
	AmbiguousPlaces = 4
	AmbiguousWord   = 8
	AmbiguousFirst  = 12
	AmbiguousLast   = 16
	AmbiguousWidth  = 20
)
