// The digest threads: new ones appear while the page is open, marked quietly until they are opened.
import { announce, get } from "./conversation.js";

const section = document.getElementById("threads");
const list = document.getElementById("all-threads");
const older = document.getElementById("older");
const news = document.getElementById("news");
const EVERY_MS = 2000;
const SELDOM_MS = 60000;
const SHOWN = 2; // without asking for the older ones
let version = "";
let wait = EVERY_MS;

export function watchThreads() {
  for (const thread of list.children) watch(thread);
  tidy();
  older.addEventListener("click", () => {
    older.setAttribute("aria-expanded", String(older.getAttribute("aria-expanded") !== "true"));
    tidy();
  });
  news.addEventListener("click", () => {
    for (const badge of list.querySelectorAll(".new")) badge.classList.add("told");
    tellNews();
  });
  look();
}

async function look() {
  if (!document.hidden) {
    try {
      const told = await get(`/digest/threads?seen=${version}`);
      if (told.threads.length) merge(told.threads, version !== "");
      version = told.version;
      wait = EVERY_MS;
    } catch {
      wait = Math.min(2 * wait, SELDOM_MS); // the bot is away, or asks to wait
    }
  }
  setTimeout(look, wait);
}

function merge(threads, areNew) {
  for (const thread of [...threads].reverse()) {
    const before = document.getElementById(`thread-${thread.key}`);
    if (before && Number(before.dataset.messages) === thread.messages) continue;
    const drawn = draw(thread.html);
    if (before) takeOver(before, drawn);
    else list.prepend(drawn);
    if (!before && areNew) mark(drawn);
    watch(drawn);
  }
  const keys = new Set(threads.map((thread) => `thread-${thread.key}`));
  for (const thread of [...list.children]) if (!keys.has(thread.id)) thread.remove();
  tidy();
}

function draw(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // drawn and escaped by the server, and no script in it would be run
  return template.content.firstElementChild;
}

// A thread that grows stays as open, as new and as much in focus as it was.
function takeOver(before, drawn) {
  const isFocused = before.contains(document.activeElement);
  drawn.querySelector("details").open = before.querySelector("details")?.open || false;
  drawn.querySelector(".new").replaceWith(before.querySelector(".new"));
  before.replaceWith(drawn);
  if (isFocused) drawn.querySelector("summary").focus({ preventScroll: true });
}

function mark(thread) {
  thread.querySelector(".new").hidden = false;
  announce(`A new digest thread: ${thread.querySelector(".card").getAttribute("aria-label")}`);
}

function watch(thread) {
  const time = thread.querySelector("time");
  time.textContent = new Date(time.dateTime).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  thread.querySelector("details")?.addEventListener("toggle", () => {
    thread.querySelector(".new").hidden = true;
    tellNews();
  });
}

function tidy() {
  const isAll = older.getAttribute("aria-expanded") === "true";
  const threads = [...list.children];
  threads.forEach((thread, number) => { thread.hidden = number >= SHOWN && !isAll; });
  section.hidden = !threads.length;
  older.hidden = threads.length <= SHOWN;
  older.textContent = isAll ? "Show fewer" : `Show ${threads.length - SHOWN} older`;
  tellNews();
}

function tellNews() {
  const unseen = list.querySelectorAll(".new:not([hidden], .told)").length;
  news.hidden = !unseen;
  news.textContent = `${unseen} new digest thread${unseen === 1 ? "" : "s"}`;
}
