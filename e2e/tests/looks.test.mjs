// How the console looks: every view, wide and narrow, light and dark. The screenshots are in e2e/out/ for people; the
// defects that a program can detect are checked here.

import assert from 'node:assert/strict';

import { button, draftSaved, eventually, goTo, loadSample, openResume, result, saveButton } from '../lib/form.mjs';
import { shoot, useConsole } from '../lib/scenario.mjs';
import { WIDTHS, isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

looks('every view is sound', WIDTHS, {}, async (page, { context, look }) => {
  await loadSample(page);
  await makeCheckable(page, context);
  // After a call, the API view has something to show.
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /HTTP 200/));
  await button(page, 'Close the result').first().click();
  for (const view of ['Resume', 'Page', 'API', 'Templates', 'Stack']) {
    await goTo(page, view);
    await page.evaluate(() => document.fonts.ready);
    await shoot(page, `${view} ${look}`);
    await isSound(page, view);
  }
});

looks('previous drafts and records set aside are sound', WIDTHS, {}, async (page, { context, look }) => {
  await loadSample(page);
  await openResume(page, { id: '' });
  await draftSaved(page);
  await page.evaluate(() => localStorage.setItem('resume-console.stack', '{"preset": '));
  await page.reload();
  await makeCheckable(page, context);
  await page.getByRole('alert').filter({ hasText: "stack options are damaged" }).waitFor();
  await isSound(page, 'a message about what was set aside');
  await button(page, 'Previous drafts').click();
  await page.getByRole('button', { name: /^Restore Mira/ }).waitFor();
  await shoot(page, `previous drafts ${look}`);
  await isSound(page, 'Previous drafts');
});
