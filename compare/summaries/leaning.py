"""What a sentence says of the one before it: the words and marks that point back.

    His counterpart said …      In a statement, she blamed …      “We hope so.”      Police say that they …
    ↑ a pronoun                                 ↑ after an adverbial   ↑ no speaker            ↑ …

Most rules are patterns over the sentence with its quotations taken out, tried one after the other. They do not resolve
what is meant, and err on the side of leaving out: "It is raining" needs nobody, and counts all the same.
"""

from __future__ import annotations

import re

from compare.summaries.quotations import quotations

_SPEECH_VERB = (
    r"(?:sa(?:id|ys?)|t(?:old|ells?)|add(?:ed|s)|wr(?:ote|ites)|tweet(?:ed|s)|ask(?:ed|s)|explain(?:ed|s)"
    r"|stat(?:ed|es)|claim(?:ed|s)|argu(?:ed|es)|insist(?:ed|s)|warn(?:ed|s)|announc(?:ed|es)|not(?:ed|es)"
    r"|report(?:ed|s)|admit(?:ted|s)|confirm(?:ed|s)|den(?:ied|ies)|call(?:ed|s)|declar(?:ed|es)|recall(?:ed|s)"
    r"|repl(?:ied|ies)|respond(?:ed|s)|continu(?:ed|es)|conclud(?:ed|es)|comment(?:ed|s)|post(?:ed|s)|quot(?:ed|es)"
    r"|urg(?:ed|es)|vow(?:ed|s)|suggest(?:ed|s)|describ(?:ed|es)|testif(?:ied|ies)|joke[ds]?|thank(?:ed|s)|read(?:s|ing)?"
    r"|stress(?:ed|es)|remark(?:ed|s)|complain(?:ed|s)|acknowledg(?:ed|es)|pledg(?:ed|es)|promis(?:ed|es))"
)
_PRONOUN = r"(?:he|she|they|it)"
_MARKS = r"[\s\"'“”‘’„«(\[•*–—-]*"
_LEANING = re.compile(
    rf"^{_MARKS}(but|and|so|yet|still|then|however|also|moreover|meanwhile|instead|nor|or|therefore|thus|hence"
    r"|nevertheless|nonetheless|otherwise|furthermore|afterwards?|such|another|others|both|neither|either|similarly"
    r"|likewise|additionally|besides|consequently|accordingly|indeed|rather|there(?!\s+(?:is|are|was|were|ha[sd]"
    r"|have|will|would|may|could|can)\b)"
    r"|he|she|it|they|his|her|hers|its|their|theirs|him|them|this(?!\s+(?:morning|afternoon|evening"
    r"|week|weekend|month|year|spring|summer|autumn|fall|winter)\b)|that|these|those)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^[\s•*–—-]*the\s+(?:other\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+|pair|trio|duo|latter|former"
    r"|same|others?|incident|move|latest|\d+-year-old)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^\s*(?P<opener>In|On|At|After|Before|During|Since|Until|When|While|As|If|For|From|By|With|Under|Last|Next|Speaking"
    r"|Asked|Addressing|According|Earlier|Later|Once|Because|Although|Though|Despite|Following|Instead of|Nor|Not"
    r"|What|Where|Why|How|Yesterday|Today|Tomorrow|On \w+day|Now|Here|Even|Only|[A-Z][a-z]+ly)\b"
    r"(?P<between>(?:\s+[\w'’-]+){0,8}?),?\s+(?:he|she|they|it|his|her|their|its|him|them)\b"
)
_NAME = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b)[A-Z][\w'’-]+"
)
_THING = re.compile(r"\b(?:a|an|the|one|some|many|most|several|all)\s+[a-z]+\b")
_PLACING = frozenset("In On At During By Under From With Earlier Later".split())
_PHRASE = re.compile(
    r"^\W*(?:again|in response|in addition|as a result|for example|for instance|at the same time|at the time|as such"
    r"|even so|that said|by then|since then|until then|after that|on the other hand|in fact|of course)\b",
    re.IGNORECASE,
)
# "Reports of his death", "The search for her": nobody was named.
_NOBODY = re.compile(
    r"^\W*\w+\s+(?:[a-z]\w*\s+){0,2}(?:of|for|with|to|on|by|against|from|about)\s+(?:his|her|him|them|their)\b"
)
_ASIDE = re.compile(rf",\s*{_PRONOUN}\s+{_SPEECH_VERB}\s*,")
# "Authorities say she …": one person is none of several.
_SHE = re.compile(
    rf"^[^,]{{0,80}}?\b(?:[a-z]+[^s\W]s|police)\s+{_SPEECH_VERB}\s+(?:that\s+)?(?:he|she|his|her)\b", re.IGNORECASE
)
_SPEAKER_ONLY = re.compile(rf"^\W*(?:[A-Z][\w.’'-]*\s+){{1,4}}{_SPEECH_VERB}(?:\s+(?:of|to|in)\s+[\w’']+)?\s*\.?\W*$")
_CUT_OFF = re.compile(r"^[^\W\d_A-Z](?![A-Z])")
_FIRST_PERSON = re.compile(
    r"(?<![\w.'’-])(?:(?<!War )I(?=\s+[a-z]|['’])|(?:[Ww]e|[Oo]ur|[Mm]y)(?![\w-]))|^[\s•*–—-]*(?:[Yy]ou|[Yy]our)\b(?!-)"
)
# "The complaint that led to that charge", "some of them", "in other words": what is meant stands before.
_POINTING = re.compile(
    r"^.{0,60}?\b(?:of|to|in|on|by|for|with|from|about|against|at)\s+(?:that|those|these|this)\s+(?!who\b|which\b|that\b|is\b|was\b|are\b"
    r"|morning\b|afternoon\b|evening\b|week|month\b|year|spring\b|summer\b|autumn\b|fall\b|winter\b|season\b|the\b"
    r"|a\b|he\b|she\b|it\b|they\b)[a-z]"
    r"|^\W*(?:\w+\s+){1,2}of\s+(?:them|those|these|whom)\b(?!\s+who)|^\W*in\s+other\s+words\b|^\W*that[’']s\b"
    r"|^\W*one\s+(?:told|said|was|had|has)\b",
    re.IGNORECASE,
)
_IN_TURN = re.compile(r"^\W*(?:\w[\w'’-]*\s+){1,4}?(?:in turn|however|meanwhile|therefore|moreover|by contrast)\b")
# "China says they …" is of others than China; "officials said they" is not.
_THEY = re.compile(rf"^(?P<who>[^,]{{0,80}}?)\b{_SPEECH_VERB}\s+(?:that\s+)?(?:they|them|their)\b")
_PLURAL = re.compile(r"\w[^s\W]s\b|\b(?:and|police|people|men|women)\b", re.IGNORECASE)
_SPEECH = re.compile(rf"\b(?:{_SPEECH_VERB}|according|statement)\b", re.IGNORECASE)
_LATE_PRONOUN = re.compile(
    rf"(?:[,”\"'’?!…]\s*|^){_PRONOUN}\s+(?:\w+\s+)?{_SPEECH_VERB}\b(?:\s+[\w’'.-]+){{0,8}}\s*[.:,]?\s*(?:“”)?\s*\.?\s*$"
    rf"|”\s*,?\s*{_PRONOUN}\s+(?:\w+\s+)?{_SPEECH_VERB}\b|\b{_SPEECH_VERB}\s+(?:he|she)\s*[.,]",
    re.IGNORECASE,
)
_DANGLING = (_COUNTED, _LATE_PRONOUN, _IN_TURN, _POINTING, _PHRASE, _NOBODY, _ASIDE, _SHE)


def leans(sentence: str) -> bool:
    """Return whether `sentence`, or several that belong together, needs the sentence before it.

    >>> leans("His counterpart said that China hoped so."), leans("China hoped so."), leans('"We hope so."')
    (True, False, True)
    """
    outside = quotations(sentence).without(sentence, 0, len(sentence))
    return needs_what_is_before(sentence, outside) or first_person(outside)


def needs_what_is_before(sentence: str, outside: str) -> bool:
    """Tell whether `sentence` needs the one before it; `outside` is it with each quotation taken out."""
    sentence, outside = " ".join(sentence.split()), " ".join(outside.split())  # long gaps would cost the patterns much
    opening = _LEANING.match(sentence)
    if opening and not opening[1].isupper():  # "IT firms" is no pronoun
        return True
    they = _THEY.match(outside)
    if any(rule.search(outside) for rule in _DANGLING) or (they and not _PLURAL.search(they["who"])):
        return True
    adverbial = _ADVERBIAL.match(outside)
    if adverbial and not _NAME.search(adverbial["between"]):
        things = len(_THING.findall(adverbial["between"]))
        if things <= (adverbial["opener"] in _PLACING):  # "In a statement, he …", but not "When a man said he …"
            return True
    opens = _LEANING.match(outside.lstrip("“” ,")) if outside.lstrip().startswith("“”") else None
    return bool(opens) or not names_speaker(outside)


def is_scrap(text: str) -> bool:
    """Tell whether `text` is the end of a sentence, or only says who spoke ("Gordon said of Harvick.")."""
    cut = _CUT_OFF.match(text)
    return bool(_SPEAKER_ONLY.match(text) or (cut and cut.group().islower()))


def first_person(outside: str) -> bool:
    """Tell whether somebody speaks as "I" or "we", or to "you", outside of quotation marks."""
    return bool(_FIRST_PERSON.search(outside))


def names_speaker(outside: str) -> bool:
    """Tell whether a sentence that opens with a quotation goes on to say whose it is."""
    return not outside.lstrip().startswith("“”") or bool(_SPEECH.search(outside))
