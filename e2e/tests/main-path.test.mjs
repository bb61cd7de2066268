// The main path: edit, preview, save, load, and download the template.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import YAML from 'yaml';

import { button, entry, eventually, field, goTo, loadButton, loadSample, previewed, region, result, saveButton } from '../lib/form.mjs';
import { root } from '../lib/place.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

/** Text that breaks JSON if it is not escaped. */
const HOSTILE = 'Zoë "Quote" O\'Neil \\ 李雷 😀 $util.error("x") #set($x=1) </script>';

/** The resume as a file has it. */
async function asFile(page) {
  const { name, text } = await downloaded(page, () => button(page, 'Download file').click());
  assert.match(name, /\.json$/);
  return JSON.parse(text);
}

scenario('an edit shows in the preview at once', {}, async (page) => {
  await loadSample(page);
  const before = await eventually(async () => {
    const body = await previewed(page);
    assert.match(body.Item.name.S, /Mira/, 'the preview is that of the sample');
    return body;
  });
  await field(region(page, 'Basics'), 'Name').fill(HOSTILE);
  await eventually(async () => {
    const body = await previewed(page);
    assert.deepEqual(body, { ...before, Item: { ...before.Item, name: { S: HOSTILE } } });
  });
});

scenario('a saved resume loads unchanged after a reload', {}, async (page) => {
  await loadSample(page);
  await field(region(page, 'Basics'), 'Name').fill(HOSTILE);
  await field(entry(page, 'Skill 1'), 'Title').fill('');
  const saved = await asFile(page);
  assert.equal(saved.name, HOSTILE);
  assert.equal(saved.skills[0].title, '');

  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /HTTP 200/));

  await field(region(page, 'Basics'), 'Name').fill('Somebody else');
  await eventually(async () => assert.equal((await previewed(page)).Item.name.S, 'Somebody else'));
  await page.reload();
  await eventually(async () => {
    assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), 'Somebody else', 'the draft after the reload');
  });

  await loadButton(page).click();
  await eventually(async () => assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), HOSTILE));
  assert.deepEqual(await asFile(page), saved);
});

scenario('the template downloads as YAML and as JSON, with the same content', {}, async (page) => {
  await goTo(page, 'Stack');
  const text = {};
  for (const format of ['YAML', 'JSON']) {
    await page.getByRole('radio', { name: format, exact: true }).check();
    const file = await downloaded(page, () => button(page, 'Download template').click());
    assert.match(file.name, new RegExp(`\\.${format}$`, 'i'));
    text[format] = file.text;
  }
  const template = JSON.parse(text.JSON);
  assert.deepEqual(YAML.parse(text.YAML), template);
  assert.equal(template.AWSTemplateFormatVersion, '2010-09-09');
  const types = Object.values(template.Resources).map((resource) => resource.Type);
  for (const type of ['AWS::DynamoDB::Table', 'AWS::ApiGateway::RestApi', 'AWS::ApiGateway::Method', 'AWS::IAM::Role']) {
    assert.ok(types.includes(type), type);
  }
  // The page previews with exactly the file that the template deploys.
  const source = await readFile(path.join(root, 'templates', 'put_request.vm'), 'utf8');
  assert.ok(strings(template).includes(source), 'the mapping template of POST stands in the template');
});

/** Every text in a JSON value. */
function strings(value) {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(strings);
}
