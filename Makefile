# Jinjie. Every target first sets up what it needs in .venv; a second run finds it ready.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: demo test check e2e bench bench-screen bench-nation prove prove-screen mutation docs clean help setup lock

VENV := .venv
BIN := $(VENV)/bin
TOOLS := .tools

# The first Python that is new enough. Choose another: make PYTHON=/path/to/python3.12 setup
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)

# uv when there is one, else pip. Both check every hash. Looked up late: set-up may just have fetched uv.
UV = $(shell command -v uv || ls $(TOOLS)/bin/uv 2>/dev/null)
INSTALL = $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)

##@ Use
demo: $(VENV)/.run             ## assess the example enterprises, write one report to demo-out/
	@$(BIN)/python examples/demo.py

##@ Develop
test: check                    ## everything that must hold: check, then all tests
	@echo "test: pytest"
	@$(BIN)/pytest -n auto -q

check: $(VENV)/.dev            ## style, types, import directions, the rulebooks and their own examples
	@echo "check: ruff"         && $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "check: mypy"         && $(BIN)/mypy --no-error-summary
	@echo "check: lint-imports" && $(BIN)/lint-imports --no-logo >$(VENV)/lint-imports.log || { cat $(VENV)/lint-imports.log; exit 1; }
	@echo "check: rulebooks"    && $(BIN)/jinjie rules check && $(BIN)/jinjie rules test

e2e: $(VENV)/.dev              ## the product from outside, as a user meets it
	@if [ -d tests/e2e ]; then $(BIN)/pytest -q tests/e2e; else echo "e2e: no end-to-end tests yet"; fi

bench: $(VENV)/.dev            ## every number the documents name
	@if [ -d benchmarks ]; then $(BIN)/pytest -q benchmarks --benchmark-enable --benchmark-only \
		--benchmark-columns=min,median,max,rounds; else echo "bench: no benchmarks yet"; fi

bench-screen: $(VENV)/.dev     ## the screen beside the same rule by hand; ROWS=1000000
	@$(INSTALL) --require-hashes -r requirements/bench.txt
	@cd benchmarks/screen && ../../$(BIN)/python measure.py --rows $(or $(ROWS),1000000) --versus jinjie

bench-nation: $(VENV)/.dev     ## invent 52 million firms (6 GB in FOLDER) and screen them all; ROWS=52000000
	@$(BIN)/python benchmarks/screen/nation.py --rows $(or $(ROWS),52000000) $(if $(FOLDER),--folder $(FOLDER))

prove-screen: $(VENV)/.dev     ## 100,000 random firms through every engine against the scalar reading; ROWS=100000
	@$(INSTALL) --require-hashes -r requirements/spark.txt
	@$(BIN)/python -m tests.agreement.prove_screen --rows $(or $(ROWS),100000)

prove: $(VENV)/.dev            ## the property tests with many more examples (minutes)
	@JINJIE_PROVE=1 $(BIN)/pytest -n auto -q

mutation: $(VENV)/.dev         ## mutation testing of the kernel on a sample; SAMPLE=150
	@$(BIN)/python benchmarks/mutation.py --sample $(or $(SAMPLE),150) --seed $(or $(SEED),1)

lock: $(VENV)/.dev             ## write requirements/*.txt anew; UPGRADE=--upgrade takes newer versions
	@test -n "$(UV)" || { echo "lock: uv is needed and could not be had" >&2; exit 1; }
	$(LOCK) requirements/run.txt pyproject.toml
	$(LOCK) requirements/build.txt requirements/build.in
	$(LOCK) requirements/dev.txt pyproject.toml requirements/build.in --extra check --extra duckdb --extra synthetic --group dev \
		--constraint requirements/run.txt --constraint requirements/build.txt
	$(LOCK) requirements/spark.txt pyproject.toml --extra spark --constraint requirements/dev.txt
	$(LOCK) requirements/bench.txt pyproject.toml --group bench --constraint requirements/dev.txt
	$(LOCK) requirements/uv.txt requirements/uv.in

LOCK = @$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --custom-compile-command "make lock" $(UPGRADE) --output-file

docs: $(VENV)/.dev             ## write docs/reference/ anew from the rulebooks, the facts and the command
	@$(BIN)/python docs/develop/reference.py

##@ House
setup: $(VENV)/.dev            ## install everything for development (done by the other targets too)
	@echo "setup: ready"

clean:                         ## remove what was built, installed or cached
	rm -rf $(VENV) $(TOOLS) dist demo-out .benchmarks .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find src tests examples -name __pycache__ -type d -prune -exec rm -rf {} +

help:                          ## this list
	@awk -F ':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# ---- set-up: a stamp is older than its lock file or pyproject.toml -> install again
$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "setup: packages for development"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "setup: packages to run, with $(if $(UV),uv,pip)"
	@$(INSTALL) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@echo "setup: jinjie itself, editable"
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "setup: Jinjie needs Python 3.11 or newer and found none." \
		"Install one, or name it: make PYTHON=/path/to/python3.11 setup" >&2; exit 1; }
	@test -n "$(UV)" || { echo "setup: uv, the installer, into $(TOOLS)"; rm -rf $(TOOLS); \
		$(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/python -m pip install --quiet \
		--disable-pip-version-check --require-hashes -r requirements/uv.txt; } \
		|| { rm -rf $(TOOLS); echo "setup: no uv to be had; pip does the work, more slowly"; }
	@echo "setup: $(VENV) with $(PYTHON)"
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "setup: $(PYTHON) cannot make a" \
		"virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
