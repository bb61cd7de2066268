// Bad stored records: damaged, newer, hanging, unavailable. The page starts, says so, and
// overwrites nothing.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';

import { beforeEngine } from '../lib/engine.mjs';
import { button, draftSaved, eventually, field, goTo, loadButton, openTemplate, previousDrafts, region, result, saveButton } from '../lib/form.mjs';
import { start, withProfile } from '../lib/killed.mjs';
import { WIDE, consoleUrl, downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');
const alert = (page, text) => page.getByRole('alert').filter({ hasText: text });

/** All texts of a database, by key. */
function texts(page, database, store) {
  return page.evaluate(({ database, store }) => new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const keys = open.result.transaction(store).objectStore(store).getAllKeys();
      const values = keys.source.getAll();
      values.onsuccess = () => {
        open.result.close();
        resolve(Object.fromEntries(keys.result.map((key, index) => [key.join(' '), values.result[index]])));
      };
    };
  }), { database, store });
}

/** Puts something under a key of a database, as other hands would. */
function put(page, database, store, key, value) {
  return page.evaluate(({ database, store, key, value }) => new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const transaction = open.result.transaction(store, 'readwrite');
      transaction.objectStore(store).put(value, key);
      transaction.oncomplete = () => {
        open.result.close();
        resolve();
      };
    };
  }), { database, store, key, value });
}

const DRAFTS = ['resume-console-drafts', 'drafts'];
const ITEMS = ['resume-console', 'items'];

scenario('a draft of a version before the database is imported once', {}, async (page) => {
  await page.evaluate(() => localStorage.setItem('resume-console.draft', '{"id": "old", "name": "An old draft"}'));
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'An old draft'));
  assert.equal(await page.evaluate(() => localStorage.getItem('resume-console.draft')), null);
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'An old draft'));
  assert.deepEqual(Object.keys(await texts(page, ...DRAFTS)).length, 1);
});

for (const [what, record, says] of [
  ['damaged', 'not a draft at all', /draft in this browser is damaged/],
  ['of a newer version', '{"version": 9, "letters": ["x"]}', /newer version of this page/],
  ['no text', { some: ['thing', 'else'] }, /draft in this browser is damaged/],
]) {
  scenario(`a stored draft that is ${what} is reported, offered for download and left unchanged`, {}, async (page) => {
    await put(page, ...DRAFTS, ['draft', 'strange'], record);
    await page.reload();
    const message = alert(page, says);
    await message.waitFor();
    const text = typeof record === 'string' ? record : JSON.stringify(record);
    const saved = await downloaded(page, () => message.getByRole('button', { name: 'Download stored text' }).click());
    assert.equal(saved.text, text);
    await name(page).fill('typed beside it');
    await draftSaved(page);
    assert.deepEqual((await texts(page, ...DRAFTS))['draft strange'], record);
    await page.reload();
    await eventually(async () => assert.equal(await name(page).inputValue(), 'typed beside it'));
  });
}

scenario('a draft that kept the page from loading is kept, and the page starts', {}, async (page) => {
  await name(page).fill('the hanging one');
  await draftSaved(page);
  await leave(page, 'draft');
  await page.reload();
  const message = alert(page, 'did not finish loading with your draft');
  await message.waitFor();
  assert.equal(await name(page).inputValue(), '');
  const saved = await downloaded(page, () => message.getByRole('button', { name: 'Download stored text' }).click());
  assert.equal(JSON.parse(saved.text).name, 'the hanging one');
  await name(page).fill('begun anew');
  await draftSaved(page);
  assert.deepEqual(await previousDrafts(page), ['the hanging one']);
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'begun anew'));
  assert.equal(await page.getByRole('alert').count(), 0);

  await leave(page, 'draft');
  await page.reload();
  await alert(page, 'did not finish loading').getByRole('button', { name: 'Try again' }).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'begun anew'));
});

/** Leaves the mark of a stage that did not come to its end, as a page that hung does. */
function leave(page, stage) {
  return page.evaluate((stage) => localStorage.setItem(`resume-console.unfinished.${stage}.another tab`, '1'), stage);
}

/** A stack's options with mapping templates of their own. */
function ownTemplates(put) {
  return JSON.stringify({
    version: 1,
    preset: 'Recommended',
    values: { stage: 'mine' },
    typed: {},
    templates: { get_request: '{}', get_response: '{}', put_request: put, error_response: '{}' },
  });
}

const BOMB =
  "#set($s='x')#foreach($i in [1..23])#set($s=$s+$s)#end#set($t=$s+'')#foreach($i in [1..1000000])#if($s==$t)#end#end";

for (const [stage, says, stageNow] of [
  ['templates', "did not finish rendering your mapping templates", 'mine'],
  ['options', "did not finish loading with your stack options", 'prod'],
]) {
  scenario(`stored ${stage} with which the page did not finish loading do not keep it from starting`, {}, async (page) => {
    const stored = ownTemplates(BOMB);
    await page.evaluate((stored) => localStorage.setItem('resume-console.stack', stored), stored);
    await leave(page, stage);
    await page.reload();
    const message = alert(page, says);
    await message.waitFor();
    const saved = await downloaded(page, () => message.getByRole('button', { name: 'Download stored text' }).click());
    assert.equal(saved.text, stored);
    await name(page).fill('the page works');
    await region(page, 'Preview').getByText('the page works').first().waitFor();
    await message.getByRole('button', { name: 'Close' }).click();
    await goTo(page, 'Stack');
    assert.equal(await field(page, 'Stage').inputValue(), stageNow);
    // Overwritten by the next change, but still kept.
    await field(page, 'Stage').fill('other');
    await page.reload();
    await goTo(page, 'Resume');
    await button(page, 'Previous drafts').click();
    const again = await downloaded(page, () => page.getByRole('button', { name: /^Download Stack options/ }).click());
    assert.equal(again.text, stored);
  });
}

scenario('imported templates that have rendered are stored, and used again after a reload', {}, async (page) => {
  await name(page).fill('Ada');
  await goTo(page, 'Stack');
  await openTemplate(page, '{"TableName": "T", "Item": {"id": {"S": "from my own template"}}}');
  await goTo(page, 'Resume');
  const preview = region(page, 'Preview').getByText('from my own template');
  await preview.waitFor();
  await page.reload();
  await preview.waitFor();
});

test('a template file on which the page hangs does not keep the next start from working', async () => {
  await withProfile(async (profile) => {
    let browser = await start(profile);
    try {
      let page = await browser.context.newPage();
      await page.setViewportSize(WIDE);
      await page.goto(consoleUrl());
      await name(page).fill('typed before');
      await draftSaved(page);
      await goTo(page, 'Stack');
      await openTemplate(page, BOMB);
      await sleep(3_000);
      await browser.kill();
      browser = await start(profile);
      page = await browser.context.newPage();
      await page.setViewportSize(WIDE);
      await page.goto(consoleUrl());
      await eventually(async () => assert.equal(await name(page).inputValue(), 'typed before'), 20);
      await name(page).fill('and typed after');
      // A template that had reached its limit by then is stored, and reaches it again; one that had not is not.
      await region(page, 'Preview').getByText(/and typed after|No body/).first().waitFor();
      await draftSaved(page);
    } finally {
      await browser.kill();
    }
  });
});

for (const [what, stored, says] of [
  ['damaged', '{"preset": ', /stack options are damaged/],
  ['of a newer version', '{"version": 9, "preset": "Recommended", "values": {}, "typed": {}}', /newer version of this page/],
  ['unknown in part', '{"version": 1, "preset": "Recommended", "values": {"colour": "red"}, "typed": {}}', /does not know some of your stack options/],
]) {
  scenario(`stored options that are ${what} are set aside, and offered for download`, {}, async (page) => {
    await page.evaluate((stored) => localStorage.setItem('resume-console.stack', stored), stored);
    await page.reload();
    await alert(page, says).waitFor();
    await goTo(page, 'Stack');
    await field(page, 'Stage').fill('other');
    await page.reload();
    assert.equal(await field(page, 'Stage').inputValue(), 'other');
    await goTo(page, 'Resume');
    await button(page, 'Previous drafts').click();
    const saved = await downloaded(page, () => page.getByRole('button', { name: /^Download Stack options/ }).click());
    assert.equal(saved.text, stored);
    await page.getByRole('button', { name: /^Remove Stack options/ }).click();
    await eventually(async () => assert.equal(await page.getByRole('button', { name: /^Remove Options/ }).count(), 0));
  });
}

for (const [what, area, key, stored] of [
  ['Undo steps of a tab', 'sessionStorage', 'undo', '[1,"",{"id":"ada"},[{"id":'],
  ['Undo steps of a tab', 'sessionStorage', 'undo', '[2,"",{"id":"ada"},[],[]]'],
  ['Resumes that a tab had saved or loaded', 'sessionStorage', 'baseline', '[{"id":"ada"},{"na'],
  ['Resume versions that a tab had loaded', 'sessionStorage', 'versions', '{"[]":'],
]) {
  scenario(`${what} that can't be read (${stored.slice(0, 3)}…) are set aside, and offered for download`, {}, async (page) => {
    await save(page, 'ada', 'Ada');
    // When the page is left, it stores its own.
    await page.evaluate(({ area, key, stored }) => {
      const put = () => window[area].setItem(`resume-console.${key}`, stored);
      put();
      addEventListener('pagehide', put);
    }, { area, key, stored });
    await page.reload();
    await save(page, 'ada', 'Ada Lovelace');
    await page.reload();
    await eventually(async () => assert.equal(await name(page).inputValue(), 'Ada Lovelace'));
    await button(page, 'Previous drafts').click();
    const saved = await downloaded(page, () => page.getByRole('button', { name: new RegExp(`^Download ${what}`) }).click());
    assert.equal(saved.text, stored);
    assert.equal(await page.getByRole('button', { name: /^Remove / }).count(), 1);
  });
}

scenario('a damaged list of resumes to confirm asks before each save, until one is confirmed', {}, async (page) => {
  const stored = '["[\\"\\",';
  await page.evaluate((stored) => localStorage.setItem('resume-console.unconfirmed', stored), stored);
  await page.reload();
  const asks = async (id) => {
    await field(region(page, 'Basics'), 'ID').fill(id);
    await saveButton(page).click();
    await eventually(async () => assert.match(await result(page), new RegExp(`Overwrite ${id}\\?.*This one may be among them\\. Nothing was sent yet\\.`, 's')));
  };
  await asks('ada');
  await asks('bob');
  await button(page, 'Overwrite').click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  await save(page, 'ada', 'Ada');
  await button(page, 'Previous drafts').click();
  const saved = await downloaded(page, () => page.getByRole('button', { name: /^Download Resumes to confirm/ }).click());
  assert.equal(saved.text, stored);
});

scenario('a damaged list of resumes to confirm that cannot be set aside stays, and a confirmed save is sent', {}, async (page) => {
  const stored = 'damaged';
  await page.evaluate((stored) => {
    localStorage.setItem('resume-console.unconfirmed', stored);
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function full(key, text) {
      if (key.includes('.aside.')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, text);
    };
  }, stored);
  await field(region(page, 'Basics'), 'ID').fill('ada');
  await saveButton(page).click();
  await button(page, 'Overwrite').click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  assert.equal(await page.evaluate(() => localStorage.getItem('resume-console.unconfirmed')), stored);
});

scenario('a damaged record of the local table is set aside before it is overwritten, with a message', {}, async (page) => {
  await save(page, 'ada', 'Ada');
  const key = Object.keys(await texts(page, ...ITEMS)).find((key) => key.includes('ada'));
  const [table, ...rest] = key.split(' ');
  await put(page, ...ITEMS, [table, rest.join(' ')], '{"id": {"S": "ada"}, "na');
  assert.match(await save(page, 'ada', 'Ada Lovelace'), /was damaged and was set aside/);
  await goTo(page, 'API');
  const group = page.getByRole('group', { name: 'Damaged records' });
  const saved = await downloaded(page, () => group.getByRole('button', { name: /^Download the damaged record/ }).click());
  assert.equal(saved.text, '{"id": {"S": "ada"}, "na');
  // One that is loaded, too.
  await put(page, ...ITEMS, [table, rest.join(' ')], { id: 'no text' });
  await goTo(page, 'Resume');
  await loadButton(page).click();
  await eventually(async () => assert.match(await result(page), /was damaged and was set aside/));
  await goTo(page, 'API');
  await eventually(async () => assert.equal(await group.getByRole('button', { name: /^Remove/ }).count(), 2));
  await group.getByRole('button', { name: /^Remove/ }).first().click();
  await eventually(async () => assert.equal(await group.getByRole('button', { name: /^Remove/ }).count(), 1));
});

async function save(page, id, text) {
  await goTo(page, 'Resume');
  await field(region(page, 'Basics'), 'ID').fill(id);
  await name(page).fill(text);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  return result(page);
}

/** A page in a browser that lacks something. */
async function lacking(context, url, script) {
  const page = await context.newPage();
  await page.addInitScript(script);
  await page.goto(url);
  await page.getByRole('navigation').first().waitFor();
  return page;
}

scenario('without a database the draft goes to localStorage, with a message', {}, async (_, { context, url }) => {
  const page = await lacking(context, url, () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('it is forbidden', 'SecurityError');
    };
  });
  await name(page).fill('kept simply');
  await alert(page, 'a browser crash can lose the last minute').waitFor();
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'kept simply'));
  // With a database again, it is moved there.
  const later = await context.newPage();
  await later.goto(url);
  await eventually(async () => assert.equal(await name(later).inputValue(), 'kept simply'));
  await eventually(async () => assert.deepEqual(await later.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('resume-console.drafts.'))), []));
});

scenario('without any storage the page says so, offers a download, and asks before it is closed', {}, async (_, { context, url }) => {
  const page = await lacking(context, url, () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('it is forbidden', 'SecurityError');
    };
    Storage.prototype.setItem = () => {
      throw new DOMException('it is full', 'QuotaExceededError');
    };
  });
  await name(page).click();
  await name(page).pressSequentially('only here');
  const message = alert(page, 'could not be saved in this browser');
  await message.waitFor();
  const saved = await downloaded(page, () => message.getByRole('button', { name: 'Download draft' }).click());
  assert.equal(JSON.parse(saved.text).name, 'only here');
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  assert.equal(await name(page).inputValue(), 'only here');
});

scenario('a page whose draft is stored is closed without a question', {}, async (page) => {
  await name(page).click();
  await name(page).pressSequentially('stored');
  await draftSaved(page);
  let asked = false;
  page.on('dialog', (dialog) => {
    asked = true;
    void dialog.accept();
  });
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  assert.equal(asked, false);
});

scenario('a database that never responds keeps neither the page from starting nor a save from ending', {}, async (_, { context, url }) => {
  const silent = () => {
    IDBFactory.prototype.open = () => new EventTarget();
  };
  await beforeEngine(context, silent);
  const page = await lacking(context, url, silent);
  await name(page).fill('no answer');
  await alert(page, 'does not respond').waitFor();
  await field(region(page, 'Basics'), 'ID').fill('ada');
  await saveButton(page).click();
  // While it is under way, closing the page asks.
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await button(page, 'Cancel').click();
  await eventually(async () => assert.match(await result(page), /[Cc]ancel/));
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as ada[\s\S]*does not respond/), 20);
});

scenario('a save ends also if the browser has no random UUIDs', {}, async (_, { context, url }) => {
  const poor = () => {
    delete Crypto.prototype.randomUUID;
  };
  await beforeEngine(context, poor);
  const page = await lacking(context, url, poor);
  assert.match(await save(page, 'ada', 'Ada'), /Saved as ada/);
});

scenario('a database that is removed meanwhile is created again, with the draft', {}, async (page) => {
  await name(page).fill('before');
  await draftSaved(page);
  const removed = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('resume-console-drafts');
    request.onsuccess = () => resolve('removed');
    request.onblocked = () => resolve('blocked');
  }));
  assert.equal(removed, 'removed');
  await name(page).fill('after');
  await draftSaved(page);
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'after'));
});

scenario('a full disk is reported, and the draft is stored once there is space', {}, async (page, { context, url }) => {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await name(page).fill('on a full disk');
  await alert(page, 'is full').waitFor();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await button(page, 'Try again').click();
  await eventually(async () => assert.equal(await page.getByRole('alert').count(), 0));
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'on a full disk'));
});
