# The two commands a newcomer needs: `make demo` and `make test`. Both set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := samples
DEMO := build/demo.db
SHARED ?= ../shared

.PHONY: help demo test check evals bench clean

help:  ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/dateline: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

demo: $(BIN)/dateline  ## read the bundled reports and show their record
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	@$(BIN)/dateline gazetteer build
	@$(BIN)/dateline read $(SAMPLES) --record $(DEMO) --show
	@$(BIN)/dateline verify --record $(DEMO)
	@echo "The record is $(DEMO): $(BIN)/dateline show --record $(DEMO) lists it, search finds in it."

check: $(BIN)/dateline  ## format, lint, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## every check and test
	$(BIN)/dateline gazetteer build
	$(BIN)/pytest -n 2

evals: $(BIN)/dateline  ## scores of every head and stage against the development data
	$(BIN)/python -m evals.run --shared $(SHARED)

bench: $(BIN)/dateline  ## throughput, memory, start-up
	$(BIN)/python -m benchmarks.run

clean:  ## remove what was made
	rm -rf $(VENV) build dist *.egg-info
