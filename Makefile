# Two commands for a newcomer: `make demo` and `make test`. Each sets up .venv first, once.
#   make test ARGS="-k ages"   passes flags on to pytest

SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready
PAGES ?= tests/pages
DEMO_HOME ?= demo-home/$(shell date +%Y%m%d-%H%M%S)
DEMO_SERVE ?= 1
ARGS ?=

.PHONY: all setup demo test check lint types contracts tests bench soak format ocr ftm keep accept
all: test

setup: $(READY)

$(READY): requirements.lock pyproject.toml setup.sh
	sh setup.sh
	touch $(READY)

demo: setup
	$(BIN)/sinodik demo --home $(DEMO_HOME) $(if $(filter 0,$(DEMO_SERVE)),,--serve) $(ARGS)

test: check tests

check: lint types contracts

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

tests: setup
	$(BIN)/pytest -n 2 -m "not soak" $(ARGS)

soak: setup
	$(BIN)/pytest -m soak $(ARGS)

bench: setup
	$(BIN)/python -m benchmarks.crawl
	$(BIN)/python -m benchmarks.quiet_night
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.linkage --seeds 501
	$(BIN)/python -m benchmarks.searching
	$(BIN)/python -m benchmarks.desk

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# A kept page becomes a test: make keep HOME_DIR=demo-home/… CAPTURE=URL-or-id CASE=source/case
keep: setup
	$(BIN)/python -m tests.golden keep --home $(HOME_DIR) --capture "$(CAPTURE)" --case $(CASE) --pages $(PAGES)

# What is read now becomes the answer: make accept [CASE=source/case]
accept: setup
	$(BIN)/python -m tests.golden accept --case "$(CASE)" --pages $(PAGES)

# What reads words in pictures: Tesseract, and Debian's Russian model
ocr: setup
	sh ocr.sh

# The library that holds our FollowTheMoney entities valid; its ICU is compiled
ftm: setup
	sh ftm.sh
