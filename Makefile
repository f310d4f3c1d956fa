# Everything the product needs is `make run`; everything a change needs is `make check` and `make test`.
# Variables reach the programs as environment: make run PORT=8001 DATABASE_URL=postgres://... CELERY_BROKER_URL=redis://...

py := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check lock messages vendor bench blackbox

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Start the product on http://127.0.0.1:8000 (PORT=, DATABASE_URL=, CELERY_BROKER_URL=)
	@scripts/setup.sh run
	@exec $(py) manage.py run

test: ## Run the tests; ARGS= goes to pytest, for example ARGS="tests/projects -k rights" or ARGS="-m oracle"
	@scripts/setup.sh dev
	@exec $(py) scripts/test.py $(ARGS)

check: ## Style, types, layers, templates, migrations, API schema, deployment, contrast, vendored files, translations
	@scripts/setup.sh dev
	@exec $(py) scripts/check.py $(ARGS)

lock: ## Write the hashed locks from pyproject.toml; ARGS=--upgrade for the newest releases
	@scripts/setup.sh dev
	@scripts/lock.sh $(ARGS)

messages: ## Collect the texts of code and templates into locale/ and compile them (needs gettext)
	@scripts/setup.sh dev
	@scripts/messages.sh

vendor: ## Copy the exact front-end files of package-lock.json into static/vendor/ with their sums (needs npm)
	@scripts/setup.sh dev
	@exec $(py) scripts/vendor.py

bench: ## Run benchmarks/*.py; each prints JSON lines
	@scripts/setup.sh dev
	@exec $(py) scripts/bench.py $(ARGS)

blackbox: ## Attack a running copy over HTTP: rights of every route, hostile input, races
	@scripts/setup.sh dev
	@exec $(py) scripts/blackbox.py $(ARGS)
