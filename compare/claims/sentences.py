"""Where sentences begin and end, by rules that one can read.

    "We won. We will stay," Gen. J. K. Doe said at 5 p.m. in the U.S. embassy. The talks went on.
           ╰ends                ╰title ╰╯initials  ╰time    ╰acronym          ╰ends

Every run of stops is a candidate, and what stands on both sides decides: a sentence ends where the next one begins with
a capital, unless the word before the stop is one of the `TITLES` ("Gen."), or one of those that may also end a
sentence ("U.S.", "Inc.", an initial) and the next word is not one that begins sentences ("The"). Closing quotes and
brackets stay with the sentence that they close. Nothing is learned from a corpus, so a wrong cut can be mended by one
word in one of the tables below.

Why not a library: NLTK's Punkt needs a download and more than a second to import; pysbd takes quadratic time; sentencex
is as quick, but leaves several sentences in one quotation together and gives no place for a missing rule. The figures
are in `benchmarks/results/sentences.json`, from ``python benchmarks/sentences.py``.

Time grows with the length of the text: each candidate looks at a bounded stretch before and after it.
"""

from __future__ import annotations

import re

from compare.model import Span

# Written with a capital, before a name: these never end a sentence.
TITLES = frozenset(
    """mr mrs ms mx dr prof gen sen rep reps sens gov govs lt col maj sgt capt cmdr cdr adm brig cpl pvt pfc rev
    hon pres supt insp det amb atty msgr mgr messrs mme mlle mm fr sra srta ste mt lt.-gen maj.-gen lt.-col""".split()
)
# In any case: these never end a sentence.
NEVER = frozenset("vs v viz cf e.g i.e eg ie approx incl esp lit".split())
# Before a number they do not: "No. 5", but "No. He left."
BEFORE_NUMBER = frozenset(
    """no nos p pp art fig vol ch sec para op nr ref ca c cap cl ex jan feb mar apr jun jul aug sep sept oct nov
    dec""".split()
)
# In the middle of a sentence or at its end, so the next word decides. Some are other words in small letters ("ill").
EITHER = frozenset("inc ltd llc plc etc al dept ph.d phd sq".split())
EITHER_CAPITAL = frozenset(
    """corp co bros jr sr esq univ assn assoc ave blvd rd bldg st ala ariz ark calif colo conn del fla ga ill
    ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo ont que
    alta jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun""".split()
)
_TIMES = frozenset(("a.m", "p.m", "am", "pm"))
# After "5 p.m.": the sentence goes on.
_AFTER_TIME = re.compile(
    r"(?:E[SD]?T|C[SD]?T|P[SD]?T|M[SD]T|GMT|UTC|BST|CET|IST|JST|Eastern|Pacific|Central|Mountain|UK|US|U\.S|local|London"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Jan|Feb|Mar|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)\w{0,6}\b"
)
# Words that begin a sentence far more often than they begin a name.
STARTERS = frozenset(
    """the a an this that these those it its he she they we you i his her their our my your there here in on at
    by for from to with without of as but and or nor so yet if when while where why how what who which after
    before during since until although though because however meanwhile moreover still then also both some many
    most more few several all each every no not only even just now later earlier last next once one two three is
    was are were has have had do did does will would can could may might should must according asked despite
    instead thus therefore under over between among about against another other others such like unlike within
    across around amid nearly almost officials police""".split()
)
_EXCLAIMED = frozenset(("Yahoo!", "Jeopardy!", "Oklahoma!", "Mamma Mia!", "Yum!", "Chips!"))
_SAYS = re.compile(
    r"(?!(?:He|She|They|It|We|I|You)\b)(?:[A-Z][\w.’'-]*\s){1,4}"
    r"(?:said|says|asks?|asked|told|wrote|writes|adds|added|replied|shouted|cried|tweeted|demanded"
    r"|exclaimed|wondered|yelled|posted|continued|joked|quipped|responded)\b"
)

# "\u00e2\u0080\u009d" and the like are quotes that were decoded wrongly before they came here.
_CLOSE = "(?:[\"'”’»›)\\]}」』）】〉》]|\u00e2\u0080[\u0099\u009d])"
_OPEN = "(?:[\"'“‘«‹(\\[{「『（【〈《¿¡]|\u00e2\u0080[\u0098\u009c])"
_CANDIDATE = re.compile(
    rf"""(?P<blank> \n[^\S\n]*+\n\s*+ )                      # a blank line ends everything
       | (?P<stop> [.!?…]++ | [。！？｡؟۔।॥]++ )
         (?P<close> {_CLOSE}*+ (?: \s["”“](?=\s|\Z) )? (?: \[\d{{1,3}}\] )*+ )   # a stray quote; footnote marks
         (?P<gap> \s*+ )""",
    re.VERBOSE,
)
_NEXT = re.compile(rf"(?P<open>(?:{_OPEN}\s?){{0,4}})(?P<word>[^\W_][\w.’'-]{{0,30}}|\S?)")
_BULLET = re.compile(
    r"(?:[•·‣◦▪▫●■►▶∙⁃]\s*|\u00e2\u0080\u00a2\s*|[*–—-]\s+|\(?\d{1,2}[.)]\s+|\(?[a-zA-Z]\)\s+|\[\d{1,3}\]\s*)(?=\S)"
)
_BULLET_SIGN = re.compile("[•·‣◦▪▫●■►▶∙⁃]|\u00e2\u0080\u00a2")
_UNSPACED_STOPS = "。！？｡"
_BEFORE = 40  # characters before a stop that are looked at: the longest abbreviation is far shorter
_RUN_ON_BEFORE = re.compile(r"(?:[a-zà-ÿ]{3,}|\d{4}|[a-zà-ÿ)%])\Z")
_RUN_ON_AFTER = re.compile(r"[\"“‘'(]?(?!(?:Com|Org|Net|Js|Net)\b)[A-Z][a-zà-ÿ’']*(?=[\s,])")
_INITIAL = re.compile(r"[A-Z]\.")
_QUOTED = frozenset("と")  # Japanese: 「…。」と述べた goes on


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the sentences of ``text[start:end]`` in order, each without white space around it or a bullet before it.

    Together they hold every letter and digit, except those of a bullet.
    """
    end = len(text) if end is None else end
    lower_only = not any(map(str.isupper, text[start:end]))
    spans: list[Span] = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        if match.group("blank") is not None:
            cut = match.start()
        elif _ends(text, match, begin, end, lower_only=lower_only):
            cut = match.end("close")
        else:
            continue
        _append(spans, text, begin, cut)
        begin = match.end()
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    """Add the sentence between `start` and `end`; what has no letter or digit is no sentence of its own."""
    sentence = text[start:end]
    start += len(sentence) - len(sentence.lstrip())
    end = start + len(sentence.strip())
    bullet = _BULLET.match(text, start, end)
    if bullet and not spans:
        start = bullet.end()
    if not any(map(str.isalnum, text[start:end])):
        return
    spans.append(Span(start, end))


def _ends(text: str, match: re.Match[str], begin: int, end: int, *, lower_only: bool) -> bool:
    """Whether the sentence that began at `begin` ends with the candidate `match`."""
    stop, close, gap = match.group("stop"), match.group("close"), match.group("gap")
    after = match.end()
    if after >= end:
        return True
    if stop[0] in _UNSPACED_STOPS:
        return not (close and text[after] in _QUOTED)
    if not gap:
        return _runs_on(text, match, begin, end)
    if _BULLET_SIGN.match(text, after, end):
        return True
    following = _NEXT.match(text, after, end)
    word = following.group("word") if following else ""
    first = word[:1]
    if not first.isalnum():
        return False
    if first.islower() and not lower_only and not word[1:2].isupper():  # "iPhone" may begin a sentence
        return False
    if stop[0] in "!?؟۔।॥":
        return _ends_loudly(text, match, begin, end)
    if stop[0] == "…" or len(stop) > 1:
        return _ends_trailing(text, match, begin)
    return _ends_fully(text, match, begin, word, opened=following.group("open") if following else "")


def _runs_on(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether a stop without a space after it ends a sentence, as in "war.The next"."""
    if match.group("stop") not in (".", "!", "?") or not _RUN_ON_AFTER.match(text, match.end(), end):
        return False
    before = text[max(begin, match.start() - _BEFORE) : match.start()].split()
    token = before[-1] if before else ""
    return bool(_RUN_ON_BEFORE.search(token)) and not any(c in token for c in "./:@\\_#") and len(token) > 2


def _ends_loudly(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether a question mark before a capital ends a sentence: not in '"Is it so?" Mr Doe asked.'."""
    if match.group("close") and _SAYS.match(text, match.end(), end):
        return False
    before = text[max(begin, match.start() - _BEFORE) : match.start() + 1]
    return not any(before.endswith(name) for name in _EXCLAIMED)


def _ends_trailing(text: str, match: re.Match[str], begin: int) -> bool:
    """Three dots before a capital: an omission where a space comes before them, an end where none does."""
    omitted = text[max(begin, match.start() - 1) : match.start()].isspace() and len(match.group("stop")) <= 3
    return not omitted or bool(match.group("close"))


def _ends_fully(text: str, match: re.Match[str], begin: int, word: str, *, opened: str) -> bool:
    """One full stop before a space and a `word` that may begin a sentence: the token before the stop decides."""
    pieces = text[max(begin, match.start() - _BEFORE) : match.start()].split()
    token = pieces[-1].lstrip("(\"'“‘[«-–—$") if pieces else ""
    small = token.lower()
    if len(pieces) == 1 and token.isdigit() and len(token) <= 2:
        return False  # "1. The first item"
    close = match.group("close")
    if close:  # "(R-Ariz.) Obama" goes on, any other closed bracket or quote does not
        return not (close == ")" and _may_go_on(token.rpartition("-")[2]))
    if small in NEVER or (small in TITLES and token[0].isupper()):
        return False
    if small in BEFORE_NUMBER and word[0].isdigit():
        return False
    if small in _TIMES:
        return not _AFTER_TIME.match(word)
    if not _may_go_on(token):
        return True
    if opened.strip() and opened[0] not in "([{":
        return len(token) > 1  # a quotation begins, but 'J. "Jack" Doe' is a name
    return word.rstrip(".").lower() in STARTERS and not _INITIAL.fullmatch(word)


def _may_go_on(token: str) -> bool:
    """Whether a token before a full stop is an abbreviation, acronym or initial that may stand in a sentence."""
    small = token.lower()
    if small in EITHER or (small in EITHER_CAPITAL and token[0].isupper()):
        return True
    parts = token.split(".")
    if len(parts) > 1:
        return all(len(part) <= 2 and part.isalpha() for part in parts)
    return len(token) == 1 and token.isalpha() and token.isupper()
