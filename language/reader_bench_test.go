package language

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/dateline-news/dateline/language/engine"
)

// reportWords is the length of the report that BenchmarkReader reads.
const reportWords = 500

// sample is a text of about n words, written for this benchmark.
func sample(n int) string {
	sentences := []string{
		"PORT ARDEN, Nov. 3 (Coast Wire) - The ferry turned back shortly after 4 p.m., its owner said on Monday, citing ice in the outer channel.",
		"“No shot was fired,” Commodore Pell Aster told reporters in Castrel, where nine ships lay at anchor.",
		"Ostrany's Harbour Minister didn't say who had given the order, but promised an answer within 48 hours.",
		"About 350 police officers entered the north of the province on December 8, two days after the observers had left.",
		"According to the ministry, the lane could reopen on Thursday if both governments agree to an inspection by the Port Arden Authority.",
		"Residents of the lower town queued for bread.",
	}
	var out strings.Builder
	for i, words := 0, 0; words < n; i++ {
		s := sentences[i%len(sentences)]
		out.WriteString(s)
		out.WriteString([]string{" ", " ", "\n\n"}[i%3])
		words += len(strings.Fields(s))
	}
	return out.String()
}

func benchReader(b *testing.B, level engine.Level) *Reader {
	b.Helper()
	model, err := loaded()
	if err != nil {
		b.Skip(err)
	}
	return newReader(model, level)
}

// BenchmarkReader reads a report of 500 words from raw text, at each level.
func BenchmarkReader(b *testing.B) {
	text := sample(reportWords)
	for _, level := range engine.Levels() {
		b.Run(level.String(), func(b *testing.B) {
			r := benchReader(b, level)
			b.ReportAllocs()
			for b.Loop() {
				r.Read(text, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/report")
			b.ReportMetric(reportWords*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkReaderWorkers reads reports with one and with two goroutines.
func BenchmarkReaderWorkers(b *testing.B) {
	text := sample(reportWords)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			level, err := engine.Detect()
			if err != nil {
				b.Fatal(err)
			}
			r := benchReader(b, level)
			for b.Loop() {
				var group sync.WaitGroup
				for range workers {
					group.Go(func() {
						for range 4 {
							r.Read(text, nil)
						}
					})
				}
				group.Wait()
			}
			b.ReportMetric(float64(4*workers*b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// BenchmarkReaderLength is the curve of time against length: a word costs the same in a text of any length, also where no
// sentence ends.
func BenchmarkReaderLength(b *testing.B) {
	level, err := engine.Detect()
	if err != nil {
		b.Fatal(err)
	}
	for _, words := range []int{50, 500, 5000, 50000} {
		for name, text := range map[string]string{"report": sample(words), "no full stop": strings.Repeat("nine ships lay at anchor ", words/5)} {
			b.Run(fmt.Sprintf("%s/%d words", name, words), func(b *testing.B) {
				r := benchReader(b, level)
				for b.Loop() {
					r.Read(text, nil)
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*words), "us/word")
			})
		}
	}
}
