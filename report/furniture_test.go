package report

import (
	"strings"
	"testing"
)

func TestFurniture(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"All news", "World", "Read also: Ferry crews join strike", "READ MORE: Dockers strike for a week", "Read more", "Related stories", "Lesen Sie auch: Stellwerk bleibt zu", "Lire aussi : La grève continue",
		"Читайте также: Порт закрыт", "Share on Facebook | Twitter | WhatsApp", "Share this article", "Facebook Twitter WhatsApp Email", "Follow us on Twitter @coastwire", "Subscribe to our newsletter for the day's news.",
		"Sign up for our daily newsletter", "© 2022 Coast Wire", "Copyright 2024 Coast Wire. All rights reserved.", "All rights reserved", "Our Standards: The Coast Wire Trust Principles.",
		"Photo: Lena Ost / Coast Wire", "Image credit: Getty Images", "[Photo/Agencies]", "(AP Photo/Jane Holt, File)", "Advertisement", "Anzeige", "Story continues below advertisement", "12 Comments", "Comments (4)", "Leave a reply",
		"Tags: Sundby, grain, pilots", "Last updated: 5 March 2024 10:00", "3 min read", "We use cookies to improve your visit. By clicking you accept.", "https://coastwire.example/a/1", "###", "- 30 -",
		"This copy is for your personal, non-commercial use only. To order copies visit our shop.", "DON'T MISS Plague fears: holidaymakers stay away", "Thank you for signing up!", "Did you like this? Our paper lives by its readers. Take out a subscription at the kiosk.", "More to follow.", "More to come", "[button link=x] Send us your letter[/button]",
	} {
		if furnitureRule(s) == "" {
			t.Errorf("%q is kept, want furniture", s)
		}
	}
}

// Paragraphs of reports that open or look like furniture.
func TestNoFurniture(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"The council met on Monday and adopted the budget by nine votes to four.",
		"\"Subscribe to nothing you have not read,\" he told a crowd outside the court.",
		"Follow us, he said to his reporters, and they walked to the old newsroom.",
		"Share prices fell on Monday, the exchange said.",
		"Read more slowly, the judge told the clerk.",
		"Photographs of the quay were shown to the court, the prosecutor said.",
		"World leaders gathered in Geneva.",
		"Sign up for the army, the posters said: \"Your country needs you at the border now.\"",
		"Copyright law was changed by parliament on Tuesday, and publishers said the change came late.",
		"More than 200 people were arrested.",
		"Print workers at three papers went on strike, their union said.",
		"He said yes.",
		"More to follow the minister's words than his acts is unwise.",
		"The bank made them take out a loan.",
		"Watch towers along the river were manned again, the ministry said.",
		"Next week the court will hear the editor of the paper and two of his writers.",
		"Comments by the minister angered the opposition.",
		"Top officials from both sides met for an hour.",
	} {
		if why := furnitureRule(s); why != "" {
			t.Errorf("%q is dropped as %s", s, why)
		}
	}
}

func TestFurnitureNeverDropsQuotations(t *testing.T) {
	t.Parallel()
	for _, r := range []string{"Read also: ", "Follow us: ", "© ", "Photo: ", "Tags: ", "Our Standards: ", "Share: "} {
		s := r + "\"we will not leave this harbour before the spring,\" she said."
		if why := furnitureRule(s); why != "" {
			t.Errorf("%q is dropped as %s", s, why)
		}
	}
}

func TestLongParagraphsAreNoFurniture(t *testing.T) {
	t.Parallel()
	s := "Read also " + strings.Repeat("what the council decided on the budget of the port ", 12)
	if why := furnitureRule(s); why != "" {
		t.Errorf("a paragraph of %d characters is dropped as %s", len(s), why)
	}
}
