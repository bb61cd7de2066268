// Firefox by WebDriver BiDi. The interface of a browser and of its pages is that of webkit.mjs.

import { access } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';

import { SECONDS, withFolder } from './limits.mjs';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Firefox's program. `FIREFOX` names it; else the usual places are searched. */
async function program() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  for (const file of PLACES) if (await access(file).then(() => true, () => false)) return file;
  throw new Error('no Firefox was found: set FIREFOX to its program');
}

/** Starts Firefox without a window, on an empty profile, with these preferences. */
export async function launch(preferences = {}) {
  const downloads = await withFolder('console-firefox-');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await program(),
    headless: true,
    timeout: SECONDS * 2000,
    protocolTimeout: SECONDS * 1000,
    defaultViewport: { width: 1440, height: 1000 },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads.path,
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
      'browser.helperApps.neverAsk.saveToDisk': 'application/json,application/yaml,text/plain',
      ...preferences,
    },
  }).catch(async (error) => {
    await downloads.remove();
    throw error;
  });
  return {
    downloads: downloads.path,
    version: () => browser.version(),
    open: async () => page(await browser.newPage()),
    close: async () => {
      // Ends the process that was started, by its ID, and removes the profile.
      await browser.close();
      await downloads.remove();
    },
  };
}

function page(tab) {
  tab.setDefaultTimeout(SECONDS * 1000);
  return {
    goto: (url) => tab.goto(url, { waitUntil: 'load' }),
    reload: () => tab.reload({ waitUntil: 'load' }),
    evaluate: (run, ...args) => tab.evaluate(run, ...args),
    find: async (run, ...args) => (await tab.evaluateHandle(run, ...args)).asElement(),
    click: (element) => element.click(),
    fill: async (element, text) => {
      await element.click();
      await tab.keyboard.down('Control');
      await tab.keyboard.press('a');
      await tab.keyboard.up('Control');
      await tab.keyboard.press('Delete');
      await element.type(text);
    },
    close: () => tab.close(),
  };
}
