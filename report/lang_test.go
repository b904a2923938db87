package report

import "testing"

func TestGuessLanguage(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The council of Sundby met on Monday and adopted the budget by nine votes to four, its chairwoman said after the meeting.":                     "en",
		"Das Stellwerk am Nordufer bleibt bis zum Sommer geschlossen, teilte die Bahn am Donnerstag mit, weil ein Ersatzteil fehlt.":                   "de",
		"Le conseil municipal a adopté lundi le budget par neuf voix contre quatre, a déclaré sa présidente après la réunion du soir.":                 "fr",
		"Городской совет в понедельник принял бюджет девятью голосами против четырех, сообщила его председатель после заседания.":                      "ru",
		"港の組合は火曜日、運輸省の最終提案を拒否した。":                                                                                                                      "ja",
		"항만 노조는 화요일 교통부의 최종 제안을 거부했다.":                                                                                                                 "ko",
		"رفضت نقابة الميناء يوم الثلاثاء العرض الأخير":                                                                                                 "ar",
		"اتحادیه بندر روز سه\u200cشنبه پیشنهاد وزارت را رد کرد و گفت که کشتی\u200cها بارگیری نمی\u200cشوند":                                            "fa",
		"El consejo municipal aprobó el lunes el presupuesto por nueve votos contra cuatro, según dijo su presidenta tras la reunión de los partidos.": "es",
		"Ships.": "",
		"":       "",
	} {
		if got := guessLanguage(text); got != want {
			t.Errorf("guessLanguage(%q) = %q, want %q", text, got, want)
		}
	}
}

func BenchmarkGuessLanguage(b *testing.B) {
	text := reportOf500Words()
	for b.Loop() {
		guessLanguage(text)
	}
}
