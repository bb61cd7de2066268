// The console against its own template: what it lets the user download is deployed into an emulator of AWS, and the console, on
// another origin, saves to that API and reads from it. (Run by `cargo xtask test deployed`.)

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { startEmulator, storedItem } from '../deployed/emulator.mjs';
import { button, entry, eventually, field, goTo, loadSample, previewed, region, result } from '../lib/form.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';

let emulator;
let stack;

before(async () => {
  emulator = await startEmulator();
});

after(async () => {
  await emulator?.stop();
});

useConsole();

/** The console may call this origin, and no other. */
const allow = () => [emulator.endpoint];

/** Tells the console which API to use. */
async function useDeployed(page) {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'API URL').fill(stack.url);
  await field(page, 'Table name').fill(stack.outputs.TableName);
  await goTo(page, 'Resume');
}

/** The requests that the browser itself makes of a page, preflights among them: `"OPTIONS http://…"`. */
async function requestsOf(context, page) {
  const seen = [];
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ request }) => seen.push(`${request.method} ${new URL(request.url).origin}`));
  return seen;
}

scenario('the downloaded template deploys', {}, async (page) => {
  await goTo(page, 'Stack');
  await page.getByLabel('YAML', { exact: true }).check();
  const { text } = await downloaded(page, () => button(page, 'Download template').click());
  stack = await emulator.deploy(text, 'resume');
  assert.ok(stack.outputs.TableName);
});

scenario('a resume goes to the deployed API and comes back, over a preflight', { allow }, async (page, { context }) => {
  await loadSample(page);
  await useDeployed(page);
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
  await button(page, 'Save to API').click();
  // What the preview shows is what the table holds.
  await eventually(async () => assert.deepEqual(await storedItem(emulator.endpoint, stack.outputs.TableName, id), body.Item), 30);
  const { origin } = new URL(stack.url);
  assert.ok(seen.includes(`OPTIONS ${origin}`), `no preflight among ${seen.join(', ')}`);
  assert.ok(seen.includes(`POST ${origin}`));

  await field(region(page, 'Basics'), 'Name').fill('Somebody else');
  await button(page, 'Read from API').click();
  await eventually(async () => assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), name), 30);
  assert.equal(await field(entry(page, 'Skill 1'), 'Title').inputValue(), '');
});

scenario(
  'what the deployed API refuses is told, and the form stays',
  { allow, expected: [/status of 404/, /status of 400/] },
  async (page) => {
    await loadSample(page);
    await useDeployed(page);
    await field(region(page, 'Basics'), 'ID').fill('nobody has this');
    await button(page, 'Read from API').click();
    await eventually(async () => assert.match(await result(page), /404/), 30);

    await goTo(page, 'API');
    await field(page, 'Table name').fill('NoSuchTable');
    await button(page, 'Save to API').click();
    // A 400 whose body the browser lets the page read: the API's errors carry the CORS header too.
    await eventually(async () => assert.match(await result(page), /400/), 30);
    await goTo(page, 'Resume');
    assert.match(await field(region(page, 'Basics'), 'Name').inputValue(), /Mira/);
  },
);
