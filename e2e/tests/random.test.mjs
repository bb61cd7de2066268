// A user who clicks, types and goes back and forth at random: a thousand actions per session, chosen by a seed. The
// console does not stop, reports no error, calls only its own origin and the entered API, and still responds.
//
//   RANDOM_SECONDS   for how long sessions are started (75)
//   RANDOM_SEED      the seed of the first session (1); the next has the next number
//   RANDOM_ACTIONS   how many actions a session has (1000)
//   RANDOM_LOG=1     prints each action before it is done

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before } from 'node:test';

import { button, eventually, field, goTo, region } from '../lib/form.mjs';
import { random } from '../lib/random.mjs';
import { explained, scenario, useConsole } from '../lib/scenario.mjs';

const SECONDS = Number(process.env.RANDOM_SECONDS ?? 75);
const FIRST_SEED = Number(process.env.RANDOM_SEED ?? 1);
const ACTIONS = Number(process.env.RANDOM_ACTIONS ?? 1000);
// As in crates/web/src/keys.rs.
const API_URL = 'resume-console.api-url';
/** Later than this an answer is none. */
const ANSWER_SECONDS = 30;

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'content-type,x-api-key' };

let api;
/** What the API answers with; a session sets it to choices of its own seed. */
let choose = random(0);

before(async () => {
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    if (request.method === 'OPTIONS') return response.writeHead(choose.once(5) ? 403 : 204, CORS).end();
    const answers = [
      () => response.writeHead(200, { ...CORS, 'Resume-Version': `v${choose.upTo(9)}` }).end('{}'),
      () => response.writeHead(200, CORS).end(JSON.stringify({ id: choose.of(['a', 'mira-okafor', 'else']), name: 'Theirs' })),
      () => response.writeHead(choose.of([400, 403, 404, 409, 413, 429, 500, 504]), CORS).end('{"message":"No"}'),
      () => response.writeHead(choose.of([200, 500])).end('{}'),
      () => response.writeHead(307, { ...CORS, Location: 'http://127.0.0.1:9/' }).end(),
      () => response.writeHead(200, CORS).end('<html>'),
      () => response.destroy(),
      () => setTimeout(() => response.writeHead(200, CORS).end('{}'), choose.upTo(2000)),
    ];
    return choose.of(answers)();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = { server, url: `http://127.0.0.1:${server.address().port}/prod/` };
});

after(() => {
  api?.server.close();
  api?.server.closeAllConnections();
});

useConsole();

const CONTROLS =
  'a[href]:not([target]), button, input:not([type=file]), textarea, summary, label.file-button, [tabindex="0"], label';

/** The middle of a control that can be clicked, chosen by a number in [0, 1): `{x, y, what}`. */
function pick({ selector, number }) {
  const all = [...document.querySelectorAll(selector)].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true });
  });
  const one = all[Math.floor(number * all.length)];
  if (!one) return null;
  one.scrollIntoView({ block: 'center' });
  const box = one.getBoundingClientRect();
  const what = `${one.localName}${one.id ? `#${one.id}` : ''} “${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 30)}”`;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, what };
}

const KEYS = [
  'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Enter', 'Escape', 'Space', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End',
  'Backspace', 'Delete', 'Control+a', 'Control+z', 'Control+z', 'Control+Shift+z', 'Control+y', 'PageDown',
];
const HASHES = ['#/resume', '#/api', '#/stack', '#/resume/skills', '#/api/outputs', '#/stack/deploy', '#/stack/cost', '#/templates', '#/page', '', '#', '#/nowhere/%', '#x y'];
const VIEWPORTS = [{ width: 1440, height: 1000 }, { width: 375, height: 812 }, { width: 800, height: 600 }];

const FILES = [
  '{"id":"a","name":"From a file","x":{"y":[1,2,3]}}',
  '{"id":5,"skills":[{"title":"t","score":80,"level":null}],"experience":{"past":[{"role":"r","description":[{"li":"l"}]}]}}',
  '{"id":',
  '[1]',
  '',
  'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n',
  'Resources: [',
];

/** An action: its name, and what does it. */
function action({ page, by, api }) {
  const texts = () =>
    by.of([
      () => by.of(['a', 'Ada', 'mira-okafor', '  ', 'ü😀', '"', '\\', '{', '$x', '#set($a = 1)', '0', '-1', '1e9', '99999999999', 'on', 'null']),
      () => 'x'.repeat(by.upTo(400)),
      () => api.url,
      () => 'resume-Table-1',
      () => `{"APIUrl":"${api.url}","TableName":"resume-Table-1","ApiKeyId":"a1"}`,
      () => 'https://a.invalid',
    ])();
  const click = async (selector) => {
    const spot = await page.evaluate(pick, { selector, number: by.upTo(9_999) / 10_000 });
    if (!spot) return;
    log(`click ${spot.what}`);
    await page.mouse.click(spot.x, spot.y);
  };
  const log = (what) => page.actions.push(what);
  const kinds = [
    [34, () => click(CONTROLS)],
    [4, () => click('main button')],
    [4, () => click('main input[type=radio], main input[type=checkbox], dialog button')],
    [10, async () => {
      await click('main input[type=text], main input[type=password], main textarea');
      const text = texts();
      log(`type ${JSON.stringify(text.slice(0, 60))}`);
      if (by.once(2)) await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    }],
    [12, async () => {
      const text = texts().slice(0, 12);
      log(`type ${JSON.stringify(text)} where the focus is`);
      await page.keyboard.type(text);
    }],
    [16, async () => {
      const key = by.of(KEYS);
      log(`press ${key}`);
      await page.keyboard.press(key);
    }],
    [8, async () => {
      const forward = by.once(3);
      log(forward ? 'forward' : 'back');
      // Not out of the console. Until it is done: a reload meanwhile would fail.
      await page.evaluate(async (forward) => {
        const done = forward ? navigation.canGoForward && navigation.forward() : navigation.canGoBack && navigation.back();
        if (done) await Promise.race([Promise.allSettled([done.committed, done.finished]), new Promise((end) => setTimeout(end, 2_000))]);
      }, forward);
    }],
    [6, async () => {
      const hash = by.of(HASHES);
      log(`go to ${hash}`);
      await page.evaluate((hash) => {
        location.hash = hash;
      }, hash);
    }],
    [1, async () => {
      log('reload');
      await page.reload({ waitUntil: 'load' });
      await page.getByRole('navigation').first().waitFor();
    }],
    [1, async () => {
      log('resize');
      await page.setViewportSize(by.of(VIEWPORTS));
    }],
    [3, async () => {
      log('wait');
      await page.waitForTimeout(by.upTo(120));
    }],
  ];
  let at = by.upTo(kinds.reduce((sum, [weight]) => sum + weight, 0) - 1);
  return kinds.find(([weight]) => (at -= weight) < 0)[1];
}

/** Ends with an error where a page does not respond for long. */
async function answering(page, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page does not respond after: ${page.actions.at(-1)}`)), ANSWER_SECONDS * 1000);
  });
  try {
    return await Promise.race([what(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function session(page, seed, until) {
  const by = random(seed);
  choose = random(seed ^ 0x5eed);
  page.actions = [];
  let done = 0;
  try {
    while (done < ACTIONS && Date.now() < until) {
      const act = action({ page, by, api });
      await answering(page, act);
      if (process.env.RANDOM_LOG) console.log(page.actions.at(-1));
      done += 1;
      const { stopped, url } = await answering(page, () => page.evaluate((key) => ({
        stopped: document.getElementById('failure')?.hidden === false,
        url: localStorage.getItem(key),
      }), API_URL));
      assert.ok(!stopped, `the console stopped: RANDOM_SEED=${seed}, the last actions:\n${page.actions.slice(-25).join('\n')}`);
      if (URL.canParse(url)) page.entered.add(new URL(url).host);
    }
    // It still works.
    await page.setViewportSize(VIEWPORTS[0]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    // A mapping template may have been typed that renders anything, or a file been opened that has no API: both are a command away.
    for (const command of ['preset recommended', 'call the local API']) {
      await page.keyboard.press('Control+k');
      const search = page.getByRole('combobox', { name: 'Search commands' });
      await search.fill(command);
      await page.keyboard.press('Enter');
      await search.waitFor({ state: 'detached' });
      // It is run once the list is closed, and may go to another view.
      await page.waitForTimeout(200);
    }
    await goTo(page, 'Resume');
    await page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name: 'Form' }).check();
    const name = `Session ${seed}`;
    await field(region(page, 'Basics'), 'Name').fill(name);
    await page.getByRole('tab', { name: 'PutItem body' }).click();
    const code = region(page, 'Preview').locator('code').first();
    await eventually(async () => assert.match(await code.textContent(), new RegExp(name)), ANSWER_SECONDS);
    await button(page, 'New resume').click();
  } catch (error) {
    throw explained(error, `RANDOM_SEED=${seed}, after ${done} actions; the last:\n${page.actions.slice(-25).join('\n')}`);
  }
  return done;
}

/** A failed call is on the browser's console, too; which calls fail is the API's choice. `127.0.0.1:9` is where it redirects to. */
const ofApi = (page, line) => [...page.entered, '127.0.0.1:9'].some((host) => host && line.includes(host));

/** As a browser that has never seen the console. */
async function forget(page, context, url) {
  await page.goto('about:blank');
  await context.clearCookies();
  const client = await context.newCDPSession(page);
  await client.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await client.detach();
  await page.goto(url);
  // The tab's own storage is still there.
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
}

scenario('random sessions do not break the console', { allow: () => [api.url] }, async (page, tools) => {
  const { context, url, problems } = tools;
  page.on('dialog', (dialog) => dialog.accept().catch(() => {}));
  page.on('filechooser', (chooser) => {
    const buffer = Buffer.from(choose.of(FILES));
    chooser.setFiles({ name: 'a.json', mimeType: 'application/json', buffer }).catch(() => {});
  });
  // What a link opens is not part of the console.
  await context.route((address) => !address.href.startsWith('http://127.0.0.1'), (route) => route.abort());
  context.on('page', (opened) => opened.close().catch(() => {}));

  /** The hosts of the APIs that were entered: what is typed into the middle of a URL makes new ones. */
  page.entered = new Set([new URL(api.url).host]);
  const until = Date.now() + SECONDS * 1000;
  let actions = 0;
  let sessions = 0;
  while (Date.now() < until) {
    const seed = FIRST_SEED + sessions;
    actions += await session(page, seed, until);
    // Also ends the calls that are still open, so that no later session has their failures.
    await forget(page, context, url);
    const unexpected = problems.splice(0).filter((line) => !ofApi(page, line));
    assert.deepEqual(unexpected, [], `RANDOM_SEED=${seed}, the last actions:\n${page.actions.slice(-25).join('\n')}`);
    sessions += 1;
  }
  console.log(`random: ${sessions} sessions from seed ${FIRST_SEED} on, ${actions} actions`);
});
