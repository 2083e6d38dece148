// What was asked and answered on the page, and how the server is asked.
const conversation = document.getElementById("conversation");
const status = document.getElementById("status");
const LONGEST_CONVERSATION = 60;

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export async function get(path) {
  return read(await fetch(path));
}

export async function post(path, said) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
  });
  if (answer.status === 401) { location.reload(); throw new Error("The access token is asked for again"); }
  return read(answer);
}

async function read(answer) {
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

export function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

export function announce(sentence) {
  status.textContent = sentence;
}

export function inWords(problem) {
  return problem instanceof TypeError ? "The bot cannot be reached; is it still running?" : problem.message;
}

export function pageBefore() {
  const pages = [...conversation.querySelectorAll(".reply")].map((reply) => reply.dataset.page).filter(Boolean);
  return pages.at(-1) || "";
}

// Shows what was said and then what comes of it; returns what the server told, null where it could not be asked.
export async function converse(words, answer) {
  const question = element("p", "asked", "");
  question.dir = "auto";
  question.append(element("span", "unseen", "You asked: "), words);
  show(question);
  announce("Looking it up");
  try {
    const told = await answer();
    const reply = element("div", "reply", "");
    reply.dataset.page = told.page;
    reply.innerHTML = told.html; // drawn and escaped by the server, and no script in it would be run
    addShare(reply, told.link);
    show(reply);
    question.scrollIntoView({ block: "start" });
    announce(told.said);
    return told;
  } catch (problem) {
    show(element("p", "reply", inWords(problem)));
    announce(inWords(problem));
    return null;
  }
}

function show(made) {
  conversation.append(made);
  while (conversation.children.length > LONGEST_CONVERSATION) conversation.firstElementChild.remove();
  made.scrollIntoView({ block: "start" });
}

export function addShare(reply, link) {
  const row = element("div", "about-reply", "");
  const share = element("button", "", "Copy link");
  share.type = "button";
  share.addEventListener("click", async () => {
    const address = new URL(link, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      share.textContent = "Link copied";
      announce(share.textContent);
    } catch {
      const shown = element("a", "", address);
      shown.href = address;
      share.replaceWith(shown);
    }
  });
  row.append(share);
  reply.append(row);
}
