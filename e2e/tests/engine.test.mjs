// The engine is a program in a worker: the page works without it, and lives on when it stops.

import assert from 'node:assert/strict';

import { engine } from '../lib/engine.mjs';
import { draftSaved, eventually, field, goTo, loadButton, loadSample, previewed, region, result, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

// A page is left before its engine is held back: Chromium with a debugger may hang when it leaves a page whose worker starts while
// requests are held.
const ENGINE = /\/engine-[0-9a-f]+_bg\.wasm$/;
const REST = /\/engine-[0-9a-f]+_rest\.wasm$/;
const name = (page) => field(region(page, 'Basics'), 'Name');
const status = (page) => region(page, 'Preview').getByRole('status');

/** Holds requests back until the function that it returns is called. */
async function held(context, address) {
  let load;
  const loaded = new Promise((resolve) => {
    load = resolve;
  });
  await context.route(address, async (route) => {
    await loaded;
    await route.continue();
  });
  return load;
}

scenario('the form can be filled in while the engine is loading', {}, async (page, { context, url }) => {
  await page.goto('about:blank');
  const load = await held(context, ENGINE);
  await page.goto(url);
  await field(region(page, 'Basics'), 'ID').fill('ada');
  await name(page).fill('Ada');
  await draftSaved(page);
  await status(page).getByText('Loading the engine…').waitFor();
  await goTo(page, 'Stack');
  await region(page, 'Template').getByText('Loading the engine…').waitFor();
  await goTo(page, 'Resume');
  load();
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'Ada'));
  assert.ok(await status(page).getByText('Loading the engine…').isHidden());
});

for (const [id, says] of [['', 'No ID yet'], ['ada', 'Accepted by DynamoDB']]) {
  scenario(`the preview does not move when the engine comes: ${says}`, {}, async (page, { context, url }) => {
    await page.goto('about:blank');
    const load = await held(context, ENGINE);
    await page.goto(url);
    await field(region(page, 'Basics'), 'ID').fill(id);
    await name(page).fill('Ada');
    const text = page.getByRole('group', { name: 'Preview text' });
    await text.waitFor();
    await status(page).getByText('Loading the engine…').waitFor();
    // Where its text begins, in each picture.
    await text.evaluate((element) => {
      window.places = new Set();
      const look = () => {
        window.places.add(element.getBoundingClientRect().top);
        requestAnimationFrame(look);
      };
      look();
    });
    load();
    await status(page).getByText(says).waitFor();
    assert.equal((await previewed(page)).Item.name.S, 'Ada');
    // With the style sheet of the rest, too, which a page while it is worked on does not have.
    if (await page.evaluate(() => 'restCss' in document.getElementById('program').dataset)) {
      await page.waitForFunction(() => document.styleSheets.length > 1);
    }
    await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
    assert.deepEqual(await page.evaluate(() => [...window.places].slice(1)), []);
  });
}

scenario('the rest of the engine may take long on a slow line', {}, async (page, { context, url }) => {
  await page.goto('about:blank');
  await page.clock.install();
  const load = await held(context, REST);
  await page.goto(url);
  await field(region(page, 'Basics'), 'ID').fill('ada');
  assert.equal((await previewed(page)).Item.id.S, 'ada');
  // No preview waits for it.
  await name(page).fill('Ada');
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'Ada'));
  await goTo(page, 'Stack');
  const template = region(page, 'Template');
  await template.getByText('Loading the engine…').waitFor();
  await page.clock.fastForward(100_000);
  await template.getByText('Loading the engine…').waitFor();
  load();
  await eventually(async () => assert.match(await template.locator('code').first().textContent(), /AWSTemplateFormatVersion/));
});

scenario('an engine that cannot be loaded is named, and can be loaded again', { expected: [/404/] }, async (page, { context, url }) => {
  await page.goto('about:blank');
  await context.route(ENGINE, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(url);
  await field(region(page, 'Basics'), 'ID').fill('ada');
  await name(page).fill('Ada');
  await draftSaved(page);
  await status(page).getByText('Engine not loaded').waitFor();
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /The engine can't be loaded/));
  await goTo(page, 'Stack');
  await region(page, 'Template').getByText('Engine not loaded').waitFor();
  await context.unroute(ENGINE);
  await region(page, 'Template').getByRole('button', { name: 'Try again' }).click();
  await eventually(async () => assert.match(await region(page, 'Template').locator('code').first().textContent(), /AWSTemplateFormatVersion/));
  // The preview follows by itself.
  await goTo(page, 'Resume');
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'Ada'));
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
});

scenario('a file waits for the engine, and one that this console wrote opens without it', { expected: [/404/] }, async (page, { context, url }) => {
  const open = (name, content) => page.getByLabel('Open file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
  await page.goto('about:blank');
  await context.route(ENGINE, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.goto(url);
  await open('ada.json', { basics: { name: 'Ada' }, work: [] });
  const reading = page.getByText('Reading ada.json: the engine is still loading, or busy.');
  await reading.waitFor();
  await page.getByRole('dialog', { name: 'Replace the draft?' }).getByRole('button', { name: 'Replace draft' }).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Ada'));
  assert.equal(await reading.count(), 0, 'it has been read');
  await draftSaved(page);

  await page.goto('about:blank');
  await context.unroute(ENGINE);
  await context.route(ENGINE, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(url);
  await status(page).getByText('Engine not loaded').waitFor();
  await open('own.json', { id: 'own', name: 'Own' });
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Own'));
  await open('ada.json', { basics: { name: 'Ada' }, work: [] });
  await page.getByRole('alert').filter({ hasText: /ada\.json was not read.*The engine can't be loaded.*Your draft is unchanged/s }).waitFor();
});

scenario('an engine that stops is replaced, and nothing of the page is lost', {}, async (page) => {
  await loadSample(page);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  const first = await engine(page);
  await first.evaluate(() => setTimeout(() => {
    throw new WebAssembly.RuntimeError('memory is gone');
  }));
  // Not compared by `assert`: it would print both workers whole.
  await eventually(async () => assert.ok((await engine(page)) !== first));
  await name(page).fill('after it stopped');
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'after it stopped'));
  await draftSaved(page);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
});

scenario('an engine that hangs stops no keystroke, and is replaced', {}, async (page) => {
  await loadSample(page);
  await eventually(async () => assert.match((await previewed(page)).Item.name.S, /Mira/));
  const hanging = await engine(page);
  hanging.evaluate(() => {
    for (;;);
  }).catch(() => {});
  const start = Date.now();
  for (const letter of 'typed while it hangs') await name(page).press(letter === ' ' ? 'Space' : letter);
  await draftSaved(page);
  assert.ok(Date.now() - start < 15_000);
  await eventually(async () => assert.match(await status(page).innerText(), /within 20 seconds/), 40);
  await status(page).getByRole('button', { name: 'Try again' }).click();
  await eventually(async () => assert.match((await previewed(page)).Item.name.S, /typed while it hangs/));
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
});

scenario('an engine that works for long says so, and is stopped', {}, async (page) => {
  await loadSample(page);
  await eventually(async () => assert.match((await previewed(page)).Item.name.S, /Mira/));
  const hanging = await engine(page);
  hanging.evaluate(() => {
    for (;;);
  }).catch(() => {});
  const start = Date.now();
  await name(page).fill('typed while it works');
  await status(page).getByText(/The engine has worked for \d+ seconds/).waitFor();
  await status(page).getByRole('button', { name: 'Stop' }).click();
  await eventually(async () => assert.match(await status(page).innerText(), /You stopped the engine/));
  assert.ok(Date.now() - start < 15_000);
  await status(page).getByRole('button', { name: 'Try again' }).click();
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'typed while it works'));
  assert.equal(await status(page).getByRole('button', { name: 'Stop' }).count(), 0);
});

// The save is one transaction of the database: it is there whole or not at all, whenever the engine stops.
scenario('an engine that is killed during a save leaves the table whole, and the page says what to do', {}, async (page) => {
  await loadSample(page);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  const ends = { saved: 0, unknown: 0 };
  for (let round = 0; round < 8; round += 1) {
    const text = `round ${round}`;
    await name(page).fill(text);
    await eventually(async () => assert.equal((await previewed(page)).Item.name.S, text));
    const worker = await engine(page);
    await saveButton(page).click();
    // A little later each time: before the call, while it is rendered, while it is written, after it.
    await worker.evaluate((wait) => {
      const kill = () => {
        throw new WebAssembly.RuntimeError('killed');
      };
      if (wait === 0) queueMicrotask(kill);
      else setTimeout(kill, wait);
    }, round * 3).catch(() => {});
    const said = await eventually(async () => {
      const said = await result(page);
      assert.match(said, /Saved as|did not respond/);
      return said;
    }, 30);
    const isSaved = /Saved as/.test(said);
    if (!isSaved) assert.match(said, /may have succeeded/);
    ends[isSaved ? 'saved' : 'unknown'] += 1;
    await eventually(async () => assert.ok((await engine(page)) !== worker), 30);
    await loadButton(page).click();
    await eventually(async () => assert.match(await result(page), /Loaded mira-okafor/), 30);
    const loaded = await name(page).inputValue();
    // What was said to be saved is; otherwise it is the new text or the one before, and never half of either.
    if (isSaved) assert.equal(loaded, text);
    else assert.ok(loaded === text || /^(round \d+|Mira Okafor-Lindqvist)$/.test(loaded), loaded);
    assert.equal(await page.getByRole('group', { name: /^Skill \d/ }).count(), 5);
  }
  assert.equal(ends.saved + ends.unknown, 8);
});
