// `cargo xtask serve`, a newcomer's first command.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';

import { launch, watch } from '../lib/browser.mjs';
import { freePort, root } from '../lib/place.mjs';
import { HEADERS } from '../lib/server.mjs';

/** A first build compiles every dependency: minutes on two cores. */
const BUILD_MINUTES = 12;

let browser;
let server;

before(async () => {
  browser = await launch();
  const port = await freePort();
  const child = spawn('cargo', ['xtask', 'serve', '--port', String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A separate process group, as a shell starts for a command: Ctrl-C goes to all of it.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  server = { child, port, url: `http://127.0.0.1:${port}/`, said: () => said, ended };
  await answers(server);
});

after(async () => {
  await browser?.close();
  if (server && server.child.exitCode === null && server.child.signalCode === null) interrupt('SIGKILL');
});

function interrupt(signal) {
  process.kill(-server.child.pid, signal);
}

async function answers({ child, url, said }) {
  const end = Date.now() + BUILD_MINUTES * 60_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${said()}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`nothing answered at ${url} after ${BUILD_MINUTES} min:\n${said()}`);
}

test('the console is served at the printed address, without an error', async () => {
  assert.match(server.said(), new RegExp(`http://127\\.0\\.0\\.1:${server.port}/`));
  const page = await browser.newPage();
  const problems = watch(page, server.url);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Load sample' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(problems, []);
  await page.close();
});

test('its page is always what was built last: no service worker keeps an older one', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Load sample' }).waitFor({ timeout: 60_000 });
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
  await context.close();
});

test('it sends the security headers', async () => {
  const { headers } = await fetch(server.url);
  assert.ok(Object.keys(HEADERS).length > 4);
  for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers.get(name), value, name);
});

test('a second server on the same port says what to do', async () => {
  const child = spawn('cargo', ['xtask', 'serve', '--port', String(server.port)], { cwd: root });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  assert.notEqual(code, 0);
  assert.match(said, /port \d+ is taken[\s\S]*--port/);
});

test('Ctrl-C ends it at once, and the port is free again', async () => {
  interrupt('SIGINT');
  const late = setTimeout(() => interrupt('SIGKILL'), 20_000);
  const { signal } = await server.ended;
  clearTimeout(late);
  assert.notEqual(signal, 'SIGKILL', 'it did not end by itself within 20 s');
  await assert.rejects(fetch(server.url));
});
