"use strict";
// What the page does beyond being read: filters, claims chosen by their address, and what is known of the words under the pointer or the focus.
// Text is only ever set as text; nothing here makes markup of it. Listeners stand on the document, so that their number does not grow with the claims.
(() => {
  const sheets = new WeakMap();
  const tip = document.getElementById("tip");
  const numbers = (text) => (text ? text.split(" ").map((held) => parseInt(held, 10)) : []);
  const matches = { by: (entry, actor) => entry.by.has(actor), of: (entry, actor) => entry.of.has(actor), "": (entry, actor) => entry.by.has(actor) || entry.of.has(actor) };

  // A document, looked through once, when it is first needed.
  function sheetOf(element) {
    const article = element.closest("article");
    if (!article) return null;
    if (!sheets.has(article)) {
      const entries = [...article.querySelectorAll(".claim")].map((li) => ({ li, by: new Set(numbers(li.dataset.by)), of: new Set(numbers(li.dataset.of)) }));
      const runs = [...article.querySelectorAll(".text [data-c]")].map((el) => ({ el, claims: numbers(el.dataset.c), off: false }));
      const byClaim = entries.map(() => []);
      for (const run of runs) for (const claim of new Set(run.claims)) byClaim[claim]?.push(run.el);
      sheets.set(article, {
        article, entries, runs, byClaim,
        mentions: [...article.querySelectorAll(".text [data-a]")].map((el) => ({ el, actors: numbers(el.dataset.a) })),
        form: article.querySelector(".filters"), side: article.querySelector(".side"),
      });
    }
    return sheets.get(article);
  }

  function filter(sheet) {
    const { form, entries, runs, mentions, article } = sheet;
    const want = Object.fromEntries(new FormData(form));
    const actor = want.actor ? Number(want.actor) : null;
    const plain = ["kind", "modality", "polarity", "voice"].filter((name) => want[name]);
    const hits = entries.map((entry) => plain.every((name) => entry.li.dataset[name] === want[name]) && (actor === null || matches[want.part ?? ""](entry, actor)));
    entries.forEach((entry, at) => { if (entry.li.hidden === hits[at]) entry.li.hidden = !hits[at]; });
    for (const run of runs) {
      const off = !run.claims.some((claim) => hits[claim]);
      if (off !== run.off) { run.off = off; run.el.classList.toggle("off", off); }
    }
    for (const mention of mentions) mention.el.classList.toggle("here", actor !== null && mention.actors.includes(actor));
    for (const button of article.querySelectorAll(".actor button")) button.setAttribute("aria-pressed", String(actor !== null && Number(button.dataset.a) === actor));
    tell(sheet, hits.filter(Boolean).length);
  }

  function tell(sheet, shown) {
    const many = sheet.entries.length;
    sheet.form.querySelector("output").textContent = shown === many ? (many === 1 ? "1 claim" : `all ${many} claims`) : `${shown} of ${many} claims`;
  }

  let chosen = [];
  function choose(sheet, claim) {
    for (const el of chosen) el.classList.remove("on");
    const entry = sheet?.entries[claim]?.li;
    chosen = entry ? [...sheet.byClaim[claim], entry] : [];
    if (entry?.hidden) { sheet.form.reset(); filter(sheet); }
    for (const el of chosen) el.classList.add("on");
    if (entry) reveal(sheet.side, entry);
  }

  // Scroll the panel alone: the page goes to where its address says.
  function reveal(side, entry) {
    if (side.scrollHeight <= side.clientHeight || getComputedStyle(side).overflowY === "visible") return;
    const top = entry.getBoundingClientRect().top - side.getBoundingClientRect().top;
    if (top < 0 || top + entry.offsetHeight > side.clientHeight) side.scrollTop += top - side.clientHeight / 4;
  }

  function chooseByAddress() {
    const target = document.getElementById(location.hash.slice(1));
    const sheet = target && sheetOf(target);
    if (!sheet) return choose(null, -1);
    const claim = target.matches(".claim") ? sheet.entries.findIndex((entry) => entry.li === target) : numbers(target.dataset.c)[0];
    for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    choose(sheet, claim ?? -1);
    target.scrollIntoView({ block: target.matches(".n") ? "center" : "nearest" });
  }

  // What is known of words: who says it, by what it was found, on what it depends; what is wrong with the text.
  function make(name, text) { const el = document.createElement(name); el.textContent = text; return el; }
  function cardsFor(el) {
    const sheet = sheetOf(el);
    const cards = [...new Set(numbers(el.dataset.c))].map((claim) => {
      const li = sheet.entries[claim].li, card = document.createElement("section"), head = document.createElement("p");
      const part = el.dataset.c.split(" ").filter((held) => parseInt(held, 10) === claim).map((held) => held.split(":")[1]).filter(Boolean).join(", ");
      head.append(make("b", `${claim + 1} ${li.querySelector(".who bdi").textContent}`), `: ${li.dataset.kind}${part ? ` (${part})` : ""}`);
      card.append(head, li.querySelector(".facts").cloneNode(true));
      return card;
    });
    for (const problem of numbers(el.dataset.p)) {
      const entry = sheet.article.querySelectorAll(".problem-entry")[problem], card = document.createElement("section");
      card.append(make("b", entry.querySelector("b").textContent), ...[...entry.querySelectorAll(".gist")].map((held) => held.cloneNode(true)));
      cards.push(card);
    }
    return cards;
  }

  let shownFor = null, waiting = 0;
  function show(el) {
    clearTimeout(waiting);
    if (shownFor === el) return;
    hide();
    shownFor = el;
    tip.replaceChildren(...cardsFor(el));
    tip.hidden = false;
    if (el.matches("a")) el.setAttribute("aria-describedby", "tip");
    over(el, true);
    place();
  }
  function place() {
    const at = shownFor.getClientRects()[0] ?? shownFor.getBoundingClientRect(), box = tip.getBoundingClientRect();
    const below = at.bottom + 8, fits = below + box.height < innerHeight || at.top < box.height + 8;
    tip.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.width - 8))}px`;
    tip.style.top = `${fits ? below : at.top - box.height - 8}px`;
  }
  function hide() {
    clearTimeout(waiting);
    if (!shownFor) return;
    over(shownFor, false);
    shownFor.removeAttribute("aria-describedby");
    shownFor = null;
    tip.hidden = true;
  }
  function over(el, held) {
    const sheet = sheetOf(el);
    for (const claim of new Set(numbers(el.dataset.c))) for (const run of sheet.byClaim[claim]) run.classList.toggle("over", held);
  }

  const marked = (target) => (target instanceof Element ? target.closest(".text [data-c], .text [data-p]") : null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const el = marked(event.target);
    clearTimeout(waiting);
    if (el) waiting = setTimeout(show, shownFor ? 60 : 250, el);
    else if (shownFor && !(event.target instanceof Element && event.target.closest("#tip"))) waiting = setTimeout(hide, 250);
  });
  // Focus that a key moved asks what this is; focus that an address moved has the panel's answer already.
  let tabbed = false;
  document.addEventListener("keydown", (event) => { tabbed = event.key === "Tab"; if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", () => { tabbed = false; });
  document.addEventListener("focusin", (event) => { const el = tabbed && marked(event.target); if (el) show(el); else hide(); });
  document.addEventListener("scroll", (event) => {
    if (!shownFor || event.target === tip) return;
    if (document.activeElement === shownFor) place(); else hide();
  }, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest(".actor button");
    if (button) {
      const sheet = sheetOf(button), { actor } = sheet.form.elements;
      actor.value = actor.value === button.dataset.a ? "" : button.dataset.a;
      return filter(sheet);
    }
    const run = marked(event.target);
    if (run && run.dataset.c && !event.target.closest("a") && getSelection().isCollapsed) {
      hide();
      choose(sheetOf(run), numbers(run.dataset.c).at(-1));
    }
  });
  document.addEventListener("change", (event) => { const form = event.target.closest(".filters"); if (form) filter(sheetOf(form)); });
  document.addEventListener("reset", (event) => { const form = event.target; setTimeout(() => filter(sheetOf(form))); });
  document.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", chooseByAddress);

  // Controls that do nothing without this script are made by it.
  for (const form of document.querySelectorAll(".filters")) {
    form.hidden = false;
    const article = form.closest("article"), many = article.querySelectorAll(".claim").length;
    form.querySelector("output").textContent = many === 1 ? "1 claim" : `all ${many} claims`;
    const known = new Set([...(form.elements.actor?.options ?? [])].map((option) => option.value));
    for (const name of article.querySelectorAll(".actor .pick")) {
      const actor = name.closest(".actor").dataset.a;
      if (!known.has(actor)) continue;
      const button = make("button", name.textContent);
      button.type = "button";
      button.dataset.a = actor;
      button.setAttribute("aria-pressed", "false");
      name.replaceChildren(button);
    }
  }
  if (location.hash) chooseByAddress();
  const first = document.querySelector(".filters");
  if (first && "requestIdleCallback" in window) requestIdleCallback(() => sheetOf(first));  // so that its first filter is as quick as the next
})();
