# Every target has a help line; `make` alone prints them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CONFIGURATION ?= Release
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

.PHONY: run-e2e-test
run-e2e-test: ## Run the end-to-end scenarios, about 4 minutes, against TASKS_API_URL or an embedded host started for them
	dotnet run --project e2e/TasksService.E2E -c $(CONFIGURATION)

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
conformance: conformance-build conformance-interpreter ## Run the recorded scenarios and the definition fuzz (needs the recordings in ASL_CORPUS)

.PHONY: conformance-build
conformance-build:
	dotnet build tests/TasksService.Conformance -c $(CONFIGURATION) -v q

.PHONY: conformance-interpreter
conformance-interpreter:
	dotnet $(CONFORMANCE) fuzz 20000
	dotnet $(CONFORMANCE) speed
	@if [ -f $(ASL_CORPUS)/run.py ]; then set -e; \
		echo "== status, output, error"; python3 $(ASL_CORPUS)/run.py --persistent 'dotnet $(CONFORMANCE)' --events none -v; \
		echo "== and the events, saved and restored at every step"; python3 $(ASL_CORPUS)/run.py --persistent 'dotnet $(CONFORMANCE) --save-every-step' --events names -v; \
	else echo "The recorded scenarios are not here ($(ASL_CORPUS)/run.py): nothing was compared with Step Functions. Set ASL_CORPUS to their folder."; fi
