package shell

import "github.com/dateline-news/dateline/desk/chart"

// Spark draws values from 0 to 10 as a line in a box; a negative value is a gap. It is "" when there is nothing to draw.
func Spark(values []float64, wide, high float64) string {
	if len(values) < 2 {
		return ""
	}
	points := make([][2]float64, len(values))
	for i, v := range values {
		points[i] = [2]float64{wide * float64(i) / float64(len(values)-1), -1}
		if v >= 0 {
			points[i][1] = high - 1 - (high-2)*min(v, 10)/10
		}
	}
	return chart.Path(points...)
}
