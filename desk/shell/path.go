package shell

import (
	"net/http"
	"strconv"

	"github.com/dateline-news/dateline/store"
)

// ReportID reads the report's number from the path; what is no number is not in the record.
func ReportID(r *http.Request) (store.ReportID, error) {
	n, err := number(r, "report")
	return store.ReportID(n), err
}

// SourceID reads the source's number from the path.
func SourceID(r *http.Request) (store.SourceID, error) {
	n, err := number(r, "source")
	return store.SourceID(n), err
}

func number(r *http.Request, what string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || n <= 0 {
		return 0, &Fault{Status: http.StatusNotFound, Title: "There is no such " + what + ".", Kept: "A " + what + " is named by a number: the address may be mistyped."}
	}
	return n, nil
}
