"""When a sentence says that something was or will be: time expressions → first and last day.

    an article of Friday 6 March 2015
    "… would in late March visit Japan"              21 to 31 March 2015
    "… Kyodo reported on Thursday that …"            5 March 2015
    "… met in Beijing in November, when …"           1 to 30 November 2014
    "… its control over the Diaoyu Islands in 2012"  1 January to 31 December 2012

A way of writing and the function that turns it into days are one entry of one list (`compare.claims.timeforms`).
Without the article's date, what needs it has None for its days and still has its place: that a sentence says "on
Thursday" is known. A day without its year takes the year that brings it nearest to the article, a weekday the nearest
one in the direction that the verb looks (`compare.claims.tense`). Times of the day are no days and are left out. Not
read is what is told from another day ("the next day", "three days later") and what recurs ("on Mondays").
"""

from __future__ import annotations

import re
from datetime import date

from compare.claims.tense import Tense, Tenses
from compare.claims.timedays import Context
from compare.claims.timeforms import ANY, FORMS
from compare.model import Span, TimeExpression


def times(text: str, span: Span, today: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of the sentence `text[span]`, in order and apart from each other.

    `today` is the day of the article. Where it is None, or the words leave the day open ("03/04/2015"), `start` and
    `end` are None.
    """
    found: list[TimeExpression] = []
    tenses: Tenses | None = None
    place = span.start
    while match := ANY.search(text, place, span.end):
        name = str(match.lastgroup)
        pattern, reading = FORMS[name]
        place = match.end()
        exact = pattern.match(text, match.start(), span.end)
        before = text[max(span.start, match.start() - 24) : match.start()]
        if exact is None or not _meant(name, exact, before):
            continue
        place = exact.end()
        since = _SINCE.search(before)
        tenses = tenses or Tenses(text, span)
        tense = Tense.PAST if since else tenses.at(match.start())
        period = reading(exact, Context(today, tense, before))
        start = match.start() - len(since.group()) if since else match.start()
        if since and period:
            period = (min(period[0], today), today) if today else None
        found.append(TimeExpression(Span(start, exact.end()), *(period or (None, None))))
    return tuple(found)


def article_day(printed: str | None) -> date | None:
    """Return the day that an article says it is of ("Thursday, 19 March 2015, 10:32 GMT"), None where it says none.

    The first whole date counts, in words or figures; "03/04/2015" can be two days and is none.
    """
    plain = re.sub(r"[年月]", "-", printed or "").replace("_", " ")
    plain = re.sub(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _padded, plain)
    plain = re.sub(r"(?<=[^\W\d_])[.-](?=\d)|(?<=\d)[.-](?=[^\W\d_])", " ", plain)
    plain = re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), plain)
    plain = re.sub(r"(?<=\d)T(?=\d)", " ", plain)
    found = times(plain, Span(0, len(plain)), None)
    return next((time.start for time in found if time.start and time.start == time.end), None)


def _padded(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02} "


_SINCE = re.compile(r"\b[Ss]ince\s(?:the\s)?$")
_DIGIT_BEFORE = re.compile(r"(?:[\w£$€¥#/:+-]|\d[.,–])$")
_AMOUNT_BEFORE = re.compile(
    r"\b(?:about|some|around|nearly|almost|over|roughly|than|least|to|of\sthe|another|all|room|flight|highway|route)\s$",
    re.IGNORECASE,
)
_AMOUNT_AFTER = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|workers|jobs|homes|houses|seats|votes|points|times|years|days|hours"
    r"|km|kilomet\w+|miles|metres|meters|feet|tonnes|tons|dollars|euros|pounds|million|per\scent|percent|GMT|BST|UTC|EST|EDT|CET)\b|%|-strong|-"
)
# "They counted 1500 coins", but "the 2012 elections", "in 2012 elections were held".
_PLURAL_AFTER = re.compile(r"\s[a-z]+s\b(?<!ss)(?<!was)(?<!has)(?<!is)")
_GOVERNS_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|through|for|and|the|a|its|their|his|her|our|this|that"
    r"|early|mid|late)|['’]s|s['’]|[,;(“\"])\s?$",
    re.IGNORECASE,
)
_NOT_BEFORE = tuple(f"{word} at least " for word in ("until", "since", "by", "from", "to"))
_NAMED_DAYS = re.compile(r"\b(?:Black|Bloody|Good|Easter|Super|Palm|Ash|Holy|Shrove|Cyber|Boxing|Maundy|Whit)\s$")
_PAPERS = re.compile(
    r"\s(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Sun|Star|World|People|Independent|Night\s[A-Z])"
)
_GOVERNS_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|from|during|before|after|through|for|between|and|to|the|this|every|each)\s$",
    re.IGNORECASE,
)
_WALK = re.compile(r"\s(?:for|on|against|of|to|through|in)\b")
_SURNAME = re.compile(r"\s[A-Z][a-z]")


def _meant(name: str, match: re.Match[str], before: str) -> bool:
    """Tell whether the words are a time and not a name, a verb or a count that is written alike."""
    text, end = match.string, match.end()
    if name in {"year", "years"}:
        to_amount = (
            name == "year"
            and _AMOUNT_BEFORE.search(before)
            and not before.endswith(("n to ", "since ", "up to ", *_NOT_BEFORE))
        )
        plural = _PLURAL_AFTER.match(text, end) and before and not _GOVERNS_YEAR.search(before)
        counted = name == "year" and (_AMOUNT_AFTER.match(text, end) or plural)
        return not (_DIGIT_BEFORE.search(before) or to_amount or counted)
    if name == "relative_day":  # a programme or a newspaper: "told the Today programme"
        return not (match.group()[0].isupper() and match.group().istitle() and re.search(r"[\w’'],?\s$", before))
    if name == "relative_unit" and match["unit"][0].isupper() and match["which"][0].isupper():
        return False  # "on Indianapolis This Week"
    if name == "weekday":
        return not (_NAMED_DAYS.search(before) or _PAPERS.match(text, end))
    if name == "month" and not (match["part"] or match["which"] or match["year"] or match["relative"]):
        if before.endswith("the ") and match["month"] == "March" and _WALK.match(text, end):
            return False
        if _SURNAME.match(text, end) and before.endswith(("and ", "to ")):
            return False
        if match["month"] in {"May", "March"} or _SURNAME.match(text, end):
            return bool(_GOVERNS_MONTH.search(before))
        return not re.search(r"[A-Z][a-z]+\s$", before) or bool(_GOVERNS_MONTH.search(before))
    return not (name in {"iso", "numeric"} and re.search(r"[\w/.-]$", before))
