// The console against its own template: what it lets the user download is deployed, and the console, on another origin,
// saves to that API and loads from it.

import assert from 'node:assert/strict';

import { button, entry, eventually, field, goTo, loadButton, loadSample, openResume, previewed, region, result, saveButton } from '../lib/form.mjs';
import { downloaded, scenario } from '../lib/scenario.mjs';
import { connect, requestsOf } from './connect.mjs';
import { allow, deployed, itemOf, keyOf } from './stacks.mjs';

const NAME = 'resume';
const stack = () => deployed(NAME);

scenario('the downloaded template deploys', {}, async (page) => {
  await goTo(page, 'Stack');
  await page.getByRole('radio', { name: 'YAML', exact: true }).check();
  const { text } = await downloaded(page, () => button(page, 'Download template').click());
  const { outputs } = await deployed(NAME, text);
  assert.ok(outputs.TableName);
});

scenario('a resume is saved to the deployed API and loaded, with a preflight', { allow }, async (page, { context }) => {
  await loadSample(page);
  await connect(page, await stack(), await keyOf(await stack()));
  const id = 'hostile values';
  const name = 'Zoë "Quote" O\'Neil \\ 李雷 😀 $util.error("x") </script>';
  await field(region(page, 'Basics'), 'ID').fill(id);
  await field(region(page, 'Basics'), 'Name').fill(name);
  await field(entry(page, 'Skill 1'), 'Title').fill('');
  const body = await eventually(async () => {
    const body = await previewed(page);
    assert.equal(body.Item.name.S, name);
    assert.equal(body.Item.skills.L[0].M.title.S, '');
    return body;
  });

  const seen = await requestsOf(context, page);
  await saveButton(page).click();
  // The preview shows the item in the table.
  await eventually(async () => assert.deepEqual(await itemOf(await stack(), id), body.Item), 30);
  const methods = seen.map(({ method }) => method);
  assert.ok(methods.includes('OPTIONS'), `no preflight among ${methods}`);
  assert.equal(methods.filter((method) => method === 'POST').length, 1);
  await eventually(async () => assert.match(await result(page), /As predicted/), 30);

  await field(region(page, 'Basics'), 'Name').fill('Somebody else');
  await loadButton(page).click();
  await eventually(async () => assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), name), 30);
  assert.equal(await field(entry(page, 'Skill 1'), 'Title').inputValue(), '');
  await eventually(async () => assert.match(await result(page), /Loaded.*As predicted/s), 30);
});

scenario(
  'what the deployed API refuses is told, and the form stays',
  { allow, expected: [/status of 404/, /status of 400/] },
  async (page) => {
    await loadSample(page);
    await connect(page, await stack(), await keyOf(await stack()));
    await field(region(page, 'Basics'), 'ID').fill('nobody has this');
    await loadButton(page).click();
    await eventually(async () => assert.match(await result(page), /404/), 30);

    await openResume(page, { id: 'too much', name: 'Mira', score: 1e127 });
    await saveButton(page).click();
    // DynamoDB's own message, in a 400 whose body the browser lets the page read: the API's errors carry the CORS header too.
    await eventually(async () => assert.match(await result(page), /Number overflow[\s\S]*400/), 30);
    assert.equal(await itemOf(await stack(), 'too much'), undefined);
    assert.match(await field(region(page, 'Basics'), 'Name').inputValue(), /Mira/);
  },
);
