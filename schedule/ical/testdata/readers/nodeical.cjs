// nodeical.cjs FILE FROM TO: every date of a calendar as node-ical lists it, a
// line each: start in UTC (or a day), title, status.
const ical = require('node-ical');

const [path, from, to] = process.argv.slice(2);
for (const event of Object.values(ical.sync.parseFile(path))) {
  if (event.type !== 'VEVENT') continue;
  for (const found of ical.expandRecurringEvent(event, { from: new Date(from), to: new Date(to) })) {
    const at = found.isFullDay
      ? `${found.start.getFullYear()}-${String(found.start.getMonth() + 1).padStart(2, '0')}-${String(found.start.getDate()).padStart(2, '0')}`
      : found.start.toISOString().replace('.000', '');
    console.log([at, found.summary, found.event.status].join('\t'));
  }
}
