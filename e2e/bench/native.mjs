// How long this engine and its peers take for a rendering outside of a browser, relative to `serde_json`: crates/gateway/benches/peers.

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { root } from '../lib/place.mjs';
import { SIZES, bodies, templates } from './subjects.mjs';

const SECONDS = '3';

/** Runs the peers for each mapping template and a resume of 40 KB; `example` as for `templates`. */
export async function native(example) {
  const dir = await mkdtemp(path.join(tmpdir(), 'console-bench-'));
  try {
    const all = await bodies(SIZES['40 KB']);
    for (const [name, set] of await templates(example)) {
      for (const operation of ['put', 'get']) {
        const [template, body] = [path.join(dir, 'template.vm'), path.join(dir, 'body.json')];
        await writeFile(template, set[operation]);
        await writeFile(body, all[operation]);
        console.log(`${operation.toUpperCase()}, ${name}:`);
        spawnSync(path.join(root, 'crates/gateway/benches/peers/run.sh'), [template, body, SECONDS], { stdio: ['ignore', 'inherit', 'inherit'] });
      }
    }
  } finally {
    await rm(dir, { recursive: true });
  }
}
