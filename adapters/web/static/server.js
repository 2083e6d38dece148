// How the page asks the server, and tells a person what came of it.
const status = document.getElementById("status");

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export async function get(path, signal) {
  return read(await fetch(path, { signal }));
}

export async function post(path, said, signal) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
    signal,
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

export function icon(name) {
  const template = document.createElement("template");
  template.innerHTML = '<svg class="icon" aria-hidden="true"><use></use></svg>';
  const made = template.content.firstElementChild;
  made.firstElementChild.setAttribute("href", `#icon-${name}`);
  return made;
}

export function announce(sentence) {
  status.textContent = sentence;
}

export function inWords(problem) {
  return problem instanceof TypeError ? "The bot cannot be reached; is it still running?" : problem.message;
}
