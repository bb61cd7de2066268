// Edits of several resumes for a while: typing, entries, undo, saves, reloads, engines that stop. A model that the test keeps agrees with the
// drafts, with what can be undone and with the local table, and the program's memory does not grow with time.
//
//   SOAK_SECONDS   how long (40)
//   SOAK_SEED      the seed of the choices (1)

import assert from 'node:assert/strict';

import { engine } from '../lib/engine.mjs';
import { button, draftSaved, eventually, field, goTo, loadButton, previewed, region, result, saveButton } from '../lib/form.mjs';
import { keepMemory, kilobytes, megabytes } from '../lib/memory.mjs';
import { random } from '../lib/random.mjs';
import { explained, scenario, useConsole } from '../lib/scenario.mjs';

const SECONDS = Number(process.env.SOAK_SECONDS ?? 40);
const SEED = Number(process.env.SOAK_SEED ?? 1);
/** How many steps the page keeps over a reload. */
const KEPT = 50;
const MOST_RESUMES = 5;

useConsole();

const basics = (page, label) => field(region(page, 'Basics'), label);
const dialog = (page) => page.getByRole('dialog', { name: 'Resumes' });
const toolbar = (page, name) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
const titles = (page) => region(page, 'Skills').getByLabel('Title', { exact: true });

/** A resume of the model: what it holds, and the states that undo and redo lead to, the nearest last. */
const blank = () => ({ present: { id: '', name: '', skills: [] }, past: [], future: [] });

/** A step of the resume in the form. */
function step(resume, change) {
  const next = { ...resume.present, skills: [...resume.present.skills] };
  change(next);
  if (JSON.stringify(next) === JSON.stringify(resume.present)) return;
  resume.past.push(resume.present);
  resume.present = next;
  resume.future = [];
}

/** What the form shows, compared with the model. */
async function agrees(page, { present }) {
  await eventually(async () => {
    const skills = await titles(page).evaluateAll((all) => all.map((one) => one.value));
    const shown = { id: await basics(page, 'ID').inputValue(), name: await basics(page, 'Name').inputValue(), skills };
    assert.deepEqual(shown, present);
  });
}

/** Types into a field, as one step. */
async function type(page, input, text) {
  await input.fill(text);
  await page.keyboard.press('Tab');
}

const ACTIONS = {
  async name(page, model, choose) {
    const name = `Name ${choose.upTo(9_999)} of ${model.shown.present.id}`;
    await type(page, basics(page, 'Name'), name);
    step(model.shown, (next) => { next.name = name; });
  },
  async addSkill(page, { shown }, choose) {
    if (shown.present.skills.length > 6) return;
    await button(page, 'Add skill').click();
    step(shown, (next) => { next.skills.push(''); });
    const title = `Skill ${choose.upTo(9_999)}`;
    await type(page, titles(page).last(), title);
    step(shown, (next) => { next.skills[next.skills.length - 1] = title; });
  },
  async removeSkill(page, { shown }, choose) {
    const count = shown.present.skills.length;
    if (count === 0) return;
    const index = choose.upTo(count - 1);
    await button(page, `Remove skill ${index + 1}`).click();
    step(shown, (next) => { next.skills.splice(index, 1); });
  },
  async moveSkill(page, { shown }, choose) {
    const count = shown.present.skills.length;
    if (count < 2) return;
    const index = choose.upTo(count - 2);
    await button(page, `Move skill ${index + 1} down`).click();
    step(shown, ({ skills }) => { [skills[index], skills[index + 1]] = [skills[index + 1], skills[index]]; });
  },
  async undo(page, { shown }) {
    assert.equal(await toolbar(page, 'Undo').isEnabled(), shown.past.length > 0);
    if (shown.past.length === 0) return;
    await toolbar(page, 'Undo').click();
    shown.future.push(shown.present);
    shown.present = shown.past.pop();
  },
  async redo(page, { shown }) {
    assert.equal(await toolbar(page, 'Redo').isEnabled(), shown.future.length > 0);
    if (shown.future.length === 0) return;
    await toolbar(page, 'Redo').click();
    shown.past.push(shown.present);
    shown.present = shown.future.pop();
  },
  async another(page, model, choose) {
    const others = model.resumes.filter((one) => one !== model.shown);
    if (others.length === 0) return;
    model.shown = choose.of(others);
    await openResume(page, model.shown.present.id);
  },
  async add(page, model) {
    if (model.resumes.length >= MOST_RESUMES) return;
    await button(page, 'New resume').click();
    model.shown = blank();
    model.resumes.push(model.shown);
    await agrees(page, model.shown);
    const id = `r${model.resumes.length}`;
    await type(page, basics(page, 'ID'), id);
    step(model.shown, (next) => { next.id = id; });
  },
  async save(page, model) {
    // Undone to the beginning, it has no ID to save it under.
    if (model.shown.present.id === '') return;
    await saveButton(page).first().click();
    await eventually(async () => assert.match(await result(page), /Saved as/), 30);
    await button(page, 'Close the result').first().click();
    model.saved.set(model.shown.present.id, structuredClone(model.shown.present));
  },
  async reload(page, model) {
    await draftSaved(page);
    await page.reload();
    for (const one of model.resumes) if (one !== model.shown) Object.assign(one, { past: [], future: [] });
    const { past, future } = model.shown;
    model.shown.past = past.slice(-KEPT);
    model.shown.future = future.slice(Math.max(0, future.length - (KEPT - model.shown.past.length)));
    if (model.shown.past.length === KEPT) model.shown.future = [];
    await agrees(page, model.shown);
  },
  async stopEngine(page, model, choose) {
    // One that stops while it is loaded would have to be asked for again.
    await engineAnswers(page, model, choose);
    const first = await engine(page);
    await first.evaluate(() => setTimeout(() => { throw new WebAssembly.RuntimeError('stopped by the soak'); }));
    await eventually(async () => assert.ok((await engine(page)) !== first), 30);
    await engineAnswers(page, model, choose);
  },
  async lookElsewhere(page, _, choose) {
    await goTo(page, choose.of(['API', 'Page', 'Templates', 'Stack']));
    await goTo(page, 'Resume');
  },
};

/** Waits until the preview is that of a name typed now. */
async function engineAnswers(page, model, choose) {
  await ACTIONS.name(page, model, choose);
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, model.shown.present.name), 30);
}

/** Each action as often as it is likely. */
const LIKELY = ['name', 'name', 'name', 'addSkill', 'addSkill', 'removeSkill', 'moveSkill', 'undo', 'undo', 'redo', 'another', 'another', 'add', 'save', 'save', 'reload', 'stopEngine', 'lookElsewhere'];

async function openResume(page, id) {
  await page.getByRole('toolbar').getByRole('button', { name: /^Resumes/ }).click();
  const row = dialog(page).getByRole('listitem').filter({ hasText: id === '' ? 'no ID yet' : `ID ${id} ·` });
  await row.getByRole('button', { name: /^Open / }).click();
  await dialog(page).waitFor({ state: 'hidden' });
}

scenario('after many edits, drafts, undo and the table are what they should be', {}, async (page, { context }) => {
  await keepMemory(context);
  await page.reload();
  const choose = random(SEED);
  const first = blank();
  const model = { resumes: [first], shown: first, saved: new Map() };
  await type(page, basics(page, 'ID'), 'r1');
  step(first, (next) => { next.id = 'r1'; });
  const done = [];
  const end = Date.now() + SECONDS * 1000;
  let memory;
  try {
    while (Date.now() < end) {
      const action = choose.of(LIKELY);
      // The step that gave it its ID stays: two without one could not be told apart.
      if (action === 'undo' && model.shown.past.length > 0 && model.shown.past.at(-1).id === '') continue;
      done.push(action);
      await ACTIONS[action](page, model, choose);
      await agrees(page, model.shown);
      if (done.length === 60) memory = await megabytes(page);
    }
    await draftSaved(page);
    for (const one of model.resumes) {
      if (one !== model.shown) await openResume(page, one.present.id);
      model.shown = one;
      await agrees(page, one);
    }
    for (const [id, saved] of model.saved) {
      if (model.shown.present.id !== id) await openResume(page, id);
      model.shown = model.resumes.find((one) => one.present.id === id);
      await loadButton(page).first().click();
      await eventually(async () => assert.match(await result(page), new RegExp(`Loaded ${id}`)), 30);
      await agrees(page, { present: saved });
    }
    const now = await megabytes(page);
    assert.ok(memory === undefined || now <= memory * 2, `${memory} MB after 60 actions, ${now} MB after ${done.length}`);
  } catch (error) {
    throw explained(error, `SOAK_SEED=${SEED}, after ${done.length} actions; the last: ${done.slice(-20).join(' ')}`);
  }
});

/** Keys in a field, each after the browser's next job. */
async function keys(input, count) {
  await input.evaluate(async (element, count) => {
    for (let key = 0; key < count; key += 1) {
      element.value = `Ada ${key % 10}`;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((next) => { setTimeout(next); });
    }
  }, count);
}

scenario('keys leave no memory behind', {}, async (page, { context }) => {
  await keepMemory(context);
  await page.reload();
  const name = basics(page, 'Name');
  await name.focus();
  await keys(name, 300);
  await previewed(page);
  const before = await kilobytes(page);
  await keys(name, 3_000);
  await previewed(page);
  const more = (await kilobytes(page)) - before;
  assert.ok(more <= 1_024, `${more} KB for 3,000 keys`);
});
