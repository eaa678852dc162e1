# Building, deploying and trying the stack. The .NET SDK and the aws CLI are all that these need; test-localstack needs Docker as well.

# What the functions are built for: x64 or arm64.
ARCH ?= x64
# true compiles ahead of time, where the feed has the native packs (.NET 10 Native AOT builds on the system that it builds for).
AOT ?= false
PACKAGE := artifacts/package

.PHONY: package
package: ## Build the zips of the Lambda functions (ARCH=x64|arm64, AOT=true|false)
	rm -rf $(PACKAGE)
	dotnet publish src/TasksService.Lambda -c Release -r linux-$(ARCH) --artifacts-path artifacts/lambda -p:LambdaPackage=true -p:PublishAot=$(AOT) -o $(PACKAGE)/functions -p:LambdaZip=$(CURDIR)/$(PACKAGE)/functions.zip
	dotnet publish src/TasksService.Lambda.Api -c Release -r linux-$(ARCH) --artifacts-path artifacts/lambda -p:LambdaPackage=true -p:PublishAot=$(AOT) -o $(PACKAGE)/api -p:LambdaZip=$(CURDIR)/$(PACKAGE)/api.zip
	@ls -l $(PACKAGE)/*.zip

.PHONY: deploy-local
deploy-local: package ## Deploy to LocalStack at http://localhost:4566 (docs/aws.md)
	ARCH=$(ARCH) deploy/deploy local

.PHONY: deploy-dev
deploy-dev: package ## Deploy to the AWS account of the environment (WORKFLOW_TYPE=STANDARD|EXPRESS, PARAMETERS="Name=value …")
	ARCH=$(ARCH) deploy/deploy dev

.PHONY: test-localstack
test-localstack: ## Start LocalStack, deploy to it and run the end-to-end scenarios (needs a Docker engine)
	dotnet run --project e2e/TasksService.LocalStack -c $(CONFIGURATION)

.PHONY: bench-cold-start
bench-cold-start: package ## Measure the cold start of the functions: the package beside the plain build
	dotnet run --project bench/TasksService.ColdStart -c Release
