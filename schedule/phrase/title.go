package phrase

// inTitle reports whether the weekday of item i begins the title of a work,
// which is said to be one: "Tuesdays with Morrie, a play".
func (a *roles) inTitle(i int) bool {
	j := a.items[i].to
	if a.at(j).text != "with" && a.at(j).text != "con" || a.at(j).end {
		return false
	}
	for last := j + 8; j < last && j < len(a.terms) && !a.at(j).end; j++ {
		if !a.isMark(j, ",", "(", "-", ":") || a.at(j+1).end {
			continue
		}
		k := j + 1
		for a.is(k, filler) && !a.at(k+1).end {
			k++
		}
		switch a.at(k).text {
		case "play", "film", "movie", "musical", "novel", "book", "memoir", "drama", "documentary", "comedy", "pelicula", "novela", "libro", "obra":
			return true
		}
	}
	return false
}
