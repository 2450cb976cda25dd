package earth_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
)

// sharedData returns the path of a file of real data that lies beside the checkout.
func sharedData(elem ...string) string {
	return filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, elem...)...)
}

// A town is a place and the number of its people.
type town struct {
	lat, lng float64
	people   int
}

// towns returns the centres of population of the 2020 census block groups with their
// people, or invented towns where that file is absent, and says which.
var towns = sync.OnceValues(func() ([]town, string) {
	file, err := os.Open(sharedData("census", "block_group2020.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return inventedTowns(), "invented towns"
	}
	if err != nil {
		panic(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		panic(err)
	}
	var list []town
	for _, row := range rows[1:] {
		people, err1 := strconv.Atoi(row[4])
		lat, err2 := strconv.ParseFloat(row[5], 64)
		lng, err3 := strconv.ParseFloat(row[6], 64)
		if err := errors.Join(err1, err2, err3); err != nil {
			panic(err)
		}
		if people > 0 {
			list = append(list, town{lat, lng, people})
		}
	}
	return list, "2020 census block groups"
})

// inventedTowns returns clusters in the contiguous United States; a few are large.
func inventedTowns() []town {
	rnd := rand.New(rand.NewPCG(1, 1))
	var list []town
	for range 800 {
		lat, lng := 27+20*rnd.Float64(), -122+45*rnd.Float64()
		people := int(20_000 / (rnd.Float64() + 0.002))
		for range 1 + people/1500 {
			spread := 0.02 * math.Sqrt(float64(people)/20_000)
			list = append(list, town{lat + spread*rnd.NormFloat64(), lng + spread*rnd.NormFloat64(), 1500})
		}
	}
	return list
}

// scatter returns n places drawn by population, each moved by about 2 km.
func scatter(tb testing.TB, n int, seed uint64) []earth.Point {
	list, source := towns()
	if source == "invented towns" {
		tb.Logf("%s is absent: using %s", sharedData("census"), source)
	}
	upTo := make([]int, len(list)) // people of this town and all before
	sum := 0
	for i, t := range list {
		sum += t.people
		upTo[i] = sum
	}
	rnd := rand.New(rand.NewPCG(seed, 2))
	points := make([]earth.Point, n)
	for i := range points {
		j, _ := slices.BinarySearch(upTo, 1+rnd.IntN(sum))
		lat := list[j].lat + rnd.NormFloat64()*2/111
		lng := list[j].lng + rnd.NormFloat64()*2/111/math.Cos(lat*math.Pi/180)
		points[i] = earth.LatLng(lat, lng)
	}
	return points
}
