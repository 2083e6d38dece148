"""Find the company named right before or after a person in running text."""

import re

from bot.extraction.people.company_names import is_company
from bot.extraction.people.person_names import SURE, UPPER, NameClassifier
from bot.extraction.people.read_speakers import read_speakers
from bot.extraction.talk_links import is_material
from bot.languages.pattern_templates import compile_words

_IN_ORG = r"(?:[\w&'’+-]|\.(?=\w)){0,40}"  # a full stop ends the sentence
_ORG = (
    rf"(?:the |The )?(?:[{UPPER}0-9]{_IN_ORG}|[a-z]{{1,20}}(?:[{UPPER}]\w{{1,40}}|\.(?:io|ai|dev|com|sh)))"
    rf"(?:[ \u00a0](?:[{UPPER}0-9&]{_IN_ORG}|of(?= [{UPPER}]))){{0,8}}"
)
_IN_BRACKETS = re.compile(r"\s*[(（](?P<org>[^()（）]{2,60})[)）]")
_FROM = compile_words(r",?\s+(?:{of_company}|@|with)\s+(?P<org>" + _ORG + ")", flags=re.NOFLAG)
_IN_ROLE = compile_words(r",\s(?P<role>[^,.;:()“”\"]{3,90}?)\s{of_company}\s+(?P<org>" + _ORG + ")", flags=re.NOFLAG)
_AFTER_COMMA = re.compile(rf",\s+(?P<org>{_ORG})")
_ROLE_IN_PROJECT = re.compile(
    r"maintainer|mainteneur|lead of|member|contributor|creator|creatrice|chair", re.IGNORECASE
)
_BEFORE_BRACKET = re.compile(rf"(?P<org>{_ORG})\s?[(（]$")
_HOLDER = re.compile(rf"(?P<org>{_ORG})(?:['’]s | ?の ?)$")  # "Acme's Jane Roe"
_CAPITAL = rf"[{UPPER}][\w.&-]{{0,40}}"
_INTRODUCED = compile_words(  # "Acme software engineer Jane Roe"
    rf"(?P<org>{_CAPITAL}(?: {_CAPITAL}){{0,2}}?)(?:['’]s)?"
    r"(?: (?i:software|security|platform|technical|field|solutions?|{role})){1,4} $",
    flags=re.NOFLAG,
)
_LABEL = re.compile(rf"(?P<org>{_ORG}): ")  # "Acme: Jane Roe showed …"
_LONGEST_ORG = 60


def company_before(text: str, start: int, judge: NameClassifier) -> tuple[str, int]:
    """Return the company right before a name, and its start."""
    begin = max(0, start - _LONGEST_ORG)
    if text.endswith(("'s ", "’s ", "の", "の "), begin, start):
        match = _HOLDER.search(text, begin, start)
    elif text.endswith(("(", "（"), begin, start):
        match = _BEFORE_BRACKET.search(text, begin, start)
    else:
        match = _LABEL.fullmatch(text, 0, start) or _INTRODUCED.search(text, begin, start)
        match = match if match and _employs(match, judge) else None
    return (match["org"], match.start()) if match else ("", start)


def _employs(match: re.Match[str], judge: NameClassifier) -> bool:
    """Return whether a company precedes a name and its role, rather than a project or the beginning of a sentence."""
    org = match["org"]
    return is_company(org) or not (judge.is_ordinary(org.split()[0]) or _ROLE_IN_PROJECT.search(match.group()))


def company_after(text: str, end: int) -> tuple[str, int]:
    """Return the company right after a name, and its end."""
    if (match := _IN_BRACKETS.match(text, end)) and not is_material(match["org"]):
        return match["org"].split(",")[0].strip(), match.end()
    if match := _FROM.match(text, end):
        return match["org"], match.end()
    if match := _IN_ROLE.match(text, end):
        is_project = _ROLE_IN_PROJECT.search(match["role"]) and not is_company(match["org"])
        return "" if is_project else match["org"], match.end()
    if (match := _AFTER_COMMA.match(text, end)) and is_company(match["org"]):
        return match["org"], match.end()
    return "", end


def people_in_brackets_follow(text: str, end: int, judge: NameClassifier) -> bool:
    """Return whether brackets with people follow, as in "Acme (Jane Roe & John Doe)"."""
    match = _IN_BRACKETS.match(text, end)
    return match is not None and bool(read_speakers(match["org"], judge, SURE))
