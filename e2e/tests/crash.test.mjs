// What was typed survives a killed browser, a killed tab and a failure of the console itself.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';

import { button, draftSaved, eventually, field, goTo, loadSample, openResume, previousDrafts, region } from '../lib/form.mjs';
import { start, withProfile } from '../lib/killed.mjs';
import { exhaust, keepMemory } from '../lib/memory.mjs';
import { consoleUrl, downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');

async function open(context) {
  const page = await context.newPage();
  await page.goto(consoleUrl());
  await page.getByRole('navigation').first().waitFor();
  return page;
}

test('a draft is on disk half a second after the last letter, also if the browser is killed then', async () => {
  await withProfile(async (profile) => {
    for (const typed of ['Ada', 'Ada Lovelace', 'Ada King']) {
      const browser = await start(profile);
      try {
        const page = await open(browser.context);
        await name(page).pressSequentially(typed.slice(0, -1));
        await sleep(2_000);
        await name(page).fill(typed);
        await sleep(500);
      } finally {
        await browser.kill();
      }
      const later = await start(profile);
      try {
        const page = await open(later.context);
        await eventually(async () => assert.equal(await name(page).inputValue(), typed));
      } finally {
        await later.kill();
      }
    }
  });
});

test('a draft shown as saved is on disk', async () => {
  await withProfile(async (profile) => {
    let browser = await start(profile);
    try {
      let page = await open(browser.context);
      for (const typed of ['first', 'second']) {
        await name(page).fill(typed);
        await draftSaved(page);
        await browser.kill();
        browser = await start(profile);
        page = await open(browser.context);
        await eventually(async () => assert.equal(await name(page).inputValue(), typed));
      }
    } finally {
      await browser.kill();
    }
  });
});

test('the last letter of a large draft outlives a tab that is killed at once', async () => {
  await withProfile(async (profile) => {
    const browser = await start(profile);
    try {
      const large = { id: 'large', name: '', summary: Array.from({ length: 200 }, (_, n) => ({ para: `${n} ${'x'.repeat(1_000)}` })) };
      const buffer = Buffer.from(JSON.stringify(large));
      for (const pause of [200, 100, 50]) {
        const page = await open(browser.context);
        page.on('dialog', (dialog) => dialog.accept());
        await page.getByLabel('Open file').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
        await page.getByText('large.json opened.').waitFor();
        await draftSaved(page);
        const typed = `letter ${pause}`;
        await name(page).fill(typed);
        await sleep(pause);
        await browser.killRenderers();
        const later = await open(browser.context);
        await eventually(async () => assert.equal(await name(later).inputValue(), typed, `after ${pause} ms`));
        await later.close();
      }
    } finally {
      await browser.kill();
    }
  });
});

scenario('a replaced draft can be restored from a list', {}, async (page) => {
  const replaced = [];
  for (let round = 1; round <= 12; round += 1) {
    await name(page).fill(`draft ${round}`);
    replaced.unshift(`draft ${round}`);
    await openResume(page, { id: '' });
    await eventually(async () => assert.equal(await name(page).inputValue(), ''));
  }
  await draftSaved(page);
  await page.reload();
  assert.deepEqual(await previousDrafts(page), replaced.slice(0, 10));

  await name(page).fill('the present one');
  await button(page, 'Previous drafts').click();
  await page.getByRole('button', { name: /^Restore draft 7,/ }).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'draft 7'));
  await draftSaved(page);
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'draft 7'));
  assert.equal((await previousDrafts(page))[0], 'the present one');

  // The sample, and a file, replace a draft, too.
  await name(page).fill('before the sample');
  await loadSample(page);
  const file = { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"id": "a", "name": "from a file"}') };
  await page.getByLabel('Open file').setInputFiles(file);
  await eventually(async () => assert.equal(await name(page).inputValue(), 'from a file'));
  await draftSaved(page);
  await page.reload();
  const names = await previousDrafts(page);
  assert.match(names[0], /Mira/);
  assert.equal(names[1], 'before the sample');
});

const TRAPS = {
  'an unreachable instruction': 'RuntimeError',
  'a full stack': 'RangeError',
};

for (const [what, kind] of Object.entries(TRAPS)) {
  scenario(`${what} shows the failure panel, which has this tab's draft`, { expected: [/uncaught error/] }, async (page, { context, url }) => {
    await name(page).fill('typed here');
    await draftSaved(page);
    const other = await context.newPage();
    await other.goto(url);
    await eventually(async () => assert.equal(await name(other).inputValue(), 'typed here'));
    await name(other).fill('typed in the other tab');
    await draftSaved(other);

    await page.evaluate((kind) => {
      setTimeout(() => {
        throw kind === 'RangeError' ? new RangeError('full') : new WebAssembly.RuntimeError('unreachable');
      });
    }, kind);
    await page.getByRole('heading', { name: 'The console stopped' }).waitFor();
    const saved = await downloaded(page, () => button(page, 'Download draft').click());
    assert.equal(JSON.parse(saved.text).name, 'typed here');
    await button(page, 'Reload the page').click();
    await eventually(async () => assert.match(await name(page).inputValue(), /typed/));
  });
}

scenario("memory exhaustion shows the failure panel, which has this tab's draft", { expected: [/uncaught error: unreachable/] }, async (page, { context }) => {
  await keepMemory(context);
  await page.reload();
  await name(page).fill('typed here');
  await draftSaved(page);

  const size = await exhaust(page);
  assert.ok(size >= 1_024, `${size} MB`);
  // More than the program's free memory.
  await name(page).evaluate((input) => {
    input.value = 'x'.repeat(16_000_000);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // The browser need not draw it.
    input.value = '';
  });
  await page.getByRole('heading', { name: 'The console stopped' }).waitFor();
  const saved = await downloaded(page, () => button(page, 'Download draft').click());
  assert.equal(JSON.parse(saved.text).name, 'typed here');
  await button(page, 'Reload the page').click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'typed here'));
});

scenario('the failure panel starts the console without imported templates and options, which are kept', {}, async (page) => {
  const stored = '{"version": 1, "preset": "Recommended", "values": {"stage": "mine"}, "typed": {}}';
  await page.evaluate((stored) => localStorage.setItem('resume-console.stack', stored), stored);
  await page.reload();
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('console-panic', { detail: 'a test' })));
  await button(page, 'Start with default templates and options').click();
  const message = page.getByRole('alert').filter({ hasText: "did not finish loading with your stack options" });
  const saved = await downloaded(page, () => message.getByRole('button', { name: 'Download stored text' }).click());
  assert.equal(saved.text, stored);
  await message.getByRole('button', { name: 'Try again' }).click();
  await goTo(page, 'Stack');
  assert.equal(await field(page, 'Stage').inputValue(), 'mine');
});

scenario('a console that fails to load still offers the draft for download', {}, async (page, { context, url }) => {
  await name(page).fill('stored before');
  await draftSaved(page);
  await context.route('**/*_bg.wasm', (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: 'not wasm' }));
  const other = await context.newPage();
  await other.goto(url);
  await other.getByRole('heading', { name: 'The console stopped' }).waitFor();
  const saved = await downloaded(other, () => button(other, 'Download draft').click());
  assert.equal(JSON.parse(saved.text).name, 'stored before');
});

scenario('a draft is shown as saved once it is on disk, and a tab closed before that loses nothing', {}, async (page, { context, url }) => {
  const other = await context.newPage();
  await other.goto(url);
  await hold(other);
  await name(page).fill('on its way');
  await page.getByTitle('Saving…').waitFor();
  await other.evaluate(() => { window.release = true; });
  await page.getByTitle('Draft saved in this browser').waitFor();

  await hold(other);
  await name(page).fill('closed on its way');
  await page.getByTitle('Saving…').waitFor();
  await page.close({ runBeforeUnload: true });
  await other.evaluate(() => { window.release = true; });
  await other.close();
  const later = await context.newPage();
  await later.goto(url);
  await eventually(async () => assert.equal(await name(later).inputValue(), 'closed on its way'));
});

/** Has a page hold the database of the drafts in a transaction, until `release` is set there. */
function hold(page) {
  return page.evaluate(() => new Promise((resolve) => {
    window.release = false;
    const open = indexedDB.open('resume-console-drafts');
    open.onsuccess = () => {
      const store = open.result.transaction('drafts', 'readwrite').objectStore('drafts');
      const again = () => {
        if (window.release) open.result.close();
        else store.count().onsuccess = again;
      };
      store.count().onsuccess = () => {
        resolve();
        again();
      };
    };
  }));
}
