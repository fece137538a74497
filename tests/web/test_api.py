"""The API: what the command gives, in the same words; documented, and nothing that is mixed up."""

from __future__ import annotations

import json
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from fuzz_api import fuzzed
from serving import Server

import compare
from compare.web.forms import FORMS
from compare.web.problems import MEDIA
from web.conftest import SEEDS, TOKEN, little, post

PAIR = ("The minister resigned on Monday.\n\nRain fell in the north.", "On Monday the minister stepped down.")


def wrong(answer: httpx.Response, status: int) -> str:
    """Return the detail of a problem."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA), answer.text
    told = answer.json()
    assert told["status"] == status
    detail: str = told["detail"]
    return detail


def test_the_json_is_that_of_the_command(api: httpx.Client, seeds: str) -> None:
    articles = [compare.read(f"seeds/{name}.txt") for name in SEEDS]
    ours = json.loads(compare.compare(articles).to_json())
    theirs = api.get(f"/api/comparisons/{seeds}/export/json").json()
    for article in (*ours["articles"], *theirs["articles"]):
        article.pop("origin"), article.pop("encoding"), article.pop("sha256")  # of a file there, of a text here
    assert theirs == ours


def test_what_is_told_of_a_comparison(api: httpx.Client, seeds: str) -> None:
    told = api.get(f"/api/comparisons/{seeds}").json()
    assert told["status"] == "done" and told["sources"] == ["bbc", "scmp"] and told["problems"] == []
    report = api.get(f"/api/comparisons/{seeds}/export/json").json()
    for status, count in told["facts"].items():
        assert count == sum(fact["status"] == status for fact in report["facts"])
    found = api.get("/api/comparisons", params={"q": "senkaku"}).json()
    assert seeds in [one["id"] for one in found["comparisons"]]


@pytest.mark.parametrize("form", FORMS)
def test_every_format(api: httpx.Client, seeds: str, form: str) -> None:
    answer = api.get(f"/api/comparisons/{seeds}/export/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMS[form].media
    assert f"tellings-{seeds}{FORMS[form].ending}" in answer.headers["content-disposition"]
    assert len(answer.content) > 1_000


def test_files_and_addresses(api: httpx.Client) -> None:
    file = {"file": "bbc.txt", "content": b64encode(SEEDS["bbc"].encode()).decode()}
    refused = {"address": "http://127.0.0.1:8080/", "name": "inside"}
    articles = [file, {"text": SEEDS["scmp"], "name": "SCMP"}, refused]
    identity = api.post("/api/comparisons", json={"articles": articles, "title": "Mine"}).json()["id"]
    told = api.get(f"/api/comparisons/{identity}?wait=60").json()
    assert (told["status"], told["title"], told["sources"]) == ("done", "Mine", ["bbc", "SCMP"])
    (problem,) = told["problems"]
    assert problem.startswith("http://127.0.0.1:8080/: ") and "public" in problem


@pytest.mark.parametrize(
    "address", ["http://localhost/", "http://[::1]:8080/", "http://169.254.169.254/", "http://0x7f.1/"]
)
def test_an_address_inside_is_not_asked(api: httpx.Client, address: str) -> None:
    articles = [{"address": address}, {"text": PAIR[0]}]
    identity = api.post("/api/comparisons", json={"articles": articles}).json()["id"]
    told = api.get(f"/api/comparisons/{identity}?wait=60").json()
    assert told["status"] == "failed"
    assert "public" in told["problems"][0]


def test_no_path_is_an_address(api: httpx.Client) -> None:
    for path in ("/etc/passwd", "-", "seeds/bbc.txt", "file:///etc/passwd"):
        wrong(api.post("/api/comparisons", json={"articles": [{"address": path}, {"text": "a"}]}), 422)
    identity = post(api, *PAIR, names=["/etc/passwd", "seeds/bbc.txt"])
    assert api.get(f"/api/comparisons/{identity}").json()["sources"] == ["/etc/passwd", "seeds/bbc.txt"]


def test_a_review_is_kept_and_applied(api: httpx.Client) -> None:
    identity = post(api, *PAIR)
    at = f"/api/comparisons/{identity}"
    assert api.get(f"{at}/review").json() is None
    report = api.get(f"{at}/export/json").json()
    (shared,) = (fact for fact in report["facts"] if fact["status"] == "shared")
    decision = {"do": "reject", "claims": shared["claims"]}
    review = {"schema_version": "1.0", "comparison": report["fingerprint"], "coder": "Ann", "decisions": [decision]}
    assert api.put(f"{at}/review", json=review).status_code == 204
    assert api.get(f"{at}/review").json() == review
    told = api.get(at).json()
    assert told["reviewed"] and told["facts"]["shared"] == 0
    reviewed = api.get(f"{at}/export/json").json()
    assert {fact["status"] for fact in reviewed["facts"]} == {"unique"}
    for form in FORMS:
        assert b"Ann" in api.get(f"{at}/export/{form}").content or form in {"docx", "pdf", "xlsx"}, form
    assert api.put(f"{at}/review", json={**review, "decisions": []}).status_code == 204
    assert not api.get(at).json()["reviewed"] and api.get(at).json()["facts"]["shared"] == 1


def test_a_review_that_does_not_fit_is_refused(api: httpx.Client, seeds: str) -> None:
    at = f"/api/comparisons/{seeds}/review"
    fingerprint = api.get(f"/api/comparisons/{seeds}/export/json").json()["fingerprint"]
    review = {"schema_version": "1.0", "comparison": fingerprint, "coder": "Ann", "decisions": []}
    assert "another comparison" in wrong(api.put(at, json={**review, "comparison": "0" * 64}), 409)
    unknown = [{"do": "accept", "claims": ["bbc:999"]}]
    assert "bbc:999" in wrong(api.put(at, json={**review, "decisions": unknown}), 409)
    for misfit in ({"coder": 1}, {"decisions": [{"do": "burn", "claims": ["bbc:1"]}]}, {"more": 1}):
        wrong(api.put(at, json={**review, **misfit}), 422)
    assert api.get(at).json() is None


def test_again_and_delete(api: httpx.Client) -> None:
    identity = post(api, *PAIR)
    answer = api.post(f"/api/comparisons/{identity}/again")
    assert answer.status_code == 202 and answer.json()["again"] == identity
    new = answer.headers["location"]
    assert api.get(f"{new}?wait=60").json()["status"] == "done"
    exported = [api.get(f"{at}/export/json").content for at in (f"/api/comparisons/{identity}", new)]
    assert exported[0] == exported[1]
    assert api.delete(new).status_code == 204
    for path in ("", "/review", "/export/json"):
        assert "no such comparison" in wrong(api.get(new + path), 404)
    wrong(api.delete(new), 404)


@pytest.mark.parametrize(
    ("articles", "why"),
    [
        ([{"text": "Talks begin on Monday."}], "one telling"),
        ([{"text": "Talks begin on Monday."}, {"text": " "}], "white space"),
        ([{"text": "Talks begin on Monday."}, {"file": "a.pdf", "content": "JVBERi0xLjQK"}], "a.pdf: "),
        ([{"text": "Talks begin on Monday.", "name": "a"}] * 2, "the same article"),
    ],
)
def test_what_cannot_be_compared_says_why(api: httpx.Client, articles: list[dict[str, str]], why: str) -> None:
    identity = api.post("/api/comparisons", json={"articles": articles}).json()["id"]
    told = api.get(f"/api/comparisons/{identity}?wait=60").json()
    assert told["status"] == "failed"
    assert why in " ".join(told["problems"])
    assert "not done" in wrong(api.get(f"/api/comparisons/{identity}/export/json"), 409)


def test_text_of_all_scripts_comes_through(api: httpx.Client) -> None:
    names = ["官报 📰", "الجزيرة\u202e"]
    texts = "习近平在北京会见安倍晋三。 会谈持续两小时。\x00", "التقى الرئيسان يوم الاثنين. 𝔘𝔫𝔦𝔠𝔬𝔡𝔢."
    identity = post(api, *texts, names=names)
    told = api.get(f"/api/comparisons/{identity}").json()
    assert told["status"] == "done"
    assert told["sources"][0] == names[0]
    report = api.get(f"/api/comparisons/{identity}/export/json").json()
    assert "习近平在北京会见安倍晋三" in report["articles"][0]["text"]
    assert api.get("/api/comparisons", params={"q": "安倍"}).json()["total"] >= 1


def test_fifty_at_once_are_all_answered_and_none_is_mixed_up(api: httpx.Client) -> None:
    def one(number: int) -> str:
        mark = f"Zq{number:03d}x"
        identity = post(api, f"{mark} resigned on Monday.\n\nRain fell on {mark}.", f"On Monday {mark} stepped down.")
        report = api.get(f"/api/comparisons/{identity}/export/markdown").text
        assert {word for word in report.split() if word.startswith("Zq")} <= {mark, f"{mark}.", f"{mark},"}, report
        assert mark in report
        assert api.get("/api/comparisons", params={"q": mark}).json()["total"] == 1
        return identity

    with ThreadPoolExecutor(50) as clients:
        assert len(set(clients.map(one, range(50)))) == 50


def test_nobody_waits_for_another_s_comparison_to_read(api: httpx.Client, seeds: str) -> None:
    long = [f"Minister {n} resigned in town {n * 7} on Monday after {n + 3} hours of talks." for n in range(1500)]
    articles = [{"text": "\n\n".join(long[k::2]), "name": f"n{k}"} for k in range(2)]
    busy = [api.post("/api/comparisons", json={"articles": articles}).json()["id"] for _ in range(3)]
    assert api.get(f"/api/comparisons/{seeds}/export/markdown").status_code == 200
    assert api.get(f"/api/comparisons/{busy[-1]}").json()["status"] in ("waiting", "working")
    for identity in busy:
        assert api.delete(f"/api/comparisons/{identity}").status_code == 204
    assert post(api, *PAIR), "and what was called off holds nobody up"


def test_a_comparison_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with little(tmp_path, seconds=0.001) as api:
        identity = post(api, *PAIR)
        told = api.get(f"/api/comparisons/{identity}").json()
        assert told["status"] == "failed" and "takes more than" in told["problems"][0]


def test_too_many_waiting_are_refused(tmp_path: Path) -> None:
    from compare.web.security import Limits

    with little(tmp_path, Limits(waiting=0)) as api:
        answer = api.post("/api/comparisons", json={"articles": [{"text": text} for text in PAIR]})
        assert "too many" in wrong(answer, 503)
        assert answer.headers["retry-after"]


def test_a_report_of_another_version_says_so(tmp_path: Path) -> None:
    from compare.web.library import Given, Kind, Library, Outcome

    library = Library(tmp_path / "library.sqlite")
    identity = library.add([Given(Kind.TEXT, "", "", text.encode()) for text in PAIR]).id
    library.begin(identity)
    library.finish(identity, Outcome(b"of old", "t", ["a"], {}, {}, "", "0.0.1"))
    library.close()
    with little(tmp_path) as api:
        assert "compare it again" in wrong(api.get(f"/api/comparisons/{identity}/export/json"), 409)
        new = api.post(f"/api/comparisons/{identity}/again").json()["id"]
        assert api.get(f"/api/comparisons/{new}?wait=60").json()["status"] == "done"


def test_a_server_that_ended_goes_on_where_it_was(tmp_path: Path) -> None:
    from compare.web.library import Given, Kind, Library

    library = Library(tmp_path / "library.sqlite")
    made = [library.add([Given(Kind.TEXT, "", "", text.encode()) for text in PAIR]).id for _ in range(2)]
    library.begin(made[0])
    library.close()
    with little(tmp_path) as api:
        for identity in made:
            assert api.get(f"/api/comparisons/{identity}?wait=60").json()["status"] == "done"


@pytest.mark.parametrize("given", [None, "Bearer", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN])
def test_nothing_without_the_token(server: Server, seeds: str, given: str | None) -> None:
    paths = json.loads(httpx.get(f"{server.home}/openapi.json", trust_env=False).text)["paths"]
    assert len(paths) >= 6
    for path, methods in paths.items():
        for method in methods:
            where = server.home + path.format(id=seeds, form="json")
            headers = {} if given is None else {"Authorization": given}
            answer = httpx.request(method.upper(), where, headers=headers, json={}, trust_env=False)
            wrong(answer, 401)
            assert answer.headers["www-authenticate"] == "Bearer"


def test_the_cookie_of_the_pages_opens_no_api(pages: httpx.Client) -> None:
    wrong(pages.get("/api/comparisons"), 401)


def test_the_description_names_no_other_address(server: Server) -> None:
    text = httpx.get(f"{server.home}/openapi.json", trust_env=False).text
    assert "http://" not in text.replace("^https?://", "") and "https://" not in text
    for path in ("/docs", "/redoc"):
        assert httpx.get(server.home + path, trust_env=False).status_code == 404


def test_what_the_description_promises(tmp_path: Path) -> None:
    """Some hundred cases; `benchmarks/fuzz_api.py` asks thousands."""
    with Server(tmp_path) as own:
        cases, failures, told = fuzzed(own, examples=2)
    assert failures == 0, told
    assert cases >= 100, told
