// A stack whose POST requires an API key: the recommended one, which the console offers for download.

import assert from 'node:assert/strict';

import { eventually, field, goTo, loadSample, region, result, saveButton } from '../lib/form.mjs';
import { scenario } from '../lib/scenario.mjs';
import { connect } from './connect.mjs';
import { allow, deployed, itemOf, keyOf } from './stacks.mjs';

const stack = () => deployed('resume');

// The emulator sends the gateway's own errors without the headers of its GatewayResponse, so that the browser keeps them back:
// on AWS the page reads the 403. (`connection.test.mjs` has it read one.) Then the page looks whether the server is reachable, which
// here answers 400: the request names no table.
const expected = [/status of 40[03]|net::ERR_FAILED|blocked by CORS policy/];

scenario('a save without the key is rejected, and with it accepted', { allow, expected }, async (page) => {
  const key = await keyOf(await stack());
  assert.ok(key, 'the stack has an API key');
  await loadSample(page);
  await connect(page, await stack());
  await field(region(page, 'Basics'), 'ID').fill('needs a key');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /requires an API key/), 30);
  assert.equal(await itemOf(await stack(), 'needs a key'), undefined);
  await goTo(page, 'API');
  await field(page, 'API key').fill(key);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as needs a key/), 30);
});
