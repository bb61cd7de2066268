// Any request: written by hand, or taken from the history, edited and sent again.

import assert from 'node:assert/strict';

import { button, eventually, goTo, loadSample, result, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

useConsole();

const says = (page, pattern) => eventually(async () => assert.match(await result(page), pattern), 20);

scenario('a request is written, sent, edited from the history and sent again', {}, async (page, { context }) => {
  await makeCheckable(page, context);
  await loadSample(page);
  await saveButton(page).click();
  await says(page, /Saved as mira-okafor/);
  await goTo(page, 'API');
  await page.getByText('Send any request').click();
  await page.getByLabel('Path below the stage').fill('/nowhere');
  await button(page, 'Send').click();
  await says(page, /GET \/nowhere: the API has no such path or method/);
  await page.getByLabel('Path below the stage').fill('/?id=1');
  await button(page, 'Send').click();
  await says(page, /Not sent\..*parameters go into the query string/s);
  // The save again, as another resume.
  await page.locator('details.exchange').last().locator('summary').click();
  await page.locator('details.exchange').last().getByRole('button', { name: 'Edit and send again' }).click();
  await eventually(async () => assert.equal(await page.getByLabel('Method', { exact: true }).inputValue(), 'POST'));
  const body = page.getByLabel('Request body');
  await body.fill((await body.inputValue()).replace('"mira-okafor"', '"somebody"'));
  // A button half behind the header would count as one that is too small.
  await page.evaluate(() => scrollTo(0, 0));
  await isSound(page, 'Any request');
  await button(page, 'Send').click();
  await says(page, /POST \/: the API responded/);
  await page.getByLabel('Another ID').fill('somebody');
  await button(page, 'Load this ID').click();
  await says(page, /Loaded somebody/);
  // The history as code and as a file.
  assert.ok(await button(page, 'Edit and send again').first().isVisible());
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as HAR').click()]);
  const { readFile } = await import('node:fs/promises');
  const { log } = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(log.entries.map((entry) => `${entry.request.method} ${entry.response.status}`), ['POST 200', 'GET 403', 'POST 200', 'GET 200']);
  assert.match(log.entries[0].startedDateTime, /^20\d\d-.*Z$/);
  assert.match(log.entries[2].request.postData.text, /"somebody"/);
});
