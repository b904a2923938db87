package gather

import "strings"

// zones are the zone names of RFC 822 and those that feeds use beside them, in minutes east of UTC. A name with several
// meanings has that of RFC 822, else that of the larger press.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "UCT": 0, "ZULU": 0,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"AT": -240, "ET": -300, "CT": -360, "MT": -420, "PT": -480, "AST": -240, "ADT": -180, "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210, "NDT": -150,
	"BST": 60, "IST": 330, "WEST": 60, "CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
	"MSK": 180, "MSD": 240, "TRT": 180, "AZT": 240, "GST": 240, "PKT": 300, "NPT": 345, "ICT": 420, "WIB": 420, "HKT": 480, "SGT": 480, "AWST": 480, "PHT": 480,
	"JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
	"WAT": 60, "CAT": 120, "SAST": 120, "EAT": 180, "ART": -180, "BRT": -180, "BRST": -120, "CLT": -240, "COT": -300, "PET": -300,
}

// weekdays are the names of days, whole and short, that are passed over.
var weekdays = set(`mon tue wed thu fri sat sun tues thur thurs monday tuesday wednesday thursday friday saturday sunday
	mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag
	lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
	mié mie jue vie sáb sab dom lunes martes miércoles jueves viernes sábado domingo
	gio lunedì martedì mercoledì giovedì venerdì sabato domenica seg ter qua qui sex ma woe don vri za zo wo vr
	пн вт ср чт пт сб вс нд κυρ δευ τρι τρί τετ πεμ πέμ παρ σαβ σάβ må ti on to fre lör sön lø sø man tir ons tor lør søn`)

// months gives the month of a name, whole or short, in the languages whose feeds write RFC 822 dates in their own words.
var months = monthTable(
	`january jan januar janvier janv enero ene gennaio gen janeiro januari január ιαν ιανουαρίου янв января січ styczeń sty leden jaan`,
	`february feb februar février févr fév fevr febrero febbraio fevereiro fev februari február φεβ фев февраля лют luty lut`,
	`march mar märz mär mrz mars marzo março maart mrt március μαρ μάρ мар марта бер marzec`,
	`april apr avril avr abril abr aprile április απρ апр апреля кві kwiecień kwi`,
	`may mai mayo maggio mag maio mei maj május μαι μάι μαϊ мая май тра`,
	`june jun juni juin junio giugno giu junho június ιουν ιούν июн июня чер czerwiec cze`,
	`july jul juli juillet juil julio luglio lug julho július ιουλ ιούλ июл июля лип lipiec lip`,
	`august aug août aoû agosto ago augustus augusti augusztus αυγ αύγ авг августа сер sierpień sie`,
	`september sep sept septembre septiembre settembre set setembro szeptember σεπ сен сентября вер wrzesień wrz`,
	`october oct oktober okt octobre octubre ottobre ott outubro out október οκτ окт октября жов październik paź`,
	`november nov novembre noviembre novembro νοε νοέ ноя ноября лис listopad`,
	`december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des δεκ дек декабря гру grudzień gru`,
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func monthTable(names ...string) map[string]int {
	out := map[string]int{}
	for i, month := range names {
		for w := range strings.FieldsSeq(month) {
			out[w] = i + 1
		}
	}
	return out
}
