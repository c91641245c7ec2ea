# `make run` and `make test` each set everything up; the rest is for whoever changes the code. `make` lists it all.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
JOBS ?= 2
DURATION ?= 60
PYTEST := $(PY) -m pytest -n $(JOBS) --dist worksteal
unexport PYTHONDONTWRITEBYTECODE  # where it is set, every command that a test or a measure starts compiles all it imports
stop = || { echo "make $@ stopped: $(1)" >&2; exit 1; }

.PHONY: help run test check words format journeys torture bench bench-sync fuzz audit lock clean setup-run setup-dev

help:  ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: setup-run  ## open the application on the practice base (no display: play a visit, list its documents)
	@packaging/run.sh

test: setup-dev  ## the tests
	@$(PYTEST) $(call stop,a test failed.)

check: setup-dev  ## format, lint, types, import contracts, tests, what they leave out: what a change must pass
	@$(PY) -m ruff format --check . $(call stop,these files are not formatted; 'make format' does it.)
	@$(PY) -m ruff check . $(call stop,the linter found faults; 'make format' mends the simple ones.)
	@$(PY) -m mypy $(call stop,a type does not hold.)
	@.venv/bin/lint-imports $(call stop,an import goes the wrong way.)
	@$(PY) packaging/catalogues.py check $(call stop,'make words' writes the catalogues of languages anew.)
	@$(PY) packaging/sbom.py $(call stop,the bill of materials or NOTICE is not what is shipped.)
	@$(PYTEST) --cov --cov-report= $(call stop,a test failed.)
	@$(PY) packaging/coverage_floor.py $(call stop,these lines are run by no test.)

words: setup-dev  ## write the catalogues of languages anew from the source, and compile them
	@$(PY) packaging/catalogues.py && $(PY) packaging/catalogues.py compile $(call stop,a catalogue could not be made.)

format: setup-dev  ## format, and mend what the linter can
	@$(PY) -m ruff format . $(call stop,ruff could not read a file.)
	@$(PY) -m ruff check --fix . $(call stop,what is left is for you.)

journeys: setup-dev  ## the tests that need LibreOffice, poppler, Xvfb or AT-SPI; says what it does not find
	@$(PY) -m pytest --journeys $(call stop,a journey failed or none could run.)

torture: setup-dev  ## the tests, with a hundred times the examples, the whole base compared at each undoing, a thousand kills
	@$(PYTEST) --torture $(call stop,a test failed.)

fuzz: setup-dev  ## every parser under a coverage-guided fuzzer, DURATION=60 seconds each (Linux, x86-64); corpus in build/fuzz
	@$(PY) -m tests.hostile --verbose --fuzz $(DURATION) $(call stop,an input got through: it is in build/fuzz.)

audit: setup-dev  ## ask the public databases for advisories about the locked packages (needs the network)
	@packaging/audit.sh

bench: setup-dev  ## the measures
	@$(PY) -m bench $(call stop,a measure was not taken.)

bench-sync: setup-dev  ## the measures of several desks and their hub, on a real PostgreSQL that it starts
	@$(PY) -m bench.sync $(call stop,a measure was not taken.)

lock:  ## write the lock files anew from pyproject.toml (needs the network)
	@packaging/lock.sh

clean:  ## forget the virtual environment and everything built
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

setup-run:
	@packaging/setup.sh run
	@packaging/system.sh

setup-dev:
	@packaging/setup.sh dev
	@packaging/system.sh
