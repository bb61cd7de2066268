// Small windows: a phone, and a laptop whose browser zooms to 200 %. Every view, message and dialog fits and can be used, also with
// forced colours.

import assert from 'node:assert/strict';
import path from 'node:path';

import { button, draftSaved, eventually, field, goTo, loadSample, openResume, region, result, saveButton } from '../lib/form.mjs';
import { root } from '../lib/place.mjs';
import { WIDE, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

/** 1440 by 900 at 200 % has half the pixels. */
const SMALL = { phone: { width: 320, height: 640 }, zoomed: { width: 720, height: 450 } };

const dialog = (page, name) => page.getByRole('dialog', { name });

/** Sound as it is, and with the system's own colours, which are the same whether the page is light or dark. */
async function isSoundInAllColors(page, what) {
  await isSound(page, what);
  if (await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)) return;
  await page.emulateMedia({ forcedColors: 'active' });
  await isSound(page, `${what}, forced colours`, true);
  await page.emulateMedia({ forcedColors: 'none' });
}

const save = (page) => saveButton(page).last().click();

looks('every view fits a small window', SMALL, {}, async (page, { context, look }) => {
  await loadSample(page);
  await makeCheckable(page, context);
  await save(page);
  await eventually(async () => assert.match(await result(page), /HTTP 200/));
  for (const view of ['Resume', 'Page', 'API', 'Templates', 'Stack']) {
    await goTo(page, view);
    await shoot(page, `small ${view} ${look}`);
    await isSoundInAllColors(page, view);
  }
});

looks('the API of a file and its templates fit a small window', SMALL, {}, async (page, { context }) => {
  await makeCheckable(page, context);
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Opened file' }).check();
  await isSoundInAllColors(page, 'no file');
  await page.getByLabel('Open API file').setInputFiles(path.join(root, 'e2e/files/notes.yaml'));
  await button(page, 'Fill in a request for PUT /notes/{id}').click();
  await button(page, 'Send').click();
  await page.getByText('1 item', { exact: true }).click();
  await page.getByText('Not run here: prepare its response').click();
  await page.evaluate(() => scrollTo(0, 0));
  await isSoundInAllColors(page, 'the API of a file');
  await goTo(page, 'Templates');
  await page.getByRole('combobox', { name: 'Mapping template' }).waitFor();
  await isSoundInAllColors(page, 'the templates of a file');
});

looks('every message of the draft and of files fits a small window', SMALL, {}, async (page, { context, url }) => {
  await makeCheckable(page, context);
  await save(page);
  await eventually(async () => assert.match(await result(page), /fix the ID first/));
  await isSoundInAllColors(page, 'a save without an ID');
  assert.ok(await isUncovered(page, field(region(page, 'Basics'), 'ID')), 'the field that the message is about is in sight');

  await page.getByLabel('Open file').setInputFiles({ name: 'a-name-without-any-space-in-it.json', mimeType: 'application/json', buffer: Buffer.from('{"basics": {}, "work": [{}, [1]]}') });
  await page.getByRole('alert').filter({ hasText: 'Your draft is unchanged' }).waitFor();
  await isSoundInAllColors(page, 'a file that can not be opened');

  await openResume(page, { id: 'long-'.repeat(40), name: 'Ada' });
  await page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name: 'JSON' }).check();
  await page.getByRole('textbox', { name: 'Resume as JSON' }).fill('{"name": ');
  await isSoundInAllColors(page, 'unfinished JSON');
  await button(page, 'Discard the text').click().catch(() => {});
  await page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name: 'Form' }).check();

  await draftSaved(page);
  const other = await context.newPage();
  await other.goto(url);
  await eventually(async () => assert.equal(await field(region(other, 'Basics'), 'Name').inputValue(), 'Ada'));
  await field(region(other, 'Basics'), 'Name').fill('From another tab');
  await field(region(page, 'Basics'), 'Name').fill('From this tab');
  await page.getByRole('alert').filter({ hasText: 'another tab' }).waitFor();
  await isSoundInAllColors(page, 'two drafts');
  await other.close();
});

looks('every result of a call fits its window', { ...SMALL, wide: WIDE }, {}, async (page, { context }) => {
  await makeCheckable(page, context);
  // The longest ID that one may have to read.
  const id = 'long-'.repeat(40);
  await openResume(page, { id, name: 'Ada' });
  await save(page);
  await eventually(async () => assert.match(await result(page), /HTTP 200/));
  await isSoundInAllColors(page, 'a save of a long ID');
  await goTo(page, 'API');
  await isSoundInAllColors(page, 'a long ID on the API page');
  await field(page, 'Another ID').fill(`${id}x`);
  await button(page, 'Load this ID').click();
  await eventually(async () => assert.match(await result(page), /HTTP 404/));
  await isSoundInAllColors(page, 'a resume that is not there');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'API URL').fill('not a URL');
  await field(page, 'API URL').blur();
  await isSoundInAllColors(page, 'a wrong URL');
});

looks('every dialog fits a small window', SMALL, {}, async (page, { context }) => {
  await loadSample(page);
  await makeCheckable(page, context);
  await page.getByRole('navigation').first().waitFor();
  for (const [command, name, close] of [
    ['Resumes of this browser', 'Resumes', 'Close'],
    ['Previous drafts', 'Previous drafts', 'Close'],
    ['Keyboard shortcuts', 'Keyboard shortcuts', 'Close'],
  ]) {
    await page.keyboard.press('Control+k');
    await isSoundInAllColors(page, 'Commands');
    await page.getByRole('combobox', { name: 'Search commands' }).fill(command);
    await page.keyboard.press('Enter');
    await dialog(page, name).waitFor();
    await isSoundInAllColors(page, name);
    const box = await button(dialog(page, name), close).boundingBox();
    assert.ok(box.y + box.height <= page.viewportSize().height, `${name} can be closed`);
    await page.keyboard.press('Escape');
  }
  await button(page, 'New resume').click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('Load from API');
  await page.keyboard.press('Enter');
  await dialog(page, 'Load a resume').waitFor();
  await isSoundInAllColors(page, 'Load a resume');
});

looks('messages of the stack fit a small window', SMALL, { path: '#/stack' }, async (page, { context }) => {
  await makeCheckable(page, context);
  await field(page, 'Stage').fill('bad stage!');
  await field(page, 'Stage').blur();
  await isSoundInAllColors(page, 'an option that can not be');
  const template = { Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } }, Queue: { Type: 'AWS::SQS::Queue' } } };
  await page.getByLabel('Open template').setInputFiles({ name: 'stack.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(template)) });
  await page.getByText(/stack\.json/).first().waitFor();
  await isSoundInAllColors(page, 'a template that can not be opened');
});

scenario('a resume is entered, saved and loaded at 200 % with the keyboard alone', { viewport: SMALL.zoomed }, async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('load sample');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await field(region(page, 'Basics'), 'Name').inputValue(), /Mira/));
  await page.keyboard.press('Control+s');
  await eventually(async () => assert.match(await result(page), /HTTP 200/));
  // Each stop of the keyboard is in sight, not below what stays at the edges of the window.
  await field(region(page, 'Basics'), 'ID').focus();
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    if (await focused.count()) assert.ok(await isUncovered(page, focused), `stop ${stop}: ${await focused.evaluate((one) => one.outerHTML.slice(0, 200))}`);
  }
});

/** Whether the middle of an element is in the window, with nothing else over it. */
const isUncovered = (page, locator) => locator.evaluate((element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  return there !== null && (element.contains(there) || there.contains(element) || there.closest('label')?.contains(element) === true);
});
