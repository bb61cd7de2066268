// The check of AWS's behavior: a deployed stack of mocks, played by a server that gives the predicted responses, or others.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before } from 'node:test';

import { button, eventually, goTo } from '../lib/form.mjs';
import { root } from '../lib/place.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

const predicted = readFileSync(path.join(root, 'crates/emulator/tests/probe.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const COUNT = predicted.length;

/** What the server gives in place of the predicted responses: `change(name, response)`, `wait(count)`. */
const stage = { change: (_, response) => response, wait: async () => {} };
const calls = [];
let server;
let url;

before(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const name = new URL(request.url, 'http://x').pathname.replace('/probe/', '');
    calls.push({ method: request.method, name, type: request.headers['content-type'], body });
    await stage.wait(calls.length);
    const own = predicted.find((one) => one.name === name);
    const { status, headers, body: text } = stage.change(name, own);
    const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': '*' };
    response.writeHead(status, { ...cors, ...Object.fromEntries(headers) }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}/probe/`;
});

after(() => {
  server?.close();
  server?.closeAllConnections();
});

useConsole();

const allow = () => [url];

/** Opens the section, and waits until the engine has written the check. */
async function opened(page) {
  calls.length = 0;
  stage.change = (_, response) => response;
  stage.wait = async () => {};
  await goTo(page, 'Stack');
  await page.getByRole('heading', { name: "Check AWS's behavior" }).click();
  await page.getByLabel('URL of the check').waitFor();
}

const summary = (page, pattern) => eventually(async () => assert.match(await page.locator('.check-summary').innerText(), pattern), 20);
const problem = (page, pattern) =>
  eventually(async () => assert.match(await page.getByRole('region', { name: "Check AWS's behavior" }).getByRole('alert').innerText(), pattern), 20);

async function run(page, at = url) {
  await page.getByLabel('URL of the check').fill(at);
  await button(page, 'Run the check').click();
}

async function open(page, text) {
  const file = { name: 'recording.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(text) };
  await page.getByLabel('Open recording').setInputFiles(file);
}

scenario('the template of the check and its commands are offered', {}, async (page) => {
  await opened(page);
  const { name, text } = await downloaded(page, () => button(page, 'Download check template').click());
  assert.equal(name, 'api-gateway-check.json');
  const { Resources } = JSON.parse(text);
  assert.equal(Object.keys(Resources.Api.Properties.Body.paths).length, COUNT);
  await page.getByRole('group', { name: 'Commands: Deploy the check' }).getByText('--stack-name api-gateway-check').waitFor();
  await page.getByRole('group', { name: 'Commands: Delete the check' }).waitFor();
});

scenario('a run as predicted is recorded, without a preflight', { allow, expected: [/status of 4\d\d/, /status of 500/] }, async (page, { context }) => {
  await makeCheckable(page, context);
  await opened(page);
  await run(page);
  await summary(page, new RegExp(`^${COUNT} of ${COUNT} as predicted, 0 not as predicted, 0 without a response$`));
  assert.equal(calls.length, COUNT);
  assert.ok(calls.every(({ method, type }) => method === 'POST' && (!type || type.startsWith('text/plain'))));
  const { name, text } = await downloaded(page, () => button(page, 'Save recording').click());
  assert.equal(name, 'api-gateway-check.jsonl');
  const [head, ...cases] = text.trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(head.recording, 'api-gateway-check');
  assert.equal(head.host, new URL(url).host);
  assert.equal(head.cases, COUNT);
  assert.deepEqual(cases.map((one) => one.same), predicted.map(() => true));
  assert.equal(cases[0].answered.body, cases[0].expected.body);
  await page.getByText(`${COUNT} as predicted`, { exact: true }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await isSound(page, 'The check');
});

scenario('another response, and none, are named and opened again', { allow, expected: [/status of/] }, async (page, { context }) => {
  await makeCheckable(page, context);
  await opened(page);
  stage.change = (name, response) => {
    if (name === 'escape-empty') return { ...response, body: '[odd]' };
    if (name === 'header-list') return { ...response, headers: [['x-probe', '2']] };
    if (name === 'status-text') return { ...response, status: 201 };
    if (name === 'references') return { status: 403, headers: [], body: '{"message":"Missing Authentication Token"}' };
    return response;
  };
  await run(page);
  const shown = async () => {
    await summary(page, new RegExp(`^${COUNT - 4} of ${COUNT} as predicted, 3 not as predicted, 1 without a response$`));
    const rows = await page.getByRole('list', { name: 'Not as predicted' }).getByRole('listitem').allInnerTexts();
    assert.equal(rows.length, 4);
    assert.match(rows[0], /escape-empty[\s\S]*Body\s+predicted: \[\] empty\s+received: \[odd\]/);
    assert.match(rows[1], /status-text[\s\S]*Status\s+predicted: 200\s+received: 201/);
    assert.match(rows[2], /header-list[\s\S]*Header x-probe\s+predicted: 1, 2\s+received: 2/);
    assert.match(rows[3], /references[\s\S]*deploy the template of this version/);
  };
  await shown();
  await page.evaluate(() => scrollTo(0, 0));
  await isSound(page, 'The check with differences');
  const { text } = await downloaded(page, () => button(page, 'Save recording').click());
  await page.reload();
  await opened(page);
  await open(page, text);
  await shown();
  assert.equal(calls.length, 0);
  // What it is opened from does not change what it holds.
  const again = await downloaded(page, () => button(page, 'Save recording').click());
  assert.equal(again.text, text);
});

scenario('a file that is no recording is rejected with its line', {}, async (page) => {
  await opened(page);
  for (const [text, says] of [
    ['', /no recording\. Line 1: the file is empty/],
    ['{"id": "ada"}', /no recording\. Line 1: a recording starts with/],
    ['{"recording":"api-gateway-check","format":1,"cases":2}\n{"name":"a"}', /no recording\. Line 2: .* is missing/],
    ['{"recording":"api-gateway-check","format":1,"cases":2}', /Line 1: the recording ends after 0 of 2 cases/],
  ]) {
    await open(page, text);
    await problem(page, says);
  }
});

scenario('a run is cancelled, and what it has is shown', { allow }, async (page) => {
  await opened(page);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  stage.wait = (count) => (count > 12 ? held : Promise.resolve());
  await run(page);
  await page.getByText(`12 of ${COUNT}`).waitFor();
  await button(page, 'Cancel').click();
  await summary(page, new RegExp(`^12 of ${COUNT} as predicted, 0 not as predicted, ${COUNT - 12} without a response$`));
  release();
  await button(page, 'Run the check').waitFor();
  assert.equal(calls.length, 13);
});

scenario('an address without a server is reported', { allow: () => ['http://127.0.0.1:9/'], expected: [/ERR_/] }, async (page) => {
  await opened(page);
  await run(page, 'http://127.0.0.1:9/probe/');
  await problem(page, /Can't reach the server/);
  await page.getByLabel('URL of the check').fill('no address');
  await page.getByText('This is not a URL.').waitFor();
});
