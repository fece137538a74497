"""How well numbers and dates are read, beside text2num and dateparser, and how fast.

    python benchmarks/values.py            # quality; needs tellings[bench]
    python benchmarks/values.py --speed    # time at n, 2n and 4n of input

Cases: tests/cases/values.json, sentences in the manner of the news, written and labelled for this project before
anything read them; every third ("held") was not looked at while the readers were made. F1 is over mentions: one is
right where it overlaps a mention of the labels and its value (its days, its bounds) is the same; each label and each
mention counts once.

Peers do not know what is counted and convert no units, so a peer's value is right, too, where any factor of the label's
unit leads to it. text2num reads number words only; a regular expression reads figures for it. dateparser gives one
point in time and, asked again with the words it found, whether they say a day, a week, a month or a year; a year is
taken as that whole year. Cases without a day of the article are left out for dates, as dateparser would take the
computer's.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from compare.claims.annotate import claims, loose_claims
from compare.claims.dates import times
from compare.claims.periods import week, whole_month, whole_year
from compare.claims.quantities import numbers
from compare.claims.sentences import sentence_spans
from compare.claims.units import MEASURES
from compare.model import Role, Span

ROOT = Path(__file__).resolve().parents[1]
CASES = json.loads((ROOT / "tests/cases/values.json").read_text("utf-8"))
OUT = ROOT / "benchmarks/results/values.json"


class Mention(NamedTuple):
    """A number or a time that was found: its place, what it says, and further details that can be right or wrong."""

    start: int
    end: int
    value: Any
    bounds: Any = None
    unit: Any = None


def placed(text: str, rows: list[dict[str, Any]]) -> list[Span]:
    """Return where the words of labels stand, one after the other."""
    spans, at = [], 0
    for row in rows:
        at = text.index(row["words"], at)
        spans.append(Span(at, at + len(row["words"])))
        at = spans[-1].end
    return spans


def labelled_numbers(case: dict[str, Any]) -> list[Mention]:
    spans = placed(case["text"], case["numbers"])
    return [
        Mention(*span, row["value"], (-math.inf if row["low"] is None else row["low"],
                                      math.inf if row["high"] is None else row["high"]), row["unit"])
        for span, row in zip(spans, case["numbers"], strict=True)
    ]  # fmt: skip


def labelled_times(case: dict[str, Any]) -> list[Mention]:
    spans = placed(case["text"], case["times"])
    return [Mention(*span, (row["start"], row["end"])) for span, row in zip(spans, case["times"], strict=True)]


def our_numbers(case: dict[str, Any]) -> list[Mention]:
    (claim,) = loose_claims("x", [case["text"]], day(case))
    return [Mention(*n.span, n.value, (n.low, n.high), n.unit) for n in claim.numbers]


def our_times(case: dict[str, Any]) -> list[Mention]:
    found = times(case["text"], Span(0, len(case["text"])), day(case))
    return [Mention(*t.span, (iso(t.start), iso(t.end))) for t in found]


def day(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(case["today"]) if case["today"] else None


def iso(found: date | None) -> str | None:
    return found.isoformat() if found else None


def text2num(case: dict[str, Any]) -> list[Mention]:
    """Number words by text2num, figures by a regular expression."""
    from text_to_num import find_numbers

    text = case["text"]
    words = [_Word(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+(?:['’]\w+)*|[^\w\s]", text)]
    found = [
        Mention(words[o.start].start, words[o.end - 1].end, float(o.value))
        for o in find_numbers(words, "en", threshold=0.0)
    ]
    for match in re.finditer(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?", text):
        if not any(f.start < match.end() and match.start() < f.end for f in found):
            found.append(Mention(*match.span(), float(match.group().replace(",", ""))))
    return [Mention(m.start, m.end, m.value, (m.value, m.value)) for m in found]


class _Word:
    """A token as text2num asks for."""

    def __init__(self, form: str, start: int, end: int) -> None:
        self.form, self.start, self.end = form, start, end

    def text(self) -> str:
        return self.form.lower()

    def nt_separated(self, previous: _Word) -> bool:  # noqa: ARG002
        return False

    def not_a_number_part(self) -> bool:
        return False


def dateparser(case: dict[str, Any]) -> list[Mention]:
    """The dates that dateparser's search finds, each as the day, week, month or year that it says it means."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    today = day(case)
    assert today
    noon = datetime(today.year, today.month, today.day, 12)
    settings: dict[str, Any] = {"RELATIVE_BASE": noon, "PREFER_DATES_FROM": "past"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found, at = [], 0
        for words, when in search_dates(case["text"], languages=["en"], settings=settings) or []:
            place = case["text"].find(words, at)
            if place < 0:
                continue
            at = place + len(words)
            period = DateDataParser(languages=["en"], settings=settings).get_date_data(words).period
            days = {"month": whole_month(when.year, when.month), "year": whole_year(when.year)}.get(
                str(period), week(when.date()) if period == "week" else (when.date(), when.date())
            )
            found.append(Mention(place, at, (iso(days[0]), iso(days[1]))))
    return found


def close(one: float, other: float) -> bool:
    return one == other or math.isclose(one, other, rel_tol=1e-6)


def same_value(gold: Mention, found: Mention) -> bool:
    if not isinstance(gold.value, (int, float)):
        return bool(gold.value == found.value)
    if close(gold.value, found.value):
        return True
    if found.unit is not None:
        return False
    units = {u for u in MEASURES.values() if u.name == gold.unit}  # a peer's value, whatever its unit
    return any(close(gold.value, found.value * u.factor + u.shift) for u in units) or (
        gold.unit == "%" and close(gold.value, 100 * found.value)
    )


def same_bounds(gold: Mention, found: Mention) -> bool:
    return found.bounds is not None and all(map(close, gold.bounds, found.bounds))


RIGHT: dict[str, Callable[[Mention, Mention], bool]] = {
    "found": lambda _, __: True,
    "value": same_value,
    "value and bounds": lambda gold, found: same_value(gold, found) and same_bounds(gold, found),
    "value, bounds and unit": lambda g, f: same_value(g, f) and same_bounds(g, f) and g.unit == f.unit,
    "days": same_value,
}


def f1(
    cases: list[dict[str, Any]],
    gold_of: Callable[[dict[str, Any]], list[Mention]],
    found_by: Callable[[dict[str, Any]], list[Mention]],
    right: Callable[[Mention, Mention], bool],
) -> dict[str, float]:
    """Return precision, recall and F1 over all mentions."""
    hits = there = said = 0
    for case in cases:
        gold, found = gold_of(case), found_by(case)
        there, said = there + len(gold), said + len(found)
        for label in gold:
            match = next((f for f in found if f.start < label.end and label.start < f.end and right(label, f)), None)
            if match:
                hits += 1
                found.remove(match)
    precision, recall = hits / max(said, 1), hits / max(there, 1)
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "F1": round(2 * hits / max(there + said, 1), 3),
    }


def quality() -> dict[str, Any]:
    """Return the figures of all on the part that was seen and the part that was held back."""
    result: dict[str, Any] = {"peers": {name: version(name) for name in ("text2num", "dateparser")}}
    for split in ("seen", "held"):
        cases = [case for case in CASES if case["split"] == split]
        dated = [case for case in cases if case["today"]]
        figures: dict[str, Any] = {"cases": len(cases)}
        for what, gold_of, part, methods, measures in (
            ("numbers", labelled_numbers, cases, {"tellings": our_numbers, "text2num": text2num},
             ("found", "value", "value and bounds", "value, bounds and unit")),
            ("dates", labelled_times, dated, {"tellings": our_times, "dateparser": dateparser}, ("found", "days")),
        ):  # fmt: skip
            figures[f"labelled {what}"] = sum(len(gold_of(case)) for case in part)
            for name, method in methods.items():
                rows = {
                    m: f1(part, gold_of, method, RIGHT[m]) for m in measures if name == "tellings" or "unit" not in m
                }
                figures[f"{name}, {what}"] = rows
                print(f"{split:5s} {name + ', ' + what:22s}", *(f"{m} {row['F1']:.3f}" for m, row in rows.items()))
        result[split] = figures
    return result


def speed() -> dict[str, Any]:
    """Return the time for 600 words, and for n, 2n and 4n of them in one sentence and in many."""
    words = " ".join(case["text"] for case in CASES)
    today = date(2015, 3, 19)
    result: dict[str, Any] = {}
    shapes = {"sentences": words + " ", "one sentence": words.replace(".", ",") + " ", "figures": "1,234 to 5 "}
    shapes |= {"letters": "aB", "weekdays": "last Thursday May 3 ", "spaces": " \t"}
    for shape, unit in shapes.items():
        for size in (50_000, 100_000, 200_000):
            text = (unit * (size // len(unit) + 1))[:size]
            spans = sentence_spans(text) if shape == "sentences" else [Span(0, len(text))]
            began = time.process_time()
            for span in spans:
                when = times(text, span, today)
                numbers(text, span, (), when)
            result.setdefault(shape, []).append(round(time.process_time() - began, 3))
        print(f"{shape:14s} 50, 100, 200 thousand characters: {result[shape]} s")
    seeds = [line for name in ("bbc", "scmp") for line in (ROOT / f"seeds/{name}.txt").read_text("utf-8").split("\n")]
    sentences = [line for line in seeds if line.endswith(".")]
    for name, text in (("the sample articles", " ".join(sentences)), ("the cases, all numbers and dates", words)):
        result[f"milliseconds for 600 words of {name}"] = cost(" ".join(text.split()[:600]), today)
        print(name, result[f"milliseconds for 600 words of {name}"])
    return result


def cost(story: str, today: date) -> dict[str, float]:
    """Return the milliseconds that the parts of annotating `story` take, the best of nine."""
    statements = [(span, Role.PARAGRAPH) for span in sentence_spans(story)]
    words = [word for claim in claims("x", story, statements, today) for word in claim.words]
    parts = [(span, tuple(w for w in words if span.start <= w.span.start < span.end)) for span, _ in statements]

    def milliseconds(call: Callable[[], object]) -> float:
        best = math.inf
        for _ in range(9):
            began = time.process_time()
            call()
            best = min(best, time.process_time() - began)
        return round(1000 * best, 1)

    return {
        "dates": milliseconds(lambda: [times(story, span, today) for span, _ in parts]),
        "numbers": milliseconds(lambda: [numbers(story, span, own, ()) for span, own in parts]),
        "all of the annotation": milliseconds(lambda: claims("x", story, statements, today)),
    }


def main() -> None:
    """Measure one part, and write it beside the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", action="store_true", help="measure time instead of quality")
    result = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    if parser.parse_args().speed:
        result["speed"] = speed()
    else:
        result |= quality()
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
