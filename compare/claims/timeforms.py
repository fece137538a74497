"""How times are written: `FORMS`, each a pattern and the function that turns what it finds into days.

At each place of the text the first form that fits is taken, so whole dates stand before their parts. A bounded stretch
is looked at from each place: no pattern repeats what can repeat.
"""

from __future__ import annotations

import re

from compare.claims import timedays
from compare.claims.timedays import COUNTS, MONTHS, Reading

_M = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_Y = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|\w)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = rf"(?:\d{{1,3}}|(?:a\s)?(?:few|couple\sof)|{'|'.join(n for n in COUNTS if n not in {'few', 'couple'})})"
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year|decade)"
_PART = r"(?:(?:the\s)?(?P<part>early|mid|late|(?:beginning|start|middle|end)\sof)[\s-])"
_JOINT = r"\s?(?:[-–]|to\s|and\s)\s?"
# "In March 30 people died": the number is of the people.
_NOT_COUNTED = r"(?![\d%]|[.,:]\d|\s(?:people|men|women|children|per|percent|million|billion)\b)"

_WHICH = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\s(?:past|coming)|[Tt]his|coming)\s)"
_LED = rf"(?:(?P<weekday>{_W})(?:,?\s(?:the\s)?|\s\())?"
_OTHER = rf"(?:{_JOINT}(?P<last>{_D}){_TH})?"
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?:(?P<year>{_Y})|(?P<relative>last|this|next)\syear(?!\w)))?"
_DAY_MONTH = rf"(?P<day>{_D}){_TH}{_OTHER}\s(?:of\s)?(?P<month>{_M})(?!\w){_OF_YEAR}"
_MONTH_DAY = (
    rf"(?P<month>{_M})\s(?P<day>{_D}){_TH}(?!\w){_NOT_COUNTED}"
    rf"(?:{_JOINT}(?P<last>{_D}){_TH}(?!\w){_NOT_COUNTED})?{_OF_YEAR}"
)
_SOURCES: tuple[tuple[str, str, Reading], ...] = (
    ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d|-)", timedays.iso),
    (
        "numeric",
        r"(?P<one>\d\d?)(?P<mark>[/.])(?P<other>\d\d?)(?P=mark)(?P<year>(?:1[5-9]|20)\d\d)(?!\d)",
        timedays.numeric,
    ),
    ("week_of", rf"(?i:(?:the\s)?week\s(?:of|beginning|starting)\s){_LED}{_MONTH_DAY}", timedays.week_of),
    ("week_from", rf"(?i:(?:the\s)?week\s(?:of|beginning|starting)\s){_LED}{_DAY_MONTH}", timedays.week_of),
    ("day_month", _LED + _DAY_MONTH, timedays.named_day),
    ("month_day", _LED + _MONTH_DAY, timedays.named_day),
    (
        "month",
        rf"(?i:{_PART})?{_WHICH}?(?P<month>{_M})(?![\w-]){_OF_YEAR}",
        timedays.month_of,
    ),
    (
        "season",
        rf"(?i:{_PART})?(?:{_WHICH}(?P<season>(?i:spring|summer|autumn|fall|winter))\b)(?P<year>(?!))?",
        timedays.season,
    ),
    (
        "season_of",
        rf"(?i:{_PART})?(?:[Tt]he\s)?(?P<season>(?i:spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<year>{_Y})"
        r"(?P<which>(?!))?",
        timedays.season,
    ),
    ("quarter", rf"Q(?P<number>[1-4])\b(?:\s(?:of\s)?(?P<year>{_Y}))?(?P<order>(?!))?", timedays.quarter),
    (
        "quarter_of",
        rf"(?i:(?:the\s)?(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)\squarter(?:\sof)?)\s(?P<year>{_Y})"
        r"(?P<number>(?!))?",
        timedays.quarter,
    ),
    ("half", rf"(?i:(?:the\s)?(?P<order>first|second)\shalf\sof)\s(?P<year>{_Y})", timedays.half),
    ("decade", rf"(?:[Tt]he\s)?(?i:{_PART})?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b", timedays.decade),
    ("century", r"(?:[Tt]he\s)?(?P<number>1[5-9]|2[01])(?:st|th)\scentury\b", timedays.century),
    (
        "years",  # "in 2009 and 2013" is two
        rf"(?P<first>{_Y})(?:\s?[-–]\s?|\s(?:to|until)\s|(?<=etween\s\d{{4}})\sand\s)"
        rf"(?P<second>{_Y}|\d\d(?!\d|[.,]\d|\w))",
        timedays.years,
    ),
    ("year", rf"(?i:{_PART})?(?P<year>{_Y})", timedays.year),
    (
        "relative_day",
        r"(?i:the\sday\sbefore\syesterday|the\sday\safter\stomorrow|(?:earlier\s|later\s)?today"
        r"|(?:yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?|last\snight|tonight"
        r"|this\s(?:morning|afternoon|evening))(?!\w)",
        timedays.relative_day,
    ),
    (
        "relative_unit",
        r"(?i:(?:(?:the\s)?(?P<part>early|earlier|later|late|mid|(?:beginning|start|middle|end)\sof)[\s-])?"
        r"(?P<which>last|this|next)\s(?P<unit>week|weekend|month|quarter|year|decade))(?!\w)",
        timedays.relative_unit,
    ),
    ("weekend", r"(?<=[tnr]\s)the\sweekend(?!\w)", timedays.weekend),
    ("ago", rf"(?i:(?P<count>{_N})\s(?P<unit>{_UNIT})s?\sago)(?!\w)", timedays.ago),
    (
        "window",
        rf"(?i:the\s(?P<way>past|last|next|coming)\s(?:(?P<count>{_N})\s(?P<unit>{_UNIT})s))(?!\w)",
        timedays.window,
    ),
    (
        "past_unit",
        r"(?i:the\s(?P<way>past|coming|last)\s(?P<unit>week|fortnight|month|year|decade))(?![\w'’]|\sof\b)(?P<count>(?!))?",
        timedays.window,
    ),
    ("recent", r"(?i:(?P<way>recent|coming)\s(?P<unit>day|week|month|year|decade)s)(?!\w)", timedays.recent),
    (
        "day_of_month",
        rf"(?<=\b[Oo]n\s)the\s(?P<day>{_D})(?:st|nd|rd|th)(?=[.,;:]|\s(?:and|at|in|with|when|after|but|then)\b|$)",
        timedays.day_of_month,
    ),
    (
        "weekday",
        rf"{_WHICH}?(?P<weekday>{_W})(?!\w)(?:\s(?:morning|afternoon|evening|night|lunchtime)(?!\w))?"
        r"(?:\s(?:of\s)?(?P<week>last|this|next)\sweek(?!\w))?",
        timedays.weekday,
    ),
)  # fmt: skip
FORMS = {name: (re.compile(rf"\b(?:{source})"), reading) for name, source, reading in _SOURCES}
_GROUP = re.compile(r"\(\?P<\w+>")
_BACK = re.compile(r"\(\?P=\w+\)")
ANY = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{_BACK.sub('[/.]', _GROUP.sub('(?:', source))})" for name, source, _ in _SOURCES)
    + ")"
)
