// Resumes far larger than DynamoDB accepts: the page stays fast, shows a readable part, and keeps all of it.

import assert from 'node:assert/strict';

import { button, eventually, field, loadButton, region, saveButton } from '../lib/form.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

/** What the page may take for a change, in milliseconds, also on a busy machine. */
const CHANGE = 3_000;
const LOAD = 20_000;

const name = (page) => field(region(page, 'Basics'), 'Name');

function withUnknown(count) {
  const resume = { id: 'large', name: 'Large' };
  // Short, so that 400,000 of them fit in the browser's storage.
  for (let number = 0; number < count; number += 1) resume[`x${number.toString(36)}`] = 0;
  return resume;
}

async function open(page, resume) {
  const buffer = Buffer.from(JSON.stringify(resume));
  await page.getByLabel('Open file').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
  await eventually(async () => assert.equal(await name(page).inputValue(), resume.name), LOAD / 1000);
}

/** Types `text` and returns the longest time that the page was blocked, in milliseconds. */
async function typing(page, text) {
  await page.evaluate(() => {
    let longest = 0;
    let last = performance.now();
    const beat = () => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    const timer = setInterval(beat, 10);
    globalThis.longest = () => {
      clearInterval(timer);
      beat();
      return Math.round(longest);
    };
  });
  await name(page).focus();
  await page.keyboard.press('End');
  for (const letter of text) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(30);
  }
  // Also what waits until the typing pauses.
  await page.waitForTimeout(2_000);
  return page.evaluate(() => globalThis.longest());
}

for (const count of [100_000, 400_000]) {
  scenario(`${count} unknown fields freeze neither loading nor typing`, {}, async (page) => {
    page.setDefaultTimeout(60_000);
    const resume = withUnknown(count);
    let start = Date.now();
    await open(page, resume);
    const opened = Date.now() - start;
    const longest = await typing(page, ' Er');
    start = Date.now();
    await page.reload();
    await eventually(async () => assert.equal(await name(page).inputValue(), 'Large Er'), 60);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const loaded = Date.now() - start;
    console.log(`${count} members: opened in ${opened} ms, loaded in ${loaded} ms, typing stood still for ${longest} ms`);
    assert.ok(opened < LOAD && loaded < LOAD, `${opened} and ${loaded} ms`);
    assert.ok(longest < CHANGE, `${longest} ms`);

    // The preview is rendered on demand.
    await button(page, 'Show preview').click();
    await region(page, 'Preview').getByText(/size|too large|400 KB/).first().waitFor();

    // One page of it is drawn; all pages can be reached, and nothing is lost.
    const basics = region(page, 'Basics');
    await basics.getByText(`${count.toLocaleString('en')} more fields in this file`).click();
    assert.ok((await basics.locator('dt').count()) <= 50);
    await button(basics, 'Next 50 fields').click();
    await basics.getByText('x1e', { exact: true }).waitFor();
    const saved = await downloaded(page, () => button(page, 'Download file').click());
    assert.deepEqual(JSON.parse(saved.text), { ...resume, name: 'Large Er' });
  });
}

scenario('an object of 12,000 fields is saved to the local API and loaded again', {}, async (page) => {
  page.setDefaultTimeout(60_000);
  const members = Object.fromEntries(Array.from({ length: 12_000 }, (_, n) => [`m${n}`, n]));
  const resume = { id: 'object', name: 'Object', more: members };
  await open(page, resume);
  await saveButton(page).click();
  await page.getByText('Saved as object.').first().waitFor();
  await name(page).fill('Changed');
  await loadButton(page).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Object'), 30);
  const saved = await downloaded(page, () => button(page, 'Download file').click());
  assert.deepEqual(JSON.parse(saved.text), resume);
});
