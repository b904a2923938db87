package record

import (
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// findPlaces finds no places: it holds the seat of place.go, and goes when that file comes.
func findPlaces(_ language.Text, _ report.Report, _ *world.World, _ []span.Span) []Entity { return nil }
