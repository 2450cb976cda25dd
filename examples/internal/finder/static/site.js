// What pages can do only with script: "near me", which sends nothing but a cell
// some kilometres wide, and a button that prints.
"use strict";
(function () {
  // The token of the cell of level 11, of S2, around a place: a face of a cube,
  // then eleven quarters on the way along a curve that fills it.
  function cellToken(lat, lng) {
    var rad = Math.PI / 180, c = Math.cos(lat * rad);
    var p = [c * Math.cos(lng * rad), c * Math.sin(lng * rad), Math.sin(lat * rad)];
    var a = p.map(Math.abs), axis = a[0] > a[1] ? (a[0] > a[2] ? 0 : 2) : (a[1] > a[2] ? 1 : 2);
    var face = axis + (p[axis] < 0 ? 3 : 0);
    var uv = [
      [p[1] / p[0], p[2] / p[0]], [-p[0] / p[1], p[2] / p[1]], [-p[0] / p[2], -p[1] / p[2]],
      [p[2] / p[0], p[1] / p[0]], [p[2] / p[1], -p[0] / p[1]], [-p[1] / p[2], -p[0] / p[2]]
    ][face];
    var ij = uv.map(function (u) {
      var s = u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u);
      return Math.max(0, Math.min(2047, Math.floor(2048 * s)));
    });
    var position = [[0, 1, 3, 2], [0, 3, 1, 2], [2, 3, 1, 0], [2, 1, 3, 0]]; // of a quarter, by orientation
    var turn = [1, 0, 0, 3], orientation = face & 1, id = face;
    for (var bit = 10; bit >= 0; bit--) {
      var k = position[orientation][((ij[0] >> bit) & 1) * 2 + ((ij[1] >> bit) & 1)];
      id = id * 4 + k;
      orientation ^= turn[k];
    }
    return ("000000" + ((id * 2 + 1) * 4).toString(16)).slice(-7);
  }

  document.querySelectorAll("form[data-near]").forEach(function (form) {
    var button = form.querySelector(".locate"), status = form.querySelector(".located");
    if (!button || !status || !navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      status.textContent = status.dataset.wait;
      navigator.geolocation.getCurrentPosition(function (found) {
        var cell = cellToken(found.coords.latitude, found.coords.longitude);
        window.location.assign(form.dataset.near.replace("CELL", cell));
      }, function () {
        status.textContent = status.dataset.failed;
      }, { maximumAge: 600000, timeout: 20000 });
    });
  });

  document.querySelectorAll("button.print").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
