// What was looked up before in this tab: ArrowUp goes back in it, as long as nothing else is being typed.
const NAME = "kubecon-asked";
const KEPT = 50;

export function recallIn(field) {
  const asked = read();
  let at = asked.length;
  let isEdited = false;

  field.addEventListener("input", () => {
    at = asked.length;
    isEdited = field.value !== "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || event.defaultPrevented || isEdited) return;
    event.preventDefault();
    if (at > 0 && field.value === asked[at - 1]) at -= 1;
    if (at > 0) field.value = asked[--at];
  });

  return {
    latest(most) {
      return [...new Set([...asked].reverse())].slice(0, most);
    },
    add(words) {
      if (asked.at(-1) !== words) asked.push(words);
      while (asked.length > KEPT) asked.shift();
      at = asked.length;
      isEdited = false;
      write(asked);
    },
  };
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME)) || [];
  } catch {
    return []; // the browser keeps nothing, or not this
  }
}

function write(asked) {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(asked));
  } catch {
    // then it is remembered until the page is loaded anew
  }
}
