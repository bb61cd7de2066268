// Chromium, and what fails every test: errors in the page, blocked loads, calls to other hosts.

import { access } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet ones: without them the browser itself calls its maker's hosts at every start. */
export const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium's program. `CHROMIUM` names it; else the usual places are looked at. */
export async function program() {
  const file = process.env.CHROMIUM ?? (await firstThere(PLACES));
  if (!file) throw new Error('no Chromium was found: set CHROMIUM to its program');
  return file;
}

/** Starts a browser without a window. */
export async function launch() {
  // Chromium's sandbox does not start for root, nor in most containers; the only pages here are our own.
  return chromium.launch({ executablePath: await program(), args: ARGS, chromiumSandbox: false });
}

async function firstThere(files) {
  for (const file of files) {
    if (await access(file).then(() => true, () => false)) return file;
  }
  return undefined;
}

/**
 * Writes down what goes wrong in a page, as lines of text.
 *
 * `own` is the origin of the console. A request to any other is a problem, unless `allow` names its origin.
 */
export function watch(page, own, allow = []) {
  const problems = [];
  const origins = new Set([new URL(own).origin, ...allow.map((url) => new URL(url).origin)]);
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url, lineNumber } = message.location();
    problems.push(`console error: ${message.text()} (${url}:${lineNumber})`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught error: ${error.message}`));
  page.on('crash', () => problems.push('the page crashed'));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && !origins.has(origin)) problems.push(`request to a stranger: ${request.url()}`);
  });
  page.on('response', (response) => {
    const isOwn = new URL(response.url()).origin === new URL(own).origin;
    if (isOwn && response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  return problems;
}

/** A file of `e2e/out/` for a picture of that name. */
export function picture(dir, name) {
  const safe = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return path.join(dir, `${safe}.png`);
}
