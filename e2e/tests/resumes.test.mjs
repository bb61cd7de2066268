// Several resumes in one browser: each with its own draft, its own undo and its own state.

import assert from 'node:assert/strict';

import { button, draftSaved, eventually, field, loadSample, previousDrafts, region, saveButton } from '../lib/form.mjs';
import { scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, looks, makeCheckable, WIDTHS } from '../lib/sound.mjs';

useConsole();

/** The name in the sample. */
const MIRA = 'Mira Okafor-Lindqvist';

const basics = (page, label) => field(region(page, 'Basics'), label);
const name = (page) => basics(page, 'Name');
const dialog = (page) => page.getByRole('dialog', { name: 'Resumes' });
const toasts = (page) => page.getByRole('status');
const undo = (page) => page.getByRole('toolbar').getByRole('button', { name: 'Undo' });

async function openList(page) {
  await page.getByRole('toolbar').getByRole('button', { name: /^Resumes/ }).click();
  await dialog(page).getByRole('list').waitFor();
}

/** The names in the list, which is opened for it. */
async function listed(page) {
  await openList(page);
  const names = await dialog(page).getByRole('listitem').locator('strong').allTextContents();
  await button(dialog(page), 'Close').click();
  return names;
}

async function open(page, which) {
  await openList(page);
  await dialog(page).getByRole('button', { name: new RegExp(`^Open ${which},`) }).click();
  await dialog(page).waitFor({ state: 'hidden' });
}

const holds = (page, text) => eventually(async () => assert.equal(await name(page).inputValue(), text));

/** Two resumes; the second is in the form. */
async function two(page) {
  await name(page).fill('Ada Lovelace');
  await basics(page, 'ID').fill('ada');
  await button(page, 'New resume').click();
  await holds(page, '');
  await name(page).fill('Alan Turing');
  await basics(page, 'ID').fill('alan');
}

scenario('each resume has its own draft and its own undo', {}, async (page) => {
  await two(page);
  assert.deepEqual(await listed(page), ['Alan Turing', 'Ada Lovelace']);
  assert.match(await page.getByRole('toolbar').getByRole('button', { name: /^Resumes/ }).textContent(), /2/);
  await open(page, 'Ada Lovelace');
  await holds(page, 'Ada Lovelace');
  await basics(page, 'Title').fill('Countess');
  await open(page, 'Alan Turing');
  await holds(page, 'Alan Turing');
  assert.equal(await basics(page, 'Title').inputValue(), '');
  // What is undone here is this one's.
  await undo(page).click();
  await undo(page).click();
  await holds(page, '');
  assert.ok(await undo(page).isDisabled());
  await page.getByRole('toolbar').getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Redo' }).click();
  await open(page, 'Ada Lovelace');
  await holds(page, 'Ada Lovelace');
  await undo(page).click();
  await eventually(async () => assert.equal(await basics(page, 'Title').inputValue(), ''));
  await page.getByRole('toolbar').getByRole('button', { name: 'Redo' }).click();

  await draftSaved(page);
  await page.reload();
  await holds(page, 'Ada Lovelace');
  assert.equal(await basics(page, 'Title').inputValue(), 'Countess');
  assert.deepEqual(await listed(page), ['Ada Lovelace', 'Alan Turing']);
  await open(page, 'Alan Turing');
  await holds(page, 'Alan Turing');
  assert.deepEqual(await previousDrafts(page), []);
});

scenario('a new resume is empty, survives a reload, and the one before is one click away', {}, async (page) => {
  await loadSample(page);
  await button(page, 'New resume').click();
  await holds(page, '');
  await page.reload();
  await holds(page, '');
  assert.deepEqual(await listed(page), ['Unnamed', MIRA]);
  await button(page, 'New resume').click();
  await toasts(page).getByText('This resume is new: nothing is in it yet.').waitFor();
  await open(page, MIRA);
  await eventually(async () => assert.match(await name(page).inputValue(), /Mira/));
  // Nothing was entered in the new one.
  assert.deepEqual(await listed(page), [MIRA]);
  await button(page, 'New resume').click();
  await holds(page, '');
  await toasts(page).getByRole('button', { name: 'Go back' }).click();
  await eventually(async () => assert.match(await name(page).inputValue(), /Mira/));
});

scenario('a resume is named, copied with an ID of its own, searched for, deleted and brought back', {}, async (page) => {
  await two(page);
  await openList(page);
  await dialog(page).getByRole('button', { name: /^Rename Ada Lovelace,/ }).click();
  await field(dialog(page), 'Name in this list').fill('For startups');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: /^Duplicate For startups,/ }).click();
  await holds(page, 'Ada Lovelace');
  assert.equal(await basics(page, 'ID').inputValue(), 'ada-copy');
  await toasts(page).getByText('Copied For startups. Its ID is ada-copy, so saving it overwrites nothing.').waitFor();
  await page.getByRole('toolbar').getByText('For startups (copy)').waitFor();
  await open(page, 'For startups');
  await button(page, 'New resume').click();
  await name(page).fill('Grace Hopper');

  await openList(page);
  await field(dialog(page), 'Search by name or ID').fill('ADA cop');
  await eventually(async () => assert.equal(await dialog(page).getByRole('listitem').count(), 1));
  await field(dialog(page), 'Search by name or ID').fill('nobody');
  await dialog(page).getByText('No resume has these words.').waitFor();
  await field(dialog(page), 'Search by name or ID').fill('grace');
  // The one in the form: another takes its place.
  await dialog(page).getByRole('button', { name: /^Delete Grace Hopper,/ }).click();
  await dialog(page).getByText('No resume has these words.').waitFor();
  await button(dialog(page), 'Close').click();
  await toasts(page).getByText('Deleted Grace Hopper from this browser. No API was called.').waitFor();
  await eventually(async () => assert.notEqual(await name(page).inputValue(), 'Grace Hopper'));
  await toasts(page).getByRole('button', { name: 'Undo', exact: true }).click();
  await holds(page, 'Grace Hopper');

  await openList(page);
  await dialog(page).getByRole('button', { name: /^Delete Alan Turing,/ }).click();
  await eventually(async () => assert.equal(await dialog(page).getByRole('button', { name: /^Open Alan/ }).count(), 0));
  await button(dialog(page), 'Close').click();
  await draftSaved(page);
  await page.reload();
  await holds(page, 'Grace Hopper');
  assert.deepEqual((await listed(page)).sort(), ['For startups', 'For startups (copy)', 'Grace Hopper']);
  // A deleted one is among the previous drafts, and comes back as a resume of its own.
  await button(page, 'Previous drafts').click();
  await page.getByRole('button', { name: /^Restore Alan Turing,/ }).click();
  await holds(page, 'Alan Turing');
  assert.deepEqual((await listed(page)).sort(), ['Alan Turing', 'For startups', 'For startups (copy)', 'Grace Hopper']);
});

scenario('each resume is compared with what the API has of it', {}, async (page) => {
  await two(page);
  await saveButton(page).first().click();
  await page.getByRole('toolbar').getByText('Same as in the API').waitFor();
  await open(page, 'Ada Lovelace');
  await holds(page, 'Ada Lovelace');
  // The message was about the other one.
  await eventually(async () => assert.equal(await page.getByText(/Saved alan/).count(), 0));
  await saveButton(page).first().click();
  await page.getByRole('toolbar').getByText('Same as in the API').waitFor();
  await basics(page, 'Title').fill('Countess');
  await openList(page);
  const about = (who) => dialog(page).getByRole('listitem').filter({ hasText: who });
  assert.match(await about('Ada').textContent(), /ID ada · .*differs from the API/);
  assert.match(await about('Alan').textContent(), /ID alan · .*same as in the API/);
  await button(dialog(page), 'Close').click();
  await basics(page, 'ID').fill('alan');
  await openList(page);
  assert.match(await about('Ada').textContent(), /the same ID as another one/);
});

scenario('unfinished JSON stays with its resume', {}, async (page) => {
  await two(page);
  await page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name: 'JSON' }).check();
  const json = page.getByRole('textbox', { name: 'Resume as JSON' });
  await json.fill('{"name": ');
  await button(page, 'New resume').click();
  await toasts(page).getByText('The JSON has an error: fix it or discard it first.').waitFor();
  await openList(page);
  await dialog(page).getByRole('button', { name: /^Open Ada/ }).click();
  assert.equal(await json.inputValue(), '{"name": ');
});

scenario('two tabs edit two resumes without asking, and one resume as before', {}, async (page, { context, url }) => {
  await two(page);
  await draftSaved(page);
  const other = await context.newPage();
  await other.goto(url);
  await holds(other, 'Alan Turing');
  await open(other, 'Ada Lovelace');
  await holds(other, 'Ada Lovelace');
  await basics(other, 'Title').fill('Countess');
  await basics(page, 'Title').fill('Logician');
  await draftSaved(page);
  await draftSaved(other);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const tab of [page, other]) assert.equal(await tab.getByRole('alert').filter({ hasText: 'another tab' }).count(), 0);
  // What the other tab did to it is there when it is opened here.
  await open(page, 'Ada Lovelace');
  await eventually(async () => assert.equal(await basics(page, 'Title').inputValue(), 'Countess'));
  await basics(other, 'Title').fill('Analyst');
  await eventually(async () => assert.equal(await basics(page, 'Title').inputValue(), 'Analyst'));
  // Deleted in one tab, continued in the other: it is there again.
  await openList(page);
  await dialog(page).getByRole('button', { name: /^Delete Ada/ }).click();
  await eventually(async () => assert.equal(await dialog(page).getByRole('listitem').count(), 1));
  await button(dialog(page), 'Close').click();
  await basics(other, 'Title').fill('Countess of Lovelace');
  await draftSaved(other);
  await eventually(async () => assert.deepEqual((await listed(page)).sort(), ['Ada Lovelace', 'Alan Turing']));
});

scenario('without storage, each resume lasts as long as the page', {}, async (page, { context, url }) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.goto('about:blank');
  await page.goto(url);
  await two(page);
  await page.getByRole('alert').filter({ hasText: 'The draft could not be saved in this browser.' }).waitFor();
  await open(page, 'Ada Lovelace');
  await holds(page, 'Ada Lovelace');
  await page.getByRole('alert').filter({ hasText: 'The draft could not be saved in this browser.' }).waitFor();
  await open(page, 'Alan Turing');
  await holds(page, 'Alan Turing');
});

looks('the list of resumes is sound', { ...WIDTHS, phone: { width: 320, height: 640 } }, {}, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await two(page);
  await openList(page);
  await dialog(page).getByRole('button', { name: /^Rename Ada Lovelace,/ }).click();
  await field(dialog(page), 'Name in this list').fill('For startups, with everything that such a firm may like to read');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('with everything').waitFor();
  await shoot(page, `resumes ${look}`);
  await isSound(page, 'the list of resumes');
  await dialog(page).getByRole('button', { name: /^Rename Alan/ }).click();
  await shoot(page, `resumes named ${look}`);
  await isSound(page, 'a resume that is renamed');
});

for (const [width, isInToolbar] of [[1280, true], [1000, false]]) {
  scenario(`previous drafts are found in a window of ${width} pixels`, { viewport: { width, height: 800 } }, async (page) => {
    const toolbar = page.getByRole('toolbar', { name: 'Resume actions' });
    const shortcut = button(toolbar, 'Previous drafts');
    assert.equal(await shortcut.isVisible(), isInToolbar);
    const previous = page.getByRole('dialog', { name: 'Previous drafts' });
    await openList(page);
    await button(dialog(page), 'Previous drafts').click();
    await previous.waitFor();
    assert.equal(await dialog(page).isVisible(), false);
    await page.keyboard.press('Escape');
    await previous.waitFor({ state: 'hidden' });
    const focused = page.locator(':focus');
    assert.match(await focused.innerText(), /^Resumes/);
    // Nothing is pushed out of sight.
    assert.ok(await toolbar.evaluate((bar) => bar.scrollWidth <= bar.clientWidth));
  });
}
