// By-field mapping templates in a deployed stack: the known fields load with every value unchanged, missing ones empty, and
// all else is rejected. Straight over HTTP, without a browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/place.mjs';
import { deployed, itemsOf } from './stacks.mjs';
import { template } from './template.mjs';

const fixtures = path.join(root, 'crates/stack/tests/fixtures/payloads.jsonl');

/** Asserts that all sent fields came back, and that a missing or null one is an empty text, list or object. */
function assertContains(loaded, sent, at = 'the resume') {
  if (Array.isArray(sent)) {
    assert.equal(loaded.length, sent.length, at);
    sent.forEach((one, index) => assertContains(loaded[index], one, `${at}[${index}]`));
  } else if (sent && typeof sent === 'object') {
    for (const [name, value] of Object.entries(sent)) assertContains(loaded[name], value, `${at}.${name}`);
  } else if (sent === null) {
    assertEmpty(loaded, at);
  } else {
    assert.equal(loaded, sent, at);
  }
}

function assertEmpty(loaded, at) {
  if (loaded && typeof loaded === 'object') Object.values(loaded).forEach((one) => assertEmpty(one, at));
  else assert.equal(loaded, '', at);
}

test('by-field mapping templates load known fields unchanged, and reject others', async () => {
  const stack = await deployed('by-field', await template('--templates', 'by-field', '--protection', 'none'));
  const url = `${stack.url}?tablename=${stack.outputs.TableName}`;
  const headers = { 'Content-Type': 'application/json' };
  const lines = (await readFile(fixtures, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
  const failures = [];
  for (const { name, valid, body } of lines) {
    try {
      const before = await itemsOf(stack);
      const saved = await fetch(url, { method: 'POST', headers, body });
      const says = await saved.text();
      assert.equal(saved.status, valid ? 200 : 400, says);
      if (valid) {
        const loaded = await fetch(`${url}&id=${encodeURIComponent(JSON.parse(body).id)}`);
        const text = await loaded.text();
        assert.equal(loaded.status, 200, text);
        assertContains(JSON.parse(text), JSON.parse(body));
      } else {
        assert.equal(await itemsOf(stack), before, 'rejected, but stored');
      }
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  }
  assert.deepEqual(failures, []);
});
