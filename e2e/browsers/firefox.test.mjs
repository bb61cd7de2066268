// The console in Firefox.

import assert from 'node:assert/strict';
import { describe } from 'node:test';

import { launch } from './firefox.mjs';
import { mainPath } from './main-path.mjs';
import { ID, NAME } from './page.mjs';
import { NOT_SAFE, NOT_SAVED, storage, withoutStorage } from './storage.mjs';
import { styles } from './styles.mjs';
import { useBrowser } from './suite.mjs';

describe('Firefox', () => {
  const scenario = useBrowser(launch);
  mainPath(scenario);
  storage(scenario);
  styles(scenario, {
    orphans: 'a printed page may end with the first line of a paragraph',
    widows: 'or begin with its last one',
    'text-wrap': 'the last line of a paragraph may be a single word',
    '-webkit-text-size-adjust': 'it is for telephones',
  });
});

// The faults that this browser makes itself.

describe('Firefox that blocks cookies', () => {
  const scenario = useBrowser(() => launch({ 'network.cookie.cookieBehavior': 2 }));
  scenario('the page works without storage, says so, and loses nothing unasked', { offline: true }, async (page) => {
    await withoutStorage(page);
  });
});

describe('Firefox with 1 KB of storage', () => {
  const scenario = useBrowser(() => launch({ 'dom.quotaManager.temporaryStorage.fixedLimit': 1 }));
  scenario('a small draft goes to localStorage, and one for which there is no room is offered for download', { offline: true }, async (page) => {
    await page.fill('typed simply', ...NAME);
    await page.there(['alert', NOT_SAFE]);
    await page.reload();
    await page.has('typed simply', ...NAME);
    await page.click(['button', 'Load sample']);
    const saved = await page.downloaded(() => page.click(['alert', NOT_SAVED], ['button', 'Download draft']));
    assert.match(JSON.parse(saved.text).name, /Mira/);
    await page.has(JSON.parse(saved.text).id, ...ID);
  });
});
