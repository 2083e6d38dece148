// A field that suggests what may be meant while one types: arrow keys, Enter and Escape, or a tap.
import { element, icon } from "./server.js";

const PAUSE_MS = 80;
const GROUPS = { recent: "Looked up lately", topic: "Topics", talk: "Talks", person: "People", event: "KubeCons" };

// `find` returns offers, which are texts or have a text and a kind; `take` is told the text that is chosen.
export function complete(field, list, find, take) {
  let waiting;

  function close() {
    clearTimeout(waiting);
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const chosenOne = () => list.querySelector('[aria-selected="true"]');

  function choose(offer) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === offer));
    field.setAttribute("aria-activedescendant", offer.id);
    offer.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const all = options();
    const now = all.indexOf(chosenOne());
    choose(all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length]);
  }

  function accept(offer) {
    const chosen = offer.dataset.text;
    close();
    take(chosen);
  }

  function draw(offer, number, typed) {
    const made = element("div", "offer", "");
    Object.assign(made, { id: `${list.id}-${number}`, dir: "auto" });
    made.dataset.text = offer.text;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    const words = element("span", "", "");
    words.append(...highlighted(offer.text, typed));
    made.append(...(offer.kind ? [icon(offer.kind)] : []), words);
    made.addEventListener("pointerdown", (event) => { event.preventDefault(); accept(made); });
    return made;
  }

  function drawAll(found, typed) {
    const offers = found.map((offer) => (typeof offer === "string" ? { text: offer, kind: "" } : offer));
    const kinds = [...new Set(offers.map((offer) => offer.kind))];
    return kinds.map((kind) => {
      const group = element("div", "group", "");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", GROUPS[kind] || "Suggestions");
      if (kind) group.append(heading(GROUPS[kind]));
      group.append(...offers.flatMap((offer, number) => (offer.kind === kind ? [draw(offer, number, typed)] : [])));
      return group;
    });
  }

  function open() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value;
      const found = await find(typed).catch(() => null);
      if (!found || typed !== field.value || document.activeElement !== field) return;
      if (!found.length) return close();
      list.replaceChildren(...drawAll(found, typed), keys());
      field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-expanded", "true");
      list.hidden = false;
    }, PAUSE_MS);
  }

  field.addEventListener("input", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" && !isOpen) open();
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp" && isOpen) move(-1);
    else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "Enter" && isOpen && chosenOne()) accept(chosenOne());
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return close;
}

function keys() {
  const made = element("div", "keys", "");
  made.setAttribute("aria-hidden", "true"); // whoever cannot see it hears how a list of suggestions is used
  for (const [key, what] of [["↑↓", "choose"], ["Enter", "look up"], ["Esc", "close"]]) {
    const hint = element("span", "", "");
    hint.append(element("kbd", "", key), what);
    made.append(hint);
  }
  return made;
}

function heading(text) {
  const made = element("div", "kind", text);
  made.setAttribute("aria-hidden", "true"); // the group says it
  return made;
}

// Marks what was typed where a word begins with it, else the first letters of the words that it abbreviates.
function highlighted(text, typed) {
  const sought = typed.split(/[,\s]+/).filter(Boolean).map((word) => word.toLowerCase());
  const parts = text.split(/(?<=[\s\-:(/])/);
  const begun = parts.map((part) => sought.filter((word) => part.toLowerCase().startsWith(word)).at(-1)?.length || 0);
  const initials = parts.map((part) => part[0].toLowerCase()).join("");
  const isShort = !begun.some(Boolean) && sought.length === 1 && sought[0].length > 1 && initials.startsWith(sought[0]);
  return parts.flatMap((part, number) => {
    const length = isShort ? Number(number < sought[0].length) : begun[number];
    return length ? [element("mark", "", part.slice(0, length)), part.slice(length)] : [part];
  });
}
