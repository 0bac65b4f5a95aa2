# Needs Python 3.11 or newer, make, and a package index. `make` alone explains itself.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
    $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); [ $$n -gt 4 ] && echo 4 || echo $$n)
BENCHES := start screens territory routing reports pages flood
LOCK := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help run stop status doctor test check fix bench docs messages lock runtime development

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: runtime ## Start the city (CITY=33.74 for another one, PENDOPO_PORT=8100 for another port); Ctrl-C stops it
	@$(BIN)/pendopo run

stop: runtime ## Stop the city from another shell
	@$(BIN)/pendopo stop

status: runtime ## Show processes, addresses and readiness
	@$(BIN)/pendopo status

doctor: runtime ## Find what is wrong and say what to do
	@$(BIN)/pendopo doctor

test: development ## Everything CI runs
	@tools/browser.sh
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n $(WORKERS) $(PYTEST)

check: development lint ## The fast part of the tests, under 90 seconds
	$(BIN)/pytest -n $(WORKERS) -m "not slow and not browser and not faults" $(PYTEST)

.PHONY: lint
lint: development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check
	$(BIN)/python tools/messages.py --check

fix: development ## Let ruff repair and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: development ## Measure; NAME=screens measures one thing
	@for name in $(or $(NAME),$(BENCHES)); do $(BIN)/python bench/$$name.py || exit 1; done

docs: development ## Write the generated pages of the documentation
	$(BIN)/python tools/docs.py

messages: development ## Collect the texts for the English catalogues and compile these
	$(BIN)/python tools/messages.py

lock: development ## Pin all dependencies with hashes
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) requirements.in -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) requirements-dev.in -o requirements-dev.txt
	echo uv | UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) -c requirements-dev.txt - -o tools/bootstrap.txt

runtime:
	@$(PYTHON) tools/bootstrap.py requirements.txt

development:
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
