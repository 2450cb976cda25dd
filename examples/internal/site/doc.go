// Package site writes the group finder as files: a small complete site that
// needs no server, to be kept on any web host, in a folder or on a USB stick.
//
//	result, err := site.Write(ctx, "public", snapshot, site.Options{
//		Made: today, Expires: today.AddDays(14), URL: "https://groups.example.org",
//	})
//
// # Pages
//
// There is one set of pages. [Write] asks the handler of the package finder for
// each page in each language, in memory, from the front page on along all
// links, and keeps the answers as files. Links become relative, so the folder
// works wherever it lies. finder.Static says what such pages have in the place
// of what only a server can do: lists by town and by day, all organizations,
// the day on which they were made and the one up to which they are good.
//
// # Search
//
// People search in the browser: list.js holds what meets at a place, as the
// public may see it, and places.js the ZIP codes and towns within 60 miles.
// Both are loaded whole, so nobody learns what was typed. Without script the
// lists by town and by day are there.
//
// # Files
//
// The file names.go says which page is in which file. Names hold only small
// letters, digits and ".", "_", "-" and "~", so that no host, system or address
// changes them. files.txt lists them, for the next run: [Write] replaces only a
// folder in which it knows every file, and only when the new one is complete.
// The same records and options give the same bytes.
//
// # Limits
//
// All dates are as they were on the day that a site was made, so it has to be
// made again every day or so: RECIPE.md says how. A page that is past its day
// says that it is old. Without Options.URL flyers have no code to scan and
// calendars no link to subscribe to.
package site
