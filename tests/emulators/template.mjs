// node template.mjs <template> <folder>: reads a CloudFormation template as the AWS CDK does and synthesizes it into the folder. That checks every
// reference, and each property against its resource's schema; what is wrong is printed and fails the run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";

const [templateFile, outdir] = process.argv.slice(2);
const app = new App({ outdir, context: { "@aws-cdk/core:validateAgainstDefaultRules": true } });
new CfnInclude(new Stack(app, "Stack"), "Template", { templateFile });
app.synth();

const report = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8"));
if (report.pluginReports.length > 0) {
  console.error(JSON.stringify(report.pluginReports, null, 2));
  process.exit(1);
}
