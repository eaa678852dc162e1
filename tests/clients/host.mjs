// Starts the embedded host, as built, on a port and a data directory of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../artifacts/bin/TasksService.Embedded/release/TasksService.Embedded.dll', import.meta.url));

export async function startHost() {
  const data = await mkdtemp(join(tmpdir(), 'clients-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const host = spawn('dotnet', [program, '--urls', url, '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  host.stdout.on('data', (text) => (output += text));
  host.stderr.on('data', (text) => (output += text));

  for (const until = Date.now() + 30_000; !(await answers(url)); ) {
    if (host.exitCode !== null || Date.now() > until) {
      throw new Error(`The host does not answer. Its output:\n${output}`);
    }

    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  return {
    url,
    async stop() {
      const exited = new Promise((resolve) => host.once('exit', resolve));
      host.kill('SIGTERM');
      await exited;
      await rm(data, { recursive: true });
    },
  };
}

async function answers(url) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.ListStateMachines' },
      body: '{}',
    });
    return response.ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
