"""In which language an article is, and what to tell a user where it is one that is not supported well.

    "Talks were held on Monday and the two sides …"      → "en"   the, and, of, were: only English has them so often
    "Die Gespräche wurden am Montag und …"               → "de"
    "会谈于周一举行……"                                      → "zh"   the script says it
    "abc def"                                            → None   too little to tell

Two steps. The first is always there and takes microseconds: the script, and for Latin and Cyrillic letters the
commonest words of each language. py3langid (the extra ``lang``), which knows 97 languages, is asked only where the
first finds no answer: it takes half a second to load, and nearly every article is answered by the first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

SUPPORTED = "en"  # sentences, terms, numbers, dates and rarity are made for it

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in is was that for on with as at by were has have from this be are it his not had",
        "de": "der die und das ist nicht ein eine mit den von zu auf für im dem des sich auch wird wurde dass am",
        "fr": "le la les des et est une dans que pour qui sur par au plus avec ce il pas du sont cette été ont",
        "es": "el la los las que en un una por con para es del se no al lo su fue ha como más sus entre este",
        "it": "il che di la per un una è non con del della sono si al ha nel gli dei alla più dal anche le come",
        "pt": "o que de os um uma para com não por do da em no na se foi mais dos ao pela são como à seu",
        "nl": "de het een en van is dat op te zijn met voor niet aan er om ook als bij door werd naar heeft",
        "sv": "och att det som en på är av för med den till inte har de ett om var från vid sig kan efter",
        "da": "og at det som en på er af for med den til ikke har de et var fra ved sig kan efter blev også",
        "no": "og å det som en på er av for med den til ikke har de et om var fra ved seg kan etter ble",
        "fi": "ja on ei että oli se hän kun ovat myös mutta kuin mukaan joka sen ole vuoden sekä hänen olla",
        "pl": "i w nie na się z do że to jest o jak za od po przez dla są był oraz jego tym który ale",
        "cs": "a v se na je že s z do o to i za ve by pro jsou byl podle jako ale po jeho které od",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak ise en olduğu var her göre",
        "ro": "și de în la a că nu cu pe o din este pentru care mai sunt au prin fost al după sau dar",
        "hu": "a az és hogy nem egy is volt meg de ez csak már még azt vagy mint szerint után pedig",
        "id": "yang dan di itu dengan untuk dari tidak ini pada akan adalah dalam juga oleh ke bisa telah karena",
        "ru": "и в не на что с по как из у к за это от он о но для его был было года также",
        "uk": "і в не на що з та у до за це від про як але для його був було також який року",
        "bg": "и на в не за се да е от с по че са като това ще при до но из си беше след",
    }.items()
}
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"), ("ko", "\uac00-\ud7af\u1100-\u11ff"), ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("th", "\u0e00-\u0e7f"), ("he", "\u0590-\u05ff"), ("el", "\u0370-\u03ff"), ("hi", "\u0900-\u097f"),
    ("ar", "\u0600-\u06ff\u0750-\u077f"),
)  # fmt: skip
_SCRIPT = [(language, re.compile(f"[{letters}]")) for language, letters in _SCRIPTS]
_WORD = re.compile(r"[^\W\d_]+")
_SEEN = 8_000  # characters; a language is told from the first paragraphs
_ENOUGH = 5  # common words
_SHARE = 0.1  # of all words; in running text of any of these languages it is a quarter and more
_LEAD = 1.2
_SURE = 0.9


def language_of(text: str) -> str | None:
    """Return the code (ISO 639-1) of the language of `text`, or None where there is too little to tell."""
    text = text[:_SEEN]
    letters = sum(map(str.isalpha, text))
    if letters < 10:
        return None
    for language, script in _SCRIPT:
        share = len(script.findall(text)) / letters
        if share > (0.1 if language == "ja" else 0.4):  # Japanese writes its content words in Chinese characters
            return _arabic(text) if language == "ar" else language
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = Counter({language: sum(word in common for word in words) for language, common in _COMMON.items()})
    (best, most), (_, second) = counts.most_common(2)
    if most >= _ENOUGH and most >= _SHARE * len(words) and most >= _LEAD * second:
        return best
    return _guessed(text) if len(words) >= 8 else None


def caution(language: str | None) -> tuple[str, ...]:
    """Return what a user should know of an article in `language`; nothing where it is supported or not known."""
    if language in (None, SUPPORTED):
        return ()
    name = _NAMES.get(str(language), f"the language {language!r}")
    return (
        f"is in {name}: sentences are split and shown, but matched by equal words only, and numbers and dates are "
        "read as in English; check each match yourself",
    )


def _arabic(text: str) -> str:
    """Tell Persian and Urdu from Arabic by letters that Arabic does not have."""
    if len(re.findall("[ٹڈڑےں]", text)) > 3:
        return "ur"
    return "fa" if len(re.findall("[پچژگ]", text)) > 0.01 * len(text) else "ar"


def _guessed(text: str) -> str | None:
    known = _py3langid()
    if known is None:
        return None
    language, probability = known.classify(text)
    return str(language) if probability > _SURE else None


@cache
def _py3langid() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
