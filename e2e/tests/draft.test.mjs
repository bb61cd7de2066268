// The form and the draft: nothing typed is lost, and everything works without a mouse.

import assert from 'node:assert/strict';

import { button, entry, eventually, field, loadSample, region } from '../lib/form.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');

/** The titles of the skills, from the top. */
const skills = (page) => region(page, 'Skills').getByLabel('Title', { exact: true }).evaluateAll((all) => all.map((one) => one.value));

scenario('the draft survives a reload', {}, async (page) => {
  await name(page).fill('Ada Lovelace');
  await button(page, 'Add skill').click();
  await field(entry(page, 'Skill 1'), 'Title').fill('Notation');
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Ada Lovelace'));
  assert.deepEqual(await skills(page), ['Notation']);
});

scenario('entries are added, moved and removed, and each step is undone', {}, async (page) => {
  await loadSample(page);
  const before = await skills(page);
  await button(page, 'Move skill 1 down').click();
  const [first, second, ...rest] = before;
  await eventually(async () => assert.deepEqual(await skills(page), [second, first, ...rest]));
  await button(page, 'Remove skill 1').click();
  await eventually(async () => assert.deepEqual(await skills(page), [first, ...rest]));
  await button(page, 'Add skill').click();
  await eventually(async () => assert.deepEqual(await skills(page), [first, ...rest, '']));
  for (let step = 0; step < 3; step += 1) await undo(page);
  await eventually(async () => assert.deepEqual(await skills(page), before));
  for (let step = 0; step < 3; step += 1) await page.getByRole('toolbar').getByRole('button', { name: 'Redo' }).click();
  await eventually(async () => assert.deepEqual(await skills(page), [first, ...rest, '']));
});

/** The button of the toolbar; a message may offer to undo as well. */
async function undo(page) {
  await page.getByRole('toolbar').getByRole('button', { name: 'Undo' }).click();
}

scenario('two tabs do not overwrite each other', {}, async (page, { context, url }) => {
  await name(page).fill('first tab');
  const other = await context.newPage();
  await other.goto(url);
  await eventually(async () => assert.equal(await name(other).inputValue(), 'first tab'));
  await name(other).fill('second tab');
  const alert = page.getByRole('alert').filter({ hasText: 'another tab' });
  await alert.waitFor();
  assert.equal(await name(page).inputValue(), 'first tab', 'nothing changes under the hands of who types');
  await alert.getByRole('button', { name: /other tab/ }).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'second tab'));
});

scenario('a skill is added, filled in and moved by keyboard alone', {}, async (page) => {
  await reach(page, 'Add skill');
  await page.keyboard.press('Enter');
  // The focus is where one types next.
  await eventually(async () => assert.match(await focused(page), /^Title/));
  await page.keyboard.type('Mathematics');
  await page.keyboard.press('Tab');
  await page.keyboard.type('95');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Expert');
  assert.deepEqual(await skills(page), ['Mathematics']);

  await reach(page, 'Add skill', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal((await skills(page)).length, 2));
  await eventually(async () => assert.match(await focused(page), /^Title/));
  await page.keyboard.type('Notation');
  await reach(page, 'Move skill 2 up');
  await page.keyboard.press('Space');
  await eventually(async () => assert.deepEqual(await skills(page), ['Notation', 'Mathematics']));

  await reach(page, 'Download file', 'Shift+Tab');
  const { text } = await downloaded(page, () => page.keyboard.press('Enter'));
  assert.deepEqual(JSON.parse(text).skills, [
    { title: 'Notation', score: '', rating: '' },
    { title: 'Mathematics', score: '95', rating: 'Expert' },
  ]);
});

/** Presses Tab until the focus is on what has that name, as somebody without a mouse does. */
async function reach(page, wanted, key = 'Tab') {
  const passed = [];
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    const name = await focused(page);
    if (name === wanted) return;
    passed.push(name);
  }
  throw new Error(`the focus never reached ${wanted}; it passed ${passed.join(' | ')}`);
}

/** What the element with the focus is called. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element.labels?.[0]?.textContent;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });
}

scenario('an entry is dragged to another place, and Escape leaves it where it was', {}, async (page) => {
  await loadSample(page);
  const before = await skills(page);
  const grip = (number) => entry(page, `Skill ${number}`).getByTitle('Drag to move');
  const middle = async (locator) => {
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const drag = async (from, to) => {
    await grip(from).scrollIntoViewIfNeeded();
    await page.mouse.move(...await middle(grip(from)));
    await page.mouse.down();
    await page.mouse.move(...await middle(grip(to)), { steps: 5 });
  };
  await drag(1, 3);
  await page.locator('.drop-after').waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.deepEqual(await skills(page), before);
  await drag(1, 3);
  await page.mouse.up();
  const [first, second, third, ...rest] = before;
  await eventually(async () => assert.deepEqual(await skills(page), [second, third, first, ...rest]));
  await drag(3, 1);
  await page.mouse.up();
  await eventually(async () => assert.deepEqual(await skills(page), before));
  await undo(page);
  await eventually(async () => assert.deepEqual(await skills(page), [second, third, first, ...rest]));
  // A single entry has nowhere to go.
  while (await entry(page, 'Skill 2').count()) await button(page, 'Remove skill 2').click();
  await grip(1).waitFor({ state: 'hidden' });
});

scenario('what undo changes comes into sight', { viewport: { width: 1280, height: 700 } }, async (page) => {
  await loadSample(page);
  await name(page).fill('Ada');
  await page.keyboard.press('Tab');
  const last = region(page, 'Education').getByRole('group').last();
  await button(last, await last.getByRole('button', { name: /^Remove / }).getAttribute('aria-label')).click();
  // At the other end of the form.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await undo(page);
  await eventually(async () => assert.ok(await inSight(region(page, 'Education').getByRole('group').last())));
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  assert.ok(!(await inSight(name(page))));
  await undo(page);
  await eventually(async () => assert.ok(await inSight(name(page))));
  await eventually(async () => assert.match(await name(page).getAttribute('class'), /revealed/));
});

/** Whether an element is between the toolbar and the lower edge of the window. */
async function inSight(locator) {
  const { y, height } = await locator.boundingBox();
  return y > 90 && y + height <= locator.page().viewportSize().height + 1;
}

scenario('what could be undone before a reload can be undone after it', {}, async (page) => {
  const redo = page.getByRole('toolbar').getByRole('button', { name: 'Redo' });
  await loadSample(page);
  const before = await skills(page);
  await button(page, 'Remove skill 1').click();
  await button(page, 'Remove skill 1').click();
  await undo(page);
  await page.reload();
  await eventually(async () => assert.deepEqual(await skills(page), before.slice(1)));
  await redo.click();
  await eventually(async () => assert.deepEqual(await skills(page), before.slice(2)));
  await undo(page);
  await undo(page);
  await eventually(async () => assert.deepEqual(await skills(page), before));
  // Steps of another text are not this one's.
  await page.evaluate(() => sessionStorage.setItem('resume-console.undo', '[1,"",{"id":"other"},[{"id":"bad"}],[]]'));
  await page.evaluate(() => { window.addEventListener('pagehide', () => sessionStorage.setItem('resume-console.undo', '[1,"",{"id":"other"},[{"id":"bad"}],[]]')); });
  await page.reload();
  await eventually(async () => assert.deepEqual(await skills(page), before));
  assert.ok(await page.getByRole('toolbar').getByRole('button', { name: 'Undo' }).isDisabled());
});
