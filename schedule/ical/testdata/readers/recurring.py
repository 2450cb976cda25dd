# recurring.py FILE FROM TO: every date of a calendar as recurring_ical_events
# lists it, a line each: start in UTC (or a day), title, status.
import datetime
import sys

import icalendar
import recurring_ical_events

path, first, last = sys.argv[1:]
with open(path, "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
window = [datetime.date.fromisoformat(day) for day in (first, last)]
for event in recurring_ical_events.of(calendar).between(*window):
    start = event["DTSTART"].dt
    if isinstance(start, datetime.datetime):
        start = start.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    print(start, event["SUMMARY"], event["STATUS"], sep="\t")
