// The resume as JSON to edit, and JSON as it is shown.

import assert from 'node:assert/strict';

import { button, draftSaved, entry, eventually, field, goTo, loadSample, openResume, panelText, region } from '../lib/form.mjs';
import { scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { WIDTHS, isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

const as = (page, name) => page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name, exact: true });
const style = (page, name) => region(page, 'Preview').getByRole('radio', { name, exact: true });
const text = (page) => page.getByRole('textbox', { name: 'Resume as JSON' });
const name = (page) => field(region(page, 'Basics'), 'Name');
const problem = (page) => page.locator('#json-problem');

scenario('form and JSON are two views of one draft', {}, async (page) => {
  await openResume(page, { id: 'ada', name: 'Ada', pets: { cat: 'Grace' } });
  await as(page, 'JSON').check();
  assert.deepEqual(JSON.parse(await text(page).inputValue()).pets, { cat: 'Grace' });
  await text(page).fill(JSON.stringify({ id: 'ada', name: 'Ada Lovelace', pets: {}, skills: [{ title: 'Analysis' }] }));
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /Ada Lovelace/));
  await as(page, 'Form').check();
  assert.equal(await name(page).inputValue(), 'Ada Lovelace');
  await entry(page, 'Skill 1').waitFor();
  await name(page).fill('Ada K. Lovelace');
  await as(page, 'JSON').check();
  assert.match(await text(page).inputValue(), /Ada K\. Lovelace/);
  // Undo changes the text, too: one step for all that was typed into it.
  await button(page, 'Undo').click();
  await eventually(async () => assert.match(await text(page).inputValue(), /"Ada Lovelace"/));
  await button(page, 'Undo').click();
  await eventually(async () => assert.deepEqual(JSON.parse(await text(page).inputValue()).pets, { cat: 'Grace' }));
});

scenario('text that is not a resume is marked at its place, and lost neither by another view nor by a reload', {}, async (page) => {
  await openResume(page, { id: 'ada', name: 'Ada' });
  await draftSaved(page);
  await as(page, 'JSON').check();
  const broken = '{\n  "id": "ada",\n  "name": "Ada" "title": 1\n}';
  await text(page).fill(broken);
  await problem(page).getByText('Line 3, column 17').waitFor();
  assert.match(await panelText(page, 'Preview'), /"Ada"/);
  await problem(page).getByRole('button', { name: /^Line 3/ }).click();
  const at = await text(page).evaluate((input) => input.value.slice(0, input.selectionStart).length);
  assert.equal(at, broken.indexOf('"title"'));
  await goTo(page, 'Stack');
  await goTo(page, 'Resume');
  assert.equal(await text(page).inputValue(), broken);
  await page.reload();
  await eventually(async () => assert.equal(await text(page).inputValue(), broken));
  await problem(page).getByText('Line 3, column 17').waitFor();
  await text(page).fill('{"id": "ada", "name": "Ada", "skills": [1]}');
  await problem(page).getByText(/skills\[0\]/).waitFor();
  await button(page, 'Discard this text').click();
  assert.equal(JSON.parse(await text(page).inputValue()).name, 'Ada');
  assert.equal(await problem(page).innerText(), '');
});

scenario('typing in the JSON is undone by the browser, letter by letter', {}, async (page) => {
  await openResume(page, { id: 'ada', name: 'Ada' });
  await as(page, 'JSON').check();
  const before = await text(page).inputValue();
  await text(page).press('Control+End');
  await page.keyboard.insertText(' ');
  await page.keyboard.insertText(' ');
  assert.equal(await text(page).inputValue(), `${before}  `);
  await page.keyboard.press('Control+z');
  await eventually(async () => assert.notEqual(await text(page).inputValue(), `${before}  `));
  assert.match(await text(page).inputValue(), /"Ada"/);
});

scenario('a message about the ID leads to the form', {}, async (page) => {
  await as(page, 'JSON').check();
  await text(page).fill('{"name": "Ada"}');
  await page.keyboard.press('Control+s');
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'basics-id'));
  assert.ok(await as(page, 'Form').isChecked());
});

scenario('JSON is shown exactly, indented, or with its escapes decoded', {}, async (page) => {
  await loadSample(page);
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /\n {2}"TableName".*\n[^]*"Göteborg, Sweden"[^]*"https:\/\/github/));
  await style(page, 'Indented').check();
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /\n {2}"TableName".*\n[^]*"G\\u00F6teborg, Sweden"[^]*"https:\\\/\\\/github/));
  await style(page, 'Exact').check();
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /^\{"TableName": "resume-Table",\n"Item"/));
  await page.reload();
  assert.ok(await style(page, 'Exact').isChecked());
});

looks('the JSON editor is sound', WIDTHS, {}, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await loadSample(page);
  await as(page, 'JSON').check();
  await text(page).fill('{"id": 1');
  await problem(page).getByText(/Line 1/).waitFor();
  await isSound(page, 'JSON');
  await shoot(page, `JSON ${look}`);
});

scenario('the lines of a long text are numbered throughout, also those that are out of sight', {}, async (page) => {
  await loadSample(page);
  await style(page, 'Indented').check();
  const lines = (await panelText(page, 'Preview')).trimEnd().split('\n').length;
  // A browser gives no access to the numbers that a style sheet counts: to where the count begins, and what follows.
  const counts = await region(page, 'Preview').locator('.chunk').evaluateAll((chunks) =>
    chunks.map(({ children: [first, ...others] }) => [
      getComputedStyle(first).counterReset,
      others.every((line) => getComputedStyle(line).counterReset === 'none'),
      others.length + 1,
    ]));
  assert.ok(counts.length > 2, `${counts.length}`);
  let before = 0;
  for (const [reset, isOnly, count] of counts) {
    assert.deepEqual([reset, isOnly], [`line ${before}`, true]);
    before += count;
  }
  assert.equal(before, lines);
});
