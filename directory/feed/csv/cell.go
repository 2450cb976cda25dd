package csv

import (
	"slices"
	"strconv"
	"strings"
)

// isFormula reports whether a spreadsheet may take a cell for a formula. Signs
// are also read where they are wide, as East Asian keyboards give them.
func isFormula(cell string) bool {
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, sign) {
			return !isNumber(cell)
		}
	}
	return false
}

// isNumber reports whether a cell is a plain number, which no spreadsheet
// computes.
func isNumber(cell string) bool {
	if strings.Trim(cell, "0123456789.-") != "" {
		return false
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}

// guarded returns a cell that no spreadsheet takes for a formula: with an
// apostrophe before it where that is needed. unguarded gives the cell back.
func guarded(cell string) string {
	if isFormula(strings.TrimLeft(cell, "' ")) {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && isFormula(strings.TrimLeft(rest, "' ")) {
		return rest
	}
	return cell
}

// isCellError reports whether a cell holds what a spreadsheet shows for a
// formula that failed.
func isCellError(cell string) bool {
	return len(cell) > 2 && cell[0] == '#' &&
		slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#ERROR!", "#SPILL!"}, strings.ToUpper(cell))
}

// isBlank reports whether a cell says that there is nothing to say.
func isBlank(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 1, 2, 3, 4, 7:
		switch strings.ToLower(cell) {
		case "-", "--", "—", "–", "n/a", "na", "none", "null", "nil", ".", "x/x", "ninguno", "ninguna", "'":
			return true
		}
	}
	return false
}

// truth reads a cell that says yes or no, as spreadsheets and people write it.
func truth(cell string) (yes, ok bool) {
	switch fold(cell) {
	case "true", "yes", "y", "x", "1", "si", "s", "verdadero", "checked", "on":
		return true, true
	case "false", "no", "n", "0", "falso", "unchecked", "off":
		return false, true
	}
	return cell == "✓" || cell == "✔", cell == "✓" || cell == "✔"
}

// list cuts a cell into its parts.
func list(cell string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\n' || r == ',' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// number reads a plain number with a point or a comma for decimals.
func number(cell string) (float64, bool) {
	if cell == "" || strings.Trim(cell, "0123456789.,") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	return n, err == nil
}
