// A static server for the built console, on loopback, on a free port.

import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

import { dist, root } from './place.mjs';

export const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The headers that a host should send: what `cargo xtask serve` sends. */
export const HEADERS = Object.fromEntries(
  [...readFileSync(path.join(root, 'Trunk.toml'), 'utf8').split('[serve.headers]')[1].matchAll(/^"(.+?)" = "(.+)"$/gm)].map(
    ([, name, value]) => [name, value],
  ),
);

/**
 * Serves a folder as a host of single-page apps does: a path that is no file gets `index.html`.
 *
 * Gives `{url, requests, close}` and what a test may change meanwhile: `folder`, and `fault(pathname, response)`, which
 * answers in place of the file where it returns true. `requests` lists the paths that were asked for.
 */
export async function serve(folder = dist, port = 0) {
  if (!(await isFile(path.join(folder, 'index.html')))) {
    throw new Error(`${folder} holds no index.html: run \`cargo xtask build\` first`);
  }
  const host = { folder, fault: () => false, requests: [] };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    host.requests.push(pathname);
    try {
      if (!host.fault(pathname, response)) await answer(host.folder, pathname, response);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  host.url = `http://127.0.0.1:${server.address().port}/`;
  host.close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return host;
}

async function answer(folder, pathname, response) {
  const wanted = path.join(folder, path.normalize(decodeURIComponent(pathname)));
  const inside = wanted.startsWith(folder + path.sep);
  const hasExtension = path.extname(wanted) !== '';
  let file = inside && (await isFile(wanted)) ? wanted : null;
  // A page's address, not a missing file: that would hide a broken link behind a page of HTML.
  if (!file && !hasExtension) file = path.join(folder, 'index.html');
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    return;
  }
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

async function isFile(file) {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
