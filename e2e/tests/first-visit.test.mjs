// A published build is in parts: what a first visit needs, and the rest, which is loaded beside it.

import assert from 'node:assert/strict';

import { eventually, field, goTo, loadSample, previewed, region } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const REST = /\/(resume-console|engine)-[0-9a-f]+_rest\.wasm$/;
const CONSOLE_REST = /\/resume-console-[0-9a-f]+_rest\.wasm$/;

const link = (page, view) => page.getByRole('navigation').first().getByRole('link', { name: view, exact: true });

/** How often a program has called a function of the rest before that was there. */
const awaited = async (page) => {
  const count = () => performance.getEntriesByName('rest-awaited').length;
  const counts = [await page.evaluate(count)];
  for (const worker of page.workers()) counts.push(await worker.evaluate(count));
  return counts;
};

/** Opens the console anew, with other responses for the rest. */
async function visit(page, url, route) {
  await page.route(REST, route);
  await page.goto('about:blank');
  await page.goto(url);
  await page.getByRole('navigation').first().waitFor();
}

scenario('a first visit needs nothing of the rest', {}, async (page, { url }) => {
  // They never come; on a busy machine they are asked for again meanwhile.
  const asked = new Set();
  await visit(page, url, (route) => asked.add(route.request().url()));
  await field(region(page, 'Basics'), 'Name').fill('Ada Lovelace');
  await field(region(page, 'Basics'), 'ID').fill('ada');
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'Ada Lovelace'));
  await loadSample(page);
  await eventually(async () => assert.notEqual((await previewed(page)).Item.name.S, 'Ada Lovelace'));
  await eventually(() => assert.equal(asked.size, 2, `${[...asked]}`));
  assert.deepEqual(await awaited(page), [0, 0], 'write the rules anew: cargo xtask first-visit');
});

scenario('a view waits for the rest', {}, async (page, { url }) => {
  let proceed;
  const free = new Promise((resolve) => {
    proceed = resolve;
  });
  await visit(page, url, async (route) => {
    await free;
    await route.continue();
  });
  await link(page, 'Stack').click();
  await page.getByText('Loading this view…').waitFor();
  // The form is there meanwhile.
  await goTo(page, 'Resume');
  await field(region(page, 'Basics'), 'Name').fill('Meanwhile');
  await link(page, 'Stack').click();
  proceed();
  await page.getByRole('heading', { level: 1, name: 'Stack' }).waitFor();
  assert.equal(await page.getByText('Loading this view…').count(), 0);
  assert.equal((await awaited(page))[0], 0);
});

scenario('a rest that can not be loaded is asked for again', { expected: [/status of 503/, /^503 for/] }, async (page, { url }) => {
  let isBroken = true;
  await visit(page, url, (route) => (isBroken ? route.fulfill({ status: 503 }) : route.continue()));
  const missing = page.getByRole('alert').getByText('This view could not be loaded');
  await link(page, 'API').click();
  await missing.waitFor();
  // The form and its preview need neither program's.
  await goTo(page, 'Resume');
  for (const name of ['Ada', 'Ada Lovelace']) {
    await field(region(page, 'Basics'), 'Name').fill(name);
    await eventually(async () => assert.equal((await previewed(page)).Item.name.S, name));
  }
  // Going there is another attempt.
  await link(page, 'API').click();
  await missing.waitFor();
  isBroken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'API' }).waitFor();
});

scenario('what is used before the rest is there has it loaded at once', {}, async (page, { url }) => {
  // A request of the kind that is waited for is answered, the other is not.
  await visit(page, url, (route) => (route.request().resourceType() === 'xhr' ? route.continue() : undefined));
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('sample');
  await page.getByRole('option', { name: /Load sample/ }).first().waitFor();
  await page.keyboard.press('Escape');
  await eventually(async () => assert.equal((await awaited(page))[0], 1));
});

scenario('without it, the page says what is missing', { expected: [/status of 404/, /^404 for/, /could not be loaded/] }, async (page, { url }) => {
  await page.goto('about:blank');
  await page.route(CONSOLE_REST, (route) => route.fulfill({ status: 404 }));
  await page.goto(url);
  await page.getByRole('navigation').first().waitFor();
  await field(region(page, 'Basics'), 'Name').fill('Kept');
  await page.keyboard.press('Control+k');
  const failure = page.getByRole('alert');
  await failure.getByText(/A part of the program could not be loaded: .*status 404\. Check the network/).waitFor();
  await failure.getByRole('button', { name: 'Download draft' }).waitFor();
});
