"""The command ``tellings``: arguments and exit codes, nothing else.

Data goes to standard output, messages to standard error. Exit codes: 0 done; 1 a ``--fail-on`` condition was met; 2
wrong usage; 3 some inputs failed, the rest is done; 4 all failed; 130 interrupted.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NoReturn

import click

from compare import __version__
from compare.errors import TellingsError

if TYPE_CHECKING:
    from compare.comparison import Comparison
    from compare.model import Article

DONE, CONDITION_MET, WRONG_USAGE, SOME_FAILED, ALL_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130
FORMATS = {"table": ".txt", "markdown": ".md", "html": ".html", "json": ".json"}
PLAIN_WIDTH = 100  # columns where the output is no terminal, so that a file does not depend on the window
METHODS = "default lead lexrank textrank lsa luhn edmundson kl sumbasic reduction random".split()

_files = click.argument("files", nargs=-1, required=True, metavar="FILE...")
_names = click.option(
    "--name", "names", multiple=True, metavar="FILE=NAME", help="Name the source of a file. Can be given several times."
)
_words = click.option("--words", default=100, show_default=True, type=click.IntRange(min=1), help="Words a summary.")
_method = click.option(
    "--method", default="default", show_default=True, type=click.Choice(METHODS), help="How sentences are chosen."
)
_output = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tellings")
def cli() -> None:
    """Lay several outlets' tellings of one event side by side: what they share, what only one reports.

    A FILE is an article as plain text; "-" is standard input.
    """


@cli.command()
@_files
@_names
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Default: by the name of -o, else table.")
@_output
@_words
@_method
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["conflict", "unique"]),
    help="Exit with 1 where there is a conflict, or a fact that surely only one source reports.",
)
@click.pass_context
def compare(
    context: click.Context,
    files: tuple[str, ...],
    names: tuple[str, ...],
    form: str | None,
    output: str | None,
    words: int,
    method: str,
    fail_on: tuple[str, ...],
) -> None:
    """Compare two or more articles and print the report."""
    result, failed = _compare(files, names, words, method)
    form = form or next((f for f, suffix in FORMATS.items() if output and output.endswith(suffix)), "table")
    _write(_shown(result, form, output), output)
    conflict = "conflict" in fail_on and bool(result.conflicts)
    unique = "unique" in fail_on and any(not fact.doubts for fact in result.unique())
    context.exit(SOME_FAILED if failed else CONDITION_MET if conflict or unique else DONE)


@cli.command()
@_files
@_names
@click.option("--only", metavar="NAME", help="Only what the source NAME reports.")
@_output
@click.pass_context
def unique(
    context: click.Context, files: tuple[str, ...], names: tuple[str, ...], only: str | None, output: str | None
) -> None:
    """Print what only one of several articles reports."""
    from compare.views.terminal import unique_to_terminal

    result, failed = _compare(files, names)
    if only is not None and only not in result.sources:
        raise click.UsageError(f"no source is named {only!r}; the sources are {', '.join(result.sources)}")
    _write(unique_to_terminal(result, only, *_page(output)), output)
    context.exit(SOME_FAILED if failed else DONE)


@cli.command()
@_files
@_names
@_words
@_method
@_output
@click.pass_context
def summary(
    context: click.Context, files: tuple[str, ...], names: tuple[str, ...], words: int, method: str, output: str | None
) -> None:
    """Summarise an article, or several of one story together."""
    import compare as tellings
    from compare.views.terminal import summary_to_terminal

    articles, failed = _read(files, names)
    _write(summary_to_terminal(tellings.summarise(articles, words, method), *_page(output)), output)
    context.exit(SOME_FAILED if failed else DONE)


@cli.command()
@_files
@_names
@_output
@click.pass_context
def read(context: click.Context, files: tuple[str, ...], names: tuple[str, ...], output: str | None) -> None:
    """Show what was kept of each article, what was dropped, and why."""
    from compare.views.terminal import read_to_terminal

    articles, failed = _read(files, names)
    _write("\n".join(read_to_terminal(article, *_page(output)) for article in articles), output)
    context.exit(SOME_FAILED if failed else DONE)


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
        error.show()
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
    files: tuple[str, ...], names: tuple[str, ...], words: int = 100, method: str = "default"
) -> tuple[Comparison, bool]:
    """Return the comparison of the files that could be read, and whether some could not."""
    import compare as tellings
    from compare.settings import Settings

    if len(files) < 2:
        raise click.UsageError("one telling cannot be compared; name two or more files")
    articles, failed = _read(files, names)
    return tellings.compare(articles, Settings(summary_words=words, summary_method=method)), failed


def _read(files: tuple[str, ...], names: tuple[str, ...]) -> tuple[list[Article], bool]:
    """Return the articles of the files that could be read, and whether some could not; complain of each of these."""
    import compare as tellings

    named = _names_of(files, names)
    articles: list[Article] = []
    errors: list[TellingsError] = []
    for file in files:
        try:
            articles.append(tellings.read(file, named.get(file)))
        except TellingsError as failure:
            errors.append(failure)
    for error in errors if articles else errors[:-1]:
        _complain(error)
    if not articles:
        raise errors[-1]
    return articles, bool(errors)


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


def _shown(result: Comparison, form: str, output: str | None) -> str:
    match form:
        case "json":
            return result.to_json()
        case "html":
            return result.to_html()
        case "markdown":
            return result.to_markdown()
    width, colour = _page(output)
    return result.to_text(width, colour=colour)


def _page(output: str | None) -> tuple[int, bool]:
    """Return the width of the page and whether it can show colour."""
    if output is not None or not sys.stdout.isatty():
        return int(os.environ.get("COLUMNS", "") or PLAIN_WIDTH) if output is None else PLAIN_WIDTH, False
    return shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(text: str, output: str | None) -> None:
    """Print `text`, or write it to the file `output`: whole or not at all."""
    text = text if text.endswith("\n") else text + "\n"
    if output is None or output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    target = Path(output)
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=target.parent, delete=False) as file:
            file.write(text)
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(target)
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror}; choose another place with -o") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _complain(error: TellingsError) -> None:
    click.echo(f"tellings: {error}", err=True)
