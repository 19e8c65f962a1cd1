"use strict";
// Shows the claims behind a number: a link's `data-show`, or the lists above the claims, choose; the address keeps the choice, so that
// going back works. Without this script the links lead to lists by speaker.
(() => {
  const section = document.querySelector(".claims");
  const form = section.querySelector(".filters");
  if (!form) return;
  const status = section.querySelector(".status");
  const listed = Number(section.dataset.listed);
  const all = Number(section.dataset.all);
  const names = ["speaker", "about", "kind", "firm", "polarity", "voice", "outlet", "date"];
  const several = new Set(["speaker", "about"]);
  const claims = [...section.querySelectorAll("li[data-kind]")].map((item) => ({
    item,
    group: item.closest(".group"),
    held: names.map((name) => (several.has(name) ? item.dataset[name].split(" ") : item.dataset[name])),
    words: null,
  }));
  const groups = [...section.querySelectorAll(".group")];
  const PREFIX = "#show:";
  // How many claims each number of the page stands for, by its choice in one order.
  const counts = new Map();
  const order = (query) => [...query].filter(([, value]) => value).sort(([a], [b]) => (a < b ? -1 : 1)).join("&");
  for (const link of document.querySelectorAll("a[data-show]")) {
    counts.set(order(new URLSearchParams(link.dataset.show)), Number(link.textContent.replaceAll(",", "")));
  }

  const fits = (held, wanted, name) => {
    if (several.has(name)) return held.includes(wanted);
    if (name !== "date") return held === wanted;
    return wanted.startsWith("=") ? held === wanted.slice(1) : held.startsWith(wanted);
  };

  const show = (query) => {
    const wanted = names.map((name) => query.get(name) || "");
    const words = (query.get("words") || "").toLowerCase();
    let count = 0;
    const open = new Set();
    for (const claim of claims) {
      let held = wanted.every((value, place) => !value || fits(claim.held[place], value, names[place]));
      if (held && words) {
        claim.words ??= claim.item.textContent.toLowerCase();
        held = claim.words.includes(words);
      }
      claim.item.hidden = !held;
      if (held) {
        count += 1;
        open.add(claim.group);
      }
    }
    for (const group of groups) group.hidden = !open.has(group);
    say(query, count, words);
  };

  const number = (count) => count.toLocaleString("en") + (count === 1 ? " claim" : " claims");

  const say = (query, count, words) => {
    const chosen = [];
    for (const field of form.elements) {
      const value = query.get(field.name) || "";
      if (!field.name) continue;
      field.value = value;
      if (value) chosen.push(field.name === "words" ? `“${value}”` : field.selectedOptions?.[0]?.textContent || value);
    }
    const whole = words ? undefined : chosen.length ? counts.get(order(query)) : all;
    let text = number(count);
    if (whole !== undefined && whole > count) text = `${count.toLocaleString("en")} of ${number(whole)} in this list`;
    else if (listed < all && whole === undefined) text += " among those in this list";
    status.textContent = chosen.length ? `${text}: ${chosen.join(", ")}` : text;
  };

  const query = () => {
    const found = new URLSearchParams();
    for (const field of form.elements) if (field.name && field.value) found.set(field.name, field.value);
    return found;
  };

  const go = (found) => {
    const hash = PREFIX + found;
    if (location.hash !== hash) history.pushState(null, "", hash);
    arrive();
  };

  const arrive = () => {
    const chosen = location.hash.startsWith(PREFIX);
    if (!chosen && location.hash) return openTarget();
    show(new URLSearchParams(chosen ? location.hash.slice(PREFIX.length) : ""));
    if (!chosen) return undefined;
    const heading = document.getElementById("claims");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
    return undefined;
  };

  // A link into what is folded or hidden shows it.
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    const folded = target.closest("details");
    if (folded) folded.open = true;
    const group = target.closest(".group");
    if (group?.hidden) show(new URLSearchParams());
    target.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const held = event.target.closest("[data-show]");
    if (!held || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(new URLSearchParams(held.dataset.show));
  });
  form.addEventListener("input", () => {
    const found = query();
    history.replaceState(null, "", PREFIX + found);
    show(found);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    history.replaceState(null, "", PREFIX);
    show(new URLSearchParams());
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", arrive);
  document.documentElement.classList.add("runs");
  form.hidden = false;
  show(new URLSearchParams());
  if (location.hash) arrive();
})();
