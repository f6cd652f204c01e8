# Each target works alone on a fresh machine with Python >= 3.11 and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: setup run app docs test lint types check bench constraints clean

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(STAMP)
	$(BIN)/python -m model demo

test: $(STAMP)
	$(BIN)/python -m pytest

# The web page: opens a browser, fetches nothing from elsewhere.
app: $(VENV)/.app
	$(BIN)/python -m model app

$(VENV)/.app: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[app]'
	@touch $@

docs: $(STAMP)
	$(BIN)/python -m mkdocs build --strict

lint: $(STAMP)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(STAMP)
	$(BIN)/python -m mypy

check: lint types test

bench: $(STAMP)
	$(BIN)/python -m model bench

# The pinned versions, made from what is installed; no addresses.
constraints: $(STAMP)
	$(BIN)/python -m pip freeze --exclude-editable | sed -E "s/ @ .*//" > constraints.txt

clean:
	rm -rf $(VENV) .venv-newer site outputs/* .pytest_cache .mypy_cache .ruff_cache .hypothesis
