// icaljs.mjs FILE FROM TO: every date of a calendar as ical.js lists it, a line
// each: start in UTC (or a day), title, status.
import fs from 'node:fs';
import ICAL from 'ical.js';

const [path, from, to] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone.getFirstPropertyValue('tzid'), new ICAL.Timezone(zone));
}
const print = (start, event) => {
  const day = start.toString().slice(0, 10);
  if (day < from || day >= to) return;
  const at = start.isDate ? day : new Date(start.toUnixTime() * 1000).toISOString().replace('.000', '');
  console.log([at, event.summary, event.component.getFirstPropertyValue('status')].join('\t'));
};
const changes = new Map();
const events = [];
for (const component of calendar.getAllSubcomponents('vevent')) {
  const uid = component.getFirstPropertyValue('uid');
  if (!component.hasProperty('recurrence-id')) events.push([uid, component]);
  else if (changes.has(uid)) changes.get(uid).push(component);
  else changes.set(uid, [component]);
}
for (const [uid, component] of events) {
  // Unless it is given the changes, ical.js applies those of all other events.
  const event = new ICAL.Event(component, { exceptions: changes.get(uid) ?? [] });
  if (!event.isRecurring()) {
    print(event.startDate, event);
    continue;
  }
  const dates = event.iterator();
  for (let at = dates.next(); at && at.toString().slice(0, 10) < to; at = dates.next()) {
    const found = event.getOccurrenceDetails(at);
    print(found.startDate, found.item);
  }
}
