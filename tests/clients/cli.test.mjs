// The AWS command line (AWS_CLI, else `aws`), unchanged, against the embedded host.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { activity, hello, roleArn, waiting } from './definitions.mjs';
import { startHost } from './host.mjs';

const run = promisify(execFile);
const program = process.env.AWS_CLI ?? (existsSync('/usr/bin/aws') ? '/usr/bin/aws' : 'aws');
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'any',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
};

let host;

before(async () => {
  host = await startHost();
});

after(() => host.stop());

const aws = async (...args) => {
  const { stdout } = await run(program, ['stepfunctions', ...args, '--endpoint-url', host.url, '--output', 'json', '--cli-read-timeout', '70'], { env });
  return stdout.trim() ? JSON.parse(stdout) : {};
};

const ended = async (arn) => {
  for (;;) {
    const execution = await aws('describe-execution', '--execution-arn', arn);
    if (execution.status !== 'RUNNING') {
      return execution;
    }
  }
};

test('create, start, describe, history, stop, list with pages', async () => {
  const { stateMachineArn } = await aws('create-state-machine', '--name', 'hello', '--definition', hello, '--role-arn', roleArn);
  const { executionArn } = await aws('start-execution', '--state-machine-arn', stateMachineArn, '--input', '{"a":1}');
  const execution = await ended(executionArn);
  assert.equal(execution.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(execution.output), { a: 1, hello: 'world' });
  const { events } = await aws('get-execution-history', '--execution-arn', executionArn, '--page-size', '2');
  assert.deepEqual(events.map((event) => event.type), ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);

  const second = (await aws('create-state-machine', '--name', 'waiting', '--definition', waiting, '--role-arn', roleArn)).stateMachineArn;
  for (const name of ['e0', 'e1', 'e2']) {
    await aws('start-execution', '--state-machine-arn', second, '--name', name);
  }

  const { executions } = await aws('list-executions', '--state-machine-arn', second, '--status-filter', 'RUNNING', '--page-size', '2');
  assert.deepEqual(executions.map((each) => each.name), ['e2', 'e1', 'e0']);
  await aws('stop-execution', '--execution-arn', executions[0].executionArn);
  assert.equal((await ended(executions[0].executionArn)).status, 'ABORTED');
  const { stateMachines } = await aws('list-state-machines', '--page-size', '2');
  assert.deepEqual(stateMachines.map((each) => each.name).sort(), ['hello', 'tasksCallbackStateMachine-local', 'waiting']);
  await aws('delete-state-machine', '--state-machine-arn', stateMachineArn);
  await assert.rejects(aws('describe-state-machine', '--state-machine-arn', stateMachineArn), /StateMachineDoesNotExist/);
});

test('an activity is polled and its token answered', async () => {
  const { activityArn } = await aws('create-activity', '--name', 'work');
  const { stateMachineArn } = await aws('create-state-machine', '--name', 'work', '--definition', activity(activityArn), '--role-arn', roleArn);
  const answers = { success: ['--task-output', '{"n":2}'], failure: ['--error', 'Broken', '--cause', 'by hand'] };
  for (const [how, answer] of Object.entries(answers)) {
    const { executionArn } = await aws('start-execution', '--state-machine-arn', stateMachineArn, '--input', '{"n":1}');
    const { taskToken, input } = await aws('get-activity-task', '--activity-arn', activityArn, '--worker-name', 'w');
    assert.equal(input, '{"n":1}');
    await aws('send-task-heartbeat', '--task-token', taskToken);
    await aws(`send-task-${how}`, '--task-token', taskToken, ...answer);
    const execution = await ended(executionArn);
    assert.equal(execution.output ?? execution.error, how === 'success' ? '{"n":2}' : 'Broken');
    await assert.rejects(aws('send-task-heartbeat', '--task-token', taskToken), /TaskTimedOut/);
  }
});
