# Everything a person or CI does here. Needs python3 (3.11 or newer) and make; the rest comes from uv.lock.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
UV_READY := .uv/.ready-$(UV_VERSION)
BIN := .venv/bin
READY := .venv/.ready

SECONDS ?= 300

# What was typed as Q reaches the shell as one variable, so that no quote or $ in it is ever run.
Q ?=
export LOOKUP := $(value Q)
unexport Q

.DEFAULT_GOAL := help
.PHONY: help setup run chat test test-fast lint types layers lock check format corpus bench soak image sbom clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

setup: $(READY) ## put everything into .venv, as uv.lock says (every other verb does it when needed)

run: $(READY) ## open the page at http://127.0.0.1:8080, or answer one lookup: make run Q="gateway api"
	@if [ -n "$$LOOKUP" ]; then $(BIN)/kubecon ask -- "$$LOOKUP" || test $$? -eq 3; else exec $(BIN)/kubecon serve; fi

chat: $(READY) ## talk to the bot in this terminal
	@$(BIN)/kubecon chat

test: test-fast ## run the tests: the fast ones first, then those with processes, databases and browsers
	$(BIN)/pytest -m "slow or hypothesis" --numprocesses auto --dist worksteal

test-fast: $(READY) ## run only the tests that need no process, database or browser
	$(BIN)/pytest -m "not slow" --hypothesis-profile quick --numprocesses auto --dist worksteal

lint: $(READY) ## find mistakes, untidy code and libraries that pyproject.toml does not name
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/deptry bot adapters

types: $(READY) ## check the types
	$(BIN)/mypy

layers: $(READY) ## check that no package imports one above it
	$(BIN)/lint-imports

lock: $(READY) ## check that uv.lock fits pyproject.toml
	$(UV) lock --check

corpus: $(READY) ## list what is wrong with the recaps
	$(BIN)/kubecon check

check: lint types layers lock corpus test ## everything CI checks

format: $(READY) ## tidy the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY) ## measure how good and how fast lookups are, and how soon the bot is ready
	$(BIN)/python benchmarks/lookups.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/starting.py

soak: $(READY) ## ask page, Slack and Discord at once for SECONDS (300), while recaps change and digests are due
	$(BIN)/python benchmarks/soak_mixed.py --seconds $(SECONDS)

image: $(READY) ## take the Dockerfile's steps in a clean folder, without a container engine
	$(BIN)/python scripts/image_steps.py $(CURDIR)/$(UV)

sbom: $(READY) ## list all libraries and their versions in dist/sbom.json (CycloneDX)
	@mkdir -p dist
	$(UV) export --quiet --locked --no-dev --extra mcp --extra charts --no-emit-project --format requirements-txt --output-file dist/requirements.txt
	$(BIN)/cyclonedx-py requirements dist/requirements.txt --output-format JSON --output-file dist/sbom.json

clean: ## remove everything made here, but not what the bot keeps in var
	rm -rf .venv .uv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov

$(READY): uv.lock pyproject.toml | $(UV_READY)
	@echo "Putting what uv.lock names into .venv ..." >&2
	@UV_PYTHON_DOWNLOADS=never $(UV) sync --locked --quiet --compile-bytecode --python $(PYTHON) --extra meaning --extra mcp --extra charts || { \
	echo "The encoder cannot be installed here: lookups go by words only." >&2; \
	UV_PYTHON_DOWNLOADS=never $(UV) sync --locked --quiet --compile-bytecode --python $(PYTHON) --extra mcp --extra charts; }
	@touch $@

$(UV_READY):
	@command -v $(PYTHON) > /dev/null || { echo >&2 "$(PYTHON) is missing: install Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo >&2 "$(PYTHON) is $$($(PYTHON) -V), \
	and the bot needs Python 3.11 or newer: try make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -m venv .uv || { echo >&2 "$(PYTHON) cannot make a virtual environment; \
	on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@
