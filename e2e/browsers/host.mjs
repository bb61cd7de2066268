// The served console with two more scripts in its page: one that keeps its problems, since WebDriver has no way to read a page's console,
// and what a test lets this browser's storage do. Its policy allows scripts of its own origin.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { dist } from '../lib/place.mjs';
import { HEADERS, serve } from '../lib/server.mjs';

/** Keeps the page's problems in `window.problems`. It runs in the page. */
function keepProblems() {
  window.problems = [];
  const keep = (text) => window.problems.push(text);
  window.addEventListener('error', (event) => keep(`error: ${event.message ?? `can't load ${event.target.src ?? event.target.href}`}`), true);
  window.addEventListener('unhandledrejection', (event) => keep(`unhandled rejection: ${event.reason}`));
  document.addEventListener('securitypolicyviolation', (event) => keep(`blocked by ${event.violatedDirective}: ${event.blockedURI}`));
  const { error } = console;
  console.error = (...texts) => {
    keep(`console: ${texts.join(' ')}`);
    error.apply(console, texts);
  };
}

/**
 * Serves the console on a port of its own, and so with a storage of its own. Gives `{url, close}` and `fault`: a function that
 * the page and its engine run before they start.
 *
 * Without `offline` there is no service worker, which would answer with the page as it was.
 */
export async function hostConsole({ offline = false } = {}) {
  const index = await readFile(path.join(dist, 'index.html'), 'utf8');
  const worker = /\sdata-worker=["']?([^"'\s>]+)/.exec(index)[1].replace(/^\.?\//, '');
  const engine = await readFile(path.join(dist, worker), 'utf8');
  if (!engine.includes('engine.default(')) throw new Error(`${worker} does not start the engine`);
  const server = await serve();
  const host = { url: server.url, fault: () => {}, close: server.close };
  const answers = {
    '/': ['text/html; charset=utf-8', () => index.replace('<title>', '<script src="before.js"></script><title>')],
    '/before.js': ['text/javascript', () => `(${keepProblems})();\n(${host.fault})();`],
    [`/${worker}`]: ['text/javascript', () => `(${host.fault})();\n${engine}`],
  };
  server.fault = (pathname, response) => {
    if (pathname === '/offline.js' && !offline) {
      response.writeHead(404).end('not found');
      return true;
    }
    const [type, text] = answers[pathname] ?? [];
    if (!type) return false;
    response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text());
    return true;
  };
  return host;
}
