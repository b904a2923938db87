package record

// calendar are the capitalised words that also name places and never mean them in the news.
var calendar = wordSet("January February March April May June July August September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.",
	"Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun Christmas Easter Ramadan God")

// shortMonths are the short forms of months without their stop.
var shortMonths = wordSet("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec")

// namesakes are capitalised words that are better known than the places of their name.
var namesakes = wordSet("Ebola Zika Honda Zara Molotov Claus Wal")

// placeGivenNames are given names that are better known as places; before a capitalised word they are a person's.
var placeGivenNames = wordSet("Georgia Virginia Carolina Dakota Sydney Sidney Paris London Chelsea Brooklyn Austin Jordan Israel Chad Kenya India Asia Savannah Florence Lourdes Madison Charlotte Devon Trent Preston Clarence Brittany Cheyenne Phoenix Kingston Lincoln Jackson Houston Dallas Troy Kent Chester Clinton Melbourne Adelaide Victoria")

// strongPrepositions speak for a place, placePrepositions allow one.
var (
	strongPrepositions = wordSet("in near outside throughout across northeast northwest southeast southwest")
	placePrepositions  = wordSet("at from to of around through toward towards into between over via inside against with by for within off under along leaving reached entering and or , beyond visiting visited about on than")
)

// placeWords say that the name beside them is a place's.
var placeWords = wordSet("city town village province region state district county capital port suburb neighborhood neighbourhood municipality area island islands",
	"peninsula valley river lake border airport settlement enclave hamlet outskirts streets coast mountains governorate prefecture oblast parish resident residents")

// addresses stand before names of people.
var addresses = wordSet("Mr Mrs Ms Miss Dr Prof Professor Sir Lord Lady Gen General Col Colonel Lt Maj Major Capt Captain Sgt Rep Sen Senator Gov Judge Justice Rev Father Sister Brother Pope Saint Officer Detective Deputy Coach")

// bodyWords are the words by which the name of a body, a paper, a team or an event is known.
var bodyWords = wordSet("university college school institute academy ministry department bank council committee commission party union association federation foundation fund",
	"agency authority bureau office organization organisation corporation company corp corp. co co. inc inc. ltd ltd. group holdings airlines airways air force army navy guard police court tribunal senate",
	"parliament congress assembly house hospital clinic medical center centre church cathedral mosque temple museum library theatre theater hotel stadium arena club fc united team league cup championship championships",
	"open olympics games festival awards award prize times post journal news herald tribune gazette star telegraph guardian globe chronicle press daily weekly magazine radio tv television network forum conference summit",
	"treaty agreement accord accords protocol convention declaration act bill law war battle plan process initiative project program programme society trust service services system systems research studies study",
	"railway railways railroad line energy power electric oil gas petroleum motors industries technologies international brigade division battalion regiment corps command front movement liberation resistance democratic",
	"street avenue road boulevard drive lane highway bridge square plaza mall tower building prison jail street st. ave. ave rd. rd blvd blvd. dr. high elementary middle tech")

// partisans are words for politicians that stand behind the name of their state.
var partisans = wordSet("Republican Republicans Democrat Democrats Democratic Mayor Governor Senator Congressman Congresswoman Attorney Councillor")

// datelineMarks part a dateline from the report.
var datelineMarks = wordSet("- -- – — ( : /")

// sentenceEnds close a sentence; a headline has none.
var sentenceEnds = wordSet(". ! ? ” \" … :")

// runLinks join the capitalised words of one name.
var runLinks = wordSet("of the for and de la le du des di del al van von")
