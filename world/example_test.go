package world_test

import (
	"fmt"

	"github.com/dateline-news/dateline/world"
)

func Example() {
	w, err := world.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	place := w.Places("Novi Sad")[0]
	fmt.Println(place.Name, place.Country, place.GeoNames())
	n, office := w.LongestOffice([]string{"prime", "minister", "of", "Kosovo"})
	fmt.Println(n, office.Level)
	demonym, _ := w.Demonym("Serbs")
	fmt.Println(demonym.Country, demonym.People)
	// Output:
	// Novi Sad RS 3194360
	// 2 head_of_government
	// RS true
}

func ExampleWorld_LongestPlace() {
	w, err := world.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	n, places := w.LongestPlace([]string{"New", "York", "City", "police", "said"})
	fmt.Println(n, places[0].ID)
	// Output: 3 gn:5128581
}
