package coverage

import "math"

// A badge is a number in a circle that marks a suggestion. It stands at its place, or near
// it with a line to it if others are in the way.
type badge struct {
	number         int
	placeX, placeY float64
	x, y, r        float64
}

// place puts a badge where it overlaps none of others and stays in the frame. If there is
// no such spot, it stays where it belongs.
func (b *badge) place(p *panel, others []badge) {
	b.x, b.y = b.placeX, b.placeY
	if b.free(p, others) {
		return
	}
	for ring := 1.0; ring <= 12; ring++ {
		for turn := range 16 {
			sin, cos := math.Sincos(float64(turn) * math.Pi / 8)
			b.x, b.y = b.placeX+ring*b.r*sin, b.placeY-ring*b.r*cos
			if b.free(p, others) {
				return
			}
		}
	}
	b.x, b.y = b.placeX, b.placeY
}

func (b *badge) free(p *panel, others []badge) bool {
	for _, o := range others {
		if math.Hypot(b.x-o.x, b.y-o.y) < b.r+o.r+1.5 {
			return false
		}
	}
	return p.holds(b.x, b.y, -b.r-1)
}

// drawBadges writes badges, and the lines of those that had to move under all of them.
func (c *canvas) drawBadges(badges []badge) {
	for _, b := range badges {
		if b.x != b.placeX || b.y != b.placeY {
			c.printf("<path d=\"M%s %sL%s %s\" stroke=\"%s\" stroke-width=\"1.2\"/>\n",
				px(b.placeX), px(b.placeY), px(b.x), px(b.y), ink)
			c.printf("<circle cx=\"%s\" cy=\"%s\" r=\"2\" fill=\"%s\"/>\n", px(b.placeX), px(b.placeY), ink)
		}
	}
	for _, b := range badges {
		c.drawBadge(b)
	}
}

func (c *canvas) drawBadge(b badge) {
	c.printf("<circle class=\"suggestion\" cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\"/>\n",
		px(b.x), px(b.y), px(b.r), paper, ink)
	c.printf("<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"bold\">%d</text>\n",
		px(b.x), px(b.y+4), b.number)
}
