package language

// stop says when an abbreviation keeps its full stop.
type stop uint8

const (
	always       stop = iota + 1 // "etc.", "Inc."
	needsName                    // only when capitalised and before a capital or a number: "Gen. Smith", "Jan. 5"
	needsDigit                   // only before a number: "No. 5", "fig. 2"
	needsCapital                 // only when capitalised: "Corp."
)

// abbreviations keep their full stop. Those that are words too ("no", "sat") do so only where the neighbour shows it.
var abbreviations = func() map[string]stop {
	m := map[string]stop{}
	add := func(s stop, words ...string) {
		for _, w := range words {
			m[w] = s
		}
	}
	add(always, "etc", "vs", "al", "approx", "dept", "govt", "gov't", "incl", "tel", "esp", "viz", "cf", "ca", "jr", "sr", "bros", "ltd", "corp", "inc", "co", "mr", "mrs", "ms", "dr",
		"messrs", "mt", "ft", "ave", "blvd", "rd", "jct", "assn", "intl", "natl", "mfg", "attn", "plc", "llc", "esq", "hon", "rev", "prof", "sgt", "lt", "col", "capt", "cpl", "cmdr",
		"brig", "adm", "gov", "sen", "reps", "sens", "govs", "gens", "supt", "insp", "dist", "atty", "pvt", "st", "ste", "dep", "amb", "pres", "sec", "pp", "vol", "vols", "eds", "repr", "nos", "i.e", "e.g")
	add(needsName, "gen", "rep", "maj", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
		"fr", "br", "bp", "ind", "ill", "mass", "calif", "conn", "ariz", "tenn", "wash", "minn", "mich", "mo", "pa", "va", "fla", "ga", "la", "tex", "wis", "ore", "okla", "colo", "nev",
		"ark", "ala", "miss", "kan", "neb", "del", "md", "ky", "jun", "jul", "comm", "cmdt", "spc", "pfc", "msgr", "sheikh", "univ", "inst")
	add(needsDigit, "no", "c", "fig", "figs", "p", "art", "para", "sect", "ch", "op", "ed")
	return m
}()

// titles stand before a name: their full stop never ends a sentence.
var titles = set("mr.", "mrs.", "ms.", "dr.", "messrs.", "gen.", "rep.", "reps.", "maj.", "rev.", "prof.", "sgt.", "lt.", "col.", "capt.", "cpl.", "cmdr.", "brig.", "adm.", "gov.", "sen.",
	"sens.", "gens.", "govs.", "supt.", "insp.", "hon.", "pvt.", "st.", "mt.", "ft.", "amb.", "pres.", "dep.", "fr.", "no.", "nos.", "vs.", "i.e.", "e.g.", "fig.", "cf.", "msgr.", "pfc.", "spc.", "atty.", "approx.")
