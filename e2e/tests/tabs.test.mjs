// Several tabs: what is typed in any of them is stored, found again and offered, in whatever order things happen.

import assert from 'node:assert/strict';

import { button, draftSaved, eventually, field, goTo, previousDrafts, region } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');
const asks = (page) => page.getByRole('alert').filter({ hasText: 'changed in another tab' });

async function open(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('navigation').first().waitFor();
  return page;
}

/** The names of all drafts that a page shows or offers. */
async function offered(page) {
  const names = new Set(await previousDrafts(page));
  names.add(await name(page).inputValue());
  if (await asks(page).count()) {
    await button(page, "Use the other tab's draft").click();
    await eventually(async () => assert.equal(await asks(page).count(), 0));
    names.add(await name(page).inputValue());
  }
  return names;
}

function holds(names, wanted) {
  for (const one of wanted) assert.ok(names.has(one), `${one} is not among ${[...names].join(', ')}`);
}

scenario('a tab without changes follows the other one, and asks nothing', {}, async (page, { context, url }) => {
  const other = await open(context, url);
  await name(page).fill('Ada');
  await eventually(async () => assert.equal(await name(other).inputValue(), 'Ada'));
  await name(page).fill('Ada Lovelace');
  await eventually(async () => assert.equal(await name(other).inputValue(), 'Ada Lovelace'));
  await eventually(async () => assert.equal(await other.getByTitle('Draft updated from another tab').count(), 1));
  assert.equal(await asks(page).count(), 0);
  assert.equal(await asks(other).count(), 0);
  // Typing there continues from it.
  await field(region(other, 'Basics'), 'Title').fill('Countess');
  await draftSaved(other);
  await other.reload();
  await eventually(async () => assert.equal(await name(other).inputValue(), 'Ada Lovelace'));
  assert.equal(await field(region(other, 'Basics'), 'Title').inputValue(), 'Countess');
});

scenario('of two tabs with changes, the one decided against keeps its work across a reload', {}, async (page, { context, url }) => {
  const other = await open(context, url);
  await name(page).fill('first tab');
  await eventually(async () => assert.equal(await name(other).inputValue(), 'first tab'));
  await name(other).fill('second tab');
  await asks(page).waitFor();
  await button(page, 'Keep this draft').click();
  await asks(other).waitFor();
  await other.reload();
  // Its own work is there, and the question.
  await asks(other).waitFor();
  assert.equal(await name(other).inputValue(), 'second tab');
  await button(other, "Use the other tab's draft").click();
  await eventually(async () => assert.equal(await name(other).inputValue(), 'first tab'));
  await other.reload();
  await eventually(async () => assert.equal(await name(other).inputValue(), 'first tab'));
  assert.equal(await asks(other).count(), 0);
  assert.ok((await previousDrafts(other)).includes('second tab'));
  await eventually(async () => assert.equal(await asks(page).count(), 0));
});

scenario('text typed in two tabs at once survives any reload', {}, async (page, { context, url }) => {
  const pages = [page, await open(context, url)];
  for (let round = 1; round <= 8; round += 1) {
    const typed = pages.map((_, index) => `round ${round} tab ${index + 1}`);
    await Promise.all(pages.map((one, index) => name(one).fill(typed[index])));
    if (round % 2) await Promise.all(pages.map(draftSaved));
    await Promise.all(pages.map((one) => one.reload()));
    for (const one of pages) await one.getByRole('navigation').first().waitFor();
    const third = await open(context, url);
    holds(await offered(third), typed);
    await third.close();
    const answers = ['Keep this draft', "Use the other tab's draft"];
    await eventually(async () => {
      for (const [index, one] of pages.entries()) {
        // The other tab's answer may close the question meanwhile.
        if (!(await asks(one).count())) continue;
        await one.bringToFront();
        await button(one, answers[index]).click({ timeout: 3_000 }).catch(() => {});
      }
      for (const one of pages) assert.equal(await asks(one).count(), 0);
    }, 20);
  }
});

scenario('a tab that is closed with a question open leaves its work to the next tab', {}, async (page, { context, url }) => {
  const other = await open(context, url);
  await Promise.all([name(page).fill('one'), name(other).fill('another')]);
  await Promise.all([draftSaved(page), draftSaved(other)]).catch(() => {});
  await other.close();
  await page.close();
  const later = await open(context, url);
  holds(await offered(later), ['one', 'another']);
});

scenario('options typed in two tabs at once end the same in both, with a message', {}, async (page, { context, url }) => {
  const other = await open(context, url);
  const pages = [page, other];
  for (const one of pages) await goTo(one, 'Stack');
  const stage = (one) => field(one, 'Stage');
  for (let round = 1; round <= 10; round += 1) {
    await Promise.all(pages.map((one, index) => stage(one).fill(`r${round}t${index}`)));
    await eventually(async () => {
      const [a, b] = await Promise.all(pages.map((one) => stage(one).inputValue()));
      assert.equal(a, b);
      assert.match(a, new RegExp(`^r${round}`));
    }, 3);
  }
  const said = await Promise.all(pages.map((one) => one.getByText('The options were changed in another tab.').count()));
  assert.ok(said.some((count) => count > 0), `${said}`);
  await page.reload();
  assert.equal(await stage(page).inputValue(), await stage(other).inputValue());
});
