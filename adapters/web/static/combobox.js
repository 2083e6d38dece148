// A field that offers what may be meant while one types: arrow keys, Enter and Escape, or a tap.
import { element } from "./conversation.js";

const PAUSE_MS = 100;

// `find` returns offers for a text, `take` is told the one that is chosen.
export function complete(field, list, find, take) {
  let waiting;

  function close() {
    clearTimeout(waiting);
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(offer) {
    for (const one of list.children) one.setAttribute("aria-selected", String(one === offer));
    if (!offer) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", offer.id);
    offer.scrollIntoView({ block: "nearest" });
  }

  function accept(offer) {
    const chosen = offer.textContent;
    close();
    take(chosen);
  }

  function draw(text, number) {
    const offer = element("li", "", text);
    Object.assign(offer, { id: `${list.id}-${number}`, role: "option", dir: "auto" });
    offer.setAttribute("aria-selected", "false");
    offer.addEventListener("pointerdown", (event) => { event.preventDefault(); accept(offer); });
    return offer;
  }

  function open() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value;
      const found = await find(typed).catch(() => null);
      if (!found || typed !== field.value || document.activeElement !== field) return;
      if (!found.length) return close();
      list.replaceChildren(...found.map(draw));
      field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-expanded", "true");
      list.hidden = false;
    }, PAUSE_MS);
  }

  field.addEventListener("input", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const chosen = list.querySelector('[aria-selected="true"]');
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" && !isOpen) open();
    else if (event.key === "ArrowDown") choose(chosen?.nextElementSibling || list.firstElementChild);
    else if (event.key === "ArrowUp" && isOpen) choose(chosen?.previousElementSibling || list.lastElementChild);
    else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "Enter" && isOpen && chosen) accept(chosen);
    else return;
    event.preventDefault();
  });
  return close;
}
