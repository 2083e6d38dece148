// The page answers without this script too: it saves loading it anew, completes what is typed, and knows shortcuts.
import { ask, visit } from "./answers.js";
import { complete } from "./combobox.js";
import { watchForm } from "./digest-form.js";
import { recallIn } from "./recall.js";
import { announce, get } from "./server.js";
import { watchThreads } from "./threads.js";

const form = document.getElementById("ask");
const field = document.getElementById("typed");
const place = document.getElementById("answer");
const RECALLED = 3; // of what was looked up, among the suggestions before anything is typed
const isTouched = matchMedia("(pointer: coarse)").matches;

const suggest = async (typed) => (await get(`/suggest?${new URLSearchParams({ typed })}`)).offers;
const suggestToo = async (typed) => [...(typed ? [] : lately()), ...(await suggest(typed))];
const closeOffers = complete(field, document.getElementById("offers"), suggestToo, (chosen) => {
  field.value = chosen;
  form.requestSubmit();
});
const recalled = recallIn(field); // after the suggestions, which take the arrow keys first
const lately = () => recalled.latest(RECALLED).map((text) => ({ text, kind: "recent" }));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = field.value.replace(/^\s*\/kubecon\s*/i, "").trim() || "help";
  await look(typed, { typed });
});

place.addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = event.submitter.textContent.trim();
  await ask(words, { value: event.submitter.value });
  field.value = new URLSearchParams(location.search).get("q") || field.value;
});

async function look(words, said) {
  closeOffers();
  field.value = words;
  recalled.add(words);
  if (isTouched) field.blur(); // the keyboard would cover the answer
  else field.select();
  await ask(words, said);
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.matches(".copy")) return copy(event, link);
  const { origin, pathname, search } = link;
  if (origin !== location.origin || pathname !== "/" || !search || link.target) return;
  event.preventDefault();
  if (location.pathname + location.search !== pathname + search) history.pushState(null, "", pathname + search);
  field.value = new URLSearchParams(search).get("q") || field.value;
  await visit(link.href);
});

async function copy(event, link) {
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    link.querySelector("span").textContent = "Link copied";
  } catch {
    link.querySelector("span").textContent = link.href;
  }
  announce(link.querySelector("span").textContent);
}

window.addEventListener("popstate", () => {
  field.value = new URLSearchParams(location.search).get("q") || "";
  visit(location.href);
});

document.addEventListener("keydown", (event) => {
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isPalette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
  if (!isPalette && !(isSlash && !event.target.matches("input, select, textarea"))) return;
  event.preventDefault();
  field.focus();
  field.select();
});

const all = document.getElementById("all-editions");
if (all) {
  const older = document.getElementById("older-editions");
  const show = (isShown) => {
    if (older) older.hidden = !isShown;
    all.setAttribute("aria-expanded", String(isShown));
    all.hidden = !older || isShown;
  };
  all.addEventListener("click", () => show(true));
  show(false);
}

if (document.getElementById("digest-form")) watchForm(suggest);
watchThreads();
if (document.activeElement === field && field.value) field.select();
document.documentElement.dataset.ready = "yes";
