# Visionwork. Needs Python 3.11 or newer and make; everything else is set up in .venv on first use.
#   make test ARGS="tests/unit -k drift"     passes arguments on to pytest
#   make run PYTHON=/opt/python3.12/bin/python3

.DEFAULT_GOAL := help
.PHONY: help run test lint gallery bench coach-eval coach-forms faults clean

DEV := sh .ci/python.sh .ci/dev.py
export PYTHON ARGS

help: ## Show this list
	@sed -n 's/^\([a-z-]*\): ## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s%s\n", $$1, $$2}'

run: ## Set up, write the sample workshop and its PDF to build/, open the app when there is a screen
	@$(DEV) run

test: ## Set up and run every test without a screen
	@$(DEV) test

lint: ## Check style (ruff) and types (pyright)
	@$(DEV) lint

gallery: ## Draw every window and every PDF page as pictures into build/gallery
	@$(DEV) gallery

bench: ## Measure speed against the floors; prints ratios and targets
	@$(DEV) bench

coach-eval: ## Measure the coach on the labelled corpus; ARGS=--wrong lists what it judged wrongly
	@$(DEV) coach-eval

coach-forms: ## Write the word forms the coach needs, after a change of its rules
	@$(DEV) coach-forms

faults: ## Run the fault tests at full length (kill -9 loops, disk full, two instances)
	@$(DEV) faults

clean: ## Remove build/, dist/ and caches (.venv stays)
	@rm -rf build dist .pytest_cache .ruff_cache .hypothesis
	@find src tests benchmarks .ci -name __pycache__ -type d -prune -exec rm -rf {} +
