// Gen makes places.bin, the table that package place embeds.
//
// It reads, below the folder given by -data:
//
//	places/geonames_zip_US.txt   postal codes of GeoNames (https://www.geonames.org, CC BY 4.0)
//	census/county2020.csv        centres of population of the 2020 census, US Census Bureau
//	census/block_group2020.csv   the same for block groups
//
// The same input gives the same bytes. Run it with go generate in the folder above.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
)

func main() {
	data := flag.String("data", "", "read the source tables below `folder`")
	out := flag.String("out", "places.bin", "write the table to `file`")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(data, out string) error {
	s, report, err := load(os.DirFS(data))
	if err != nil {
		return err
	}
	table := s.encode()
	fmt.Printf("%d bytes: %+v\n", len(table), report)
	return os.WriteFile(out, table, 0o644)
}

// A report counts what became of the rows of the sources.
type report struct {
	Counties        int // of the 50 states and DC
	ZIPs            int // kept
	Military        int // dropped: APO, FPO and DPO
	Territories     int // dropped: no census county
	UnknownCounties int // rows whose county code the census of 2020 does not have
	WrongCounties   int // rows whose point is deep inside another county
}

// load reads the sources and settles each ZIP code's county and radius.
func load(data fs.FS) (*sources, report, error) {
	var r report
	s, err := readSources(data, &r)
	if err != nil {
		return nil, r, err
	}
	r.Counties, r.ZIPs = len(s.counties), len(s.zips)
	s.settleCounties(&r)
	if err := s.measureRadii(); err != nil {
		return nil, r, err
	}
	return s, r, nil
}
