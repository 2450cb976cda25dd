// Gen makes the data that package coverage embeds: tracts.bin, the people of the 2020
// census, and outlines.bin, the outlines of states and counties for its maps.
//
// It reads, below the folder given by -data:
//
//	census/tract2020.csv     centers of population of the census tracts, US Census Bureau
//	maps/counties-10m.json   outlines, US Census Bureau, by way of the npm package us-atlas (ISC)
//
// The same input gives the same bytes. Run it with go generate in the folder above.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	data := flag.String("data", "", "read the sources below `folder`")
	out := flag.String("out", ".", "write the files to `folder`")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(data, out string) error {
	source := os.DirFS(data)
	for name, make := range map[string]func(fs.FS) ([]byte, error){
		"tracts.bin":   tracts,
		"outlines.bin": outlines,
	} {
		b, err := make(source)
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes\n", name, len(b))
		if err := os.WriteFile(filepath.Join(out, name), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}
