"""The command ``tellings``: arguments and exit codes, nothing else.

Data goes to standard output, messages to standard error. Exit codes: 0 done; 1 a ``--fail-on`` condition was met; 2
wrong usage; 3 some inputs failed, the rest is done; 4 all failed; 130 interrupted.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NoReturn

import click

from compare import __version__
from compare.errors import TellingsError
from compare.model import Status

if TYPE_CHECKING:
    from datetime import datetime

    from compare import model
    from compare.archive.runs import Kept
    from compare.comparison import Comparison
    from compare.errors import ReadError
    from compare.model import Article, Review

DONE, CONDITION_MET, WRONG_USAGE, SOME_FAILED, ALL_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130
FORMATS = ("table", "markdown", "html", "json", "docx", "pdf", "xlsx", "csv", "jsonld")
BINARY = ("docx", "pdf", "xlsx")
READ_FORMATS = {"table": ".txt", "json": ".json"}
ENDINGS = {".txt": "table", ".md": "markdown", ".html": "html", ".htm": "html"} | {
    f".{form}": form for form in FORMATS if form not in ("table", "markdown")
}
PLAIN_WIDTH = 100  # columns where the output is no terminal, so that a file does not depend on the window
METHODS = "default lead lexrank textrank lsa luhn edmundson kl sumbasic reduction random".split()

_files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
_names = click.option(
    "--name", "names", multiple=True, metavar="FILE=NAME", help="Name the source of a file. Can be given several times."
)
_words = click.option(
    "--words", default=100, show_default=True, type=click.IntRange(min=1), help="Longest summary, in words."
)
_method = click.option(
    "--method",
    default="default",
    show_default=True,
    type=click.Choice(METHODS),
    help="How sentences are chosen: default is our own, the others are sumy's.",
)
_fresh = click.option("--fresh", is_flag=True, help="Fetch addresses anew instead of taking them from the cache.")
_output = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tellings")
def cli() -> None:
    """Lay several outlets' tellings of one event side by side: what they share, what only one reports.

    A FILE is an article or holds several: a page, a PDF or Word document, a table, a feed, an archive, plain text; or a
    folder of them, or a pattern in quotes; or the http or https address of one. "-" is standard input.

    \b
    Exit codes: 0 done; 1 a --fail-on condition was met; 2 wrong usage;
    3 some files failed, the rest is done; 4 all failed; 130 interrupted.
    """


@cli.command()
@_files
@_names
@_fresh
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: by the ending of -o, else table.")
@_output
@_words
@_method
@click.option(
    "--semantic",
    metavar="MODEL",
    help="Match by meaning as well, with a sentence-embedding model: a folder or an installed package that holds an "
    "ONNX file and a tokenizer.json, or hub:NAME to fetch one.",
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["conflict", "unique"]),
    help="Exit with 1, and say which, where there is a conflict, or a fact in one source only that is not even perhaps "
    "in another.",
)
@click.option("--review", metavar="FILE", help="Apply the decisions of a reviewer, as the report saved them.")
@click.pass_context
def compare(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    fresh: bool,
    form: str | None,
    output: str | None,
    words: int,
    method: str,
    semantic: str | None,
    fail_on: tuple[str, ...],
    review: str | None,
) -> None:
    """Compare two or more articles and print the report."""
    form = form or _form(output)
    if form in BINARY and output in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"a terminal cannot show {form}; name a file, as with -o report.{form}")
    decided = _review(review) if review else None
    result, failed = _compare(files, names, fresh, words, method, semantic)
    result = _reviewed(result, decided) if decided else result
    _write(_shown(result, form, output), output)
    met = {
        "conflict": [fact.id for fact in result.facts if fact.status is Status.CONFLICTING],
        "unique": [fact.id for fact in result.unique() if not fact.doubts],
    }
    for condition in fail_on:
        if met[condition]:
            click.echo(f"tellings: {condition}: {', '.join(met[condition])}", err=True)
    context.exit(SOME_FAILED if failed else CONDITION_MET if any(met[c] for c in fail_on) else DONE)


@cli.command()
@_files
@_names
@_fresh
@click.option("--only", metavar="NAME", help="Only what the source NAME reports.")
@_output
@click.pass_context
def unique(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    fresh: bool,
    only: str | None,
    output: str | None,
) -> None:
    """Print what only one of several articles reports."""
    from compare.views.terminal import unique_to_terminal

    _text_only(output)
    result, failed = _compare(files, names, fresh)
    if only is not None and only not in result.sources:
        raise click.UsageError(f"no source is named {only!r}; the sources are {', '.join(result.sources)}")
    _write(unique_to_terminal(result, only, *_page(output)), output)
    context.exit(SOME_FAILED if failed else DONE)


@cli.command()
@_files
@_names
@_fresh
@click.option("--words", type=click.IntRange(min=1), help="Longest summary, in words.  [default: 100]")
@click.option("--sentences", type=click.IntRange(min=1), help="Longest summary, in sentences.")
@click.option(
    "--share",
    type=click.FloatRange(min=0, max=1, min_open=True),
    help="Longest summary, as a share of the words: 0.2 is a fifth.",
)
@_method
@_output
@click.pass_context
def summary(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    fresh: bool,
    words: int | None,
    sentences: int | None,
    share: float | None,
    method: str,
    output: str | None,
) -> None:
    """Summarise an article, or several of one story together."""
    import compare as tellings
    from compare.views.terminal import summary_to_terminal

    _text_only(output)
    if sum(length is not None for length in (words, sentences, share)) > 1:
        raise click.UsageError("name one of --words, --sentences and --share")
    if share is not None and share != share:
        raise click.UsageError("--share nan: name a share above 0 and up to 1")
    articles, failed = _read(files, names, fresh)
    made = tellings.summarise(articles, words, sentences=sentences, share=share, method=method)
    _write(summary_to_terminal(made, *_page(output)), output)
    context.exit(SOME_FAILED if failed else DONE)


@cli.command()
@_files
@_names
@_fresh
@click.option("--format", "form", type=click.Choice(READ_FORMATS), help="Default: by the ending of -o, else table.")
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER/",
    help="Write to FILE instead of standard output; in FOLDER/, one file for each article, of which a second run makes "
    "only those that are missing or changed.",
)
@click.pass_context
def read(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    fresh: bool,
    form: str | None,
    output: str | None,
) -> None:
    """Show what was kept of each article, what was dropped, and why."""
    if output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        context.exit(_read_into(output, form or "table", files, names, fresh))
    form = form or _form(output, ("table", "json"))
    articles, failed = _read(files, names, fresh)
    _write(_articles_shown(articles, form, output), output)
    context.exit(SOME_FAILED if failed else DONE)


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; others than this machine's own need --expose.",
)
@click.option(
    "--expose",
    "exposed",
    multiple=True,
    metavar="NAME",
    help="Let others in, who call this machine by NAME and have the key that is printed. Can be given several times.",
)
@click.option(
    "--library",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file of the comparisons.  [default: one in your data folder]",
)
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
def serve(port: int, host: str, exposed: tuple[str, ...], library: Path | None, no_browser: bool) -> None:
    """Serve a page on this machine to compare articles, with a library of past comparisons.

    It prints the address of the page; Ctrl-C ends it. Programs can use it too: see docs/serve.md.
    """
    from compare.web.serve import serve

    serve(
        host,
        port,
        library,
        exposed,
        lambda line: click.echo(_printable(f"tellings: {line}"), err=True),
        browser=not no_browser,
    )


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="COMPARISON REVIEW REVIEW...")
@click.option("--format", "form", type=click.Choice(READ_FORMATS), help="Default: by the ending of -o, else table.")
@_output
def agreement(files: tuple[str, ...], form: str | None, output: str | None) -> None:
    """Measure how far the reviews of a comparison agree: Krippendorff's alpha, and on what they differ.

    COMPARISON is the JSON that `tellings compare -o` wrote, without --review; each REVIEW what a person saved of it.
    The order of the files does not matter.
    """
    import compare as tellings
    from compare.views.reliability import agreement_to_json, agreement_to_terminal

    form = form or _form(output, ("table", "json"))
    found, reviews = _coded(files)
    measured = tellings.agreement(found, reviews)
    _write(agreement_to_json(measured) if form == "json" else agreement_to_terminal(measured, *_page(output)), output)


@cli.command()
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE...")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where the stories go; made where there is none.")
@click.option(
    "--least",
    type=click.IntRange(min=2),
    metavar="N",
    help="Compare the stories of N outlets or more. Default: compare none.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True, help="Of comparisons.")
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--master", metavar="URL", help="The master of Spark, such as spark://host:7077.")
@click.option(
    "--state",
    metavar="FILE",
    help="Where articles and stories are kept for the next run. Default: a file in FOLDER.",
)
@click.option(
    "--window",
    type=click.IntRange(3, 365),
    metavar="DAYS",
    help="Compare articles that are up to so many days apart. Default: 7, or as many as in the state.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="PART=NAME",
    help="Name the column of a part of the articles, as in text=BODY. Can be given several times.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read and compare so many at a time. Default: as many as there are processors.",
)
@_words
@click.pass_context
def stories(
    context: click.Context,
    archives: tuple[str, ...],
    output: str,
    least: int | None,
    form: str,
    engine: str,
    master: str | None,
    state: str | None,
    window: int | None,
    columns: tuple[str, ...],
    jobs: int | None,
    words: int,
) -> None:
    """Find the stories of an archive: which of its articles tell of one event.

    An ARCHIVE is JSON Lines, CSV, Parquet, a web archive (WARC) or any other FILE, packed or not, of any size, or a
    folder of them. FOLDER gets stories.jsonl, a story a line; index.html, to browse them; stories/, their comparisons;
    and skipped.jsonl, which names what could not be taken. Articles of another day join the stories that FOLDER knows.
    """
    if engine == "spark" and state is not None:
        raise click.UsageError("--state is of the engine local: Spark finds all stories anew")
    if engine == "local" and master is not None:
        raise click.UsageError("--master is of the engine spark; name it with --engine spark")
    _has_extra("archive", "duckdb", "filelock", "pyarrow")
    from compare.archive.folder import Wanted
    from compare.archive.runs import Options, fill

    jobs = jobs or os.cpu_count() or 1
    ending = next(ending for ending, known in ENDINGS.items() if known == form)
    make = partial(_story_shown, form=form, words=words, output=f"story{ending}")
    wanted = None if least is None else Wanted(least, make, f"tellings {__version__}, {form}, {words}", ending, jobs)
    options = Options(_columns_of(columns), engine, state, master, jobs, window)
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
        kept = fill(Path(output), archives, wanted, options)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}; choose another place with -o") from error
    context.exit(_told(kept, output))


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(tellings completion bash)"."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(script(cli, {}, "tellings", "_TELLINGS_COMPLETE").source())


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter gets its escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(arguments, prog_name="tellings", standalone_mode=False)
    except click.ClickException as error:
        with io.StringIO() as told:
            error.show(told)
            click.echo(_printable(told.getvalue()), err=True, nl=False)
        code = WRONG_USAGE
    except TellingsError as error:
        _complain(error)
        code = ALL_FAILED
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    sys.exit(code)


def _compare(
    files: tuple[str, ...],
    names: tuple[str, ...],
    fresh: bool,
    words: int = 100,
    method: str = "default",
    semantic: str | None = None,
) -> tuple[Comparison, bool]:
    """Return the comparison of the files that could be read, and whether some could not."""
    import compare as tellings
    from compare.settings import Settings

    articles, failed = _read(files, names, fresh, least=1 if len(files) < 2 else 2, stating=True)
    if len(articles) < 2 and not failed:
        raise click.UsageError("one telling cannot be compared; name two or more files, or one that holds several")
    result = tellings.compare(articles, Settings(semantic=semantic, summary_words=words, summary_method=method))
    for first, second in combinations(articles, 2):
        if first.digest == second.digest:
            click.echo(f"tellings: {first.origin} and {second.origin} hold the same text, word for word", err=True)
    return result, failed


def _review(file: str) -> Review:
    from compare.review import parse

    return parse(_bytes(file), file)


def _coded(files: Sequence[str]) -> tuple[model.Comparison, list[Review]]:
    """Return the comparison among the files, told by its claims, and the reviews."""
    from compare.review import parse
    from compare.views.stored import from_json, holds_comparison

    read = {file: _bytes(file) for file in files}
    compared = [file for file, data in read.items() if holds_comparison(data)]
    if len(compared) != 1:
        raise click.UsageError(
            f"{len(compared)} of the files are comparisons; name one, as written by tellings compare -o story.json, "
            "and the reviews of it"
        )
    reviews = [parse(data, file) for file, data in read.items() if file not in compared]
    return from_json(read[compared[0]], compared[0]), reviews


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise click.UsageError(f"cannot read {file}: {error.strerror}; name a file that tellings saved") from error


def _reviewed(result: Comparison, review: Review) -> Comparison:
    from compare.review import notices

    for notice in notices(result, review):
        click.echo(_printable(f"tellings: {notice}"), err=True)
    return result.reviewed(review)


def _read(
    files: tuple[str, ...], names: tuple[str, ...], fresh: bool, *, least: int = 1, stating: bool = False
) -> tuple[list[Article], bool]:
    """Return the articles of the files that could be read, and whether some could not; complain of each of these.

    With `stating`, an article has to state something too. Raises the last complaint where fewer than `least` are left.
    """
    from compare.inputs import now, progress

    named = _names_of(files, names)
    articles: list[Article] = []
    errors: list[TellingsError] = []
    begun = now()
    for file in progress(files):
        unread: list[ReadError] = []
        found = _articles(file, named, fresh, begun, unread)
        errors.extend(unread)
        for article in found:
            try:
                if stating:
                    from compare.pipeline import stated

                    stated(article)
                articles.append(article)
            except TellingsError as failure:
                errors.append(failure)
    enough = len(articles) >= least
    for error in errors if enough else errors[:-1]:
        _complain(error)
    if not enough:
        raise errors[-1]
    return articles, bool(errors)


def _articles(
    file: str, named: Mapping[str, str], fresh: bool, begun: datetime, errors: list[ReadError] | None = None
) -> list[Article]:
    """Read one input; say how old it is where it was fetched before the command began, and what to beware of."""
    import compare as tellings
    from compare.inputs import age

    articles = tellings.read_all(file, named.get(file), errors, fresh=fresh)
    for old in {age(article.fetched, begun) for article in articles} - {None}:
        click.echo(_printable(f"tellings: {file}: from the cache, fetched {old}; --fresh fetches it anew"), err=True)
    for article in articles:
        for note in article.notes:
            click.echo(_printable(f"tellings: {article.origin} {note}"), err=True)
    return articles


def _read_into(folder: str, form: str, files: tuple[str, ...], names: tuple[str, ...], fresh: bool) -> int:
    """Write what is made of each input to a file of its own in `folder`; return the exit code."""
    from compare.batch import batch
    from compare.inputs import now, progress

    named = _names_of(files, names)
    begun = now()
    try:
        made, unchanged, failures = batch(
            files,
            Path(folder),
            READ_FORMATS[form],
            lambda file: _articles_shown(_articles(file, named, fresh, begun), form, folder),
            lambda file: f"tellings {__version__}, {form}, {named.get(file, '')}",
            fresh=fresh,
            progress=progress,
        )
    except OSError as error:
        raise click.UsageError(f"cannot write {folder}: {error.strerror}; choose another place with -o") from error
    for failure in failures:
        _complain(failure)
    click.echo(f"tellings: {made} written, {unchanged} unchanged, {len(failures)} failed", err=True)
    return DONE if not failures else SOME_FAILED if made or unchanged else ALL_FAILED


def _story_shown(articles: Sequence[Article], *, form: str, words: int, output: str) -> tuple[str | bytes, str]:
    """Return the comparison of a story's articles, and what a reader has to know of it."""
    import compare as tellings
    from compare.settings import Settings

    once = list({(article.source.name, article.text): article for article in articles}.values())
    stating, silent = _stating(once)
    left_out = [f"{len(silent)} of its articles {'states' if len(silent) == 1 else 'state'} nothing"] if silent else []
    result = tellings.compare(stating, Settings(summary_words=words))
    return _shown(result, form, output), "; ".join(left_out)


def _stating(articles: Sequence[Article]) -> tuple[list[Article], list[TellingsError]]:
    """Return the articles that state something, and what is wrong with the others."""
    from compare.pipeline import stated

    stating: list[Article] = []
    errors: list[TellingsError] = []
    for article in articles:
        try:
            stated(article)
            stating.append(article)
        except TellingsError as error:
            errors.append(error)
    return stating, errors


def _told(kept: Kept, folder: str) -> int:
    """Say what a run left in its folder; return the exit code."""
    from compare.views.wording import count

    counts, made, skips = kept
    for skip in skips.failures:
        place = f", {skip.place}" if skip.place else ""
        click.echo(_printable(f"tellings: {skip.input}{place}: {skip.detail or skip.reason}"), err=True)
    for failure in made.failures if made else []:
        click.echo(_printable(f"tellings: {failure}"), err=True)
    if skips.counts:
        click.echo(f"tellings: {', '.join(skips.told())}; named in {Path(folder, 'skipped.jsonl')}", err=True)
    articles, several = count(counts.articles, "article"), count(counts.stories, "story", "stories")
    told = f"{articles}: {several} of two or more, {counts.alone:,} alone"
    click.echo(f"tellings: {told}; browse them in {Path(folder, 'index.html')}", err=True)
    if made:
        removed = f"{made.removed} removed as no longer wanted, " if made.removed else ""
        told = f"{made.made} made, {made.unchanged} unchanged, {removed}{len(made.failures)} failed"
        click.echo(f"tellings: comparisons: {told}", err=True)
    if not skips.failures and not (made and made.failures):
        return DONE
    return SOME_FAILED if skips.taken else ALL_FAILED


def _columns_of(columns: tuple[str, ...]) -> dict[str, str]:
    """Return part of an article → column from ``PART=NAME``."""
    from compare.archive.rows import PARTS

    named = {}
    for option in columns:
        part, equals, column = option.partition("=")
        if not equals or not part or not column:
            raise click.UsageError(f"--column {option}: write PART=NAME, as in text=BODY")
        if part not in PARTS:
            raise click.UsageError(f"--column {option}: the parts of an article are {', '.join(PARTS)}")
        named[part] = column
    return named


def _has_extra(extra: str, *modules: str) -> None:
    from importlib.util import find_spec

    if not all(find_spec(module) for module in modules):
        raise TellingsError(f"this command needs an extra; type: pip install 'tellings[{extra}]'")


def _articles_shown(articles: Sequence[Article], form: str, output: str | None) -> str:
    from compare.views.data import articles_to_json
    from compare.views.terminal import read_to_terminal

    if form == "json":
        return articles_to_json(articles, __version__)
    return "\n".join(read_to_terminal(article, *_page(output)) for article in articles).rstrip("\n") + "\n"


def _names_of(files: tuple[str, ...], names: tuple[str, ...]) -> dict[str, str]:
    """Return file → name from ``FILE=NAME``; FILE is as on the command line, or its name with or without ending."""
    named = {}
    for option in names:
        file, equals, name = option.rpartition("=")
        meant = [f for f in files if file in (f, PurePath(f).name, PurePath(f).stem)]
        if not equals or not name.strip() or len(meant) != 1:
            raise click.UsageError(f"--name {option}: write FILE=NAME, where FILE is one of {', '.join(files)}")
        named[meant[0]] = name
    return named


def _form(output: str | None, forms: Sequence[str] = FORMATS) -> str:
    """Return the one of `forms` that the ending of the file `output` asks for."""
    ending = PurePath(output or "").suffix.lower()
    known = [ending for ending, form in ENDINGS.items() if form in forms]
    if ending and ending not in known:
        raise click.UsageError(f"-o {output}: no format ends in {ending}; use {', '.join(known)}, or name a --format")
    return ENDINGS.get(ending, "table")


def _text_only(output: str | None) -> None:
    if output and PurePath(output).suffix.lower() in {
        ".html",
        ".htm",
        ".json",
        ".jsonld",
        ".csv",
        ".pdf",
        ".docx",
        ".xlsx",
    }:
        raise click.UsageError(f"-o {output}: this command writes plain text; let the file end in .txt")


def _shown(result: Comparison, form: str, output: str | None) -> str | bytes:
    if form == "table":
        width, colour = _page(output)
        return result.to_text(width, colour=colour)
    if form == "csv" and output not in (None, "-"):
        return "\ufeff" + result.to_csv()  # without the mark Excel takes UTF-8 for the country's old encoding
    made: str | bytes = getattr(result, f"to_{form}")()
    return made


def _page(output: str | None) -> tuple[int, bool]:
    """Return the width of the page and whether it can show colour."""
    if output is not None or not sys.stdout.isatty():
        columns = os.environ.get("COLUMNS", "") if output is None else ""
        return int(columns) if columns.isdecimal() and int(columns) > 0 else PLAIN_WIDTH, False
    return shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(made: str | bytes, output: str | None) -> None:
    """Print what was made, or write it to the file `output`: whole or not at all."""
    if isinstance(made, str) and not made.endswith("\n"):
        made += "\n"
    if output is None or output == "-":
        if isinstance(made, str):
            sys.stdout.write(made)
        else:
            sys.stdout.buffer.write(made)
        sys.stdout.flush()
        return
    target = Path(output)
    if not target.parent.is_dir():
        raise click.UsageError(f"cannot write {output}: there is no folder {target.parent}; make it first")
    from compare.batch import write

    try:
        write(target, made)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}; choose another place with -o") from error


def _complain(error: TellingsError) -> None:
    click.echo(_printable(f"tellings: {error}"), err=True)


def _printable(message: str) -> str:
    """Return a message in which nothing that a user or a file gave is obeyed by the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in message)
