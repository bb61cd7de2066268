// A stack with lost-update protection: two people save one resume.

import assert from 'node:assert/strict';

import { button, eventually, field, goTo, loadSample, region, result, saveButton } from '../lib/form.mjs';
import { scenario } from '../lib/scenario.mjs';
import { connect } from './connect.mjs';
import { allow, deployed, itemOf, keyOf } from './stacks.mjs';
import { template } from './template.mjs';

const stack = async () => deployed('versions', await template('--lost-update-protection', 'on'));
const name = (page) => field(region(page, 'Basics'), 'Name');

scenario('two pages save one resume: the later one gets a conflict', { allow, expected: [/status of 409/] }, async (page, { context, url }) => {
  const key = await keyOf(await stack());
  await loadSample(page);
  await connect(page, await stack(), key);
  await field(region(page, 'Basics'), 'ID').fill('for two');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as for two/), 30);

  // Another person, with another browser.
  const other = await (await context.browser().newContext()).newPage();
  await other.goto(url);
  await connect(other, await stack(), key);
  await goTo(other, 'API');
  await field(other, "Another ID").fill('for two');
  await button(other, 'Load this ID').click();
  await eventually(async () => assert.match(await result(other), /Loaded for two/), 30);
  await goTo(other, 'Resume');
  await name(other).fill('Theirs');
  await saveButton(other).click();
  await eventually(async () => assert.match(await result(other), /Saved as for two/), 30);
  await other.context().close();

  await name(page).fill('Ours');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /was saved elsewhere/), 30);
  assert.equal((await itemOf(await stack(), 'for two')).name.S, 'Theirs');
  await button(page, 'Load theirs').click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Theirs'), 30);
  await name(page).fill('Ours');
  await saveButton(page).click();
  await eventually(async () => assert.equal((await itemOf(await stack(), 'for two')).name.S, 'Ours'), 30);
});
