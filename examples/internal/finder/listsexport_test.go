package finder

// MostListed is how many offerings one page lists.
const MostListed = mostListed
