// A test as a person would do it: a fresh browser profile, the served console, and a failure for every error in the page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, picture, watch } from './browser.mjs';
import { out } from './place.mjs';
import { serve } from './server.mjs';

/** How wide and how bright the page is, where a test does not say. */
export const WIDE = { width: 1440, height: 1000 };
export const NARROW = { width: 375, height: 812 };

let browser;
let server;

/** Call once at the top of a test file: starts the server and the browser, and stops them at the end. */
export function useConsole() {
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
}

/** The address of the served console. */
export function consoleUrl() {
  return server.url;
}

/**
 * One test. `body` gets a page that shows the console, and `{context, url, problems}`.
 *
 * It fails on any error on the page's console, any uncaught error, any violation of the content security policy, any failed
 * load and any request to another origin. What a test provokes on purpose, it names: `expected` are patterns of problems
 * that must each occur, `allow` are the addresses that the page may call. Service workers are off unless `offline` is set:
 * what they answer, a test can neither see nor change.
 *
 * @param {string} name what the console does, as a sentence
 * @param {{viewport?: object, colorScheme?: string, offline?: boolean, expected?: RegExp[], allow?: () => string[], path?: string}} options
 * @param {(page: import('playwright-core').Page, tools: object) => Promise<void>} body
 */
export function scenario(name, options, body) {
  const { viewport = WIDE, colorScheme = 'light', offline = false, expected = [], allow = () => [], path = '' } = options;
  test(name, async () => {
    const context = await browser.newContext({
      viewport, colorScheme, acceptDownloads: true, serviceWorkers: offline ? 'allow' : 'block',
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems = watch(page, server.url, allow());
    try {
      await page.goto(server.url + path);
      await page.getByRole('navigation').first().waitFor();
      await body(page, { context, url: server.url, problems });
      assert.deepEqual(problems.filter((line) => !expected.some((pattern) => pattern.test(line))), []);
      const missing = expected.filter((pattern) => !problems.some((line) => pattern.test(line)));
      assert.deepEqual(missing, [], 'problems that should have occurred');
    } catch (error) {
      const file = picture(await out(), `failed ${name}`);
      await page.screenshot({ path: file, fullPage: true }).catch(() => {});
      throw explained(error, `(the page as it was: ${file}; its problems: ${JSON.stringify(problems)})`);
    } finally {
      await context.close();
    }
  });
}

/** An error with more to say: the runner prints its stack, which holds the message as it was. */
export function explained(error, text) {
  error.stack = `${error.stack}\n${text}`;
  return error;
}

/** Takes a picture of the page into `e2e/out/`. */
export async function shoot(page, name, options = {}) {
  await page.screenshot({ path: picture(await out(), name), animations: 'disabled', ...options });
}

/** What a page offers for download when `act` is done: `{name, text}`. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
}
