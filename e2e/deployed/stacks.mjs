// One emulator of AWS for every test of this process, and the stacks that are deployed into it.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { startEmulator, storedItem, storedItems, storedTables } from './emulator.mjs';

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

/** A temporary folder, removed after the tests. */
export const folder = () => emulator.root;

/** Runs commands in a folder, with an AWS CLI that asks the emulator; gives what they print. */
export const run = (commands, where) => emulator.run(commands, where);

/** Where the emulator serves an API of that URL. On AWS it is the URL. */
export function served(url) {
  const { hostname, pathname } = new URL(url);
  return `${emulator.endpoint}/_aws/execute-api/${hostname.split('.')[0]}${pathname}`;
}

/** What a bucket holds under that name, without its body. */
export const object = (bucket, name) => fetch(`${emulator.endpoint}/${bucket}/${name}`, { method: 'HEAD' });

/** Puts a text into a bucket under that name. */
export async function putObject(bucket, name, body) {
  const { status } = await fetch(`${emulator.endpoint}/${bucket}/${name}`, { method: 'PUT', body });
  assert.equal(status, 200);
}

/** The names of all that a bucket holds, sorted; null where there is no such bucket. */
export async function objects(bucket) {
  const answer = await fetch(`${emulator.endpoint}/${bucket}?list-type=2`);
  if (answer.status === 404) return null;
  return [...(await answer.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, name]) => name).sort();
}

/** The names of all tables. */
export const tables = () => storedTables(emulator.endpoint);

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
