/* libical FILE FROM TO: every date of a calendar as libical lists it, a line
 * each: start in UTC (or a day), title, status. It first checks the calendar
 * against the restrictions of RFC 5545 and fails if one is broken. libical
 * lists changed dates twice, so this drops those of the rule that a
 * RECURRENCE-ID replaces. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { const char *uid; time_t at; } change;
static change *changes;
static size_t count;

static time_t instant(icalproperty *p, struct icaltimetype t, icalcomponent *calendar) {
    const char *id = icalproperty_get_parameter_as_string(p, "TZID");
    if (id)
        t = icaltime_set_timezone(&t, icalcomponent_get_timezone(calendar, id));
    return icaltime_as_timet_with_zone(t, t.zone);
}

static void print(icalcomponent *e, time_t at) {
    char start[32];
    int day = icalcomponent_get_dtstart(e).is_date;
    strftime(start, sizeof start, day ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ", gmtime(&at));
    icalproperty *status = icalcomponent_get_first_property(e, ICAL_STATUS_PROPERTY);
    printf("%s\t%s\t%s\n", start, icalcomponent_get_summary(e), icalproperty_get_value_as_string(status));
}

static int by_uid(const void *a, const void *b) {
    const change *x = a, *y = b;
    int order = strcmp(x->uid, y->uid);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void list(icalcomponent *e, struct icaltime_span *span, void *data) {
    (void)data;
    change key = {icalcomponent_get_uid(e), span->start};
    if (!bsearch(&key, changes, count, sizeof key, by_uid))
        print(e, span->start);
}

int main(int argc, char **argv) {
    FILE *f = argc == 4 ? fopen(argv[1], "rb") : NULL;
    if (!f)
        return 2;
    size_t room = 1 << 26;
    char *text = malloc(room);
    text[fread(text, 1, room - 1, f)] = 0;
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar)
        return 3;
    icalrestriction_check(calendar);
    if (icalcomponent_count_errors(calendar) > 0) {
        char *all = icalcomponent_as_ical_string(calendar);
        for (char *p = all; (p = strstr(p, "X-LIC-ERROR")); p++)
            fprintf(stderr, "%.200s\n", p);
        return 4;
    }
    struct icaltimetype from = icaltime_from_string(argv[2]), to = icaltime_from_string(argv[3]);
    changes = malloc(sizeof *changes * icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT));
    icalcomponent *e;
    icalcompiter i;
    for (i = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT); (e = icalcompiter_deref(&i)); icalcompiter_next(&i)) {
        icalproperty *p = icalcomponent_get_first_property(e, ICAL_RECURRENCEID_PROPERTY);
        if (p)
            changes[count++] = (change){icalcomponent_get_uid(e), instant(p, icalproperty_get_recurrenceid(p), calendar)};
    }
    qsort(changes, count, sizeof *changes, by_uid);
    for (i = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT); (e = icalcompiter_deref(&i)); icalcompiter_next(&i)) {
        icalproperty *p = icalcomponent_get_first_property(e, ICAL_DTSTART_PROPERTY);
        if (icalcomponent_get_first_property(e, ICAL_RRULE_PROPERTY))
            icalcomponent_foreach_recurrence(e, from, to, list, NULL);
        else
            print(e, instant(p, icalproperty_get_dtstart(p), calendar));
    }
    return 0;
}
