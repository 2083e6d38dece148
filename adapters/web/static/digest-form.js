// The form that sets what digests the page gets.
import { complete } from "./combobox.js";
import { get, inWords, post, zone } from "./conversation.js";

const panel = document.getElementById("digest");
const form = document.getElementById("digest-form");
const told = document.getElementById("digest-told");
const problem = document.getElementById("digest-problem");
const fields = form.elements;
const SWITCHES = ["weekly", "countdown"];
const LONGEST_TOPIC = 80;

// Fills the form with what is set, where it is open; a new one begins with the browser's own time zone.
export async function showSettings() {
  if (panel.hidden) return;
  try {
    const set = await get(`/digest/settings?${new URLSearchParams({ timezone: zone })}`);
    for (const name of ["weekday", "at", "timezone", "topics"]) fields[name].value = set[name];
    for (const name of SWITCHES) fields[name].checked = set[name];
    told.textContent = set.told;
    for (const button of form.querySelectorAll("[data-when]")) button.hidden = !set.is_on;
    form.querySelector('[value="on"]').textContent = set.is_on ? "Save" : "Turn on";
  } catch (fault) {
    complain(fault);
  }
}

export async function openSettings() {
  panel.scrollIntoView({ block: "nearest" });
  await showSettings();
  fields.weekday.focus({ preventScroll: true });
}

function complain(fault) {
  problem.hidden = !fault;
  problem.textContent = fault ? inWords(fault) : "";
}

// Says in the words that could have been typed what a button does.
function inTypedWords(action) {
  if (action !== "on") return `digest ${action}`;
  const day = fields.weekday.selectedOptions[0].textContent;
  const switches = SWITCHES.map((name) => `${name} ${fields[name].checked ? "on" : "off"}`);
  const topics = `topics ${fields.topics.value.trim() || "any"}`;
  return ["digest", day, fields.at.value, fields.timezone.value, ...switches, topics].join(" ");
}

export function watchForm(say, suggest) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain(null);
    const action = event.submitter.value;
    const said = {
      action,
      weekday: Number(fields.weekday.value),
      at: fields.at.value,
      timezone: fields.timezone.value,
      topics: fields.topics.value,
      weekly: fields.weekly.checked,
      countdown: fields.countdown.checked,
    };
    try {
      const answer = await post("/digest", said);
      await say(inTypedWords(action), async () => answer);
    } catch (fault) {
      complain(fault);
    }
  });

  const findZones = async (typed) => (await get(`/digest/zones?${new URLSearchParams({ typed })}`)).offers;
  complete(fields.timezone, document.getElementById("zones"), findZones, (chosen) => { fields.timezone.value = chosen; });

  const before = () => fields.topics.value.replace(/[^,]*$/, "");
  const findTopics = async (typed) => {
    const begun = typed.slice(before().length).trim();
    return begun ? (await suggest(begun)).filter((name) => !name.includes(",") && name.length <= LONGEST_TOPIC) : [];
  };
  complete(fields.topics, document.getElementById("topic-offers"), findTopics, (chosen) => {
    fields.topics.value = `${before()}${before() ? " " : ""}${chosen}`;
  });
}
