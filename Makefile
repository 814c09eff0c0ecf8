# Two commands do everything on a fresh machine with Python 3.11, make and pip:
#   make digest   set up, then digest the sample articles with the embedded model, offline
#   make test     set up what the tests need, then run them all
# Any other work is `khulasa ...` (`.venv/bin/khulasa`).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: digest test lint bench clean

digest: $(VENV)/.base
	$(BIN)/khulasa digest samples --offline

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV)

$(VENV)/.base: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

# torch first and pinned: an open range would fetch the build for GPUs, several gigabytes of it.
$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/.base
	$(BIN)/pip install --quiet --constraint constraints.txt torch
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@
