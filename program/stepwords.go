package program

// stepWords say what somebody does at a step, by language.
var stepWords = map[string]map[StepKind]string{
	"en": {
		StepTaken: "take part in the program yourself", StepLed: "lead the program before", StepAge: "be old enough",
		StepMember: "become a member", StepApplication: "send in an application", StepReference: "name somebody who knows you",
		StepPrescreen: "talk with the local organization", StepInterview: "have an interview", StepApproval: "get a yes",
		StepModule: "take an online module", StepTraining: "go to the whole training", StepDecision: "hear whether you are certified",
	},
	"es": {
		StepTaken: "tome parte en el programa", StepLed: "guíe antes el programa", StepAge: "tenga la edad",
		StepMember: "hágase miembro", StepApplication: "envíe una solicitud", StepReference: "nombre a alguien que le conoce",
		StepPrescreen: "hable con la organización local", StepInterview: "tenga una entrevista", StepApproval: "reciba el sí",
		StepModule: "tome un módulo en línea", StepTraining: "vaya a toda la capacitación", StepDecision: "sepa si está certificado",
	},
}

// In returns what somebody does at a step of this kind, for the page on how to
// become a leader, in English or Spanish; any other language gets English. A
// kind that is not known is its own words.
func (k StepKind) In(language string) string {
	for tag := language; tag != ""; tag = parentTag(tag) {
		if words, ok := stepWords[tag]; ok && words[k] != "" {
			return words[k]
		}
	}
	if words := stepWords["en"][k]; words != "" {
		return words
	}
	return string(k)
}
