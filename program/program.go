package program

// A Program is what is offered under one name, such as a support group model
// or a course. Its names are values in data: they may be trademarks of its
// owner.
type Program struct {
	// Key names the program in offerings and editions, such as
	// "peer-to-peer": 1 to 64 letters, digits, ".", "_" and "-".
	Key string `json:"key"`

	// Name is the name that people know, in each language that has its own.
	Name Text `json:"name"`

	Kind Kind `json:"kind"`

	// Language is the one in which the program was made. An edition in
	// another language says only what differs from the editions in this one.
	Language string `json:"language"`

	// Owner is who made the program and answers for it; "" if there is no
	// single owner.
	Owner string `json:"owner,omitzero"`

	// Free says that taking part costs nothing, always and everywhere. An
	// edition with a price is then an error. False means not known to be free.
	Free bool `json:"free,omitzero"`

	// For is the key of the program whose leaders a training or a support
	// call is for; "" for every other kind.
	For string `json:"for,omitzero"`

	// Source says where the values above come from, and Confidence how sure
	// they are.
	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
}

// A Price is what one place costs. The zero Price means not stated.
type Price struct {
	Amount   int    `json:"amount"`   // in the smallest unit of the currency, such as cents
	Currency string `json:"currency"` // ISO 4217, such as "USD"
}

const maxPrice = 100_000_000

func (p Program) check(c *checker) {
	c.key("key", p.Key)
	c.words("name", p.Name)
	c.require("kind", string(p.Kind))
	c.tag("language", p.Language)
	c.provenance(p.Source, p.Confidence)
	leaders := p.Kind == KindTraining || p.Kind == KindSupportCall
	if p.For != "" && !leaders {
		c.refuse("for", "%q on a %s, want it on a training or a support call only", p.For, p.Kind)
	}
}

func (p Price) check(c *checker, free bool) {
	if p == (Price{}) {
		return
	}
	c.between("price.amount", p.Amount, 0, maxPrice)
	if len(p.Currency) != 3 || !only(p.Currency, "AZ") {
		c.refuse("price.currency", "%.40q, want three capital letters such as USD", p.Currency)
	}
	if free && p.Amount > 0 {
		c.refuse("price.amount", "%d, want 0: the program is free", p.Amount)
	}
}
