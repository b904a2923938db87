package shell

import (
	"net/http"
	"time"
)

// AsOf is the day of a page that can be shown as the record stood then. The zero value is now.
type AsOf struct {
	On   string    // ISO day, "" for now
	Says string    // "Saturday 21 November 2026"
	Path string    // of the page, without the day
	Max  string    // today, ISO
	At   time.Time // the end of that day in the desk's zone; zero for now
}

// ReadAsOf reads the day from the address: ?on=2026-11-21.
func (d *Desk) ReadAsOf(r *http.Request) (AsOf, error) {
	a := AsOf{On: r.URL.Query().Get("on"), Path: r.URL.Path, Max: d.Now().In(d.Zone).Format(time.DateOnly)}
	if a.On == "" {
		return a, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, a.On, d.Zone)
	if err != nil {
		return a, Bad("That is no day.", "Write it as year, month, day: ?on=2026-11-21.")
	}
	a.Says, a.At = day.Format("Monday 2 January 2006"), day.AddDate(0, 0, 1).Add(-time.Microsecond)
	if a.On == a.Max {
		a.On, a.At = "", time.Time{} // today is still going on
	}
	return a, nil
}
