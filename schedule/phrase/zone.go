package phrase

// A zoneName is a time zone with the names that published lines give it.
type zoneName struct {
	id, long, longES, short string
}

// zones are the time zones that published lines name. A name with "standard"
// in it means the zone all year, as people write it in summer too.
var zones = [...]zoneName{
	{"America/New_York", "Eastern Time", "hora del Este", "ET"},
	{"America/Chicago", "Central Time", "hora del Centro", "CT"},
	{"America/Denver", "Mountain Time", "hora de la Montaña", "MT"},
	{"America/Los_Angeles", "Pacific Time", "hora del Pacífico", "PT"},
	{"America/Anchorage", "Alaska Time", "hora de Alaska", "AKT"},
	{"Pacific/Honolulu", "Hawaii Time", "hora de Hawái", "HT"},
	{"America/Phoenix", "Arizona Time", "hora de Arizona", "Arizona Time"},
	{"America/Puerto_Rico", "Atlantic Time", "hora del Atlántico", "AST"},
}

// zoneRows gives the phrases of the zones in all languages.
var zoneRows = []row{
	{meaning{zone, 0}, "^et|est|edt|eastern time|eastern standard time|eastern daylight time|^eastern|hora del este|hora este|eastern standard time (est)|eastern time (et)"},
	{meaning{zone, 1}, "^ct|cst|cdt|central time|central standard time|central daylight time|^central|hora del centro|hora central|central standard time (cst)|central time (ct)"},
	{meaning{zone, 2}, "^mt|mst|mdt|mountain time|mountain standard time|mountain daylight time|^mountain|hora de la montana|mountain time (mt)"},
	{meaning{zone, 3}, "^pt|pst|pdt|pacific time|pacific standard time|pacific daylight time|^pacific|hora del pacifico|pacific time (pt)"},
	{meaning{zone, 4}, "akst|akdt|akt|alaska time|hora de alaska"},
	{meaning{zone, 5}, "hst|^ht|hawaii time|hora de hawai"},
	{meaning{zone, 6}, "arizona time|hora de arizona"},
	{meaning{zone, 7}, "^ast|atlantic time|hora del atlantico"},
}
