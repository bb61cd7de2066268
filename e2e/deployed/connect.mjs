// Enters in the console which API to call, as a person does.

import assert from 'node:assert/strict';

import { eventually, field, goTo } from '../lib/form.mjs';

/** What `aws cloudformation describe-stacks` prints of a stack, with the address at which the emulator serves its API. */
export function described(stack, name = 'resume') {
  const outputs = { ...stack.outputs, APIUrl: stack.url };
  const list = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  return JSON.stringify({ Stacks: [{ StackName: name, StackStatus: 'CREATE_COMPLETE', Outputs: list }] }, null, 4);
}

/** Has the console call that stack: pastes its outputs, and enters the key. */
export async function connect(page, stack, key) {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'Stack outputs').fill(described(stack));
  await eventually(async () => assert.equal(await field(page, 'API URL').inputValue(), stack.url));
  assert.equal(await field(page, 'Table name').inputValue(), stack.outputs.TableName);
  if (key) await field(page, 'API key').fill(key);
  await goTo(page, 'Resume');
}

/** The requests that the browser itself makes of a page, preflights among them: `{method, headers}`. */
export async function requestsOf(context, page) {
  const seen = [];
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ request }) => seen.push(request));
  return seen;
}
