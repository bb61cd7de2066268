// The template of the stack with other options than those of the console's download.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { root } from '../lib/place.mjs';

/** What `cargo run -p stack --example template` prints for these options. */
export async function template(...options) {
  const args = ['run', '--locked', '--quiet', '-p', 'stack', '--example', 'template', '--', ...options];
  const { stdout } = await promisify(execFile)('cargo', args, { cwd: root, maxBuffer: 1 << 24 });
  return stdout;
}
