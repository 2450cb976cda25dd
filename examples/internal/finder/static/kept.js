// What pages that are kept as files do with script: warn when they are old, and
// search in the list that lies beside them. Nothing of what is typed leaves the
// page: the list is always loaded whole.
"use strict";
(function () {
  document.querySelectorAll("[data-after]").forEach(function (warning) {
    warning.hidden = new Date() <= new Date(warning.dataset.after + "T23:59:59");
  });

  var form = document.querySelector("form[data-list]");
  if (!form) return;
  var field = form.querySelector("input"), button = form.querySelector(".locate"), status = form.querySelector(".located");
  var found = document.querySelector(".found"), root = new URL(form.dataset.root, location.href), loading = null;
  form.hidden = false;

  function load(address) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }
  // lists loads both lists, once.
  function lists() {
    loading = loading || Promise.all([load(new URL(form.dataset.list, location.href)), load(new URL("places.js", root))]);
    return loading;
  }

  var short = { st: "saint", ste: "sainte", ft: "fort", mt: "mount" }, winds = { n: "north", s: "south", e: "east", w: "west" };
  // fold makes names alike that people write in different ways.
  function fold(name) {
    var words = name.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'’]/g, "").split(/[^a-z0-9]+/).filter(Boolean);
    return words.map(function (word, i) { return short[word] || (i === 0 && words.length > 1 && winds[word]) || word; }).join("");
  }
  // matches returns the places that a text may mean: [name, latitude, longitude].
  function matches(text) {
    var zip = /^\s*(\d{5})(-\d{4})?\s*$/.exec(text), wanted = fold(text), known = withinReachPlaces, all = [];
    if (zip) {
      var row = new RegExp("(?:^|;)" + zip[1] + " (\\S+) ([^;]+)").exec(known.zips);
      return row ? [[zip[1], row[1] / 100, row[2] / 100]] : [];
    }
    if (wanted === "") return [];
    known.towns.split(";").forEach(function (line) {
      var town = line.split("|"), name = fold(town[0]);
      if (!wanted.startsWith(name)) return;
      if ([name, name + fold(town[1]), name + fold(known.states[town[1]] || "")].includes(wanted)) {
        all.push([town[0] + ", " + town[1], town[2] / 100, town[3] / 100]);
      }
    });
    return all;
  }
  function miles(a, b, c, d) {
    var r = Math.PI / 180, h = Math.pow(Math.sin((c - a) * r / 2), 2) + Math.cos(a * r) * Math.cos(c * r) * Math.pow(Math.sin((d - b) * r / 2), 2);
    return 2 * 3958.76 * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  function add(to, tag, text, attributes) {
    var e = document.createElement(tag);
    if (text) e.textContent = text;
    Object.assign(e, attributes || {});
    to.append(e);
    return e;
  }
  // row shows a group: its name, how far it is, and the dates that are not over.
  function row(to, group, far) {
    var words = withinReachList.words, item = add(to, "li", "", { className: "group" });
    add(add(item, "h3"), "a", group.name, { href: new URL(group.file, root).href, lang: group.lang || "" });
    if (!group.lang) item.querySelector("a").removeAttribute("lang");
    add(item, "p", group.where, { className: "where" });
    var way = add(item, "p", "", { className: "far" }), whole = Math.max(1, Math.round(far));
    add(way, "strong", whole === 1 ? words.mile : words.miles.replace("%d", whole));
    if (group.rough) add(way, "span", " (" + words.rough + ")");
    (group.when || []).forEach(function (rule) { add(item, "p", rule); });
    var dates = (group.dates || []).filter(function (date) { return new Date(date.at) >= new Date(); });
    if (dates.length) {
      var list = add(item, "ul", "", { className: "dates" });
      dates.forEach(function (date) {
        var line = add(list, "li", "", { className: date.ask ? "ask" : "on" });
        add(line, "time", date.say, { dateTime: date.at });
        if (date.ask) add(add(line, "span", " ", { className: "state" }), "strong", date.ask);
      });
    } else if (group.dates) add(item, "p", words.past, { className: "standing" });
    if (group.mode) add(item, "p", group.mode, { className: "facts" });
  }
  // show lists what is around a place, the nearest first.
  function show(name, lat, lng) {
    var words = withinReachList.words, most = withinReachPlaces.miles;
    var near = withinReachList.groups.map(function (group) {
      return [miles(lat, lng, group.point[0], group.point[1]), group];
    }).filter(function (pair) { return pair[0] <= most; }).sort(function (a, b) { return a[0] - b[0]; });
    var heading = answer(words.heading.replace("%s", name));
    var count = near.length === 0 ? words.none : near.length === 1 ? words.one : words.other.replace("%n", near.length);
    add(found, "p", count.replace("%d", most));
    if (near.length === 0) return;
    var list = add(found, "ol", "", { className: "groups" });
    (function more() {
      near.splice(0, 30).forEach(function (pair) { row(list, pair[1], pair[0]); });
      if (near.length) add(found, "button", words.more, { type: "button" }).addEventListener("click", function () { this.remove(); more(); });
    })();
    heading.focus();
  }
  function answer(title) {
    found.textContent = status.textContent = "";
    var heading = add(found, "h2", title, { tabIndex: -1 });
    heading.focus();
    return heading;
  }
  function broken() {
    loading = null;
    status.textContent = form.dataset.broken;
  }

  field.addEventListener("focus", function () { lists().catch(function () { loading = null; }); }, { once: true });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var text = field.value;
    lists().then(function () {
      var places = matches(text), words = withinReachList.words;
      if (places.length === 1) return show.apply(null, places[0]);
      answer(places.length ? words.which : words.unknown);
      places.forEach(function (place) {
        add(add(found, "p"), "button", place[0], { type: "button" }).addEventListener("click", function () { show.apply(null, place); });
      });
    }, broken);
  });
  if (!navigator.geolocation || !window.isSecureContext) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    status.textContent = status.dataset.wait;
    navigator.geolocation.getCurrentPosition(function (at) {
      lists().then(function () { show(withinReachList.words.here, at.coords.latitude, at.coords.longitude); }, broken);
    }, function () { status.textContent = status.dataset.failed; }, { maximumAge: 600000, timeout: 20000 });
  });
})();
