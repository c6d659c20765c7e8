# Every target explains itself: `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run setup migrate format check test test-long test-real train eval corpus bench house pictures lock clean
SHELL := /bin/bash
BIN := .venv/bin
# A second core is worth two workers; more only fight over it.
WORKERS ?= 2

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start everything: engines, services, workers, workplace (Ctrl-C ends it)
	@infra/setup.sh run
	@exec $(BIN)/palabre run --with-parent

setup: ## Only install, into .venv
	@infra/setup.sh dev

format: setup ## Format the code
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

check: setup ## Everything that reads the code: format, lint, types, walls, spelling
	@infra/check.sh

test: setup ## The tests for every day: units, services, journeys, the browser
	@infra/test.sh -m "not real and not long" -n $(WORKERS) $(ARGS)

test-long: setup ## One promise in very many cases: kills at every point, every page's looks, the demo's month
	@infra/test.sh -m "long" -n $(WORKERS) $(ARGS)

test-real: setup ## Tests against servers by others, installed where that is allowed
	@infra/test_real.sh $(ARGS)

train: setup ## Rebuild the scoring models from the public data (PALABRE_DATA, ../shared/data)
	@$(BIN)/python -m infra.train $(ARGS)

eval: setup ## Measure the scorer on the frozen test and public rows into var/eval (PALABRE_DATA)
	@$(BIN)/python -m infra.eval $(ARGS)

corpus: setup ## Refuse rows of the corpus that repeat each other, and say how many words its parts share
	@$(BIN)/python -m infra.train.corpus

bench: setup ## Measure start, memory, intake, arrival, queue and figures (ARGS: names)
	@$(BIN)/python -m infra.bench $(ARGS)

house: setup ## Draw the house from its imports into docs/house.md
	@$(BIN)/python -m tests.architecture.draw

pictures: setup ## Take the pictures of the docs from the running demo
	@$(BIN)/python -m tests.pictures

lock: setup ## Renew requirements/*.txt within the bounds of pyproject.toml
	@infra/lock.sh

clean: ## Remove .venv and caches, and keep var/ with its data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
