// Leaves the page at once, without a trace in the history of this tab: by the
// link, or by pressing Shift three times. Without script the link still leads away.
"use strict";
(function () {
  var link = document.getElementById("exit");
  if (!link) return;
  function leave() {
    document.documentElement.hidden = true;
    document.title = "";
    window.location.replace(link.href);
  }
  link.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });
  var presses = 0, last = 0;
  document.addEventListener("keydown", function (event) {
    if (event.repeat) return;
    var slow = event.timeStamp - last > 2000;
    last = event.timeStamp;
    presses = event.key === "Shift" ? (slow ? 1 : presses + 1) : 0;
    if (presses === 3) leave();
  });
})();
