// The AWS SDK for JavaScript, unchanged, against the embedded host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as sfn from '@aws-sdk/client-sfn';
import { activity, hello, roleArn, waiting } from './definitions.mjs';
import { startHost } from './host.mjs';

let host;
let client;

before(async () => {
  host = await startHost();
  client = new sfn.SFNClient({
    endpoint: host.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    // A synchronous start goes to sync-<host> otherwise, which an address of this machine does not have.
    disableHostPrefix: true,
  });
});

after(async () => {
  client.destroy();
  await host.stop();
});

const ended = async (executionArn) => {
  for (;;) {
    const execution = await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') {
      return execution;
    }

    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

test('an execution is started, described and its history read in pages', async () => {
  const { stateMachineArn, creationDate } = await client.send(new sfn.CreateStateMachineCommand({ name: 'hello', definition: hello, roleArn }));
  assert.ok(Math.abs(creationDate - Date.now()) < 60_000);
  const machine = await client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn }));
  assert.equal(machine.definition, hello);

  const { executionArn, startDate } = await client.send(new sfn.StartExecutionCommand({ stateMachineArn, input: '{"a":1}', name: 'first' }));
  const execution = await ended(executionArn);
  assert.equal(execution.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(execution.output), { a: 1, hello: 'world' });
  assert.equal(execution.startDate.getTime(), startDate.getTime());

  const types = [];
  for await (const page of sfn.paginateGetExecutionHistory({ client, pageSize: 3 }, { executionArn })) {
    assert.ok(page.events.length <= 3);
    types.push(...page.events.map((event) => event.type));
  }

  assert.deepEqual(types, ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
  const newest = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }));
  assert.equal(newest.events[0].executionSucceededEventDetails.output, execution.output);
});

test('executions are listed in pages and stopped', async () => {
  const { stateMachineArn } = await client.send(new sfn.CreateStateMachineCommand({ name: 'waiting', definition: waiting, roleArn }));
  for (let i = 0; i < 5; i++) {
    await client.send(new sfn.StartExecutionCommand({ stateMachineArn, name: `e${i}` }));
  }

  const names = [];
  for await (const page of sfn.paginateListExecutions({ client, pageSize: 2 }, { stateMachineArn, statusFilter: 'RUNNING' })) {
    names.push(...page.executions.map((execution) => execution.name));
  }

  assert.deepEqual(names, ['e4', 'e3', 'e2', 'e1', 'e0']);
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:e0`;
  await client.send(new sfn.StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }));
  const stopped = await ended(executionArn);
  assert.equal(stopped.status, 'ABORTED');
  assert.equal(stopped.error, 'Enough');
});

test('errors arrive as the classes of the SDK', async () => {
  const none = 'arn:aws:states:us-east-1:000000000000:stateMachine:none';
  await assert.rejects(client.send(new sfn.StartExecutionCommand({ stateMachineArn: none })), sfn.StateMachineDoesNotExist);
  await assert.rejects(client.send(new sfn.CreateStateMachineCommand({ name: 'bad', definition: '{}', roleArn })), sfn.InvalidDefinition);
  await assert.rejects(client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: 'none' })), sfn.InvalidArn);
  await assert.rejects(client.send(new sfn.SendTaskSuccessCommand({ taskToken: 'none', output: '1' })), sfn.InvalidToken);
  await assert.rejects(client.send(new sfn.GetActivityTaskCommand({ activityArn: 'arn:aws:states:us-east-1:000000000000:activity:none' })), sfn.ActivityDoesNotExist);
});

test('an EXPRESS machine is run synchronously', async () => {
  const { stateMachineArn } = await client.send(new sfn.CreateStateMachineCommand({ name: 'express', definition: hello, roleArn, type: 'EXPRESS' }));
  const answer = await client.send(new sfn.StartSyncExecutionCommand({ stateMachineArn, input: '{}' }));
  assert.equal(answer.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(answer.output), { hello: 'world' });
});

test('a definition is validated', async () => {
  const { result, diagnostics } = await client.send(
    new sfn.ValidateStateMachineDefinitionCommand({ definition: '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}' }));
  assert.equal(result, 'FAIL');
  assert.equal(diagnostics[0].location, '/States/A/Next');
});

test('a worker polls an activity, beats and answers', async () => {
  const { activityArn } = await client.send(new sfn.CreateActivityCommand({ name: 'work' }));
  const { stateMachineArn } = await client.send(new sfn.CreateStateMachineCommand({ name: 'work', definition: activity(activityArn), roleArn }));
  const poll = client.send(new sfn.GetActivityTaskCommand({ activityArn, workerName: 'w' }));
  const { executionArn } = await client.send(new sfn.StartExecutionCommand({ stateMachineArn, input: '{"n":1}' }));

  const { taskToken, input } = await poll;
  assert.equal(input, '{"n":1}');
  await client.send(new sfn.SendTaskHeartbeatCommand({ taskToken }));
  await client.send(new sfn.SendTaskSuccessCommand({ taskToken, output: '{"n":2}' }));
  assert.equal((await ended(executionArn)).output, '{"n":2}');
  await assert.rejects(client.send(new sfn.SendTaskSuccessCommand({ taskToken, output: '1' })), sfn.TaskTimedOut);
});

test('a poll without a task comes back empty', { timeout: 90_000 }, async () => {
  const { activityArn } = await client.send(new sfn.CreateActivityCommand({ name: 'idle' }));
  const { taskToken } = await client.send(new sfn.GetActivityTaskCommand({ activityArn }));
  assert.equal(taskToken ?? null, null);
});
