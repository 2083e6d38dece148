// The page answers without this script too: it only saves loading it anew, and completes what is being typed.
"use strict";

const [conversation, form, field, offers, status] = ["conversation", "ask", "typed", "offers", "status"]
  .map((id) => document.getElementById(id));
const previews = document.getElementById("previews");
const toggle = document.getElementById("toggle");
const LONGEST_CONVERSATION = 60;
let asking = 0;
let last = fromAddress();

function fromAddress() {
  const given = new URLSearchParams(location.search);
  return { typed: given.get("q") || "", value: given.get("page") || "", before: "" };
}

async function post(path, asked) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  });
  if (answer.status === 401) { location.reload(); throw new Error("The access token is asked for again"); }
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function show(...made) {
  conversation.append(...made);
  while (conversation.children.length > LONGEST_CONVERSATION) conversation.firstElementChild.remove();
  made[0].scrollIntoView({ block: "start" });
}

function pageBefore() {
  const pages = [...conversation.querySelectorAll(".reply")].map((reply) => reply.dataset.page).filter(Boolean);
  return pages.at(-1) || "";
}

async function ask(asked, words) {
  closeOffers();
  const number = ++asking;
  const question = element("p", "asked", "");
  question.dir = "auto";
  question.append(element("span", "unseen", "You asked: "), words);
  show(question);
  status.textContent = "Looking it up";
  try {
    const told = await post("/ask", asked);
    const reply = element("div", "reply", "");
    reply.dataset.page = told.page;
    reply.innerHTML = told.html; // drawn and escaped by the server, and no script in it would be run
    addShare(reply, told.link);
    show(reply);
    question.scrollIntoView({ block: "start" });
    status.textContent = told.said;
    if (number === asking) {
      last = asked;
      history.replaceState(null, "", told.link);
      await fillPreviews();
    }
  } catch (problem) {
    const sentence = problem instanceof TypeError ? "The bot cannot be reached; is it still running?" : problem.message;
    show(element("p", "reply", sentence));
    status.textContent = sentence;
  }
}

function addShare(reply, link) {
  const row = element("div", "about-reply", "");
  const share = element("button", "", "Copy link");
  share.type = "button";
  share.addEventListener("click", async () => {
    const address = new URL(link, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = share.textContent = "Link copied";
    } catch {
      const shown = element("a", "", address);
      shown.href = address;
      share.replaceWith(shown);
    }
  });
  row.append(share);
  reply.append(row);
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

function closeOffers() {
  offers.hidden = true;
  offers.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(offer) {
  for (const one of offers.children) one.setAttribute("aria-selected", String(one === offer));
  if (!offer) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", offer.id);
  offer.scrollIntoView({ block: "nearest" });
}

let waiting;
function complete() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const typed = field.value;
    const answer = await fetch(`/suggest?${new URLSearchParams({ typed })}`).catch(() => null);
    if (!answer || !answer.ok || typed !== field.value || document.activeElement !== field) return;
    const { offers: found } = await answer.json();
    if (typed !== field.value || !found.length) return closeOffers();
    offers.replaceChildren(...found.map((text, number) => {
      const offer = element("li", "", text);
      Object.assign(offer, { id: `offer-${number}`, role: "option", dir: "auto" });
      offer.setAttribute("aria-selected", "false");
      offer.addEventListener("pointerdown", (event) => { event.preventDefault(); take(offer); });
      return offer;
    }));
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "true");
    offers.hidden = false;
  }, 100);
}

function take(offer) {
  field.value = offer.textContent;
  form.requestSubmit();
}

field.addEventListener("input", complete);
field.addEventListener("blur", closeOffers);
field.addEventListener("keydown", (event) => {
  const chosen = offers.querySelector('[aria-selected="true"]');
  const open = !offers.hidden;
  if (event.key === "ArrowDown" && !open) complete();
  else if (event.key === "ArrowDown") choose(chosen?.nextElementSibling || offers.firstElementChild);
  else if (event.key === "ArrowUp" && open) choose(chosen?.previousElementSibling || offers.lastElementChild);
  else if (event.key === "Escape" && open) closeOffers();
  else if (event.key === "Enter" && open && chosen) take(chosen);
  else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target === form) {
    clearTimeout(waiting);
    const typed = field.value.replace(/^\s*\/kubecon\s*/i, "").trim() || "help";
    field.value = "";
    ask({ typed, value: "", before: pageBefore() }, typed);
  } else if (event.submitter) {
    ask({ typed: "", value: event.submitter.value, before: "" }, event.submitter.textContent);
    field.focus({ preventScroll: true });
  }
});

document.addEventListener("click", (event) => {
  const word = event.target.closest?.(".word");
  if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask({ typed: word.textContent, value: "", before: "" }, word.textContent);
});

if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    previews.hidden = !previews.hidden;
    toggle.setAttribute("aria-expanded", String(!previews.hidden));
    fillPreviews().catch((problem) => { status.textContent = problem.message; });
  });
}
if (last.typed || last.value) addShare(conversation.querySelector(".reply"), location.pathname + location.search);
document.documentElement.dataset.ready = "yes";
