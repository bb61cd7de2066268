// The service worker: the console without a network, and from one build to the next.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../lib/browser.mjs';
import { button, draftSaved, eventually, field, goTo, previewed, region } from '../lib/form.mjs';
import { dist } from '../lib/place.mjs';
import { serve } from '../lib/server.mjs';

let browser;
let work;
/** The folders of two builds. */
let first;
let second;

before(async () => {
  browser = await launch();
  work = await mkdtemp(path.join(tmpdir(), 'console-builds-'));
  first = path.join(work, 'first');
  second = path.join(work, 'second');
  await cp(dist, first, { recursive: true });
  await cp(dist, second, { recursive: true });
  await makeAnother(second);
});

after(async () => {
  await browser?.close();
  await rm(work, { recursive: true, force: true });
});

/** Gives every file with a hash another one, as a change of the console does, and marks the page. */
async function makeAnother(folder) {
  const index = path.join(folder, 'index.html');
  let text = await readFile(index, 'utf8');
  for (const name of await readdir(folder)) {
    const other = name.replace(/-[0-9a-f]{8,}/, '-0123456789abcdef');
    if (other === name) continue;
    await rename(path.join(folder, name), path.join(folder, other));
    text = text.replaceAll(name, other);
  }
  text = text.replace('<title>', '<meta name="build" content="second"><title>');
  await writeFile(index, text);
}

const name = (page) => field(region(page, 'Basics'), 'Name');
const isSecond = (page) => page.locator('meta[name=build]').count();
const announced = (page) => page.getByText('A new version of the console is ready.');

/** A test with a host of its own that serves the first build, and a browser that has never seen it. */
function offline(what, body) {
  test(what, async () => {
    const host = await serve(first);
    const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
    try {
      await body({ host, context, visit: (page) => visit(page ?? context.newPage(), host) });
    } finally {
      await context.close();
      await host.close();
    }
  });
}

async function visit(opening, host) {
  const page = await opening;
  await page.goto(host.url);
  await page.getByRole('navigation').first().waitFor();
  return page;
}

/** How many builds are stored whole. */
const stored = (page) => page.evaluate(async () => {
  const state = (await caches.keys()).find((key) => key.endsWith(' state'));
  if (!state) return 0;
  const cache = await caches.open(state);
  const [entry] = await cache.keys();
  return entry ? (await (await cache.match(entry)).json()).length : 0;
});

const storedBuilds = (page, count) => eventually(async () => assert.equal(await stored(page), count), 30);

/** The host is not to be reached while `act` is done. */
async function without(host, act) {
  await host.close();
  try {
    await act();
  } finally {
    const again = await serve(host.folder, Number(new URL(host.url).port));
    again.fault = (...request) => host.fault(...request);
    host.close = again.close;
  }
}

offline('the second visit works without a network', async ({ host, context, visit }) => {
  const page = await visit();
  await storedBuilds(page, 1);
  await name(page).fill('On a train');
  await draftSaved(page);
  await without(host, async () => {
    await page.reload();
    await eventually(async () => assert.equal(await name(page).inputValue(), 'On a train'));
    await field(region(page, 'Basics'), 'ID').fill('train');
    await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'On a train'));
    for (const view of ['API', 'Stack', 'Resume']) await goTo(page, view);
    await page.close();
    const other = await visit();
    await eventually(async () => assert.equal(await name(other).inputValue(), 'On a train'));
  });
  assert.equal(await (await context.newPage()).goto(`${host.url}nothing.json`).then((answer) => answer.status()), 404);
});

offline('a new build is announced, and taken by a reload', async ({ host, visit }) => {
  const page = await visit();
  await storedBuilds(page, 1);
  host.folder = second;
  const other = await visit();
  await announced(page).waitFor();
  await announced(other).waitFor();
  assert.equal(await isSecond(other), 0);
  // Nothing changes while the user types.
  await name(page).fill('typed before');
  await draftSaved(page);
  assert.equal(await isSecond(page), 0);
  await button(page, 'Reload').click();
  await eventually(async () => assert.equal(await isSecond(page), 1));
  await eventually(async () => assert.equal(await name(page).inputValue(), 'typed before'));
  assert.equal(await announced(page).count(), 0);

  // The tab that was not reloaded is unchanged, and its message can be closed.
  await button(other, 'Later').click();
  assert.equal(await announced(other).count(), 0);
  await eventually(async () => assert.equal(await name(other).inputValue(), 'typed before'));
  assert.equal(await isSecond(other), 0);
  await without(host, async () => {
    await other.reload();
    await eventually(async () => assert.equal(await isSecond(other), 1));
    await eventually(async () => assert.equal(await name(other).inputValue(), 'typed before'));
  });
});

const FAULTS = {
  'is missing': (pathname, response) => response.writeHead(404).end('not found'),
  'is a page of the host': (pathname, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Hello</h1>'),
  'breaks off': (pathname, response) => {
    response.writeHead(200, { 'Content-Type': 'application/wasm', 'Content-Length': '2000000' });
    response.write('\0asm', () => response.destroy());
  },
};

for (const [how, fault] of Object.entries(FAULTS)) {
  offline(`a build of which a file ${how} is not taken`, async ({ host, visit }) => {
    const page = await visit();
    await storedBuilds(page, 1);
    host.folder = second;
    let failed = 0;
    host.fault = (pathname, response) => {
      if (!pathname.endsWith('.wasm')) return false;
      failed += 1;
      fault(pathname, response);
      return true;
    };
    const other = await visit();
    await eventually(async () => assert.ok(failed > 0));
    assert.equal(await isSecond(other), 0);
    await without(host, async () => {
      await page.reload();
      await page.getByRole('navigation').first().waitFor();
      assert.equal(await isSecond(page), 0);
    });
    assert.equal(await announced(page).count(), 0);
    assert.equal(await stored(page), 1);

    host.fault = () => false;
    await page.reload();
    await announced(page).waitFor();
    await button(page, 'Reload').click();
    await eventually(async () => assert.equal(await isSecond(page), 1));
  });
}

offline('a host in trouble changes nothing', async ({ host, visit }) => {
  const page = await visit();
  await storedBuilds(page, 1);
  let asked = 0;
  host.fault = (pathname, response) => {
    asked += 1;
    response.writeHead(503, { 'Content-Type': 'text/html' }).end('<h1>Busy</h1>');
    return true;
  };
  await page.reload();
  await eventually(async () => assert.ok(asked > 0));
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
  assert.equal(await stored(page), 1);
});

offline('a console that was deleted from its host leaves nothing behind', async ({ host, visit }) => {
  const page = await visit();
  await storedBuilds(page, 1);
  host.fault = (pathname, response) => {
    response.writeHead(404).end('not found');
    return true;
  };
  await page.reload();
  await eventually(async () => {
    const left = await page.evaluate(async () => [
      ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
      ...(await caches.keys()),
    ]);
    assert.deepEqual(left, []);
  });
  const answer = await page.goto(host.url);
  assert.equal(answer.status(), 404);
});
