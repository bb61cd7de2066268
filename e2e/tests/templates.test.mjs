// The Templates view: a mapping template, what is wrong with it, and what it renders.

import assert from 'node:assert/strict';

import { button, draftSaved, eventually, goTo, loadSample, panelText, previewed, region } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const path = '#/templates';
const text = (page) => page.getByRole('textbox', { name: /^Mapping template: / });
const choose = (page, name) => page.getByRole('group', { name: 'Mapping template' }).getByRole('radio', { name }).check();
const problems = (page) => page.getByRole('list', { name: 'Problems' });
const output = (page) => panelText(page, 'Output');

/** A PUT template with the fault of many published ones: a value in quotes, without an escape. */
const UNESCAPED = `{
  "TableName": "resume-Table",
  "Item": {
    "id": {"S": "$input.path('$.id')"},
    "name": {"S": "$input.path('$.name')"}
  }
}`;

scenario('an edited mapping template is what the preview and the stack use, also after a reload', { path }, async (page) => {
  await goTo(page, 'Resume');
  await loadSample(page);
  await goTo(page, 'Templates');
  await eventually(async () => assert.match(await output(page), /"Mira Okafor-Lindqvist"/));
  const before = await text(page).inputValue();
  await text(page).fill(before.replace('#', '## mine\n#'));
  await page.getByText('Edited.').waitFor();
  await goTo(page, 'Stack');
  await eventually(async () => assert.match(await panelText(page, 'Template'), /## mine/));
  await goTo(page, 'Resume');
  await eventually(async () => assert.match((await previewed(page)).Item.name.S, /Mira/));
  await draftSaved(page);
  await page.reload();
  await goTo(page, 'Templates');
  await eventually(async () => assert.match(await text(page).inputValue(), /## mine/));
  await button(page, 'Restore the default').click();
  assert.equal(await text(page).inputValue(), before);
  await button(page, 'Undo').click();
  assert.match(await text(page).inputValue(), /## mine/);
});

scenario('a value without an escape is found at its place, and repaired', { path }, async (page) => {
  await text(page).fill(UNESCAPED);
  const found = problems(page).getByRole('listitem');
  await eventually(async () => assert.equal(await found.filter({ hasText: 'unescaped-value' }).count(), 2));
  await found.first().getByRole('button', { name: 'Line 4, column 18' }).click();
  const at = await text(page).evaluate((input) => input.value.slice(input.selectionStart));
  assert.ok(at.startsWith("$input.path('$.id')"), at);
  await found.first().getByRole('button', { name: 'Repair', exact: true }).click();
  await eventually(async () => assert.equal(await found.filter({ hasText: 'unescaped-value' }).count(), 1));
  await button(page, 'Undo').click();
  await button(page, 'Repair all 2').first().click();
  await page.getByText('No errors, no warnings.').waitFor();
  assert.equal((await text(page).inputValue()).match(/escapeJavaScript/g).length, 2);
});

scenario('an error of the syntax is named with its line, and nothing is rendered', { path }, async (page) => {
  await choose(page, 'GET response');
  await text(page).fill('#set($a = 1)\n#if($a == )\n#end');
  await problems(page).getByRole('button', { name: /^Line 2, / }).waitFor();
  await region(page, 'Output').getByText('Renders nothing').waitFor();
  // The other templates are as before.
  await choose(page, 'GET request');
  await page.getByText('No errors, no warnings.').waitFor();
});

scenario('each template shows what it gets and what it makes of it', { path }, async (page) => {
  await goTo(page, 'Resume');
  await loadSample(page);
  await goTo(page, 'Templates');
  const side = (name) => region(page, 'Output').getByRole('group', { name: 'Show' }).getByRole('radio', { name }).check();
  for (const [template, made, given] of [
    ['GET request', /"Key"/, null],
    ['GET response', /"name": "Mira/, /"S": "Mira/],
    ['Error response', /saved since it was loaded/, /conditional request failed/],
    ['POST request', /"S": "Mira/, /"name": "Mira/],
  ]) {
    await choose(page, template);
    await side('Output');
    await eventually(async () => assert.match(await output(page), made, template));
    await region(page, 'Output').getByText(/, rendered in [\d.]+ ms$/).waitFor();
    await side('Input');
    if (given) await eventually(async () => assert.match(await output(page), given, template));
  }
});
