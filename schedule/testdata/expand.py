# Reads lines "RULE|2022-06-08|15" and writes for each the first so many dates
# of the rule from that day, as python-dateutil has them, between spaces.
import sys
from datetime import datetime
from itertools import islice

from dateutil.rrule import rrulestr

for line in sys.stdin:
    rule, first, n = line.rstrip("\n").split("|")
    dates = rrulestr(rule, dtstart=datetime.fromisoformat(first))
    print(" ".join(d.strftime("%Y-%m-%d") for d in islice(dates, int(n))))
