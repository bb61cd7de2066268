// The history of calls: kept over a reload, filtered, cleared, two of them compared.

import assert from 'node:assert/strict';

import { button, eventually, field, goTo, loadSample, openResume, region, saveButton } from '../lib/form.mjs';
import { downloaded, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, looks, makeCheckable, WIDTHS } from '../lib/sound.mjs';

useConsole();

const history = (page) => region(page, 'History');
const entries = (page) => history(page).locator('details.exchange');
const lines = (page) => entries(page).locator('summary').allInnerTexts();
const numbered = (page, number) => entries(page).filter({ has: page.getByText(`#${number}`, { exact: true }) });

const isOpen = (page, number) => numbered(page, number).evaluate((details) => details.open);

/** Sends a request below the stage to the local API. */
async function send(page, path) {
  const count = await made(page);
  const form = page.getByText('Send any request').locator('..');
  if (!(await form.evaluate((details) => details.open))) await page.getByText('Send any request').click();
  await field(form, 'Path below the stage').fill(path);
  await button(form, 'Send').click();
  await eventually(async () => assert.equal(await made(page), count + 1));
}

/** How many calls there are: the number of the latest. */
async function made(page) {
  const numbers = (await history(page).locator('.exchange-number').allInnerTexts()).map((text) => Number(text.slice(1)));
  return Math.max(0, ...numbers);
}

/** A resume that was saved and loaded; the API page is open. */
async function savedAndLoaded(page) {
  await loadSample(page);
  await saveButton(page).first().click();
  await page.getByText(/^Saved /).first().waitFor();
  await goTo(page, 'API');
  await button(page, 'Load from local API').click();
  await eventually(async () => assert.equal(await made(page), 2));
}

scenario('calls are there after a reload, with all of their parts', {}, async (page) => {
  await savedAndLoaded(page);
  const before = await lines(page);
  await page.reload();
  await eventually(async () => assert.deepEqual(await lines(page), before));
  await numbered(page, 1).locator('summary').click();
  for (const part of ['Request', 'To DynamoDB', 'From DynamoDB', 'Response', 'Execution log']) {
    await numbered(page, 1).getByRole('group', { name: part, exact: true }).waitFor();
  }
  assert.match(before[0], /HTTP 200 OK.*\d (bytes|KB)$/s);
  // Numbers go on, and the call before folds.
  assert.equal(await isOpen(page, 2), true);
  await button(page, 'Load from local API').click();
  await eventually(async () => assert.equal(await made(page), 3));
  await eventually(async () => assert.deepEqual([await isOpen(page, 3), await isOpen(page, 2), await isOpen(page, 1)], [true, false, true]));
  const har = JSON.parse((await downloaded(page, () => button(page, 'Save as HAR').click())).text);
  assert.deepEqual(har.log.entries.map((entry) => entry.request.method), ['POST', 'GET', 'GET']);
  // One of them is edited and sent again.
  await numbered(page, 2).locator('summary').click();
  await numbered(page, 2).getByRole('button', { name: 'Edit and send again' }).click();
  await eventually(async () => assert.equal(await field(page, 'Path below the stage').inputValue(), '/'));
});

scenario('older calls are folded, and words find the others', {}, async (page) => {
  await goTo(page, 'API');
  for (let call = 1; call <= 13; call += 1) await send(page, `/path-${call}`);
  assert.equal(await entries(page).count(), 10);
  await button(page, 'Show 3 older').click();
  assert.equal(await entries(page).count(), 13);
  const filter = field(history(page), 'Filter by method, URL, status or result');
  await filter.fill('get PATH-12');
  await eventually(async () => assert.equal(await entries(page).count(), 1));
  await filter.fill('post');
  await history(page).getByText('No call has these words.').waitFor();
  await filter.fill('');
  await eventually(async () => assert.equal(await entries(page).count(), 13));
});

scenario('the history is cleared for good, or brought back', {}, async (page) => {
  await savedAndLoaded(page);
  await button(page, 'Clear').click();
  await history(page).getByText('No requests yet.').waitFor();
  await page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click();
  await eventually(async () => assert.equal(await entries(page).count(), 2));
  await page.reload();
  await eventually(async () => assert.equal(await entries(page).count(), 2));
  await button(page, 'Clear').click();
  await page.getByRole('status').getByText('History cleared.').waitFor();
  await page.reload();
  await history(page).getByText('No requests yet.').waitFor();
  await send(page, '/a');
  await page.reload();
  await eventually(async () => assert.equal(await entries(page).count(), 1));
});

scenario('two calls are compared line by line', {}, async (page) => {
  await savedAndLoaded(page);
  await goTo(page, 'Resume');
  await field(region(page, 'Basics'), 'Title').fill('Another title');
  await saveButton(page).first().click();
  await goTo(page, 'API');
  await eventually(async () => assert.equal(await made(page), 3));
  await numbered(page, 3).getByLabel('Compare with').selectOption({ label: await label(page, 3, 1) });
  const removed = numbered(page, 3).getByRole('group', { name: 'Lines of #1', exact: true }).locator('.removed');
  const added = numbered(page, 3).getByRole('group', { name: 'Lines of #3', exact: true }).locator('.new');
  await eventually(async () => assert.match((await added.allInnerTexts()).join('\n'), /"title": "Another title"/));
  assert.match((await removed.allInnerTexts()).join('\n'), /"title": /);
  // Loaded twice without a change between.
  await button(page, 'Load from local API').click();
  await eventually(async () => assert.equal(await made(page), 4));
  await button(page, 'Load from local API').click();
  await eventually(async () => assert.equal(await made(page), 5));
  await numbered(page, 5).getByLabel('Compare with').selectOption({ label: await label(page, 5, 4) });
  await numbered(page, 5).getByText('Both have the same request and the same response.').waitFor();
});

/** The label of call `of` among those that `number` can be compared with. */
async function label(page, number, of) {
  const labels = await numbered(page, number).getByLabel('Compare with').locator('option').allInnerTexts();
  return labels.find((one) => one.startsWith(`#${of} `));
}

scenario('a history that can not be read is no obstacle', {}, async (page) => {
  await savedAndLoaded(page);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const open = indexedDB.open('resume-console-history');
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const transaction = open.result.transaction('calls', 'readwrite');
      const store = transaction.objectStore('calls');
      store.put('not a call', ['call', '0001']);
      store.put({ foreign: true }, ['call', '0002']);
      store.put('{"_console": {"version": 99}}', ['call', '0003']);
      transaction.oncomplete = () => { open.result.close(); resolve(); };
    };
  }));
  await page.reload();
  await eventually(async () => assert.equal(await entries(page).count(), 2));
  const keys = await page.evaluate(() => new Promise((resolve) => {
    const open = indexedDB.open('resume-console-history');
    open.onsuccess = () => {
      const asked = open.result.transaction('calls').objectStore('calls').getAllKeys();
      asked.onsuccess = () => { open.result.close(); resolve(asked.result.map(([, key]) => key)); };
    };
  }));
  // What is not this page's stays; what is damaged is offered as a file.
  assert.ok(keys.includes('0003') && keys.includes('0002') && !keys.includes('0001'), JSON.stringify(keys));
  await goTo(page, 'Resume');
  await button(page, 'Previous drafts').click();
  const damaged = await downloaded(page, () => page.getByRole('button', { name: /^Download Calls of the history/ }).click());
  assert.equal(damaged.text, 'not a call');
});

looks('a history with a comparison is sound', { ...WIDTHS, phone: { width: 320, height: 640 } }, {}, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await openResume(page, { id: 'ada', name: 'Ada' });
  await saveButton(page).last().click();
  await goTo(page, 'API');
  await button(page, 'Load from local API').click();
  await eventually(async () => assert.equal(await made(page), 2));
  await numbered(page, 2).getByLabel('Compare with').selectOption({ label: await label(page, 2, 1) });
  await numbered(page, 2).getByRole('group', { name: 'Lines of #1', exact: true }).waitFor();
  await shoot(page, `history ${look}`, { fullPage: true });
  await isSound(page, 'a history with a comparison');
});
