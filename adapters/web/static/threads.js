// The digest threads: new ones appear while the page is open, marked quietly until they are opened.
import { announce, get } from "./server.js";

const list = document.getElementById("all-threads"); // on the page of digests alone
const older = document.getElementById("older");
const nothing = document.getElementById("no-threads");
const news = document.getElementById("news");
const EVERY_MS = 2000;
const SELDOM_MS = 60000;
const SHOWN = 5; // without asking for the older ones
const NEW = "kubecon-new-threads";
const known = new Map(); // how many messages each thread had when it was looked at last
let version = "";
let wait = EVERY_MS;

export function watchThreads() {
  if (list) watchList();
  tellNews();
  look();
}

function watchList() {
  const marked = unopened();
  for (const thread of list.children) {
    if (marked.has(thread.id)) thread.querySelector(".new").hidden = false;
    watch(thread);
  }
  older.addEventListener("click", () => {
    older.setAttribute("aria-expanded", String(older.getAttribute("aria-expanded") !== "true"));
    tidy();
  });
  tidy();
}

async function look() {
  if (!document.hidden) {
    try {
      const told = await get(`/digest/threads?${new URLSearchParams({ seen: version })}`);
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
    const id = `thread-${thread.key}`;
    const isNew = areNew && !known.has(id);
    if (known.get(id) === thread.messages) continue;
    known.set(id, thread.messages);
    const drawn = draw(thread.html);
    if (isNew) mark(id, drawn);
    if (list) place(id, drawn);
  }
  if (!list) return tellNews();
  for (const thread of [...list.children]) if (!threads.some(({ key }) => thread.id === `thread-${key}`)) thread.remove();
  tidy();
}

function draw(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // drawn and escaped by the server, and no script in it would be run
  return template.content.firstElementChild;
}

// A thread that grows stays as open, as new and as much in focus as it was.
function place(id, drawn) {
  const before = document.getElementById(id);
  drawn.querySelector(".new").hidden = !unopened().has(id);
  if (!before) list.prepend(drawn);
  else {
    const isFocused = before.contains(document.activeElement);
    const details = drawn.querySelector("details");
    if (details) details.open = before.querySelector("details")?.open || false;
    before.replaceWith(drawn);
    if (isFocused) drawn.querySelector("summary")?.focus({ preventScroll: true });
  }
  watch(drawn);
}

function mark(id, thread) {
  keep(new Set([...unopened(), id]));
  announce(`A new digest thread: ${thread.querySelector(".card").getAttribute("aria-label")}`);
}

function watch(thread) {
  const time = thread.querySelector("time");
  time.textContent = new Date(time.dateTime).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const details = thread.querySelector("details");
  details?.addEventListener("toggle", () => {
    if (!details.open) return;
    thread.querySelector(".new").hidden = true;
    keep(new Set([...unopened()].filter((id) => id !== thread.id)));
    tellNews();
  });
}

function tidy() {
  const isAll = older.getAttribute("aria-expanded") === "true";
  const threads = [...list.children];
  threads.forEach((thread, number) => { thread.hidden = number >= SHOWN && !isAll; });
  nothing.hidden = threads.length > 0;
  older.hidden = threads.length <= SHOWN;
  older.textContent = isAll ? "Show fewer" : `Show ${threads.length - SHOWN} older`;
  tellNews();
}

function tellNews() {
  const count = unopened().size;
  news.hidden = !count;
  news.textContent = count ? `${count} new` : "";
}

function unopened() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(NEW)) || []);
  } catch {
    return new Set(); // the browser keeps nothing, or not this
  }
}

function keep(ids) {
  try {
    sessionStorage.setItem(NEW, JSON.stringify([...ids]));
  } catch {
    // then none is marked
  }
}
