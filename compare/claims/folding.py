"""Words of one meaning and several spellings, brought to one term.

``nationalised``, ``nationalising`` and ``nationalization`` have to meet in one term, and so have ``Japanese`` and
``Japan``, ``met`` and ``meeting``, ``defence`` and ``defense``, ``eight`` and ``8``. The way is the same for each word:

1. fold case and accents,
2. look it up among irregular forms, number words and demonyms (the tables below),
3. bring British spelling to American,
4. take the Snowball stem (M. F. Porter, 2001, "Snowball: a language for stemming algorithms").

Every step is a pure function of one word, so a term is computed once a word and kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from compare.model import fold

# Past forms that no suffix rule reaches, "form form … base"; several verbs a line.
_IRREGULAR = """
arose arisen arise; awoke awoken awake; was were been is are am be; bore borne bear; beat beaten beat;
became become; began begun begin; bent bend; bet bet; bound bind; bit bitten bite; bled bleed; blew blown blow;
broke broken break; bred breed; brought bring; built build; burnt burn; bought buy; caught catch; chose chosen choose;
came come; cost cost; crept creep; dealt deal; dug dig; did done do; drew drawn draw; drank drunk drink;
drove driven drive; ate eaten eat; fell fallen fall; fed feed; felt feel; fought fight; found find; fled flee;
flew flown fly; forbade forbidden forbid; forgot forgotten forget; froze frozen freeze; got gotten get;
gave given give; went gone go; grew grown grow; hung hang; had has have; heard hear; hid hidden hide; held hold;
kept keep; knelt kneel; knew known know; laid lay; led lead; leapt leap; learnt learn; left leave; lent lend;
lit light; lost lose; made make; meant mean; met meet; misled mislead; mistook mistaken mistake;
overcame overcome; overthrew overthrown overthrow; paid pay; proven prove; quit quit; rode ridden ride; rang rung ring;
rose risen rise; ran run; said say; saw seen see; sought seek; sold sell; sent send; shook shaken shake;
shone shine; shot shoot; showed shown show; shrank shrunk shrink; sang sung sing; sank sunk sink; sat sit;
slept sleep; slid slide; spoke spoken speak; sped speed; spent spend; spun spin; spread spread; sprang sprung spring;
stood stand; stole stolen steal; stuck stick; struck stricken strike; strove striven strive; swore sworn swear;
swept sweep; swam swum swim; swung swing; took taken take; taught teach; tore torn tear; told tell; thought think;
threw thrown throw; understood understand; undertook undertaken undertake; upheld uphold; woke woken wake;
wore worn wear; wept weep; won win; withdrew withdrawn withdraw; withheld withhold; wrote written write;
men man; women woman; children child; people person; feet foot; teeth tooth; lives life; wives wife; knives knife;
leaves leaf; thieves thief; wolves wolf; data datum; crises crisis; mice mouse; shelves shelf; died dying die;
lying lie; tied tying tie; death dead die; killing killed kill; deaths die
"""

# Demonyms, "adjective adjective … place". A claim about the Japanese government is a claim about Japan.
_DEMONYMS = """
afghan afghans afghanistan; albanian albania; algerian algeria; american americans america u.s; angolan angola;
argentine argentinian argentina; armenian armenia; australian australians australia; austrian austria;
azerbaijani azeri azerbaijan; bahraini bahrain; bangladeshi bangladesh; belarusian belarus; belgian belgium;
bolivian bolivia; bosnian bosnia; brazilian brazilians brazil; british briton britons britain; bulgarian bulgaria;
burmese burma; burundian burundi; cambodian cambodia; cameroonian cameroon; canadian canadians canada;
chadian chad; chilean chile; chinese china; colombian colombia; congolese congo; croatian croat croatia; cuban cuba;
cypriot cyprus; czech czechia; danish dane danes denmark; dutch netherlands; ecuadorian ecuador; egyptian egyptians
egypt; english englishman england; eritrean eritrea; estonian estonia; ethiopian ethiopia; european europeans europe;
filipino filipinos philippine philippines; finnish finn finland; french frenchman france; gambian gambia; georgian
georgia; german germans germany; ghanaian ghana; greek greeks greece; guatemalan guatemala; haitian haiti; honduran
honduras; hungarian hungary; icelandic iceland; indian indians india; indonesian indonesia; iranian iranians iran; iraqi
iraqis iraq; irish ireland; israeli israelis israel; italian italians italy; ivorian ivory; jamaican jamaica; japanese
japan; jordanian jordan; kazakh kazakhstan; kenyan kenyans kenya; kosovan kosovar kosovo; kuwaiti kuwait; kyrgyz
kyrgyzstan; laotian laos; latvian latvia; lebanese lebanon; liberian liberia; libyan libyans libya; lithuanian
lithuania; macedonian macedonia; malaysian malaysia; malian mali; maltese malta; mexican mexicans mexico; moldovan
moldova; mongolian mongolia; montenegrin montenegro; moroccan morocco; mozambican mozambique; namibian namibia; nepalese
nepali nepal; nicaraguan nicaragua; nigerian nigerians nigeria; norwegian norway; omani oman; pakistani pakistanis
pakistan; palestinian palestinians palestine; panamanian panama; paraguayan paraguay; peruvian peru; polish pole poles
poland; portuguese portugal; qatari qatar; romanian romania; russian russians russia; rwandan rwanda; saudi saudis
saudi; scottish scot scots scotland; senegalese senegal; serbian serb serbs serbia; singaporean singapore; slovak
slovakia; slovenian slovenia; somali somalis somalia; spanish spaniard spain; sudanese sudan; swedish swede swedes
sweden; swiss switzerland; syrian syrians syria; taiwanese taiwan; tajik tajikistan; tanzanian tanzania; thai thailand;
tibetan tibet; tunisian tunisia; turkish turk turks turkey; turkmen turkmenistan; ugandan uganda; ukrainian ukrainians
ukraine; uruguayan uruguay; uzbek uzbekistan; venezuelan venezuela; vietnamese vietnam; welsh wales; yemeni yemenis
yemen; zambian zambia; zimbabwean zimbabwe; asian asia; african africans africa; crimean crimea; catalan catalonia;
californian california; texan texas
"""

_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {word: str(10 * (n + 2)) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
# "The second world war" and "World War Two" are one war. "First" is left as it is: it seldom counts.
_NUMBERS |= {
    word: str(value)
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 2
    )
}

# Weekday and month names are often cut short.
_SHORT = (
    {m[:3]: m for m in "january february april august september october november december".split()}
    | {"sept": "september"}
    | {"govt": "government", "uk": "britain", "usa": "u.s", "mps": "mp"}
)

# American spellings of endings that British writers spell otherwise; the stem of "defense" is that of "defence". Each
# row asks for enough before the ending, and for the same whatever follows it: "rise" and "rising", "hour" and "hours".
_BRITISH = (
    (r"\w\w[^\Waeiouy]", "is", "iz", ("e", "ed", "es", "ing", "er", "ers", "ation", "ations")),
    (r"\w\w", "ys", "yz", ("e", "ed", "es", "ing")),
    (r"\w\w\w", "our", "or", ("", "s", "ed", "ing", "able", "ful", "ite", "er", "ers")),
    (r"\w\w\w", "ence", "ense", ("", "s", "less")),
    (r"\w\w", "bre", "ber", ("", "s", "d")),
    (r"\w\w", "tre", "ter", ("", "s", "d")),
    # "travelled", "cancelling", but "called", "filling": a verb of one syllable keeps both in America too.
    (r"[aeiouy][^aeiouy]+[aeiou]", "ll", "l", ("ed", "ing", "er", "ers")),
    (r"\w\w\w", "ogue", "og", ("", "s")),
    (r"", "amme", "am", ("", "s")),
)
# By their last letters, as nearly all words have none of them: ending → what is to stand before it, the American one.
_ENDINGS = {
    british + end: (re.compile(rf"{before}\Z"), american + end)
    for before, british, american, ends in _BRITISH
    for end in ends
}
_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)


def _table(rows: str) -> dict[str, str]:
    """Return form → base from rows of ``form … base`` separated by semicolons."""
    table: dict[str, str] = {}
    for row in rows.split(";"):
        *forms, base = row.split()
        table.update(dict.fromkeys(forms, base))
    return table


_BASES = _table(_IRREGULAR) | _table(_DEMONYMS) | _SHORT
PAST_FORMS = frozenset(_table(_IRREGULAR)) - set("men women children people feet teeth data crises mice".split())
COUNTRIES = frozenset(_table(_DEMONYMS).values())
_LONGEST = 60  # letters of a word that can have a stem; what is longer is an address, a code or noise
_STEM = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """Return the term of `word`: what stands for it wherever words are compared.

    >>> [term(w) for w in ("nationalising", "Nationalization", "Japanese", "met", "twelve", "U.S.", "Abe's")]
    ['nation', 'nation', 'japan', 'meet', '12', 'u.s', 'abe']
    """
    if word in {"US", "U.S.", "U.S"}:
        return "u.s"
    folded = fold(word).replace("’", "'").strip("'.")
    folded = folded.removesuffix("'s").rstrip("'")
    if folded == "u.s":
        return folded
    if folded in _NUMBERS:
        return _NUMBERS[folded]
    if folded[:1].isdigit():
        return folded.replace(",", "")
    if folded in _BASES:
        return _stem(_BASES[folded])
    return _stem(_american(folded))


def _american(word: str) -> str:
    for size in _SIZES:
        before, american = _ENDINGS.get(word[-size:], (None, ""))
        if before and before.search(word[:-size]):
            return word[:-size] + american
    return word


def _stem(word: str) -> str:
    return word if "." in word or len(word) > _LONGEST else _STEM(word)
