# Two commands are enough: `make serve` and `make test`. Both install what they need into .venv.
# ARGS is handed to the command: make check ARGS=--github, make test ARGS="-k bibtex".

ARGS ?=
ID ?=
FILE ?=
N ?=
DIR ?=
FORMAT ?=
TITLE ?=
REPO ?=
PYTHON ?=
CHROME ?=
export CHROME

RUN := .venv/bin/python
SCHEMA := $(RUN) -m check_jsonschema --quiet --builtin-schema vendor

# The first Python that is new enough, of those that can make a venv if there is one. A name on
# PATH may be an empty shim, and Debian's Python has no venv until its package is there.
FIND_PYTHON := found=; \
	for need in "import ensurepip, venv" "pass"; do \
		for each in "$(PYTHON)" python3.13 python3.12 python3.11 python3 python; do \
			[ -n "$$each" ] && [ -z "$$found" ] || continue; \
			"$$each" -c "import sys; assert sys.version_info >= (3, 11); $$need" 2>/dev/null \
				&& found="$$each"; \
		done; \
	done; \
	[ -n "$$found" ] || { echo "Python 3.11 or newer is needed and was not found;" \
		"name one: make PYTHON=/path/to/python3" >&2; exit 1; }
BOOTSTRAP = @$(FIND_PYTHON); "$$found" scripts/bootstrap.py

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve site check add import export refresh links candidates new-site test prove \
	test-fast bench bench-search bench-quality bench-pages bench-hostile fuzz mutation \
	published forms lint \
	audit licences sbom lock clean venv venv-export venv-dev venv-browser

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

serve: venv ## Build the site, show it at http://127.0.0.1:8000/ and follow changes
	@$(RUN) scripts/serve.py $(ARGS)

site: venv ## Build the site into site/
	@$(RUN) scripts/build.py $(ARGS)

check: venv ## Check every entry; name file, line and cure of each problem
	@$(RUN) scripts/check.py $(ARGS)

add: venv ## Make an entry file from an identifier, asking for what no source says: make add ID=...
	@$(RUN) scripts/add.py $(if $(ID),"$(ID)") $(ARGS)

import: venv ## Take a list or a bibliography in: make import FILE=list.md; ARGS=--write does it
	@$(RUN) scripts/import.py $(if $(FILE),"$(FILE)") $(ARGS)

export: venv ## Write all entries for a database or search engine: make export DIR=... FORMAT=jsonl
	@$(RUN) scripts/export.py $(if $(DIR),"$(DIR)") $(if $(FORMAT),--format "$(FORMAT)") $(ARGS)

refresh: venv ## Ask the registers what is new about each entry; propose a patch
	@$(RUN) scripts/refresh.py $(ARGS)

links: venv ## Look at every link; tell which are dead or have moved
	@$(RUN) scripts/links.py $(ARGS)

candidates: venv ## Search for new works like those here; write a list to review
	@$(RUN) scripts/candidates.py $(ARGS)

new-site: venv ## Begin another site: make new-site DIR=../bees TITLE="Wild bees" REPO=... FILE=refs.bib
	@$(RUN) scripts/new_site.py $(if $(DIR),"$(DIR)") $(if $(TITLE),--title "$(TITLE)") \
		$(if $(REPO),--repository "$(REPO)") $(if $(FILE),--file "$(FILE)") $(ARGS)

# The copies of the engine that tests build bring compiled modules along, whatever the machine is
# set to: compiling them again is a tenth of a small build.
test prove: export PYTHONDONTWRITEBYTECODE :=

test: venv-browser ## Run all tests, slow ones and the browser included
	@CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

prove: venv-browser ## Run all tests with all that they can try: whole matrices, 10,000 random examples
	@ATLAS_PROVE=1 CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-fast: venv-dev ## Run the tests that need no site and no browser
	@$(RUN) -m pytest -m "not slow and not browser" $(ARGS)

bench: venv-browser ## Measure builds beside what one would use instead; N=2400 sets the number of entries
	@CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) tests/bench/run.py $(N) $(ARGS)

bench-search: venv-browser ## Measure search and filters in Chromium, beside the theme's own search
	@CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) tests/bench/browser.py $(N) $(ARGS)

bench-quality: site ## Measure how well search finds known works and topics
	@node --expose-gc tests/bench/quality.mjs site/data $(ARGS)

bench-pages: venv-browser ## Look at one page of each type with Lighthouse; LIGHTHOUSE=its folder
	@CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) tests/bench/lighthouse.py $(ARGS)

bench-hostile: venv-browser ## Count what hostile texts do here, and in plain MkDocs with Material
	@CHROME="$${CHROME:-$$(cat .venv/browser)}" $(RUN) tests/bench/hostile_material.py $(ARGS)

fuzz: venv-dev ## Throw changing bytes at the four parsers, N minutes of CPU each; ARGS="list --keep"
	@$(RUN) tests/bench/fuzz.py --minutes $(or $(N),1) $(ARGS)

mutation: venv-dev ## Change the code in N places, one at a time; which changes does no test notice?
	@$(RUN) tests/bench/mutation.py $(if $(N),--sample $(N)) $(ARGS)

published: venv ## Note the keys of all entries as published: their addresses must answer for ever
	@$(RUN) scripts/published.py

forms: venv ## Write the issue forms again, after a change of the forms or of the vocabulary
	@$(RUN) scripts/forms.py

lint: venv-dev ## Check format, style and types; workflows and issue forms; what is known to be unsafe
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy --strict scripts
	@$(RUN) -m bandit -r scripts -ll -q
	@.venv/bin/zizmor --quiet --offline --min-severity medium .github
	@$(SCHEMA).github-workflows .github/workflows/*.yml
	@$(SCHEMA).github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(SCHEMA).github-issue-config .github/ISSUE_TEMPLATE/config.yml

audit: venv-dev ## Ask about known faults of every package that is used; say who did not answer
	@$(RUN) scripts/audit.py $(ARGS)

licences: venv-dev ## Write THIRD-PARTY.md: the licence of every package that is used
	@$(RUN) scripts/licences.py

sbom: venv ## Write a software bill of materials (CycloneDX): make sbom FILE=sbom.cdx.json
	@$(RUN) scripts/sbom.py $(if $(FILE),"$(FILE)")

lock: venv-dev ## Resolve the dependencies again; ARGS=--upgrade takes newer ones
	@set -e; for set in "-o requirements-dev.lock --group dev" \
		"-o requirements.lock --constraint requirements-dev.lock" \
		"-o requirements-export.lock --group export --constraint requirements-dev.lock"; do \
		$(RUN) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links \
			--no-annotate --custom-compile-command "make lock" $(ARGS) $$set; \
	done

clean: ## Remove everything that these commands made
	rm -rf .venv .cache site node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	git clean -fdXq docs

venv:
	$(BOOTSTRAP)

venv-export: venv
	@$(RUN) -m pip install -qq --no-input --disable-pip-version-check --require-hashes \
		--only-binary=:all: -r requirements-export.lock

venv-dev:
	$(BOOTSTRAP) --dev

venv-browser:
	$(BOOTSTRAP) --dev --browser
