// The local API's table: one for all tabs, written before a save is reported as done.

import assert from 'node:assert/strict';

import { beforeEngine } from '../lib/engine.mjs';
import { button, eventually, field, goTo, loadButton, region, result, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const basics = (page) => region(page, 'Basics');
const stored = (page) => page.getByRole('group', { name: 'Stored resumes' });

async function save(page, id, name) {
  await goTo(page, 'Resume');
  await field(basics(page), 'ID').fill(id);
  await field(basics(page), 'Name').fill(name);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  return result(page);
}

async function name(page) {
  await goTo(page, 'Resume');
  return field(basics(page), 'Name').inputValue();
}

scenario('two tabs share one table, which survives a reload', {}, async (page, { context, url }) => {
  await goTo(page, 'API');
  await stored(page).getByText('No stored resumes yet.').waitFor();

  const other = await context.newPage();
  await other.goto(url);
  await save(other, 'ada', 'Ada Lovelace');
  await save(other, 'mira', 'Mira');

  // The view of the first tab is updated.
  await stored(page).getByText('2 stored resumes:').waitFor();
  await button(page, 'Load ada').click();
  await eventually(async () => assert.match(await result(page), /HTTP 200/));
  assert.equal(await name(page), 'Ada Lovelace');

  await save(page, 'ada', 'Ada King');
  await other.reload();
  await goTo(other, 'API');
  await button(other, 'Load ada').click();
  await eventually(async () => assert.equal(await name(other), 'Ada King'));
});

scenario('a save just before the tab is closed is kept', {}, async (page, { context, url }) => {
  await save(page, 'ada', 'Ada');
  await page.close();
  const later = await context.newPage();
  await later.goto(`${url}#/api`);
  await button(later, 'Load ada').waitFor();
});

scenario('a table of a version before the database is imported', {}, async (page) => {
  const table = await tableName(page);
  await page.evaluate((name) => {
    const item = { id: { S: 'old' }, name: { S: 'An old friend' } };
    localStorage.setItem('resume-console.local-table', JSON.stringify({ [name]: [item] }));
  }, table);
  await page.reload();
  await goTo(page, 'API');
  await button(page, 'Load old').click();
  await eventually(async () => assert.equal(await name(page), 'An old friend'));
  assert.equal(await page.evaluate(() => localStorage.getItem('resume-console.local-table')), null);
  await page.reload();
  await goTo(page, 'API');
  await button(page, 'Load old').waitFor();
});

async function tableName(page) {
  await goTo(page, 'API');
  return page.getByText('with the table').locator('code').textContent();
}

scenario('without a database the table lasts as long as the page, with a message', {}, async (page, { context, url }) => {
  const forbid = () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('it is forbidden', 'SecurityError');
    };
  };
  await beforeEngine(context, forbid);
  const alone = await context.newPage();
  await alone.addInitScript(forbid);
  await alone.goto(url);
  assert.match(await save(alone, 'ada', 'Ada'), /blocks storage for this page. Saved resumes last until this page is closed/);
  await field(basics(alone), 'Name').fill('Somebody else');
  await loadButton(alone).click();
  await eventually(async () => assert.equal(await name(alone), 'Ada'));
  await goTo(page, 'API');
  await stored(page).getByText('No stored resumes yet.').waitFor();
});

scenario('a full disk is reported, and saves are stored once there is space', {}, async (page, { context, url }) => {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  assert.match(await save(page, 'ada', 'Ada'), /is full. Saved resumes last until this page is closed/);
  await field(basics(page), 'Name').fill('Somebody else');
  await loadButton(page).click();
  await eventually(async () => assert.equal(await name(page), 'Ada'));

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  // Any call does it.
  await eventually(async () => {
    await loadButton(page).click();
    // While the call is under way, its result is not there yet.
    const said = await result(page);
    assert.match(said, /HTTP 200/);
    assert.doesNotMatch(said, /is full/);
  });
  await page.reload();
  await goTo(page, 'API');
  await button(page, 'Load ada').waitFor();
});
