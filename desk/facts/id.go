package facts

import "strconv"

// TimeID and WordingID name the facts that have no id of their own in the record, as the store names them.
func TimeID(i int) string { return "t" + strconv.Itoa(i+1) }

// WordingID is TimeID for words.
func WordingID(i int) string { return "w" + strconv.Itoa(i+1) }
