# An environment that is given or active is used as it is; else one is made in .venv.
VENV ?= $(or $(VIRTUAL_ENV),.venv)
PORT ?= 8000
JOBS ?= 3

BIN = $(VENV)/bin
TO_RUN = $(VENV)/.ready-to-run
TO_TEST = $(VENV)/.ready-to-test
PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

.PHONY: help run quick test lint rules bench translations clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 15

run: $(TO_RUN)  ## try it: a demo with two sites; PORT=8000, FRESH=1 starts over
	$(if $(FRESH),rm -rf "$${MODERATION_INSTANCE_PATH:-instance}/demo")
	$(BIN)/moderation demo --bind 127.0.0.1:$(PORT)

quick: lint  ## lint and all tests that need no browser and no PostgreSQL
	$(PYTEST) -m "not browser and not postgres and not scale"

test: $(TO_TEST)  ## every test, on both databases and in a real browser
	$(PYTEST)

lint: $(TO_TEST)  ## style, types, the arrows between the floors, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet templates

rules: $(TO_TEST)  ## measure the rules on labelled comments (CORPUS=their folder) and write docs/rules.md
	$(BIN)/python -m tools.rules $(CORPUS)

bench: $(TO_TEST)  ## measure what has to be fast, into docs/performance.md; ONLY=replay
	$(BIN)/python tools/bench.py --write $(ONLY)

translations: $(TO_TEST)  ## gather the sentences, bring the catalogues up to date, compile them
	$(BIN)/python tools/translations.py

clean:  ## remove what was made here; the data in instance/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(TO_RUN): pyproject.toml
	@tools/venv.sh $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TO_TEST): pyproject.toml
	@tools/venv.sh $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(TO_RUN)
