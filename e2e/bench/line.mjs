// The built console behind a slow line: compressed as a host would, with a delay for each request, and a number of bytes each second
// that all responses share. The browser's own emulation leaves the requests of workers alone.

import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';

import { dist } from '../lib/place.mjs';
import { HEADERS, TYPES } from '../lib/server.mjs';

/** Lines as they are emulated elsewhere, too: what is downloaded in a second, in bits, and the time to the host and back, in ms. */
export const LINES = {
  slow: { bits: 1_600_000, delay: 150 },
  mobile: { bits: 9_000_000, delay: 170 },
  none: { bits: Infinity, delay: 0 },
};

const CHUNK = 4_096;

/** The files of the console, compressed at the best level. */
export async function files() {
  const all = new Map();
  for (const name of await readdir(dist)) {
    const bytes = await readFile(path.join(dist, name));
    all.set(`/${name}`, { type: TYPES[path.extname(name)] ?? 'application/octet-stream', bytes: brotliCompressSync(bytes) });
  }
  all.set('/', all.get('/index.html'));
  return all;
}

/** Serves `all` over a line. Gives `{url, close}`. */
export async function serve(all, { bits, delay }) {
  let free = 0;
  const server = createServer(async (request, response) => {
    const file = all.get(new URL(request.url, 'http://localhost').pathname);
    await sleep(delay);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...HEADERS, 'Content-Type': file.type, 'Content-Encoding': 'br', 'Cache-Control': 'no-store' });
    for (let at = 0; at < file.bytes.length; at += CHUNK) {
      const chunk = file.bytes.subarray(at, at + CHUNK);
      const now = performance.now();
      free = Math.max(free, now) + (chunk.length * 8_000) / bits;
      if (free > now + 1) await sleep(free - now);
      response.write(chunk);
    }
    response.end();
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
