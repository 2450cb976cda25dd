<?php
// sabre.php FILE FROM TO: every date of a calendar as sabre/vobject lists it,
// a line each: start in UTC (or a day), title, status.
require '/usr/share/php/Sabre/VObject/autoload.php';

[, $path, $from, $to] = $argv;
$calendar = Sabre\VObject\Reader::read(file_get_contents($path));
foreach ($calendar->validate() as $problem) {
    fwrite(STDERR, "level {$problem['level']}: {$problem['message']}\n");
}
$expanded = $calendar->expand(new DateTime($from), new DateTime($to)) ?: $calendar;
foreach ($expanded->VEVENT as $event) {
    $start = $event->DTSTART;
    $format = $start->hasTime() ? 'Y-m-d\TH:i:s\Z' : 'Y-m-d';
    echo $start->getDateTime()->format($format), "\t", $event->SUMMARY, "\t", $event->STATUS, "\n";
}
