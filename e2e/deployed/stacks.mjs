// One emulator of AWS for every test of this process, and the stacks that are deployed into it.

import { after, before } from 'node:test';

import { startEmulator, storedItem, storedItems } from './emulator.mjs';

let emulator;
const stacks = new Map();

before(async () => {
  emulator = await startEmulator();
});

after(async () => {
  await emulator?.stop();
});

/** The origin that the console may call, and no other. */
export const allow = () => [emulator.endpoint];

/** Deploys a template, or gives the stack that it became before: `{url, outputs, resources}`. */
export function deployed(name, template) {
  if (!stacks.has(name)) {
    const text = typeof template === 'string' ? template : JSON.stringify(template);
    stacks.set(name, emulator.deploy(text, name));
  }
  return stacks.get(name);
}

/** The item with that id in a stack's table, read past the API. */
export const itemOf = (stack, id) => storedItem(emulator.endpoint, stack.outputs.TableName, id);

/** How many items a stack's table has. */
export const itemsOf = (stack) => storedItems(emulator.endpoint, stack.outputs.TableName);

/** The API key that a stack's POST wants, as `aws apigateway get-api-key --include-value` gives it; undefined for none. */
export async function keyOf(stack) {
  const id = stack.outputs.ApiKeyId;
  if (!id) return undefined;
  const answer = await fetch(`${emulator.endpoint}/apikeys/${id}?includeValue=true`, {
    headers: {
      Authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=test',
    },
  });
  if (!answer.ok) throw new Error(`GetApiKey: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).value;
}
