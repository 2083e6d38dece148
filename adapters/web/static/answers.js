// The answer on top of the page, and the way back to those before it.
import { announce, element, get, inWords, post, zone } from "./server.js";

const place = document.getElementById("answer");
const start = document.getElementById("start");
const startTitle = document.title;
const startsAt = location.pathname + location.search;
const PATIENCE_MS = 120;
const KEPT = 50;
const told = new Map(); // what was answered lately, by its address
let asking = new AbortController();
let page = "";

// Asks for what was typed or pressed, and shows it under an address of its own.
export async function ask(words, said) {
  const as = new URLSearchParams(location.search).get("as") || ""; // who looks at a chat goes on doing so
  const answer = await wait(words, (signal) =>
    post("/ask", { typed: "", value: "", before: page, timezone: zone, as, ...said }, signal));
  if (!answer) return;
  if (answer.link !== location.pathname + location.search) history.pushState(null, "", answer.link);
  show(answer);
}

// Shows what an address of the page stands for: an answer, or the page as it began.
export async function visit(address) {
  const { pathname, search } = new URL(address, location.href);
  if (start && pathname + search === startsAt) return showStart();
  if (pathname !== "/" || !search) return location.assign(address);
  const answer = told.get(pathname + search) || (await wait("", (signal) => get(`/answer${search}`, signal)));
  if (!answer) return;
  if (answer.page) remember(pathname + search, answer); // what is said of digests may change
  show(answer);
}

function remember(address, answer) {
  told.delete(address);
  told.set(address, answer);
  if (told.size > KEPT) told.delete(told.keys().next().value);
}

// Waits for the newest question alone; returns null where another came after it, or it could not be asked.
async function wait(words, answer) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const timer = setTimeout(showSkeleton, PATIENCE_MS);
  announce(`Looking up ${words}`);
  try {
    return await answer(signal);
  } catch (problem) {
    if (!signal.aborted) complain(problem);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function showStart() {
  asking.abort();
  page = "";
  place.hidden = true;
  start.hidden = false;
  document.title = startTitle;
}

function show(answer) {
  page = answer.page;
  const template = document.createElement("template");
  template.innerHTML = answer.html; // drawn and escaped by the server, and no script in it would be run
  put(template.content);
  document.title = [answer.asked, "KubeCon recaps"].filter(Boolean).join(" · ");
  announce(answer.said);
}

function put(content) {
  place.replaceChildren(content);
  place.removeAttribute("aria-busy");
  place.hidden = false;
  if (start) start.hidden = true;
  window.scrollTo({ top: 0, behavior: "instant" });
}

function showSkeleton() {
  const shape = element("div", "card skeleton", "");
  shape.setAttribute("aria-hidden", "true");
  shape.append(...["title", "short", "", "", "short", "", ""].map((name) => element("span", name, "")));
  put(shape);
  place.setAttribute("aria-busy", "true");
}

function complain(problem) {
  put(element("p", "problem", inWords(problem)));
  announce(inWords(problem));
}
