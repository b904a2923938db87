package world

//go:generate go run ./generate -from ../../shared/data/world -to data
