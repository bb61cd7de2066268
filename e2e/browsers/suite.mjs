// A test in one of these browsers: a tab, and a console that is served for this test alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { hostConsole } from './host.mjs';
import { Page } from './page.mjs';

/**
 * Starts a browser for the tests of a file, and ends it after them. Gives the function that makes a test.
 *
 * A test fails on an error in the page, an unhandled rejection and a violation of its content security policy. One in which the browser
 * itself ends is run once more, in another: no page should end a browser, but it is not known which one does.
 */
export function useBrowser(launch) {
  let browser;
  before(async () => {
    browser = await launch();
    console.log(await browser.version());
  }, { timeout: 60_000 });
  after(() => browser?.close(), { timeout: 60_000 });
  const run = async (options, body) => {
    const host = await hostConsole(options);
    if (options.fault) host.fault = options.fault;
    const tabs = [];
    const open = async () => {
      const page = new Page(await browser.open(), browser);
      tabs.push(page);
      await page.goto(host.url);
      return page;
    };
    try {
      await body(await open(), { host, open });
      for (const page of tabs) assert.deepEqual(await page.evaluate(() => window.problems), []);
    } finally {
      for (const page of tabs) await page.close().catch(() => {});
      await host.close();
    }
  };
  return (what, options, body) => test(what, { timeout: 120_000 }, async () => {
    try {
      await run(options, body);
    } catch (error) {
      if (!(await browser.hasEnded?.())) throw error;
      console.log(`the browser has ended in the test “${what}”; once more in another`);
      await browser.close();
      browser = await launch();
      await run(options, body);
    }
  });
}
