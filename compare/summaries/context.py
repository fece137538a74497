"""Which sentences cannot be understood alone, and the sentence that each leans on.

    bbc:7   Japan's deputy foreign minister told reporters that both sides hoped to "especially discuss intentions …"
    bbc:8   His counterpart, China's Assistant Foreign Minister Liu Jianchao, said that China hoped …

"His" in bbc:8 is the minister of bbc:7: alone in a summary it would speak of whoever stands before it, perhaps of
another source. So it may only follow bbc:7. The same holds for a sentence that begins with a connective ("But the
BBC's …") and for a quotation that names no speaker: an extract must not take words from the person who said them.
The rule looks at the first word, or at the quotation marks; it does not resolve the reference. It errs on the side
of leaving out: "It is raining" needs nobody, and waits in vain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.model import Claim

_OPENING = r"^[\s\"'“”‘’„«(\[•*-]*"
_LEANING = re.compile(
    _OPENING + r"(but|and|so|yet|still|then|however|also|moreover|meanwhile|instead|nor|or|therefore|thus|hence"
    r"|nevertheless|nonetheless|otherwise|furthermore|afterwards?|such|another|others"
    r"|he|she|it|they|his|her|hers|its|their|theirs|him|them|this|that|these|those)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"^\s*[\"“”„«]")
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|add(?:ed|s)|according|wr(?:ote|ites)|tweet(?:ed|s)|ask(?:ed|s)|explain(?:ed|s)"
    r"|stat(?:ed|es|ement)|claim(?:ed|s)|argu(?:ed|es)|insist(?:ed|s)|warn(?:ed|s)|announc(?:ed|es)|not(?:ed|es)"
    r"|report(?:ed|s)|admit(?:ted|s)|confirm(?:ed|s)|den(?:ied|ies)|call(?:ed|s))\b",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Return whether the sentence `text` opens by pointing back, or quotes without naming who speaks.

    >>> leans("His counterpart said that China hoped so."), leans("China hoped so."), leans('"We hope so."')
    (True, False, True)
    """
    opening = _LEANING.match(text)
    if opening and not opening[1].isupper():  # "IT firms" is no pronoun
        return True
    return bool(_QUOTATION.match(text)) and not _SPEECH.search(text)


def antecedents(claims: Sequence[Claim], captions: Sequence[Claim] = ()) -> dict[int, int | None]:
    """Return, for each position of a claim that leans, the position of the claim before it in its article.

    None where that is not among `claims`, or there is none. `captions` stand beside the text and are passed over.
    """
    places = {(claim.source, claim.number): position for position, claim in enumerate(claims)}
    beside = {(claim.source, claim.number) for claim in captions}
    found: dict[int, int | None] = {}
    for position, claim in enumerate(claims):
        if leans(claim.text):
            number = claim.number - 1
            while (claim.source, number) in beside:
                number -= 1
            before = places.get((claim.source, number))
            found[position] = before if before is not None and before < position else None
    return found
