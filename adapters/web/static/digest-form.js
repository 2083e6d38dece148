// The form that sets what digests the page gets.
import { complete } from "./combobox.js";
import { announce, get, inWords, post, zone } from "./server.js";

const form = document.getElementById("digest-form");
const told = document.getElementById("digest-told");
const problem = document.getElementById("digest-problem");
const reply = document.getElementById("digest-reply");
const LONGEST_TOPIC = 80;

// Fills the form with what is set; a new one begins with the browser's own time zone.
async function showSettings() {
  const fields = form.elements;
  try {
    const set = await get(`/digest/settings?${new URLSearchParams({ timezone: zone })}`);
    for (const name of ["weekday", "at", "timezone", "topics"]) fields[name].value = set[name];
    for (const name of ["weekly", "countdown"]) fields[name].checked = set[name];
    told.textContent = set.told;
    offerAsked(set.asked);
    for (const button of form.querySelectorAll("[data-when]")) button.hidden = !set.is_on;
    form.querySelector('[value="on"]').textContent = set.is_on ? "Save" : "Turn on";
  } catch (fault) {
    complain(fault);
  }
}

// Offers the topics that were looked up here most, to be ticked; a tick writes the topic into the field.
function offerAsked(topics) {
  const offers = document.getElementById("asked");
  offers.querySelectorAll("label").forEach((label) => label.remove());
  for (const { topic, times } of topics) {
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", value: topic });
    const label = document.createElement("label");
    label.className = "check";
    label.append(tick, ` ${topic} (${times === 1 ? "once" : `${times} times`})`);
    tick.addEventListener("change", () => {
      const typed = form.elements.topics.value.split(",").map((one) => one.trim());
      const others = typed.filter((one) => one && one !== topic);
      form.elements.topics.value = [...others, ...(tick.checked ? [topic] : [])].join(", ");
    });
    offers.append(label);
  }
  offers.hidden = !topics.length;
}

function complain(fault) {
  problem.hidden = !fault;
  problem.textContent = fault ? inWords(fault) : "";
}

function wishes() {
  const fields = form.elements;
  return {
    weekday: Number(fields.weekday.value),
    at: fields.at.value,
    timezone: fields.timezone.value,
    topics: fields.topics.value,
    weekly: fields.weekly.checked,
    countdown: fields.countdown.checked,
  };
}

async function submit(action) {
  complain(null);
  try {
    const answer = await post("/digest", { action, ...wishes() });
    reply.innerHTML = answer.html; // drawn and escaped by the server, and no script in it would be run
    reply.hidden = false;
    reply.scrollIntoView({ block: "nearest" });
    announce(answer.said);
    await showSettings();
  } catch (fault) {
    complain(fault);
  }
}

export function watchForm(suggest) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await submit(event.submitter.value);
  });
  // a button on the card of settings does the same as the one below the form
  reply.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await post("/ask", { typed: "", value: event.submitter.value, before: "", timezone: zone });
    const template = document.createElement("template");
    template.innerHTML = answer.html;
    reply.replaceChildren(template.content.querySelector(".reply")); // without what leads to other views
    announce(answer.said);
    await showSettings();
  });

  const { timezone, topics } = form.elements;
  const findZones = async (typed) => (await get(`/digest/zones?${new URLSearchParams({ typed })}`)).offers;
  complete(timezone, document.getElementById("zones"), findZones, (chosen) => { timezone.value = chosen; });

  const before = () => topics.value.replace(/[^,]*$/, "");
  const isTopic = ({ kind, text }) => kind === "topic" && !text.includes(",") && text.length <= LONGEST_TOPIC;
  const findTopics = async (typed) => {
    const begun = typed.slice(before().length).trim();
    return begun ? (await suggest(begun)).filter(isTopic) : [];
  };
  complete(topics, document.getElementById("topic-offers"), findTopics, (chosen) => {
    topics.value = `${before()}${before() ? " " : ""}${chosen}`;
  });
  showSettings();
}
