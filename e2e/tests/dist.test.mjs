// What `cargo xtask build` writes besides the page itself.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { dist, root } from '../lib/place.mjs';

test('the licences of the page are published with it', async () => {
  const page = await readFile(path.join(dist, 'index.html'), 'utf8');
  // After minification.
  const link = page.match(/<link [^>]*rel="?license\b[^>]*>/)[0];
  const [, file] = link.match(/href="?([^" >]+)/);
  const text = await readFile(path.join(dist, file), 'utf8');
  for (const crate of ['leptos', 'serde_json', 'wasm-bindgen']) assert.match(text, new RegExp(`^${crate} \\d+\\.\\d+\\.\\d+: MIT`, 'm'));
  for (const licence of ['Permission is hereby granted', 'Apache License', 'UNICODE LICENSE V3', 'Boost Software License']) {
    assert.ok(text.includes(licence), licence);
  }
});

test('the page contains no path of the build machine', async () => {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.wasm'));
  // Two programs, each in two parts.
  assert.equal(files.length, 4);
  let all = '';
  const cargo = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');
  for (const file of files) {
    const wasm = await readFile(path.join(dist, file), 'latin1');
    all += wasm;
    for (const folder of [homedir(), cargo, root]) assert.ok(!wasm.includes(folder), `${file}: ${folder}`);
  }
  // The files of the crates are still named, for readers of a panic's message.
  assert.match(all, /cargo\/registry\/src\/[^/]+\//);
});
