// Storage that a browser denies, or that fails: the page starts, says so, and nothing that was typed is lost.

import assert from 'node:assert/strict';

import { ID, NAME, SAVE } from './page.mjs';

// Each runs in the page and in its engine, before they start.

const deniedDatabase = () => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('it is forbidden', 'SecurityError');
  };
};

/** As a browser does whose profile is damaged. */
const failingDatabase = () => {
  IDBFactory.prototype.open = () => {
    const request = { error: new DOMException('the disk fails', 'UnknownError') };
    setTimeout(() => request.onerror?.(new Event('error')));
    return request;
  };
};

const silentDatabase = () => {
  IDBFactory.prototype.open = () => new EventTarget();
};

/** Each write ends as one does for which there is no room. */
const fullDatabase = () => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...args) {
    const request = put.apply(this, args);
    this.transaction.abort();
    Object.defineProperty(this.transaction, 'error', { value: new DOMException('the disk is full', 'QuotaExceededError') });
    return request;
  };
};

const deniedTexts = () => {
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, {
      get() {
        throw new DOMException('it is forbidden', 'SecurityError');
      },
    });
  }
};

const fullTexts = () => {
  // A worker has none.
  if (!globalThis.Storage) return;
  Storage.prototype.setItem = () => {
    throw new DOMException('it is full', 'QuotaExceededError');
  };
};

const nothing = () => {
  IDBFactory.prototype.open = () => {
    throw new DOMException('it is forbidden', 'SecurityError');
  };
  if (!globalThis.Storage) return;
  Storage.prototype.setItem = () => {
    throw new DOMException('it is full', 'QuotaExceededError');
  };
};

/** What the page says of a draft that is not in the database, and of one that is nowhere. */
export const NOT_SAFE = /a browser crash can lose the last minute/;
export const NOT_SAVED = /could not be saved in this browser/;

export function storage(scenario) {
  for (const [how, fault] of [['denied', deniedDatabase], ['failing', failingDatabase], ['full', fullDatabase]]) {
    scenario(`with a ${how} database the draft goes to localStorage, with a message, and back later`, { fault }, async (page, { host }) => {
      await page.fill('typed simply', ...NAME);
      await page.there(['alert', NOT_SAFE]);
      await page.reload();
      await page.has('typed simply', ...NAME);
      host.fault = () => {};
      await page.reload();
      await page.has('typed simply', ...NAME);
      await page.until([NAME[0]], () => Object.keys(localStorage).filter((key) => key.startsWith('resume-console.drafts.')), (keys) => assert.deepEqual(keys, []));
    });
  }

  scenario('a database that never responds does not keep the page from starting', { fault: silentDatabase }, async (page) => {
    await page.fill('no answer', ...NAME);
    await page.there(['alert', /does not respond/]);
  });

  for (const [how, fault] of [['denied', deniedTexts], ['full', fullTexts]]) {
    scenario(`with a ${how} localStorage the draft is in the database`, { fault }, async (page) => {
      await page.fill('typed anyway', ...NAME);
      await page.draftSaved();
      await page.reload();
      await page.has('typed anyway', ...NAME);
      await page.previews((body) => assert.equal(body.Item.name.S, 'typed anyway'));
    });
  }

  scenario('without any storage the page says so, offers a download, and asks before it is closed', { fault: nothing }, async (page) => {
    await withoutStorage(page);
  });
}

/** What the page does in a browser that stores nothing. */
export async function withoutStorage(page) {
  await page.fill('only here', ...NAME);
  const saved = await page.downloaded(() => page.click(['alert', NOT_SAVED], ['button', 'Download draft']));
  assert.equal(JSON.parse(saved.text).name, 'only here');
  // What the page says to the event, the browser asks: to close the tab.
  assert.ok(await page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))));
  await page.fill('ada', ...ID);
  await page.click(SAVE);
  await page.there(['status', /Saved as ada/]);
}
