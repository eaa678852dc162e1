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
