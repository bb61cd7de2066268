// Any server may answer at the API's URL. Whatever it does: the form is unchanged, the key goes nowhere else, the
// page says what happened, and the next call works.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach } from 'node:test';
import { gzipSync } from 'node:zlib';

import { connect } from '../deployed/connect.mjs';
import { engine } from '../lib/engine.mjs';
import { button, eventually, field, goTo, loadButton, loadSample, region, result, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

const KEY = 'a-key-of-twenty-and-more-letters';
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'content-type,x-api-key',
  'Content-Type': 'application/json',
};
const MB = 1 << 20;

/** Two servers that know nothing of each other: `{url, outputs, received, answer}`. */
let api;
let other;

async function server() {
  const one = { received: [], outputs: { TableName: 'resume-Table-1' } };
  one.server = createServer(async (request, response) => {
    for await (const _ of request);
    if (request.method !== 'OPTIONS') one.received.push({ method: request.method, headers: request.headers, url: request.url });
    if (request.method === 'OPTIONS') response.writeHead(204, CORS).end();
    else one.answer(request, response);
  });
  await new Promise((resolve) => one.server.listen(0, '127.0.0.1', resolve));
  one.url = `http://127.0.0.1:${one.server.address().port}/prod/`;
  return one;
}

before(async () => {
  api = await server();
  other = await server();
});

after(() => {
  for (const one of [api, other]) {
    one?.server.close();
    one?.server.closeAllConnections();
  }
});

beforeEach(() => {
  for (const one of [api, other]) {
    one.received.length = 0;
    one.answer = (_, response) => response.writeHead(200, CORS).end('{}');
  }
});

useConsole();

const allow = () => [api.url, other.url];
const name = (page) => field(region(page, 'Basics'), 'Name');
const says = (page, pattern) => eventually(async () => assert.match(await result(page), pattern), 20);

/** The form holds what it held, and the API can be called again. */
async function isUnharmed(page) {
  assert.match(await name(page).inputValue(), /Mira/);
  assert.equal(await saveButton(page).isEnabled(), true);
  api.answer = (_, response) => response.writeHead(200, CORS).end('{}');
  await saveButton(page).click();
  await says(page, /Saved as mira-okafor/);
}

for (const status of [301, 302, 303, 307, 308]) {
  scenario(`a redirect (${status}) sends neither the key nor the resume elsewhere`, { allow }, async (page) => {
    await loadSample(page);
    await connect(page, api, KEY);
    api.answer = (_, response) => response.writeHead(status, { ...CORS, Location: other.url }).end();
    await saveButton(page).click();
    await says(page, /redirect/);
    await loadButton(page).click();
    await says(page, /redirect/);
    assert.deepEqual(other.received, []);
    await isUnharmed(page);
  });
}

/** Answers without an end, or as good as. */
const LONG = {
  'of 11 MB': (response) => response.writeHead(200, CORS).end(`{"id":"mira-okafor","x":"${'x'.repeat(11 * MB)}"}`),
  'of 200 KB of gzip that become 200 MB': (response) =>
    response.writeHead(200, { ...CORS, 'Content-Encoding': 'gzip' }).end(BOMB),
  'without an end': (response) => {
    response.writeHead(200, CORS);
    const piece = Buffer.alloc(MB, ' ');
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
};
const BOMB = gzipSync(Buffer.alloc(200 * MB, ' '));

for (const [what, answer] of Object.entries(LONG)) {
  scenario(`a response ${what} is not read to its end`, { allow }, async (page) => {
    await loadSample(page);
    await connect(page, api);
    api.answer = (_, response) => answer(response);
    await loadButton(page).click();
    await says(page, /larger than 10 MB/);
    await isUnharmed(page);
  });
}

scenario('a response of nearly 10 MB is read, and drawn in part', { allow, expected: [/status of 500/] }, async (page) => {
  await loadSample(page);
  await connect(page, api);
  const log = Array.from({ length: 100_000 }, (_, n) => `line ${n} ${'x'.repeat(80)}`);
  api.answer = (_, response) => response.writeHead(500, CORS).end(JSON.stringify({ message: 'Too much', log }));
  await goTo(page, 'API');
  const exchanges = region(page, 'History');
  await exchanges.waitFor();
  const start = Date.now();
  await saveButton(page).click();
  await says(page, /Too much/);
  await exchanges.getByText('Show more').first().waitFor();
  assert.ok((await exchanges.locator('.l').count()) < 5_000);
  assert.ok(Date.now() - start < 15_000, `${Date.now() - start} ms`);
});

scenario('a resume with another ID than requested is reported before it replaces the form', { allow }, async (page) => {
  const theirs = { id: 'somebody-else', name: 'Eve' };
  await loadSample(page);
  await connect(page, api);
  api.answer = ({ method }, response) => response.writeHead(200, CORS).end(method === 'GET' ? JSON.stringify(theirs) : '{}');
  const posts = () => api.received.filter(({ method }) => method === 'POST').length;
  await loadButton(page).click();
  await says(page, /The API returned the resume somebody-else, not mira-okafor/);
  assert.match(await name(page).inputValue(), /Mira/);
  await button(page, 'Keep the form').click();
  await eventually(async () => assert.doesNotMatch(await result(page), /somebody-else/));
  assert.match(await name(page).inputValue(), /Mira/);

  await loadButton(page).click();
  await button(page, 'Use it anyway').click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Eve'));
  // A save overwrites theirs only if it is confirmed, also after a reload.
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Eve'));
  await saveButton(page).click();
  await says(page, /Overwrite somebody-else\?/);
  assert.equal(posts(), 0);
  await button(page, 'Keep editing').click();
  await saveButton(page).click();
  await says(page, /Overwrite somebody-else\?/);
  await button(page, 'Overwrite').click();
  await says(page, /Saved as somebody-else/);
  assert.equal(posts(), 1);
  await saveButton(page).click();
  await eventually(() => assert.equal(posts(), 2));
  // The response has the requested ID: nothing to confirm.
  await loadButton(page).click();
  await says(page, /Loaded somebody-else/);
});

scenario('a call without a response can be cancelled, and ends by itself', { allow }, async (page) => {
  await page.clock.install();
  await loadSample(page);
  await connect(page, api);
  api.answer = () => {};
  await saveButton(page).click();
  await button(page, 'Cancel').click();
  await says(page, /was cancelled[\s\S]*may have succeeded/);
  await loadButton(page).click();
  await button(page, 'Cancel').waitFor();
  await page.clock.runFor(32_000);
  await says(page, /No response within 30 seconds[\s\S]*The form is unchanged/);
  await isUnharmed(page);
});

scenario('a local call can be cancelled, and ends, if the database does not respond', {}, async (page) => {
  await page.clock.install();
  await loadSample(page);
  await (await engine(page)).evaluate(() => {
    IDBFactory.prototype.open = () => new EventTarget();
  });
  await saveButton(page).click();
  await button(page, 'Cancel').click();
  await says(page, /was cancelled/);
  await saveButton(page).click();
  await button(page, 'Cancel').waitFor();
  await page.clock.runFor(32_000);
  // The page's clock runs ahead of the engine's, which gives the database ten seconds.
  await says(page, /Saved as mira-okafor[\s\S]*does not respond|did not respond within 20 seconds/);
  assert.match(await name(page).inputValue(), /Mira/);
  assert.equal(await saveButton(page).isEnabled(), true);
});

scenario('a local call needs no IDs of the browser', {}, async (page) => {
  await loadSample(page);
  await (await engine(page)).evaluate(() => {
    Crypto.prototype.randomUUID = () => {
      throw new Error('no IDs here');
    };
  });
  await saveButton(page).click();
  await says(page, /Saved as mira-okafor/);
});
