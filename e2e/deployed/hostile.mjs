// Hostile resumes through a deployed stack: an unchanged round trip, or a clear 4xx and nothing stored. Straight
// over HTTP, without a browser.
//
// Environment: HOSTILE is how many random ones are sent, HOSTILE_SEED where they begin; a failure names its seed.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/place.mjs';
import { PAYLOADS } from './payloads.mjs';
import { hostileResume } from './resumes.mjs';
import { deployed, itemOf, itemsOf, keyOf } from './stacks.mjs';

/** A thousand take 6 minutes on two cores: run `HOSTILE=1000` before a mapping template changes. */
const COUNT = Number(process.env.HOSTILE ?? 250);
const FIRST = Number(process.env.HOSTILE_SEED ?? 1);
/** The emulator is one process of python: more at once would only wait. */
const AT_ONCE = 2;

/** Sends a body and returns whether it was stored. Throws if it came back changed, or if a rejected one was stored. */
async function thereAndBack(stack, body) {
  const url = `${stack.url}?tablename=${stack.outputs.TableName}`;
  const key = await keyOf(stack);
  const headers = { 'Content-Type': 'application/json', ...(key ? { 'x-api-key': key } : {}) };
  const saved = await fetch(url, { method: 'POST', headers, body });
  const says = await saved.text();
  const sent = parsed(body);
  const id = sent?.id;
  if (saved.status !== 200) {
    assert.ok(saved.status >= 400 && saved.status < 500, `${saved.status}: ${says}`);
    assert.ok(parsed(says)?.message, `a ${saved.status} without a message: ${says}`);
    // A key is 1 to 2048 bytes long; no item can have another.
    const isKey = typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= 2048;
    if (isKey) assert.equal(await itemOf(stack, id), undefined, `refused (${saved.status}: ${says}), but stored`);
    return false;
  }
  const read = await fetch(`${url}&id=${encodeURIComponent(id)}`);
  const back = await read.text();
  assert.equal(read.status, 200, back);
  assert.deepEqual(parsed(back), sent);
  return true;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends `[name, body]` pairs, a few at a time. Reports all failures, and how many bodies were stored. */
async function all(stack, bodies) {
  const before = await itemsOf(stack);
  const counts = { stored: 0, refused: 0 };
  const failures = [];
  const rest = bodies[Symbol.iterator]();
  const start = Date.now();
  const worker = async () => {
    for (const [name, body] of rest) {
      try {
        counts[(await thereAndBack(stack, body)) ? 'stored' : 'refused'] += 1;
      } catch (error) {
        failures.push(`${name}: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(`${counts.stored} stored, ${counts.refused} refused, in ${Math.round((Date.now() - start) / 1000)} s`);
  assert.deepEqual(failures, []);
  // Rejected resumes were not stored under another key either.
  assert.equal((await itemsOf(stack)) - before, counts.stored, 'items in the table');
  return counts;
}

test('hostile payloads load unchanged, or are rejected', async () => {
  const { stored, refused } = await all(await deployed('resume'), Object.entries(PAYLOADS));
  assert.ok(stored > 20 && refused > 5, `${stored} stored, ${refused} refused`);
});

test(`${COUNT} random resumes from seed ${FIRST} load unchanged, or are rejected`, async () => {
  function* bodies() {
    for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) yield [`seed ${seed}`, JSON.stringify(hostileResume(seed))];
  }
  await all(await deployed('resume'), bodies());
});

const shared = path.join(process.env.RESUME_SHARED ?? path.join(root, '..', 'shared'), 'seed', 'payloads');
const names = await readdir(shared).catch(() => []);
test("the published example's payloads load unchanged, or are rejected", { skip: !names.length && `${shared} is not there` }, async () => {
  const bodies = await Promise.all(names.sort().map(async (name) => [name, await readFile(path.join(shared, name), 'utf8')]));
  await all(await deployed('resume'), bodies);
});
