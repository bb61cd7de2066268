// Starts the emulator of AWS, deploys a template into it, and stops it.

import { spawn, execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { freePort, out } from '../lib/place.mjs';
import { shell } from './shell.mjs';

// Here, not when it starts: what fails before the first test leaves the browser open that was started beside it.
const python = process.env.LOCALSTACK_PYTHON;
if (!python) throw new Error('LOCALSTACK_PYTHON is not set: run `cargo xtask test deployed`');

const here = path.dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);

/** What the stack needs; LocalStack loads no other service. */
const SERVICES = 'cloudformation,apigateway,dynamodb,iam,sts,s3,ssm,logs,kms';

/** How long it may take to be ready: 1 to 18 s on two cores, more on the first start, when python compiles it. */
const READY_SECONDS = 120;

/**
 * Starts the emulator on a free port of loopback.
 *
 * `LOCALSTACK_PYTHON` names a python that has the packages of `requirements.lock`; `cargo xtask test deployed` sets it.
 */
export async function startEmulator() {
  const port = await freePort();
  const root = await mkdtemp(path.join(tmpdir(), 'resume-console-aws-'));
  const log = path.join(await out(), 'emulator.log');

  // A separate process group, so that stopping it stops what it started.
  const child = spawn(python, [path.join(here, 'emulator.py')], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: root,
    env: {
      ...process.env,
      DYNALITE: path.join(here, '..', 'node_modules', '.bin', 'dynalite'),
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      LOCALSTACK_HOST: `localhost:${port}`,
      FILESYSTEM_ROOT: path.join(root, 'files'),
      SERVICES,
      // No name server, no certificate, no event: it contacts no other machine.
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      DISABLE_EVENTS: '1',
      // The emulator has no CloudFront; the stack's other resources are created.
      CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
      PYTHONDONTWRITEBYTECODE: '',
    },
  });
  const lines = createWriteStream(log);
  child.stdout.pipe(lines, { end: false });
  child.stderr.pipe(lines, { end: false });
  const ended = new Promise((resolve) => child.once('exit', resolve));

  const endpoint = `http://localhost:${port}`;
  const stop = async () => {
    signal(child, 'SIGTERM');
    const late = setTimeout(() => signal(child, 'SIGKILL'), 15_000);
    await ended;
    clearTimeout(late);
    // The group may outlive its first process.
    signal(child, 'SIGKILL');
    lines.end();
    await rm(root, { recursive: true, force: true });
  };
  try {
    await ready(endpoint, child);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}; its log is ${log}`);
  }
  const run = await shell(python, endpoint, root);
  return { endpoint, root, stop, run, deploy: (template, stack) => deploy(python, root, endpoint, template, stack) };
}

/** Sends a signal to the group of that process, which may have ended. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

async function ready(endpoint, child) {
  const end = Date.now() + READY_SECONDS * 1000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the emulator ended with ${child.exitCode}`);
    const answer = await fetch(`${endpoint}/_localstack/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the emulator was not ready after ${READY_SECONDS} s`);
}

/** Creates a stack from that template text; gives `{url, outputs, resources}` (see deploy.py). */
async function deploy(python, root, endpoint, template, stack) {
  const file = path.join(root, `${stack}.template`);
  await writeFile(file, template);
  const { stdout } = await run(python, [path.join(here, 'deploy.py'), file, stack, endpoint], { timeout: 180_000 });
  return JSON.parse(stdout);
}

/** The item with that id as the table holds it, or undefined: read from DynamoDB, past the API. */
export async function storedItem(endpoint, table, id) {
  return (await dynamodb(endpoint, 'GetItem', { TableName: table, Key: { id: { S: id } } })).Item;
}

/** How many items the table holds. */
export async function storedItems(endpoint, table) {
  let count = 0;
  let ExclusiveStartKey;
  do {
    const page = await dynamodb(endpoint, 'Scan', { TableName: table, Select: 'COUNT', ExclusiveStartKey });
    count += page.Count;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return count;
}

/** The names of all tables. */
export async function storedTables(endpoint) {
  return (await dynamodb(endpoint, 'ListTables', {})).TableNames;
}

async function dynamodb(endpoint, action, body) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'X-Amz-Target': `DynamoDB_20120810.${action}`,
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Date': '20260101T000000Z',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=test',
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
