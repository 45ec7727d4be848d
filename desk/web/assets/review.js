// The review page by keys. Everything here can be done without it too: it presses the page's own buttons.
"use strict";

const record = document.querySelector(".record");
const picks = () => [...document.querySelectorAll(".record .pick")];
const evidence = () => document.querySelector("#evidence");
let claim = null;

// The words of a claim: in the text they are lit; in the frame, which may run nothing, its address is changed.
function show(wanted) {
  claim = wanted;
  const here = evidence();
  if (!here) return;
  for (const mark of here.querySelectorAll("mark.on")) mark.classList.remove("on");
  if (wanted === null) return;
  const marks = here.querySelectorAll(`mark[data-claim="${CSS.escape(wanted)}"]`);
  for (const mark of marks) mark.classList.add("on");
  if (marks.length) marks[0].scrollIntoView({ block: "center" });
  const frame = here.querySelector("iframe.snapshot");
  if (frame) frame.src = `${frame.src.split("#")[0]}#claim-${wanted}`;
}

function pick(button) {
  button.focus();
  button.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = picks();
  const at = all.indexOf(document.activeElement?.closest(".field")?.querySelector(".pick"));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  if (next) pick(next);
}

const current = () => document.activeElement?.closest(".field") ?? document.querySelector(`#field-${CSS.escape(lastField)}`);
let lastField = "";

document.addEventListener("focusin", (event) => {
  const field = event.target.closest(".field");
  if (!field) return;
  lastField = field.dataset.field;
  for (const one of document.querySelectorAll(".field.on")) one.classList.remove("on");
  field.classList.add("on");
  const button = field.querySelector(".pick");
  if ((button.dataset.claim ?? null) !== claim) show(button.dataset.claim ?? null);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest(".pick");
  if (button) show(button.dataset.claim ?? null);
  const mark = event.target.closest("#evidence mark");
  if (mark && record && String(window.getSelection()) === "") back(mark);
  if (event.target.closest("[data-take]")) take(event.target.closest("form"));
  if (event.target.closest("[data-sheet]")) document.querySelector("#keys").showModal();
});

// From the words back to the field that they say.
function back(mark) {
  const button = document.querySelector(`.pick[data-claim="${CSS.escape(mark.dataset.claim)}"]`);
  if (button) pick(button);
}

// A place in the document's text, in code points, as claims count them.
function place(node, offset) {
  const passage = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".passage");
  if (!passage || passage.dataset.start === undefined) return null;
  const before = document.createRange();
  before.setStart(passage, 0);
  before.setEnd(node, offset);
  return Number(passage.dataset.start) + [...before.toString()].length;
}

function selected() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  const words = selection.toString();
  if (start === null || end === null || !words.trim()) return null;
  const leading = [...words].length - [...words.trimStart()].length;
  const trailing = [...words].length - [...words.trimEnd()].length;
  return { start: start + leading, end: end - trailing, words: words.trim() };
}

// A selection is lost when a field is focused; the last one over the text is remembered.
let remembered = null;
document.addEventListener("selectionchange", () => {
  const now = selected();
  if (now) remembered = now;
  for (const button of document.querySelectorAll("[data-take]")) button.hidden = !remembered;
});

function take(form) {
  if (!form || !remembered) return;
  form.elements.start.value = remembered.start;
  form.elements.end.value = remembered.end;
  form.elements.words.value = remembered.words;
  form.elements.value.value = remembered.words;
  form.elements.value.focus();
  form.elements.value.select();
}

function open(details) {
  for (const other of document.querySelectorAll("details[open].act, details[open].mend")) {
    if (other !== details) other.open = false;
  }
  details.open = true;
  details.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

function close() {
  const dialog = document.querySelector("dialog[open]");
  if (dialog) return dialog.close();
  const details = document.activeElement?.closest("details[open]") ?? document.querySelector("details[open].act");
  if (details) {
    details.open = false;
    (details.closest(".field")?.querySelector(".pick") ?? details.querySelector("summary")).focus();
  } else {
    document.activeElement?.blur();
  }
}

function mend() {
  const field = current();
  if (!field) return;
  open(field.querySelector("details.mend"));
  const value = field.querySelector("[name=value]");
  value.focus();
  value.select();
}

function takeForField() {
  const field = current();
  if (!field || !remembered) return;
  const details = field.querySelector("details.mend");
  open(details);
  take(details.querySelector("form"));
}

function nextTab() {
  const tabs = [...document.querySelectorAll("#evidence .tabs a")];
  if (!tabs.length) return;
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-current") === "true");
  tabs[(at + 1) % tabs.length].click();
}

function toPage() {
  const here = evidence()?.querySelector(".document, iframe.snapshot") ?? evidence();
  if (!here) return;
  if (here.contains(document.activeElement) || here === document.activeElement) {
    const field = document.querySelector(".field.on .pick") ?? picks()[0];
    if (field) pick(field);
  } else {
    here.focus();
  }
}

// Reasons by their numbers; what needs words waits for them.
function reason(number) {
  const radio = document.querySelectorAll("#reject[open] input[type=radio]")[number - 1];
  if (!radio) return false;
  radio.checked = true;
  if (radio.value === "other") radio.form.elements.beside.focus();
  else radio.form.requestSubmit(radio.form.querySelector("button.danger"));
  return true;
}

const KEYS = {
  KeyJ: () => step(1),
  ArrowDown: () => step(1),
  KeyK: () => step(-1),
  ArrowUp: () => step(-1),
  KeyE: mend,
  KeyW: takeForField,
  KeyT: nextTab,
  KeyG: toPage,
  KeyA: () => current()?.querySelector("[data-accept]")?.click(),
};

function press(code) {
  const wanted = document.querySelector(`[data-key="${code}"]`);
  if (!wanted) return false;
  if (wanted.tagName === "DETAILS") open(wanted);
  else wanted.click();
  return true;
}

// By the place of a key and not by its letter: a Cyrillic layout is as good.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") {
    if (document.querySelector("dialog[open], details[open].act, details[open].mend")) event.preventDefault();
    return close();
  }
  if (event.target.matches("input:not([type=radio]), textarea, select") || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    return document.querySelector("#keys")?.showModal();
  }
  if (event.shiftKey || !document.querySelector("#keys")) return undoOnly(event);
  if (/^Digit[1-9]$/.test(event.code) && reason(Number(event.code[5]))) return event.preventDefault();
  const arrows = event.code.startsWith("Arrow");
  if (arrows && (event.target.matches("input, .document, iframe") || !record)) return;
  if (KEYS[event.code] && record) {
    event.preventDefault();
    KEYS[event.code]();
  } else if (press(event.code)) {
    event.preventDefault();
  }
});

function undoOnly(event) {
  if (!event.shiftKey && event.code === "KeyZ" && press("KeyZ")) event.preventDefault();
}

// A form is sent once: a second press of a key must not decide twice.
document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
  const tab = document.querySelector("#evidence .tabs a[aria-current=true]");
  for (const one of event.target.querySelectorAll("[data-tab-of]")) one.value = tab?.dataset.tab ?? "";
});

// Words that are typed by hand are found by the page's server: the place of a selection is theirs no more.
document.addEventListener("input", (event) => {
  if (event.target.name !== "words") return;
  event.target.form.elements.start.value = "";
  event.target.form.elements.end.value = "";
});

document.addEventListener("htmx:afterSwap", () => {
  if (claim !== null) show(claim);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-sheet]")) button.hidden = false;
if (record) {
  const at = document.querySelector(".review").dataset.at;
  const first = (at && document.querySelector(`#field-${CSS.escape(at)} .pick`)) || document.querySelector(".pick[data-claim]");
  if (first && !document.querySelector(".mine")) first.focus({ preventScroll: true });
}
