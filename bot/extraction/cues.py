"""Define the phrases that posts use for talks, and for giving them."""

import re

from bot.languages.pattern_templates import compile_words

_SOMEBODY = r"(?:{somebody}\s++)*"
_HOLDER = r"(?:[A-Z][\w.&-]*['’]s?\s++)?"  # "by Acme's"
_OF_EVENT = r"(?:{of_event}\s++(?:{of_event_article}\s++)?[\w+-]+\s++){0,2}"

# How the text before people must end to match one of the next two.
LEADS_TO_PEOPLE = compile_words(rf"\b{{by}}\s++(?:{_SOMEBODY}|{_HOLDER})$", also="leads_to_people")
# Text right before the people of a talk: "a session by", "the keynote given by", "talk “…” von".
BEFORE_PEOPLE = compile_words(
    r"(?:\b{talk}(?:\s++\w+){0,2}?|[\"“”»」』]\s?(?:{talk}\s?)?|\b{given})\W{0,3}\s?(?:,\s?)?"
    r"(?:{given}\s++)?{by}\s++" + _SOMEBODY + r"$|\b{given}\s++{by}\s++" + _HOLDER + r"$",
    also="before_people",
)
# The talk further away: "a talk on culture by", "one of my favourite talks was by Acme's".
FAR_BEFORE_PEOPLE = compile_words(
    r"\b{one_talk}\b[^.!?;:()]{0,90}?\b{given_by}\s++" + _HOLDER + "$", also="far_before_people"
)
# Text right after them: "'s excellent talk", "さんの発表".
AFTER_PEOPLE = compile_words(
    r"^['’]s?\s++(?:[\w-]+\s++){0,3}?(?:{talk}|{talk_like})\b|^\s?{honorific}?\s?{of}\s*(?:共同)?(?:{talk}|[「『])",
    also="after_people",
)
# The doing and the talk: "gave a talk", "moderated a panel".
GIVES_TALK = compile_words(
    r"^(?:\s*,[^,.]{0,80},)?(?:,?\s++who(?:\s++\w+){0,3}?)?(?:(?:\s++\w+){1,3}\s++and)?"
    r"\s++{gave}\s++(?:through\s++)?(?:[\w’'-]+\s++){0,6}?{talk}\b"
)
# A talk that something is said about: "recalled in her keynote"; "their" and "its" keynote are those of companies.
IN_TALK = compile_words(r"^[^.!?:;]{0,60}?\b{during}\s++{their_own}\s++(?:[\w-]+\s++){0,3}?{talk}\b")
# The author's own talk: "I gave a lightning talk", "my session at".
OWN_TALK = compile_words(
    r"\b(?:{me}\s++(?:[\w-]+\s++){0,2}?{i_gave}\s++(?:[\w-]+\s++){0,4}?{one_talk}\b"
    r"|{my}\s++(?:{my_own}\s++){0,2}{one_talk}\b(?!\s++{not_my_talk}))",
    also="own_talk",
)
# What people on a stage do: "shared how", "walked us through".
PRESENTS = compile_words(
    r"^(?:\s*\([^)]*\))?(?:\s*,[^.;:]{0,90},|,)?\s++(?:{meanwhile}\s++)*{presents}\b", also="presents"
)
MANY_TALKS = compile_words(r"\b{many}\s++(?:[\w-]+\s++)?{talk}\b", flags=re.NOFLAG)
# A text about one talk: "this session", "ce talk", "このセッション".
OF_THIS_TALK = compile_words(r"\b(?:{this}\s++(?:[\w-]+\s++)?{talk}|{speaker})\b|{this_unspaced}\s?{talk}")
# Words of a link that continue a talk just mentioned: "this talk", "leur présentation".
OF_TALK_BEFORE = compile_words(r"\b{that}\s++(?:\w+\s++)?{one_talk}\b")
# Text right before a title: "talk called", "session", "titled"; and after it: "keynote", "这个 session".
BEFORE_TITLE = compile_words(
    r"\b(?:{talk}[^.!?]{0,50}?{\bcalled}|(?:{talk}|{titled})\s?(?:{is_called}\s++)?" + _OF_EVENT + r")\s?[:,(]?\s?$",
    also="before_title",
)
# Anywhere in a sentence that tells a title: "it was called", "the talk's name is".
TITLE_SAID = compile_words(r"{\btitle_said\b}")
# The same, where it is a title or a mere subject: "talk on".
BEFORE_SUBJECT = compile_words(r"\b{talk}\s++{about}\s*$")
AFTER_TITLE = compile_words(r"^\s?,?\s?(?:[—–-]\s?)?{after_title}?\s?{talk}")
# What an audience does before the people it hears, and what they do: "I listened to", "explain how".
BEFORE_HEARD = compile_words(r"\b{heard}\s+$")
HEARD_TO = compile_words(r"^(?:\s*\([^)]*\))?\s++{heard_to}\b")
# How people are said to have given the talk whose title follows: "Jane Roe presented".
BEFORE_PRESENTED = compile_words(r"{\bgave_title\b}\s?[:,]?\s?$")
# Work that is no talk, right before a title, and before "by" and its author.
OTHER_WORK = compile_words(r"\b{other_work}\b[^.!?]*$")
WORK_NAMED = compile_words(r"\b{other_work}\b")
BY_WRITER = compile_words(r"\b{other_work}\b[^.!?]{0,90}?\b{by_writer}\s+$")
# What the author did with a talk whose title follows: "I watched", "attended Jane Roe's".
BEFORE_SEEN = compile_words(
    r"\b{seen}\s+(?:the\s+)?(?:(?:[A-Z][\w’'-]+\s+){0,2}[A-Z]\w+['’]s?\s+)?\W{0,2}$", flags=re.NOFLAG
)
# What a description of a talk says: "this session explored", "engineers shared how".
OF_A_TALK = compile_words(r"\b{talk}\b|{\bof_a_talk\b}")
# How a section about one talk continues: "the speaker", "she showed".
TALK_TOLD = compile_words(r"\b(?:{told_article} ?(?:\w+ )?{told_talk}s?|{talk_told})\b", also="talk_told")
# Words for a stage and what happens there.
ON_STAGE = compile_words(r"\b{on_stage}\b|{on_stage_unspaced}")
# How the sentence after one goes on about its people: "She …", "Their …".
TOLD_ON = compile_words(r"^\W*{told_on}\b|^\s*{told_on_unspaced}")
# Words of thanks and of meeting somebody, who need not have given a talk.
THANKS = compile_words(r"\b{thanks}\b")
