package record

import "strings"

// wordSet makes a set of the words of a list.
func wordSet(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for w := range strings.FieldsSeq(l) {
			m[w] = true
		}
	}
	return m
}

// Closed classes of English that the rules lean on. All lower case.
var (
	determiners = wordSet("the a an this that these those his her its their our my your some any several many most few all both each every no another other one two three four five six")
	// adverbsOfCue stand between a subject and its verb, or before it.
	adverbsOfCue = wordSet("also later earlier then again repeatedly first now still once only even just separately recently previously always often never reportedly previously",
		"further initially publicly privately merely simply instead meanwhile therefore however not n't n’t quickly soon afterwards finally yesterday today tonight recently too")
	auxiliaries = wordSet("has have had is are was were be been being am 's ’s 've ’ve 'm ’m 're ’re")
	modals      = wordSet("would will could can may might should must shall ca wo 'll ’ll 'd ’d to did does do")
	weekdays    = wordSet("monday tuesday wednesday thursday friday saturday sunday")
	months      = wordSet("january february march april may june july august september october november december jan. feb. mar. apr. aug. sept. oct. nov. dec.")
	timeNouns   = wordSet("week month year day morning afternoon evening night weekend today yesterday tomorrow noon midnight hours days weeks months years hour minute minutes")

	prepositions = wordSet("of in on at by for from with without to into onto over under after before during since until till through throughout between among against about around near",
		"across along amid amidst despite despite off out per than towards toward upon within beyond behind beside besides via ahead because due regarding concerning including following")
	conjunctions = wordSet("and or but that which who whom whose when where while because as if although though whether so than unless nor yet how why what since whereas")
	// finiteVerbs are frequent verb forms that show a clause; they end a noun phrase.
	finiteVerbs = wordSet("is are was were be been being am has have had do does did will would can could may might must shall should said says say told tells tell went goes go came comes come",
		"made makes make took takes take got gets get gave gives give saw sees see knew knows know thought thinks think found finds find left leaves became becomes become began begins begin",
		"kept keeps keep held holds hold brought brings bring put puts let met meets meet ran runs run led leads sent sends lost loses won wins broke breaks broke fell falls rose rises grew grows",
		"shot hit cut set struck fought drew drove flew fled built bought sold sought spent stood sat spoke wrote chose threw withdrew remain remains seem seems appear appears want wants need needs",
		"called calls asked asks used uses tried tries began started starts showed shows moved moves killed kills arrested died dies lived opened closed visited entered attacked", "entering")
	// timeAdverbs close an attribution ("he said earlier").
	timeAdverbs = wordSet("earlier later afterwards afterward yesterday today tonight recently overnight separately then too also again")
)

// personNouns are heads of noun phrases that can speak as one person, without an office of their own.
var personNouns = wordSet("man woman boy girl witness survivor victim resident villager protester demonstrator activist campaigner analyst expert researcher professor scientist historian author writer",
	"journalist reporter correspondent editor lawyer attorney doctor nurse teacher student farmer fisherman driver engineer economist banker trader businessman businesswoman entrepreneur",
	"master skipper purser foreman steward headmaster headteacher joiner railwayman docker warden electrician mechanic carpenter plumber cook chef baker waiter shopkeeper owner manager employee worker volunteer medic paramedic firefighter rescuer priest pastor imam cleric bishop monk",
	"father mother brother sister son daughter wife husband uncle aunt cousin neighbour neighbor friend colleague passenger pensioner retiree migrant refugee artist singer actor musician poet",
	"coach player athlete pilot sailor captain fighter militant rebel soldier veteran prisoner detainee suspect defendant consultant specialist pollster candidate voter citizen dissident physician surgeon psychologist",
	"veterinarian translator guide host blogger photographer cameraman presenter columnist critic designer architect musician dancer butcher clerk cleaner miner trucker vendor nephew niece grandson granddaughter grandfather grandmother son-in-law spouse girlfriend boyfriend fiancee roommate classmate boss",
	"hopeful contender frontrunner billionaire mogul star native rival opponent ally supporter donor democrat republican liberal conservative socialist pundit strategist operative magnate heiress heir incumbent challenger newcomer",
	"oligarch spy hacker smuggler commentator mediator trustee shareholder landlord tenant surfer hiker climber explorer astronaut cosmonaut engineer inventor entrepreneur lobbyist historian philosopher theologian sociologist")

// groupNouns are heads of noun phrases that speak as a group or a body.
var groupNouns = wordSet("officials authorities police witnesses residents villagers protesters demonstrators activists campaigners analysts experts researchers scientists economists observers critics",
	"opponents supporters lawyers doctors medics rescuers investigators prosecutors diplomats soldiers troops commanders militants rebels separatists insurgents fighters organizers organisers",
	"lawmakers senators ministers leaders sources media press newspaper newspapers outlets broadcaster channel agency agencies group groups government ministry military army navy force forces opposition",
	"party parties union unions company firm charity organization organisation organizations council committee commission parliament court office department embassy mission coalition alliance",
	"administration bank team investigators families relatives survivors victims aides advisers advisors neighbors neighbours workers employees teachers students farmers fishermen drivers civilians",
	"migrants refugees republicans democrats conservatives liberals statement report study survey poll spokesmen spokespeople officers guards people locals traders investors companies airlines airline",
	"watchdog regulator club federation association institute university hospital service services staff board panel tribunal authority secretariat presidency palace cabinet junta regime militia movement monarchy bloc campaign camp foundation congregation crew commune cooperative consortium taskforce")

// paperNouns speak only for whoever stands behind them.
var paperNouns = wordSet("statement report study survey poll figures data document documents letter filing lawsuit indictment complaint transcript communique communiqué release records tally count estimate estimates")

// officeHeads are the last words of titles.
var officeHeads = wordSet("president premier minister chancellor secretary secretary-general spokesman spokeswoman spokesperson ambassador envoy governor mayor senator congressman congresswoman lawmaker legislator",
	"representative deputy commissioner commander chief general colonel major captain lieutenant sergeant admiral brigadier marshal corporal judge justice prosecutor attorney sheriff king queen prince",
	"princess emir sultan pope bishop archbishop cardinal patriarch imam ayatollah sheikh mullah rabbi reverend director chairman chairwoman chairperson chair head leader adviser advisor aide coordinator",
	"negotiator mediator inspector officer official policeman policewoman detective speaker councillor councilor counsel consul diplomat rapporteur chairman ceo founder co-founder boss tsar czar ombudsman",
	"warlord dictator ruler monarch premier vice-president candidate nominee coach manager counterpart commander-in-chief administrator superintendent commodore commandant constable treasurer registrar harbourmaster harbormaster lord baroness dean rector professor chairperson vice-chairman president-elect executive member moderator nominee founder tycoon")

// plainTitles are heads of titles that are no surnames.
var plainTitles = wordSet("president premier minister secretary secretary-general spokesman spokeswoman spokesperson ambassador envoy governor senator congressman congresswoman lawmaker legislator representative",
	"commissioner prosecutor director chairman chairwoman chairperson adviser advisor coordinator negotiator mediator inspector officer official ombudsman councillor rapporteur superintendent administrator treasurer")

// portfolioHeads hold an office for some matter.
var portfolioHeads = wordSet("minister secretary commissioner undersecretary representative rapporteur ombudsman envoy")

// serviceRanks are ranks of armed services and police; another office may stand before them.
var serviceRanks = wordSet("general colonel major captain lieutenant sergeant admiral commodore brigadier commandant constable inspector superintendent gen. col. maj. capt. lt. sgt. cmdr. adm. brig.")

// rankWords stand only before a name.
var rankWords = wordSet("mr. mrs. ms. mr mrs ms miss dr. dr gen. gen lt. lt col. col maj. maj capt. capt sgt. sgt adm. adm brig. brig sen. sen rep. rep gov. gov rev. rev prof. prof cmdr. cpl. insp. supt. hon. sens. reps. gens. govs. sir dame judge justice sheikh ayatollah",
	"president chancellor king queen pope prince princess senator governor general colonel captain lieutenant sergeant admiral commodore commandant constable inspector superintendent major lord lady father sister mullah mawlawi maulana imam cardinal archbishop bishop rabbi pfc. spc. msgr. amb. secretary st. comrade chairman premier emir sultan")

// civilTitles are no offices.
var civilTitles = wordSet("mr. mrs. ms. mr mrs ms miss dr. dr sir dame lady st. st hon. father sister comrade")

// officeParts stand inside a title before its head.
var officeParts = wordSet("prime foreign defense defence interior finance deputy vice former acting special senior chief national presidential military police army navy press state general first second executive managing security",
	"assistant top ex-president ex chief federal regional local provincial supreme political parliamentary opposition ruling party rebel gang union government ministry permanent high under interim transitional caretaker outgoing",
	"incoming then-president joint lead human rights home health justice energy oil trade transport education labor labour environment economy culture agriculture attorney major brigadier lieutenant rear air staff",
	"house senate majority minority crown grand supreme bureau mission district municipal city county border religious spiritual communications communication information legal medical economic nuclear intelligence election electoral relief aid humanitarian foreign-policy elect defense late veteran retired exiled jailed ousted deposed self-proclaimed company campaign")

// particles join the parts of a surname.
var particles = wordSet("al el ul bin ben ibn bint abu de da do dos das di del della der den van von la le du ten ter zu y e af")

// commonFirst are words that begin sentences with a capital and are no names.
var commonFirst = wordSet("the a an this that these those he she it they we you i his her its their our my your in on at by for from with without to into over under after before during since until while when where",
	"why how what who whom whose which if although though but and or so yet nor however also as then now still meanwhile earlier later last next both some many most several few one two three four five six seven",
	"eight nine ten hundreds thousands dozens no not yes even despite according because of another other more all each every such only just there here about around between among against amid despite perhaps maybe",
	"asked speaking citing quoting according presenting pressed following tensions people witnesses officials police residents voters protesters families experts analysts authorities militants rebels soldiers troops",
	"local foreign state government security armed reports sources scuffles mosques women men children students workers relations law free new old high low first second third early late once again today yesterday tomorrow",
	"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december let do does did is are was were will would can could should has have had",
	"good bad more less much little never always often sometimes earlier nearly almost less least under outside inside within beyond behind across along near off out up down per than till upon via")
