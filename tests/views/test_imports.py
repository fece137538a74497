import subprocess
import sys


def test_nothing_heavy_is_imported_before_it_is_needed():
    code = (
        "import sys, compare.views.terminal, compare.views.html, compare.views.markdown, compare.views.data;"
        "print([m for m in ('tabulate', 'wcwidth', 'jinja2', 'sklearn', 'nltk') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_two_runs_of_the_program_give_the_same_bytes():
    """Another order of sets, and another hash of strings, must not show."""
    code = (
        "import sys; sys.path.insert(0, 'tests/views'); import conftest as c; from compare.views import html, data;"
        "s = c.comparison({c.BBC_SOURCE: c.BBC, c.SCMP_SOURCE: c.SCMP}, c.SAME, c.PERHAPS, c.CLASH);"
        "sys.stdout.buffer.write((html.to_html(s) + data.to_json(s)).encode())"
    )
    root = __file__.partition("/tests/views/")[0]
    env = {"PYTHONPATH": root}
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=root, env={**env, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1 and runs.pop()
