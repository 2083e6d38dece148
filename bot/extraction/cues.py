"""Hold the words by which posts speak of talks and of people who give them, in the languages of recaps."""

import re

_TALK = (
    r"(?:(?:lightning |joint )?talks?|sessions?|keynotes?|presentations?|tutorials?|workshops?|panels?|fireside chats?"
    r"|breakouts?|deep[- ]dives?|unconference|office hours|(?:welcome )?speech(?:es)?|segments?|demo|birds of a feather"
    r"|bof|vortr[aä]g(?:e|s)?|präsentation|conférences?|présentations?|exposé|atelier|charlas?|ponencias?"
    r"|セッション|発表|講演|登壇|トーク|基調講演|演讲|分享|议题|报告|主题演讲|세션|발표|강연|키노트)"
)
_ONE_TALK = (
    r"(?:talk|session|keynote|presentation|tutorial|workshop|panel|vortrag|conférence|présentation|atelier|charla)"
)
_GIVEN = (
    r"(?:presented|given|hosted|held|led|moderated|delivered|run|done|donnée?s?|présentée?s?|animée?s?|sponsorisée?s?"
    r"|gehalten|präsentiert|geleitet)"
)
_BY = r"(?:by|from|with|featuring|feat\.|par|de|von|mit|avec|chez|alongside|together with|were|was)"
_SOMEBODY = r"(?:(?:two|three|a couple of|my colleagues?|our own|the|un|une|deux|folks?|maintainers?|engineers?)\s++)*"
_HOLDER = r"(?:[A-Z][\w.&-]*['’]s?\s++)?"  # "by Acme's"
_CALLED = r"(?:\b(?:called|titled|entitled|named|intitulée?|mit dem titel|namens)|题为|题目是|叫)"
_OF_EVENT = r"(?:(?:der|des|am|auf|zum|at|of|from)\s++(?:(?:the|der|dem)\s++)?[\w+-]+\s++){0,2}"

# How what stands before people must end to be one of the next two.
LEADS_TO_PEOPLE = re.compile(
    rf"\b(?:{_BY}|por)\s++(?:{_SOMEBODY}|{_HOLDER})$|的$|登壇したのは[^。]{{0,12}}$", re.IGNORECASE
)
# What stands right before the people of a talk: "a session by", "the keynote given by", "talk “…” von".
BEFORE_PEOPLE = re.compile(
    rf"(?:\b{_TALK}(?:\s++\w+){{0,2}}?|[\"“”»」』]\s?(?:{_TALK}\s?)?|\b{_GIVEN})\W{{0,3}}\s?(?:,\s?)?"
    rf"(?:{_GIVEN}\s++)?{_BY}\s++{_SOMEBODY}$"
    rf"|\b{_GIVEN}\s++{_BY}\s++{_HOLDER}$|\bone (?:was )?(?:from|by)\s++$|来自[^，。]{{0,12}}的$"
    r"|登壇したのは[^。]{0,12}$",
    re.IGNORECASE,
)
# The talk further away: "a talk on culture by", "one of my favourite talks was by Acme's".
FAR_BEFORE_PEOPLE = re.compile(
    rf"\b{_ONE_TALK}\b[^.!?;:()]{{0,90}}?\b(?:by|par|von|por)\s++{_HOLDER}$"
    rf"|\bone of (?:my|our|the) [^.!?;:()]{{0,60}}{_TALK}\b[^.!?;:()]{{0,60}}\b(?:was|is|came) (?:by|from)\s++"
    rf"{_HOLDER}$",
    re.IGNORECASE,
)
# What stands right after them: "'s excellent talk", "さんの発表".
AFTER_PEOPLE = re.compile(
    rf"^['’]s?\s++(?:[\w-]+\s++){{0,3}}?(?:{_TALK}|analysis|overview|introduction)\b"
    rf"|^\s?(?:老师|先生|さん|氏|님)?\s?(?:の|的|의|による)\s*(?:共同)?(?:{_TALK}|[「『])|^(?:さん)?(?:が|は)?{_TALK}",
    re.IGNORECASE,
)
# The doing and the talk: "gave a talk", "moderated a panel".
GIVES_TALK = re.compile(
    r"^(?:\s*,[^,.]{0,80},)?(?:,?\s++who(?:\s++\w+){0,3}?)?(?:(?:\s++\w+){1,3}\s++and)?"
    r"\s++(?:gave|give|did|do|does|had|has|held|hold|ran|delivered|delivers|presented|hosted|hosts"
    r"|led|leads|moderated|kicked off|opened|closed|a donné|a présenté|ont donné|ont présenté|hielt|hielten|gab|zeigte)"
    rf"\s++(?:through\s++)?(?:[\w’'-]+\s++){{0,6}}?{_TALK}\b",
    re.IGNORECASE,
)
# The talk of which something is told: "recalled in her keynote"; of "their" and "its" keynote, companies are told.
IN_TALK = re.compile(
    rf"^[^.!?:;]{{0,60}}?\b(?:in|during|with|dans|pendant)\s++(?:his|her|seine[mr]|ihre[mr]|sa|son)\s++"
    rf"(?:[\w-]+\s++){{0,3}}?{_TALK}\b",
    re.IGNORECASE,
)
# The author's own talk: "I gave a lightning talk", "my session at".
OWN_TALK = re.compile(
    rf"\b(?:(?:I|ich|je|j['’]ai)\s++(?:[\w-]+\s++){{0,2}}?(?:gave|presented|delivered|hosted|ran|led|hielt|donné|présenté)"
    rf"\s++(?:[\w-]+\s++){{0,4}}?{_ONE_TALK}\b"
    rf"|(?:my|mein(?:en|em)?|ma|mon)\s++(?:(?:very|own|eigene[nr]?|lightning|propre)\s++){{0,2}}{_ONE_TALK}\b"
    r"(?!\s++(?:notes|picks?|list|schedule|selection|choices?|highlights?|plan|summary|recap)))"
    r"|(?:私|自分|僕)の(?:セッション|発表|講演)|我的(?:演讲|分享|议题)",
    re.IGNORECASE,
)
# What people on a stage do: "shared how", "walked us through".
PRESENTS = re.compile(
    r"^(?:\s*\([^)]*\))?(?:\s*,[^,.]{0,80},|,)?\s++(?:(?:who|both|also|then|jointly|recently|,)\s++)*"
    r"(?:presented|presents|shared|shares|discussed|introduced|introduces|showed|shows|showcased|demonstrated|demoed"
    r"|explained|explains|explored|explores|talked|talks|spoke|speaks|covered|covers|walked|walks|delivered|outlined"
    r"|described|detailed|highlighted|provided|gave|told|took (?:us|the stage)|there who|dove|dived|unpacked|argued"
    r"|made the case|reported|treated|guided|kicked off|opened|closed|revealed"
    r"|a présenté|ont présenté|a parlé|ont parlé|a montré|a expliqué|nous (?:a|ont)"
    r"|(?:est venue?|sont venue?s)(?: nous)? (?:parler|présenter|montrer|expliquer|raconter)"
    r"|(?:hat|haben)\b[^.!?:;]{0,80}\b(?:gezeigt|vorgestellt|präsentiert|erklärt|berichtet|gesprochen|erzählt)"
    r"|stellte|stellten|zeigte|zeigten|sprach|sprachen|erklärte|erklärten|berichtete|berichteten)\b"
    r"|^(?:老师|先生|女士)?\s*(?:分享|介绍|讲|带来|演讲)"
    r"|^(?:さん|氏)?(?:が|は).{0,20}(?:発表|紹介|登壇|講演|解説)|^님?(?:이|가|은|는).{0,20}(?:발표|소개)",
    re.IGNORECASE,
)
MANY_TALKS = re.compile(rf"\b(?:various|several|many|multiple|few|two|three|lots of)\s++(?:[\w-]+\s++)?{_TALK}\b")
# A text that speaks of one talk: "this session", "ce talk", "このセッション".
OF_THIS_TALK = re.compile(
    rf"\b(?:(?:this|the|ce|cet|cette|la|le|diese[rms]?|der|die)\s++(?:[\w-]+\s++)?{_TALK}|speakers?)\b"
    rf"|(?:这个|这场|该|本|この|이)\s?{_TALK}",
    re.IGNORECASE,
)
# Words of a link that go on with a talk just spoken of: "this talk", "leur présentation".
OF_TALK_BEFORE = re.compile(
    rf"\b(?:this|the|that|their|his|her|ce|cette|son|leur|diese[rs]?|der)\s++(?:\w+\s++)?{_ONE_TALK}\b", re.IGNORECASE
)
# What stands right before a title: "talk called", "session", "titled"; and after it: "keynote", "这个 session".
BEFORE_TITLE = re.compile(
    rf"\b(?:{_TALK}[^.!?]{{0,50}}?{_CALLED}|(?:{_TALK}|titled|entitled|intitulée?)"
    rf"\s?(?:(?:was|is|called|on the topic)\s++)?{_OF_EVENT})\s?[:,(]?\s?$"
    r"|(?:英文名|题目是|名为|题为)\s*$",
    re.IGNORECASE,
)
# The same, where it is a title or a mere subject: "talk on".
BEFORE_SUBJECT = re.compile(rf"\b{_TALK}\s++(?:on|about|über|zu|sur)\s*$", re.IGNORECASE)
AFTER_TITLE = re.compile(
    rf"^\s?,?\s?(?:[—–-]\s?)?(?:这个|这场|这一|という|と題(?:した|された)|の|라는)?\s?{_TALK}", re.IGNORECASE
)
# Work that is no talk, right before a title, and before "by" and its author.
_OTHER_WORK = (
    r"(?:books?|blogs?|posts?|articles?|papers?|podcasts?|episodes?|photos?|pictures?|songs?|films?|movies?|newsletters?"
    r"|buch|livres?|libros?)"
)
OTHER_WORK = re.compile(rf"\b{_OTHER_WORK}\b[^.!?]*$", re.IGNORECASE)
BY_WRITER = re.compile(rf"\b{_OTHER_WORK}\b[^.!?]{{0,90}}?\b(?:by|from|with|von|par|de)\s+$", re.IGNORECASE)
# What the author did with a talk whose title follows: "I watched", "attended Jane Roe's".
BEFORE_SEEN = re.compile(
    r"\b(?:attended|watched|saw|visited|caught|joined|enjoyed|recommend|attend|watch|see|went to|listened to|sat in on"
    r"|regardé|assisté à|vu|besucht|gesehen)\s+(?:the\s+)?(?:(?:[A-Z][\w’'-]+\s+){0,2}[A-Z]\w+['’]s?\s+)?\W{0,2}$"
)
# What a description of a talk says: "this session explored", "engineers shared how".
OF_A_TALK = re.compile(
    rf"\b(?:{_TALK}|speakers?|presenters?|presented|shared|showed|showcased|demonstrated|explained|explored|discussed"
    r"|walked through|covered|detailed)\b|セッション|発表|講演|登壇|紹介|演讲|分享|讲师|介绍|세션|발표",
    re.IGNORECASE,
)
# How a section goes on that tells of one talk: "the speaker", "she showed".
TALK_TOLD = re.compile(
    r"\b(?:(?:this|the|a|ce|cette|la|l['’]|diese[rms]?|der) ?(?:\w+ )?"
    r"(?:talk|session|keynote|presentation|panel|workshop|demo|tutorial|speaker|vortrag|sprecher|conférence|orateur)s?|speakers?|presenters?"
    r"|(?:he|she|they) (?:showed|talked|explained|presented|discussed|spoke|demoed|described|started|went|gave))\b"
    r"|(?:この|本)(?:セッション|発表|講演)|(?:这个|该|本)(?:演讲|分享|议题)|讲师|でした。|紹介",
    re.IGNORECASE,
)
