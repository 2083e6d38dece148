// The page answers without this script too: it only saves loading it anew, and completes what is being typed.
import { complete } from "./combobox.js";
import { addShare, announce, converse, get, inWords, pageBefore, post, zone } from "./conversation.js";
import { openSettings, showSettings, watchForm } from "./digest-form.js";
import { watchThreads } from "./threads.js";

const form = document.getElementById("ask");
const field = document.getElementById("typed");
const previews = document.getElementById("previews");
const toggles = [...document.querySelectorAll(".toggle")];
const WHEN_OPENED = { digest: openSettings, previews: fillPreviews };
let asking = 0;
let last = asked(location.search);

function asked(address) {
  const given = new URLSearchParams(address);
  return { typed: given.get("q") || "", value: given.get("page") || "", before: "", timezone: zone };
}

async function say(words, answer) {
  closeOffers();
  const number = ++asking;
  const told = await converse(words, answer);
  if (!told || number !== asking) return;
  last = asked(new URL(told.link, location.href).search);
  history.replaceState(null, "", told.link);
  if (told.link === "/?q=digest") await showSettings();
  await fillPreviews().catch((problem) => announce(inWords(problem)));
}

function ask(words, said) {
  return say(words, () => post("/ask", { typed: "", value: "", before: "", timezone: zone, ...said }));
}

async function fillPreviews() {
  if (!previews || previews.hidden) return;
  const told = await post("/previews", last);
  for (const { name, payload, opens } of told.previews) {
    const section = previews.querySelector(`[data-name="${CSS.escape(name)}"]`);
    section.querySelector("pre").textContent = JSON.stringify(payload, null, 2);
    const link = section.querySelector("a");
    link.hidden = !opens;
    if (opens) link.href = opens;
  }
}

const suggest = async (typed) => (await get(`/suggest?${new URLSearchParams({ typed })}`)).offers;
const closeOffers = complete(field, document.getElementById("offers"), suggest, (chosen) => {
  field.value = chosen;
  form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  if (event.target.id === "digest-form") return;
  event.preventDefault();
  if (event.target === form) {
    const typed = field.value.replace(/^\s*\/kubecon\s*/i, "").trim() || "help";
    field.value = "";
    ask(typed, { typed, before: pageBefore() });
  } else if (event.submitter) {
    ask(event.submitter.textContent, { value: event.submitter.value });
    field.focus({ preventScroll: true });
  }
});

document.addEventListener("click", (event) => {
  const word = event.target.closest?.(".word");
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(word.textContent, { typed: word.textContent });
});

function show(toggle, isShown) {
  const panel = document.getElementById(toggle.getAttribute("aria-controls"));
  panel.hidden = !isShown;
  toggle.setAttribute("aria-expanded", String(isShown));
  if (isShown) WHEN_OPENED[panel.id]().catch((problem) => announce(inWords(problem)));
}

for (const toggle of toggles) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const isShown = toggle.getAttribute("aria-expanded") !== "true";
    for (const one of toggles) show(one, isShown && one === toggle); // there is room for one
  });
  document.getElementById(toggle.getAttribute("aria-controls")).addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    show(toggle, false);
    toggle.focus();
  });
}
watchForm(say, suggest);
watchThreads();
if (last.typed || last.value) {
  addShare(document.querySelector("#conversation > .reply"), location.pathname + location.search);
}
document.documentElement.dataset.ready = "yes";
