// Paths, and a free port.

import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built console; `CONSOLE_DIST` names the folder of another build. */
export const dist = path.resolve(process.env.CONSOLE_DIST ?? path.join(root, 'dist'));

/** The folder of what the tests leave to be looked at: screenshots, logs. */
export async function out() {
  const dir = path.join(root, 'e2e', 'out');
  await mkdir(dir, { recursive: true });
  return dir;
}

/** A free port on loopback. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
