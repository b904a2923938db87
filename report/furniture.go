package report

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// labels are short lines that name a section or a desk rather than tell news. Alone above a headline they are a kicker, elsewhere furniture.
var labels = setOfLines("all news", "news", "world", "world news", "politics", "business", "economy", "breaking", "breaking news", "top stories", "latest", "latest news", "opinion", "analysis",
	"europe", "africa", "asia", "middle east", "americas", "balkans", "national", "international", "local", "society", "defense", "defence", "military", "security", "sports", "sport",
	"culture", "science", "technology", "environment", "health", "exclusive", "update", "live", "news in brief", "wire", "press release", "home", "region", "nachrichten", "welt", "politik",
	"monde", "politique", "mundo", "política", "mondo", "politica", "все новости", "новости", "политика", "в мире", "vesti", "svet", "politika")

func setOfLines(lines ...string) map[string]bool {
	set := make(map[string]bool, len(lines))
	for _, l := range lines {
		set[l] = true
	}
	return set
}

// rule tells one sort of furniture: a paragraph no longer than limit characters in which pattern is found.
type rule struct {
	why     string
	limit   int
	pattern *regexp.Regexp
	firm    bool            // also when the paragraph ends like a sentence with reporting in it
	first   map[string]bool // first letters of what the pattern matches at the start; nil for a pattern that is tried on every paragraph
	holds   []string        // words of which one must occur before the pattern is tried; nil for none
}

// A paragraph that carries a quotation or reports somebody's speech is never furniture, whatever it opens with; see spares.
var rules = []rule{
	opens("pointers to other reports", 220, false, `read also|read more|read next|read on|read the full|also read|see also|more on this|more (?:news|stories|from|about)|related(?: (?:article|articles|stories|story|news|content|topics|coverage|reading))?|recommended|you may also like|further reading|don['’]t miss|trending|most read|most popular|watch(?: also| now)?|listen(?: also| now)?|click here|continue reading|keep reading|full story|editor['’]?s['’]? (?:pick|choice)s?|what to read next|up next|next article|previous article|lesen sie auch|mehr zum thema|lesen sie mehr|weiterlesen|zum thema|siehe auch|lire aussi|à lire aussi|lire la suite|voir aussi|à lire|lea también|leer más|ver también|te puede interesar|más información|leggi anche|leggi tutto|leia (?:também|mais)|veja também|lees ook|lees meer|читайте также|читать далее|читать также|смотрите также|čitaj(?:te)? (?:još|i)|pročitajte (?:i|još)|czytaj (?:też|także|więcej)|zobacz (?:też|także)|ayrıca oku|devamını oku|läs (?:också|mer|även)|les også|læs også|baca juga|اقرأ أيضا|اقرأ المزيد`, `\s*(?:[:：>»→|…—–-]|\.\.\.|$)`),
	opens("share bars", 90, false, `share(?: (?:this|on|via|it|article|story|the))?\b.*|tweet(?: this)?|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|e-?mail(?: this)?|print(?: this)?|copy link|link copied.*|save(?: article| for later)?|bookmark|teilen|partager|compartir|condividi|compartilhar|поделиться|podeli|udostępnij|paylaş|delen|dela|del|bagikan`, `(?:[\s,|/•·]+(?:share|tweet|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|viber|vk|messenger|e-?mail|print|copy link|link|comments?|save|more|\d+))*$`),
	opens("follow us and subscribe", 260, false, `please (?:follow us|subscribe|sign up)|follow (?:us|me|him|her|our|the|@|\S+ (?:\S+ )?on (?:twitter|facebook|x|instagram|telegram|google))|subscribe (?:to|now|here|today|for)|sign up (?:for|to|here|now)|join (?:us on|our (?:telegram|whatsapp|newsletter|channel|mailing))|get (?:the latest|our|all the|breaking) .*(?:newsletter|inbox|app|alerts|notifications)|download (?:our|the) .*app|like us on|find us on|stay (?:up to date|informed|connected) (?:with|on|by)|enter your e-?mail|register (?:now|for free|here)|already a (?:subscriber|member)|log ?in to|this is a subscriber|support (?:our|independent|quality) journalism|become a (?:member|subscriber|supporter|patron)|donate|newsletter\b|folgen sie uns|abonnieren sie|jetzt abonnieren|newsletter abonnieren|suivez[- ]nous|abonnez[- ]vous|inscrivez[- ]vous|síguenos|suscríbete|suscríbase|seguici|iscriviti|siga[- ]nos|inscreva[- ]se|assine|volg ons|подписывайтесь|подпишитесь|следите за|pratite nas|obserwuj nas|bizi takip|följ oss|prenumerera|ikuti kami|تابعونا`, ``),
	opens("copyright lines", 300, true, `©|\(c\) ?\d{4}|copyright(?:$| ?(?:©|\(c\)|\d{4}|by\b|\S+ \d{4}|notice))|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|todos os direitos|все права защищены|this (?:material|article|content) may not be (?:published|reproduced|copied)|the content is provided for information purposes only`, ``),
	opens("the agency's standards and terms", 240, true, `our standards\s*:|our new newsletter|terms of (?:use|service)|privacy (?:policy|notice)|cookie (?:policy|settings)|advertis(?:e|ing) with us|about us$|contact us\b|corrections?(?: policy)?$|purchase licensing rights`, ``),
	opens("cookie and consent boxes", 400, true, `we use cookies|this (?:web)?site uses cookies|by (?:continuing|clicking|using) .*cookies|accept (?:all )?cookies|wir verwenden cookies|nous utilisons des cookies|utilizamos cookies|usiamo cookie|please (?:enable|turn on) javascript|javascript (?:is|must be)|your browser (?:does not|doesn['’]t) support|you need to enable javascript|this content is not available|to view this (?:content|video)`, ``),
	opens("picture and film credits", 260, false, `photographs?|photos?|image|picture|video|pic|foto|bild|immagine|imagen|fotografia|фото|видео|slika|zdjęcie|crédit(?: photo)?|credits?|illustration|graphic|featured image|file photo|photo credit|image credit|image source|photo courtesy|courtesy`, `(?: (?:credit|courtesy|by|source|of|from|von|par|de|di))?\s*[:：/©]`),
	{why: "picture credits in brackets", limit: 120, holds: []string{"(", "["}, pattern: regexp.MustCompile(`(?i)^[\[(](?:[^()\[\]]{0,60}[/|])?\s*(?:photo|image|picture|file|ap photo|foto|getty|reuters|afp|shutterstock|istock)[^()\[\]]{0,60}[\])]\.?$`)},
	{why: "advertising labels", limit: 60, firm: true, pattern: regexp.MustCompile(`(?i)^[\s\[(*—–-]*(?:advertisement|advertising|ad|sponsored(?: content)?|promoted(?: content)?|paid (?:post|content)|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|реклама|reklama|reklam|annons|advertentie|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?|continue reading below|loading\.*|scroll (?:down )?(?:to|for) .*|back to top|top|skip (?:to|ad) .*|play video|load more|show more|see more|view (?:all|more|comments|gallery)|next|previous|close|menu|search)[\])]*\.?$`)},
	{why: "comment counts", limit: 80, firm: true, pattern: regexp.MustCompile(`(?i)^[\s(\[]*(?:\d[\d,.]* )?(?:comments?|kommentare?|commentaires?|comentarios?|commenti|комментари[ияей]+|replies|views|shares|likes|reactions)(?: ?[(:]? ?\d[\d,.]*\)?)?(?: (?:off|closed|are closed))?\.?$|^(?:leave a (?:reply|comment)|post a comment|add a comment|join the (?:conversation|discussion)|have your say|be the first to comment|comments are closed)\b.{0,60}$`)},
	opens("tags and topics", 300, false, `tags?|topics?|keywords?|filed under|categories|category|schlagw(?:ö|o)rte?r?|themen|mots[- ]clés|etiquetas|temas|теги|tagovi|tagi|etiketler`, `\s*[:：]`),
	opens("dates of publishing and revision", 100, true, `published|posted|first published|last (?:updated|modified)|updated`, `(?: (?:on|at|:))?\s*:?\s*(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[^.]{0,70}$`),
	{why: "reading time", limit: 40, firm: true, pattern: regexp.MustCompile(`(?i)^(?:\d{1,3}[ -]min(?:ute)?s?(?: read| de lectura| de lecture)?|(?:estimated )?reading time:?.*|lesezeit:?.*|temps de lecture.*)$`)},
	opens("contacts of newsrooms", 240, false, `contact (?:the|us|him|her|\S+ at)\b.*@|reach (?:the|us|him|her|\S+ at)\b.*@|e-?mail (?:the|us|him|her|\S+ at)\b.*@|write to \S+.*@|send (?:us )?(?:a )?(?:news )?tips?|have (?:a )?(?:news )?tips?|got a (?:tip|story)|do you have a (?:tip|story)`, ``),
	{why: "bare addresses", limit: 300, holds: []string{"://", "www."}, firm: true, pattern: regexp.MustCompile(`(?i)^(?:https?://|www\.)\S+$`)},
	{why: "offers of newsletters and apps", limit: 300, holds: []string{"ign", "ubscri", "ewsletter", "deliver", "Deliver", "etterbox", "app", "nbox"}, pattern: regexp.MustCompile(`(?i)\b(?:sign(?:ing)? up (?:for|to|here)|subscribe to|take out a (?:\w+ )?(?:subscription|membership)|delivered (?:straight |directly )?to your (?:inbox|door)|(?:free|daily|weekly) newsletter|through your letterbox|get the \S+ \S+ app|newsletter abonnieren|in your inbox)\b`)},
	opens("terms of copying", 400, true, `this copy is for your personal|for non-personal use|to order (?:presentation|multiple|reprints)|distribution and use of this material|this (?:article|document|material) is (?:subject to|protected by) copyright|citation: .*retrieved`, ``),
	{why: "pointers in capitals", limit: 200, holds: []string{"DON", "READ", "CLICK", "WATCH", "RELATED", "SEE", "MORE", "EXPLORE", "Explore"}, pattern: regexp.MustCompile(`^[\s\[(*•·▶►>»|—–-]*(?:DON['’]T MISS|READ MORE|READ ALSO|CLICK HERE|WATCH|RELATED|SEE ALSO|MORE|EXPLORE FURTHER|Explore further)\b`)},
	opens("messages of forms", 120, true, `an error (?:has )?occurred|there was an error|thank(?:s| you) for (?:signing up|subscribing)|please (?:try again|check your)|this article has been sent to|invalid email|loading`, ``),
	{why: "codes of editing systems", limit: 300, holds: []string{"["}, firm: true, pattern: regexp.MustCompile(`^\[/?(?:button|caption|gallery|embed|vc_|su_|divider|ad|adsense|contact-form)[^\]]*\]`)},
	{why: "agency end marks", limit: 40, firm: true, pattern: regexp.MustCompile(`(?i)^[\s\[(#*-]*(?:end(?:s|item)?|enditem|more to (?:follow|come)\.?|###?|- ?30 ?-|30|\d{2,4} ?gmt|more|ends?/\S+)?[\s\])#*/-]*$`)},
}

// opens makes a rule for paragraphs that open with one of alternatives, after bullets and brackets; rest must follow.
func opens(why string, limit int, firm bool, alternatives, rest string) rule {
	r := rule{why: why, limit: limit, firm: firm, pattern: regexp.MustCompile(`(?i)^(?:` + alternatives + `)` + rest), first: map[string]bool{}}
	depth := 0
	start := true
	for i, c := range alternatives {
		switch {
		case start:
			r.first[firstLetters(alternatives[i:])] = true
			start = false
		case c == '|' && depth == 0:
			start = true
		}
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return r
}

// firstLetters gives up to three letters with which a pattern must start: a letter before "?" may be absent.
func firstLetters(pattern string) string {
	var out []rune
	for _, c := range pattern {
		if c == '?' && len(out) > 0 {
			return string(out[:len(out)-1])
		}
		if len(out) == 3 || !unicode.IsLetter(c) && c != '©' {
			break
		}
		out = append(out, c)
	}
	return string(out)
}

// bullets are what may stand before the words of a pointer or a label.
const bullets = " \t\u00a0[(*•·▶►>»|—–-"

// matches applies the rule to paragraph s; trimmed is s without bullets, first its first three letters in lower case.
func (r rule) matches(s, trimmed string, first [3]string) bool {
	if r.first == nil {
		return r.pattern.MatchString(s)
	}
	if !r.first[""] && !r.first[first[0]] && !r.first[first[1]] && !r.first[first[2]] {
		return false
	}
	return r.pattern.MatchString(trimmed)
}

// firstThree gives the first one, two and three characters of s in lower case.
func firstThree(s string) (out [3]string) {
	s = strings.ToLower(s[:min(len(s), 12)])
	n := 0
	for i, c := range s {
		if n == 3 {
			break
		}
		out[n] = s[:i+utf8.RuneLen(c)]
		n++
	}
	return out
}

// speech are words of reporting: a paragraph that holds one in the middle of a sentence tells news.
var speech = regexp.MustCompile(`(?i)\b(?:said|says|told|added|stated|announced|according to|reported that|warned|denied|claimed|sagte|erklärte|a déclaré|a dit|dijo|ha detto|disse|сказал|заявил|сообщил|rekao|izjavio)\b`)

// furnitureRule gives why paragraph s is furniture, "" when it is part of the report.
func furnitureRule(s string) string {
	n := runes(s)
	if n > 400 {
		return ""
	}
	if labels[strings.ToLower(strings.Trim(s, " :>»"))] {
		return "section labels"
	}
	trimmed := strings.TrimLeft(s, bullets)
	first := firstThree(trimmed)
	spared := -1 // not asked yet
	for _, r := range rules {
		if n > r.limit || r.holds != nil && !containsAny(s, r.holds...) || !r.matches(s, trimmed, first) {
			continue
		}
		if spared < 0 {
			spared = 0
			if spares(s) {
				spared = 1
			}
		}
		if spared == 0 || r.firm && !quoted(s) {
			return r.why
		}
	}
	return ""
}

// spares tells that s must stay: it carries a quotation, or it ends as a sentence and reports speech.
func spares(s string) bool { return quoted(s) || sentenceLike(s) && speech.MatchString(s) }

// quoted tells a quotation of more than three words.
func quoted(s string) bool {
	for i, r := range s {
		closer := ""
		switch r {
		case '"':
			closer = "\""
		case '“', '„':
			closer = "”"
		case '«':
			closer = "»"
		default:
			continue
		}
		rest := s[i+utf8.RuneLen(r):]
		inner, _, found := strings.Cut(rest, closer)
		if !found && r == '„' {
			inner, _, found = strings.Cut(rest, "“")
		}
		if words(inner) > 3 && (found || strings.ContainsFunc(inner, unicode.IsLower)) {
			return true
		}
	}
	return false
}

// markFurniture marks the paragraphs that are furniture. A label above everything else is left for the kicker.
func markFurniture(parts []part) {
	first := true
	for i := range parts {
		p := &parts[i]
		if p.kind != body {
			first = false
			continue
		}
		if why := furnitureRule(p.text); why != "" && !(first && why == "section labels") {
			p.kind = furniture
		} else {
			first = false
		}
	}
}
