"""The language of an article, and what a user is told of it; no script breaks anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.articles import language
from compare.articles.language import caution, language_of
from compare.articles.read import read
from compare.pipeline import claims_of

TEXTS = {
    "en": "The river rose two metres on Monday and the old town of Varnby was flooded, officials said.",
    "de": "Der Fluss stieg am Montag um zwei Meter, und die Altstadt wurde von dem Wasser überflutet.",
    "fr": "La rivière est montée de deux mètres lundi et la vieille ville a été inondée par les eaux.",
    "es": "El río subió dos metros el lunes y el casco antiguo de la ciudad se inundó por las lluvias.",
    "sv": "Floden steg två meter på måndagen och den gamla staden har översvämmats av vattnet, som är kallt.",
    "ru": "Река поднялась на два метра в понедельник, и старый город был затоплен, как заявили власти.",
    "uk": "Річка піднялася на два метри у понеділок, і старе місто було затоплене, як це заявили та інші.",
    "zh": "河水周一上涨两米，淹没了老城。警方从学校救出十二人。",
    "ja": "川は月曜日に二メートル上昇し、旧市街が浸水した。警察は学校から十二人を救助した。",
    "ko": "강물이 월요일에 2미터 상승하여 구시가지가 침수되었다. 경찰은 학교에서 12명을 구조했다.",
    "ar": "ارتفع النهر مترين يوم الاثنين وغمرت المياه المدينة القديمة. وأنقذت الشرطة اثني عشر شخصا.",
    "he": "הנהר עלה בשני מטרים ביום שני והציף את העיר העתיקה. המשטרה חילצה שנים עשר בני אדם.",
    "th": "แม่น้ำเพิ่มขึ้นสองเมตรในวันจันทร์และท่วมเมืองเก่า ตำรวจช่วยเหลือคนสิบสองคน",
    "el": "Ο ποταμός ανέβηκε δύο μέτρα τη Δευτέρα και πλημμύρισε την παλιά πόλη.",
    "fa": "رودخانه روز دوشنبه دو متر بالا آمد و شهر قدیمی را آب گرفت. پلیس گفت که چهار نفر نجات یافتند.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_each_is_told_and_its_article_read(code: str) -> None:
    assert language_of(TEXTS[code]) == code
    article = read(TEXTS[code].encode())
    assert article.source.language == code
    assert bool(article.notes) == (code != "en")
    claims = claims_of(article)
    assert claims and all(claim.span.of(article.text) == claim.text for claim in claims)
    page = f"<html><body><article><p>{'</p><p>'.join([TEXTS[code]] * 4)}</p></article></body></html>"
    assert read(page.encode()).text.count(TEXTS[code]) == 4


@pytest.mark.parametrize("text", ["", "12.3.2015", "Flood", "...", "abc def"])
def test_too_little_to_tell(text: str) -> None:
    assert language_of(text) is None
    assert caution(None) == ()


def test_the_note_names_the_language_and_says_what_to_do() -> None:
    (note,) = caution("de")
    assert note.startswith("is in German:") and note.endswith("check each match yourself")
    assert "'xx'" in caution("xx")[0]


def test_without_the_extra_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    language._py3langid.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "py3langid.langid", None)
    assert language_of("Upea lorem ipsum dolor sit amet consectetur adipiscing elit sed") is None
    language._py3langid.cache_clear()


@settings(deadline=None)  # py3langid loads with the first that needs it
@given(st.text(max_size=300))
def test_any_text_has_a_code_or_none(text: str) -> None:
    found = language_of(text)
    assert found is None or (2 <= len(found) <= 3 and found.isascii())
