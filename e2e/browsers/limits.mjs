// What bounds every browser here: time, and what it leaves on disk.

import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The most seconds that one command of a browser takes; twice that for its start. */
export const SECONDS = 20;

/** An empty folder, and `remove`. */
export async function withFolder(prefix) {
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  const how = { recursive: true, force: true, maxRetries: 5 };
  // Also where the tests are ended from outside.
  const last = () => rmSync(folder, how);
  process.once('exit', last);
  const remove = async () => {
    await rm(folder, how);
    process.off('exit', last);
  };
  return { path: folder, remove };
}
