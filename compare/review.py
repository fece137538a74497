"""A reviewer's hand: decisions on what was found, kept beside the report and applied again.

    bbc:3 ─ bbc:7 ─ scmp:6      one fact, as it was found

    {"do": "split", "claims": ["bbc:7"]}                                 two facts: bbc:3, scmp:6 │ bbc:7
    {"do": "merge", "claims": ["bbc:7", "scmp:9"]}                       bbc:3, scmp:6 │ bbc:7, scmp:9
    {"do": "status", "claims": ["bbc:3", "scmp:6"], "status": "conflicting"}

A decision names claims, never facts by their number: other settings number facts otherwise, the claims stay. So that it
means the same whatever was found, each but a note says which claims are one fact: *accept*, *split*, *merge* and
*status* that those named are one, without others; *reject* that each named stands alone. Whoever was with them and is
not named stays behind. Decisions are applied in their order, and each claim is in exactly one fact after each of them.

What follows from them: a pair that was taken apart is neither match, doubt nor conflict any more. A pair that was put
together is a match of probability 1, and its details are compared. *Shared* makes an explained difference of each
conflict of the fact; *unique* sets the claims of each source apart and takes their doubts away, as does *accept* of
what one source says. Nothing else changes: facts that no decision touches keep their id, claims and status.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any, Final

from compare.errors import ReviewError
from compare.model import Act, Claim, Comparison, Conflict, Decision, Fact, Match, Review, Status

SCHEMA_VERSION: Final = "1.0"

Differences = Callable[[Sequence[Claim], Sequence[Match]], Sequence[Conflict]]


def parse(text: str | bytes, name: str = "the review") -> Review:
    """Read the JSON of a review; `name` is what its errors call it. Raises `ReviewError`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"{name} is no JSON ({error}); give the file that the report or the page saved") from error
    if not isinstance(data, dict) or not isinstance(data.get("decisions"), list):
        raise ReviewError(f"{name} is no review: it has no list of decisions; give the file that the page saved")
    version = data.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise ReviewError(f"{name} has schema version {version!r}; this tellings reads {SCHEMA_VERSION}: update it")
    return Review(
        comparison=_words(data, "comparison", name),
        coder=_words(data, "coder", name).strip(),
        decisions=tuple(_decision(each, f"{name}: decision {k}") for k, each in enumerate(data["decisions"], 1)),
        version=_words(data, "version", name, optional=True),
    )


def to_data(review: Review) -> dict[str, Any]:
    """Return `review` as plain dicts, lists and strings; `parse` reads its JSON back as the same review."""
    version = {"version": review.version} if review.version else {}
    decisions = [
        {
            "do": each.do.value,
            "claims": list(each.claims),
            **({"status": each.status.value} if each.status else {}),
            **({"text": each.text} if each.text else {}),
            **({"at": each.at} if each.at else {}),
        }
        for each in review.decisions
    ]
    head = {"schema_version": SCHEMA_VERSION, "comparison": review.comparison, "coder": review.coder}
    return {**head, **version, "decisions": decisions}


def notices(comparison: Comparison, review: Review) -> tuple[str, ...]:
    """Return what a user should know before `review` is applied; mostly nothing."""
    if review.version in ("", comparison.version):
        return ()
    return (
        f"the review was made with tellings {review.version}, this comparison with {comparison.version}: "
        "what nobody has reviewed may have been found otherwise",
    )


def applied(
    comparison: Comparison, review: Review, differences: Differences = lambda _claims, _matches: ()
) -> Comparison:
    """Return `comparison` as the reviewer has it; its summaries are those of before.

    `differences` compares the details of the claims that the reviewer put together. Raises `ReviewError` where the
    review is of another comparison, names a claim that is not there, or calls shared what one source alone says.
    """
    _fits(comparison, review)
    board = _Board(comparison)
    for decision in review.decisions:
        board.take(decision)
    facts = _ordered(comparison, _Facts(comparison, board, review.coder, differences).made())
    return replace(
        comparison,
        matches=tuple(match for fact in facts for match in fact.matches),
        doubts=tuple(dict.fromkeys(doubt for fact in facts for doubt in fact.doubts)),
        facts=facts,
        conflicts=tuple(conflict for fact in facts for conflict in fact.conflicts),
        review=review,
    )


def _decision(data: object, name: str) -> Decision:
    if not isinstance(data, dict):
        raise ReviewError(f"{name} is no object with a `do` and `claims`")
    try:
        act = Act(str(data.get("do")))
    except ValueError as error:
        raise ReviewError(f"{name}: do is {data.get('do')!r}; write {', '.join(Act)}") from error
    claims = data.get("claims")
    if not isinstance(claims, list) or not claims or not all(isinstance(claim, str) for claim in claims):
        raise ReviewError(f'{name} names no claims; write a list of their ids, such as ["bbc:3"]')
    status = None
    if act is Act.STATUS:
        try:
            status = Status(str(data.get("status")))
        except ValueError as error:
            raise ReviewError(f"{name}: status is {data.get('status')!r}; write {', '.join(Status)}") from error
    text = _words(data, "text", name) if act is Act.NOTE else ""
    at = _words(data, "at", name, optional=True)
    try:
        datetime.fromisoformat(at or "2000-01-01")
    except ValueError as error:
        raise ReviewError(f"{name}: at is {at!r}; write a time after ISO 8601, or nothing") from error
    return Decision(act, tuple(dict.fromkeys(claims)), status, text, at)


def _words(data: Mapping[str, object], key: str, name: str, *, optional: bool = False) -> str:
    value = data.get(key, "" if optional else None)
    if not isinstance(value, str) or not (optional or value.strip()):
        raise ReviewError(f"{name} has no {key}, or it is no text")
    return value


def _fits(comparison: Comparison, review: Review) -> None:
    """Raise `ReviewError` where the review is of another comparison, or names claims that this one has not."""
    if comparison.review is not None:
        raise ReviewError(f"{comparison.review.coder} has reviewed it already; apply each review to what was found")
    if review.comparison != comparison.fingerprint:
        other = ""
        if notices(comparison, review):
            other = f", or tellings {review.version} cut their sentences otherwise than {comparison.version} does"
        raise ReviewError(
            f"the review of {review.coder} is of another comparison: the articles, their names or their texts differ"
            f"{other}; give the same files, each with the same --name"
        )
    known = {claim.id for claim in comparison.claims}
    for number, decision in enumerate(review.decisions, 1):
        if missing := [claim for claim in decision.claims if claim not in known]:
            raise ReviewError(f"decision {number} of {review.coder} names {missing[0]}, which is no claim here")


@dataclass(eq=False)
class _Group:
    """The positions of the claims that are one fact so far, what the reviewer says of it, and the facts they are of."""

    members: frozenset[int]
    status: Status | None = None
    alone: bool = False  # no doubt is left: it is one source's
    joined: bool = False  # the reviewer says that it is one fact
    decisions: tuple[Decision, ...] = ()


class _Board:
    """The claims of a comparison in groups, which decisions change one after the other."""

    def __init__(self, comparison: Comparison) -> None:
        self._claims = comparison.claims
        self._at = {claim.id: position for position, claim in enumerate(comparison.claims)}
        groups = [_Group(frozenset(self._at[claim.id] for claim in fact.claims)) for fact in comparison.facts]
        self._group_of = {position: group for group in groups for position in group.members}
        self.parted: set[frozenset[int]] = set()

    @property
    def groups(self) -> list[_Group]:
        """The groups, each once."""
        return list(dict.fromkeys(self._group_of.values()))

    def take(self, decision: Decision) -> None:
        """Change the groups as `decision` says."""
        named = frozenset(self._at[claim] for claim in decision.claims)
        match decision.do:
            case Act.NOTE:
                for group in dict.fromkeys(self._group_of[position] for position in sorted(named)):
                    group.decisions += (decision,)
            case Act.REJECT:
                self._apart([frozenset([position]) for position in sorted(named)], decision)
            case Act.STATUS if decision.status is Status.UNIQUE:
                self._apart(self._by_source(named), decision, alone=True)
            case _:
                self._one(named, decision)

    def _one(self, named: frozenset[int], decision: Decision) -> None:
        sources = {self._claims[position].source for position in named}
        if decision.do is Act.STATUS and len(sources) == 1:
            raise ReviewError(
                f"what {next(iter(sources))} alone says cannot be {decision.status}: in the decision on "
                f"{', '.join(decision.claims)}, name the claims of another source too"
            )
        group = self._set(named, decision)
        group.joined = True
        group.alone = decision.do is Act.ACCEPT and len(sources) == 1
        if decision.do is Act.STATUS:
            group.status = decision.status

    def _apart(self, parts: Sequence[frozenset[int]], decision: Decision, *, alone: bool = False) -> None:
        for part in parts:
            self._set(part, decision).alone = alone
        for k, part in enumerate(parts):
            for other in parts[k + 1 :]:
                self.parted |= {frozenset((a, b)) for a in part for b in other}

    def _on(self, group: frozenset[int], earlier: Iterable[Decision], decision: Decision) -> tuple[Decision, ...]:
        """Return the earlier decisions that name a claim of the group, and the one that made it."""
        kept = (each for each in earlier if any(self._at[claim] in group for claim in each.claims))
        return tuple(dict.fromkeys((*kept, decision)))

    def _by_source(self, named: Iterable[int]) -> list[frozenset[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for position in sorted(named):
            found[self._claims[position].source].add(position)
        return [frozenset(part) for part in found.values()]

    def _set(self, named: frozenset[int], decision: Decision) -> _Group:
        """Make a group of the named claims and no others. Whom they leave behind stays together."""
        former = list(dict.fromkeys(self._group_of[position] for position in sorted(named)))
        earlier = tuple(each for group in former for each in group.decisions)
        made = _Group(named, decisions=self._on(named, earlier, decision))
        if len(former) == 1 and former[0].members == named:
            made.status = former[0].status
        for group in former:
            if left := group.members - named:
                self.parted |= {frozenset((a, b)) for a in left for b in group.members & named}
                several = len({self._claims[position].source for position in left}) > 1
                rest = _Group(left, group.status if several else None, joined=group.joined)
                rest.decisions = self._on(left, group.decisions, decision)
                self._group_of.update(dict.fromkeys(left, rest))
        self._group_of.update(dict.fromkeys(named, made))
        self.parted -= {frozenset((a, b)) for a in named for b in named}
        return made


class _Facts:
    """From the groups that a reviewer made to facts, with what was found of their claims."""

    def __init__(self, comparison: Comparison, board: _Board, coder: str, differences: Differences) -> None:
        self._claims = comparison.claims
        self._board = board
        self._coder = coder
        self._differences = differences
        self._home = {position: group for group in board.groups for position in group.members}
        self._found = {claim.id: fact for fact in comparison.facts for claim in fact.claims}
        self._matches = {(match.a, match.b): match for match in comparison.matches}
        self._doubts: dict[_Group, dict[tuple[int, int], Match]] = defaultdict(dict)
        for doubt in (*comparison.doubts, *(doubt for fact in comparison.facts for doubt in fact.doubts)):
            for group in (self._home[doubt.a], self._home[doubt.b]):
                self._doubts[group].setdefault((doubt.a, doubt.b), doubt)
        self._clashes: dict[_Group, dict[Conflict, None]] = defaultdict(dict)
        self._explained: dict[_Group, dict[Conflict, None]] = defaultdict(dict)
        for fact in comparison.facts:
            for clash in fact.conflicts:
                if self._home[clash.a] is self._home[clash.b]:
                    self._clashes[self._home[clash.a]][clash] = None
            for difference in fact.differences:
                if self._home[difference.a] is self._home[difference.b] or self._open(difference.a, difference.b):
                    self._explained[self._home[difference.a]][difference] = None

    def made(self) -> list[Fact]:
        """Return a fact for each group; one that no decision touched is the fact that was found, but for its doubts."""
        return [self._fact(group) for group in self._board.groups]

    def _fact(self, group: _Group) -> Fact:
        members = sorted(group.members)
        origin = self._origin(members)
        doubts = self._open_doubts(group, origin)
        if not group.decisions:
            return replace(origin, doubts=doubts, differences=tuple(self._explained[group]))
        claims = tuple(self._claims[position] for position in members)
        same = claims == origin.claims
        matches = origin.matches if same else self._held(group, members)
        clashes, explained = self._told(group, matches)
        status = group.status or _status(claims, clashes)
        settled = bool(doubts) != bool(origin.doubts) and status is Status.UNIQUE
        return Fact(
            id=origin.id,
            status=status,
            claims=claims,
            probability=1.0 if not same and (group.joined or len(claims) == 1) else origin.probability,
            matches=matches,
            doubts=doubts,
            conflicts=clashes,
            differences=explained,
            decisions=group.decisions,
            changed=not same or status is not origin.status or settled,
        )

    def _origin(self, members: Sequence[int]) -> Fact:
        """Return the fact that was found for the claims; of several, that of most of them."""
        found = [self._found[self._claims[position].id] for position in members]
        counts = Counter(fact.id for fact in found)
        return max(found, key=lambda fact: counts[fact.id])

    def _open_doubts(self, group: _Group, origin: Fact) -> tuple[Match, ...]:
        """Return the doubts that are left, those that were found with the fact first and in their order."""
        order = {(doubt.a, doubt.b): k for k, doubt in enumerate(origin.doubts)}
        kept = [doubt for doubt in self._doubts[group].values() if self._open(doubt.a, doubt.b)]
        return tuple(sorted(kept, key=lambda pair: (order.get((pair.a, pair.b), len(order)), pair.a, pair.b)))

    def _open(self, a: int, b: int) -> bool:
        """Whether two claims may still be doubted: in two facts, of which nobody said that they are apart."""
        left, right = self._home[a], self._home[b]
        return left is not right and not (left.alone or right.alone or frozenset((a, b)) in self._board.parted)

    def _held(self, group: _Group, members: Sequence[int]) -> tuple[Match, ...]:
        """Return the pairs within a group: those that were matches, and those that only the reviewer put together."""
        found = []
        for a, b in combinations(members, 2):
            match = self._matches.get((a, b)) or self._matches.get((b, a))
            if match:
                found.append(match)
            elif group.joined and self._joined_by_hand(a, b):
                doubts = self._doubts[group]
                doubt = doubts.get((a, b)) or doubts.get((b, a)) or Match(a, b, 1.0)
                found.append(replace(doubt, probability=1.0))
        return tuple(found)

    def _joined_by_hand(self, a: int, b: int) -> bool:
        left, right = self._claims[a], self._claims[b]
        return left.source != right.source and self._found[left.id] is not self._found[right.id]

    def _told(self, group: _Group, matches: Sequence[Match]) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
        """Return the conflicts of a group and what is explained; a reviewer's *shared* explains every conflict."""
        clashes, explained = dict(self._clashes[group]), dict(self._explained[group])
        new = [match for match in matches if (match.a, match.b) not in self._matches]
        for found in self._differences(self._claims, new) if new else ():
            (explained if found.explanation else clashes)[found] = None
        if group.status is Status.SHARED:
            why = f"no contradiction, as {self._coder} sees it"
            explained |= {replace(clash, explanation=why): None for clash in clashes}
            clashes = {}
        return tuple(clashes), tuple(explained)


def _status(claims: Sequence[Claim], clashes: Sequence[Conflict]) -> Status:
    several = len({claim.source for claim in claims}) > 1
    return Status.CONFLICTING if clashes else Status.SHARED if several else Status.UNIQUE


def _ordered(comparison: Comparison, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts in the order of a reader's interest, with ids: what is new gets a new one."""
    rank = {fact.id: k for k, fact in enumerate(comparison.facts)}
    at = {claim.id: position for position, claim in enumerate(comparison.claims)}
    listed = sorted(facts, key=lambda fact: (-len(fact.sources), rank[fact.id], fact.changed, at[fact.claims[0].id]))
    keeper: dict[str, Fact] = {}
    for fact in sorted(facts, key=lambda fact: (fact.changed, -len(fact.claims), at[fact.claims[0].id])):
        keeper.setdefault(fact.id, fact)
    made, new = [], len(rank)
    for fact in listed:
        if keeper[fact.id] is fact:
            made.append(fact)
        else:
            new += 1
            made.append(replace(fact, id=f"F{new}"))
    return tuple(made)
