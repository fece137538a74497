# `make report` and `make test` do all their own set-up: a virtual environment in .venv and the install.
PYTHON ?= python3
BIN := .venv/bin
SEEDS := seeds/bbc.txt seeds/scmp.txt

.PHONY: report test check bench clean

report: .venv/report.stamp
	@mkdir -p reports
	@for form in txt md html json csv jsonld docx pdf xlsx; do $(BIN)/tellings compare $(SEEDS) -o reports/seeds.$$form || exit; done
	@$(BIN)/tellings compare $(SEEDS)
	@echo "reports/seeds.html, .pdf, .docx, .md, .txt, .xlsx, .csv, .json and .jsonld hold the same."

test: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile

# What the project's tests need besides what its users need.
.venv/test.stamp: .venv/report.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

.venv/report.stamp: setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("tellings needs Python 3.11 or newer: make PYTHON=python3.11 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[documents]'
	@touch $@

clean:
	rm -rf .venv build dist *.egg-info
