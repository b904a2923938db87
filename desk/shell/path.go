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

// WhoID reads the number of an entry of who's who from the path.
func WhoID(r *http.Request) (store.WhoID, error) {
	n, err := number(r, "name in who’s who")
	return store.WhoID(n), err
}

// WhoHref is the address of an entry of who's who.
func WhoHref(id store.WhoID) string { return "/who/" + strconv.FormatInt(int64(id), 10) }

// PathNumber reads a number from the path; what names what it is of.
func PathNumber(r *http.Request, what string) (int64, error) { return number(r, what) }

func number(r *http.Request, what string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || n <= 0 {
		return 0, &Fault{Status: http.StatusNotFound, Title: "There is no such " + what + ".", Kept: "A " + what + " is named by a number: the address may be mistyped."}
	}
	return n, nil
}
