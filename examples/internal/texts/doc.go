// Package texts writes, in English and Spanish, what organizers say about their
// groups elsewhere: on the answering machine, on the door, by e-mail and in a
// post.
//
//	said := texts.Offering(snapshot, "friday", texts.DoorSign, texts.Options{Language: "es", Now: now})
//
// All of it comes from the listings of a snapshot, so a text knows no more than
// the public does: of a confidential venue the town only, of an online meeting
// no link. A date that is cancelled, moved or not confirmed is said so.
package texts
