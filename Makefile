# Every target has a help line; `make` alone prints them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
BENCH = dotnet run --project bench/TasksService.Bench -c $(CONFIGURATION) --
export DOTNET_NOLOGO = 1
export DOTNET_CLI_TELEMETRY_OPTOUT = 1

.PHONY: help
help: ## Print this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.PHONY: run
run: ## Run the service on this machine, on http://localhost:5080 (ARGS="--urls http://localhost:8080 --data /some/folder")
	dotnet run --project src/TasksService.Embedded -c $(CONFIGURATION) -- $(ARGS)

.PHONY: build
build: ## Build everything; a warning is an error
	dotnet build TasksService.sln -c $(CONFIGURATION)

.PHONY: test
test: ## Build and run all tests (needs the .NET SDK and Node 20)
	dotnet test TasksService.sln -c $(CONFIGURATION) $(TEST_ARGS)

.PHONY: test-clients
test-clients: ## Try the AWS command line and the AWS SDK for JavaScript against the built host (needs Debian's awscli, Node 20)
	dotnet build src/TasksService.Embedded -c Release -v q
	cd tests/clients && npm ci --no-audit --no-fund && node --test --test-reporter=spec --test-reporter-destination=stdout $(CLIENTS_ARGS)

.PHONY: run-e2e-test
run-e2e-test: ## Run the end-to-end scenarios, about 4 minutes, against STAGE=local|dev, TASKS_API_URL, or an embedded host started for them
	STAGE=$(STAGE) dotnet run --project e2e/TasksService.E2E -c $(CONFIGURATION)

.PHONY: bench
bench: ## Run every measurement, about 25 minutes (bench/README.md says how to read them)
	$(BENCH) all
	bench/fresh-clone.sh

.PHONY: bench-create
bench-create: ## Measure durable creates a second
	$(BENCH) create

.PHONY: bench-spread
bench-spread: ## Measure the lateness of 1,000 tasks spread over 20 s
	$(BENCH) spread

.PHONY: bench-burst
bench-burst: ## Measure 10,000 tasks due at the same instant
	$(BENCH) burst

.PHONY: bench-standing
bench-standing: ## Measure what 1,000,000 stored tasks cost
	$(BENCH) standing

.PHONY: bench-kill
bench-kill: ## Kill the host in mid-burst 20 times and measure its recovery
	$(BENCH) kill

.PHONY: bench-start
bench-start: ## Measure the start of the built host
	$(BENCH) start

.PHONY: bench-states
bench-states: ## Measure state machines over the Step Functions API: executions a second, and waits for one instant
	$(BENCH) states-rate states-waits

.PHONY: bench-fresh-clone
bench-fresh-clone: ## Measure a fresh clone to its first 201
	bench/fresh-clone.sh

.PHONY: lint
lint: ## Check format and code style
	dotnet format TasksService.sln --verify-no-changes

.PHONY: format
format: ## Mend format and code style
	dotnet format TasksService.sln

# Behaviour recorded from the real Step Functions; the data lies outside the repository (docs/states-language.md).
ASL_CORPUS ?= ../shared/asl
CONFORMANCE = artifacts/bin/TasksService.Conformance/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/TasksService.Conformance.dll

.PHONY: conformance
conformance: conformance-build conformance-interpreter conformance-http ## Run the recorded scenarios and the definition fuzz (needs the recordings in ASL_CORPUS)

.PHONY: conformance-build
conformance-build:
	dotnet build tests/TasksService.Conformance -c $(CONFIGURATION) -v q

.PHONY: conformance-http
conformance-http: ## Run the recorded scenarios over HTTP against the embedded host
	dotnet build src/TasksService.Embedded -c $(CONFIGURATION) -v q
	@if [ -f $(ASL_CORPUS)/run.py ]; then \
		tests/conformance-http/run.sh $(ASL_CORPUS) artifacts/bin/TasksService.Embedded/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/TasksService.Embedded.dll; \
	else echo "The recorded scenarios are not here ($(ASL_CORPUS)/run.py): nothing was compared with Step Functions over HTTP. Set ASL_CORPUS to their folder."; fi

.PHONY: conformance-interpreter
conformance-interpreter:
	dotnet $(CONFORMANCE) fuzz 20000
	dotnet $(CONFORMANCE) speed
	@if [ -f $(ASL_CORPUS)/run.py ]; then set -e; \
		echo "== status, output, error"; python3 $(ASL_CORPUS)/run.py --persistent 'dotnet $(CONFORMANCE)' --events none -v 2> >(grep -v ^UNSUPPORTED >&2); \
		echo "== and the events, saved and restored at every step"; python3 $(ASL_CORPUS)/run.py --persistent 'dotnet $(CONFORMANCE) --save-every-step' --events names -v 2> >(grep -v ^UNSUPPORTED >&2); \
	else echo "The recorded scenarios are not here ($(ASL_CORPUS)/run.py): nothing was compared with Step Functions. Set ASL_CORPUS to their folder."; fi

include deploy/deploy.mk

EXAMPLE = dotnet run -c $(CONFIGURATION) --project examples

.PHONY: example-pizza
example-pizza: ## Example: replace polling with a callback (ARGS=--demo runs both and counts their transitions)
	$(EXAMPLE)/pizza-order/local -- $(ARGS)
