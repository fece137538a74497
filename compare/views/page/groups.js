// Which claims are one fact: as the report has it at some limit, then as the reviewer decided.
//
// The facts at each limit come from Python as differences from the report's. The decisions are taken as
// compare/review.py takes them: each but a note says which claims are one fact and which are apart.

const ACTS = ["accept", "reject", "split", "merge", "status", "note"];
const STATUSES = ["shared", "unique", "conflicting"];

function groupsFrom(step) {
  const leaders = [...data.leaders];
  step?.moved.forEach(([claim, leader]) => { leaders[claim] = leader; });
  const members = new Map();
  leaders.forEach((leader, claim) => members.set(leader, [...(members.get(leader) ?? []), claim]));
  return [...members.values()];
}

const pairKey = (a, b) => (a < b ? `${a}-${b}` : `${b}-${a}`);
const group = (members, more = {}) =>
  ({ members: new Set(members), status: null, alone: false, decisions: [], ...more });

class Board {
  constructor(lists) {
    this.home = [];
    this.parted = new Set();
    lists.forEach((members) => this.settle(group(members)));
  }

  settle(made) { made.members.forEach((claim) => { this.home[claim] = made; }); }

  get groups() { return [...new Set(this.home)]; }

  take(decision) {
    const named = decision.claims.map((id) => claimNamed.get(id));
    if (decision.do === "note") {
      new Set(named.map((claim) => this.home[claim])).forEach((one) => one.decisions.push(decision));
    } else if (decision.do === "reject") {
      this.apart(named.map((claim) => [claim]), decision, false);
    } else if (decision.do === "status" && decision.status === "unique") {
      const bySource = new Map();
      sorted(named).forEach((claim) =>
        bySource.set(sourceOf(claim), [...(bySource.get(sourceOf(claim)) ?? []), claim]));
      this.apart([...bySource.values()], decision, true);
    } else {
      const made = this.set(named, decision);
      made.alone = decision.do === "accept" && sourcesOf(made).length === 1;
      if (decision.do === "status") made.status = decision.status;
    }
  }

  apart(parts, decision, alone) {
    parts.forEach((part) => { this.set(part, decision).alone = alone; });
    parts.forEach((part, k) => parts.slice(k + 1).forEach((other) => this.part(part, other)));
  }

  part(some, others) {
    some.forEach((a) => others.forEach((b) => this.parted.add(pairKey(a, b))));
  }

  // Make one group of the named claims and no others; whom they leave behind stays together.
  set(named, decision) {
    const former = [...new Set(sorted(named).map((claim) => this.home[claim]))];
    const inside = new Set(named);
    const concerns = (members) => (one) => one.claims.some((id) => members.has(claimNamed.get(id)));
    const made = group(named);
    made.decisions = [...new Set([...former.flatMap((one) => one.decisions).filter(concerns(made.members)), decision])];
    if (former.length === 1 && former[0].members.size === made.members.size) made.status = former[0].status;
    former.forEach((one) => {
      const left = [...one.members].filter((claim) => !inside.has(claim));
      if (!left.length) return;
      this.part(left, [...one.members].filter((claim) => inside.has(claim)));
      const rest = group(left);
      if (sourcesOf(rest).length > 1) rest.status = one.status;
      rest.decisions = [...one.decisions.filter(concerns(rest.members)), decision];
      this.settle(rest);
    });
    this.settle(made);
    named.forEach((a) => named.forEach((b) => this.parted.delete(pairKey(a, b))));
    return made;
  }
}

const sourcesOf = (one) => [...new Set(sorted(one.members).map(sourceOf))];

// All that the page shows of one state: rows with their names and sections, and how each claim stands.
function stateOf(step, decisions) {
  const board = new Board(groupsFrom(step));
  decisions.forEach((decision) => board.take(decision));
  const clashes = (step ? step.clashes : data.own).map((number) => data.clashes[number]);
  const groups = board.groups;
  groups.forEach((one) => {
    one.sources = sourcesOf(one);
    one.clashes = one.status === "shared" ? [] : clashes.filter(([a, b]) => one.members.has(a) && one.members.has(b));
    one.fact = one.status ?? (one.clashes.length ? "conflicting" : one.sources.length > 1 ? "shared" : "unique");
  });
  const listed = named(groups);
  const open = ([a, b]) => board.home[a] !== board.home[b] && !board.home[a].alone && !board.home[b].alone
    && !board.parted.has(pairKey(a, b));
  const rows = rowsOf(listed, data.pairs.filter(open), board.home);
  const entry = [];
  rows.forEach((row) => row.own.forEach((claim) => { entry[claim] = row; }));
  return { rows, entry, home: board.home, listed };
}

// Names and order as compare/review.py gives them: a fact keeps its name, what is new gets the next number.
const foundIn = [];
data.facts.forEach(([, members], rank) => members.forEach((claim) => { foundIn[claim] = rank; }));
const foundKeys = data.facts.map(([, members]) => keyOf(members));

function named(groups) {
  groups.forEach((one) => {
    const counts = new Map();
    one.members.forEach((claim) => counts.set(foundIn[claim], (counts.get(foundIn[claim]) ?? 0) + 1));
    const first = sorted(one.members).map((claim) => foundIn[claim]);
    one.rank = first.reduce((best, rank) => (counts.get(rank) > counts.get(best) ? rank : best), first[0]);
    one.at = Math.min(...one.members);
    one.key = keyOf(one.members);
    one.changed = Number(one.key !== foundKeys[one.rank] || one.status !== null);
  });
  const keeper = new Map();
  [...groups].sort((a, b) => a.changed - b.changed || b.members.size - a.members.size || a.at - b.at)
    .forEach((one) => { if (!keeper.has(one.rank)) keeper.set(one.rank, one); });
  let last = data.facts.length;
  return [...groups]
    .sort((a, b) => b.sources.length - a.sources.length || a.rank - b.rank || a.changed - b.changed || a.at - b.at)
    .map((one) => {
      one.name = keeper.get(one.rank) === one ? data.facts[one.rank][0] : `F${(last += 1)}`;
      return one;
    });
}

// Facts are rows of their section; unique ones that an open pair leads to are "perhaps", those it joins in one row.
function rowsOf(listed, open, home) {
  const leader = new Map();
  const find = (one) => { while (leader.get(one) !== one) one = leader.get(one); return one; };
  open.forEach((pair) => {
    const unique = pair.map((claim) => home[claim]).filter((one) => one.fact === "unique");
    unique.forEach((one) => { if (!leader.has(one)) leader.set(one, one); });
    if (unique.length > 1) leader.set(find(unique[0]), find(unique[1]));
  });
  const joined = new Map();
  const rows = [];
  listed.forEach((one) => {
    if (!leader.has(one)) {
      const kind = one.fact === "unique" ? "only" : one.fact;
      rows.push({ kind, name: one.name, own: sorted(one.members), groups: [one], pairs: [], clashes: one.clashes });
    } else if (joined.has(find(one))) {
      joined.get(find(one)).groups.push(one);
    } else {
      const row = { kind: "perhaps", name: `P${joined.size + 1}`, groups: [one], clashes: [] };
      joined.set(find(one), row);
      rows.push(row);
    }
  });
  joined.forEach((row) => {
    row.own = sorted(row.groups.flatMap((one) => [...one.members]));
    const inside = new Set(row.own);
    row.pairs = open.filter(([a, b]) => inside.has(a) || inside.has(b));
  });
  rows.forEach((row) => {
    const quoted = new Set([...row.own, ...row.pairs.flat()]);
    row.members = sorted(quoted);
    row.sources = [...new Set(row.members.map(sourceOf))];
    row.key = `${row.kind} ${row.name} ${keyOf(row.members)}`;
    row.decisions = [...new Set(row.groups.flatMap((one) => one.decisions))];
  });
  return rows;
}
