// Shows a list of this site in a frame on another one, right where the element
// of this script is:
//
//   <script src="https://…/static/embed.js" data-show="/embed/organizations/…" async></script>
//
// The frame says how high it is, and nobody else is listened to. Nothing is
// stored and nothing else is loaded.
"use strict";
(function () {
  var me = document.currentScript;
  if (!me || !me.dataset.show) return;
  var home = new URL(me.src).origin, at = new URL(me.dataset.show, home + "/");
  if (at.origin !== home) return;
  var frame = document.createElement("iframe");
  frame.src = at.href;
  frame.title = me.dataset.title || "";
  frame.referrerPolicy = "no-referrer";
  frame.style.width = "100%";
  frame.style.height = "32rem";
  frame.style.border = "0";
  frame.addEventListener("load", function () {
    frame.contentWindow.postMessage({ withinreach: "height?" }, home);
  });
  window.addEventListener("message", function (e) {
    if (e.origin !== home || e.source !== frame.contentWindow || !e.data) return;
    var height = Number(e.data.withinreachHeight);
    if (height > 0 && height < 100000) frame.style.height = Math.ceil(height) + "px";
  });
  me.parentNode.insertBefore(frame, me);
})();
