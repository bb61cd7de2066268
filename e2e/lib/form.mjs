// The console's parts as a person finds them: by what they are and what they are called.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** A button, by its whole name. */
export const button = (page, name) => page.getByRole('button', { name, exact: true });

/** The button that saves to the API, whichever is called. */
export const saveButton = (page) => page.getByRole('button', { name: /^Save to (local|deployed|file's) API$/ });

/** The button that loads from it. */
export const loadButton = (page) => page.getByRole('button', { name: /^Load from (local|deployed|file's) API$/ });

/** A part of the page with that heading. */
export const region = (page, name) => page.getByRole('region', { name, exact: true });

/** A labelled field in a part of the page. */
export const field = (within, label) => within.getByLabel(label, { exact: true });

/** An entry of a list, such as `Skill 1`. */
export const entry = (page, name) => page.getByRole('group', { name, exact: true });

/** Goes to a view: `Resume`, `Page`, `API` or `Stack`, and waits until it is there: the view before may have a button of the same name. */
export async function goTo(page, view) {
  const link = page.getByRole('navigation').first().getByRole('link', { name: view, exact: true });
  await link.click();
  await eventually(async () => assert.equal(await link.getAttribute('aria-current'), 'page'));
  await page.getByRole('heading', { level: 1, name: view }).waitFor();
}

/** Loads the sample resume, and waits for it. */
export async function loadSample(page) {
  await button(page, 'Load sample').click();
  await eventually(async () => assert.match(await field(region(page, 'Basics'), 'Name').inputValue(), /Mira/));
}

/** Opens a resume as a file. */
export async function openResume(page, resume) {
  const file = { name: 'resume.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(resume)) };
  await page.getByLabel('Open file').setInputFiles(file);
  await eventually(async () => assert.equal(await field(region(page, 'Basics'), 'ID').inputValue(), resume.id));
}

/** The text in the panel `Preview` or `Template`, once it belongs to what is entered: the engine may still be working. */
export async function panelText(page, name) {
  const panel = region(page, name);
  await panel.and(page.locator('[aria-busy="false"]')).waitFor();
  return panel.locator('code').first().textContent();
}

/** The body that the preview shows, parsed. */
export async function previewed(page) {
  return JSON.parse(await panelText(page, 'Preview'));
}

/** The texts of the page's status messages, such as the result of the last call. */
export async function result(page) {
  const said = page.getByRole('status');
  return (await said.allInnerTexts()).join('\n');
}

/** Waits until the page says that the draft is on the disk. */
export async function draftSaved(page) {
  await page.getByTitle(/^Draft (saved in this browser|(updated from|changed in) another tab)$/).waitFor();
}

/** The names in the list of previous drafts, the latest first. */
export async function previousDrafts(page) {
  await button(page, 'Previous drafts').click();
  const dialog = page.getByRole('dialog', { name: 'Previous drafts' });
  await dialog.getByText('Loading…').waitFor({ state: 'detached' });
  const names = await dialog.getByRole('button', { name: /^Restore / }).evaluateAll((all) =>
    all.map((one) => one.closest('li').querySelector('strong').textContent));
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  return names;
}

/** Repeats a check until it passes, or throws its last failure. */
export async function eventually(check, seconds = 10) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Opens the console's own stack with another mapping template for POST in it, on the Stack view. */
export async function openTemplate(page, put) {
  // The control itself is not visible.
  await page.getByRole('radio', { name: 'JSON' }).check({ force: true });
  const template = await eventually(async () => JSON.parse(await panelText(page, 'Template')));
  const api = Object.values(template.Resources).find((one) => one.Type === 'AWS::ApiGateway::Method' && one.Properties.HttpMethod === 'POST');
  api.Properties.Integration.RequestTemplates['application/json'] = put;
  const buffer = Buffer.from(JSON.stringify(template));
  await page.getByLabel('Open template').setInputFiles({ name: 'own.json', mimeType: 'application/json', buffer });
}
