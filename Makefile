# Two commands for a fresh clone: `make site` builds content/ into site/, `make test` runs the tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS ?= tests

.PHONY: site test check lint bench torture clean

site: $(VENV)/.installed
	$(BIN)/explainer build

test: $(VENV)/.test-installed
	$(BIN)/python -m pytest $(TESTS)

check: $(VENV)/.installed
	$(BIN)/explainer check

lint: $(VENV)/.test-installed
	$(BIN)/ruff check generator tests
	$(BIN)/ruff format --check generator tests
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test-installed
	$(BIN)/python tests/bench/compare.py

torture: $(VENV)/.test-installed
	$(BIN)/python -m pytest tests -m torture

clean:
	rm -rf $(VENV) .bench dist build

$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "explainer needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.test-installed: $(VENV)/.python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(VENV)/.installed
