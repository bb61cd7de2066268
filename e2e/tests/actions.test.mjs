// What can be done from anywhere: the list of commands, shortcuts, undo in a message, files that are dropped.

import assert from 'node:assert/strict';

import { button, draftSaved, entry, eventually, field, goTo, loadButton, loadSample, panelText, region, result, saveButton } from '../lib/form.mjs';
import { scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');
const id = (page) => field(region(page, 'Basics'), 'ID');
const toasts = (page) => page.locator('.toasts');
const view = async (page, title) =>
  eventually(async () => assert.equal(await page.getByRole('link', { name: title, exact: true }).getAttribute('aria-current'), 'page'));

/** Drops a file onto the page. */
async function drop(page, file, text) {
  const data = await page.evaluateHandle(
    ([file, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], file));
      return transfer;
    },
    [file, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

scenario('the undo of a message undoes its own step, and goes with it', {}, async (page) => {
  await loadSample(page);
  await button(page, 'Remove skill 2').click();
  await toasts(page).getByText('Skill 2 removed.').waitFor();
  // Another step: the message can no longer undo its own.
  await name(page).fill('Someone Else');
  await toasts(page).getByText('Skill 2 removed.').waitFor({ state: 'detached' });
  await button(page, 'Remove skill 3').click();
  await toasts(page).getByRole('button', { name: 'Undo this' }).click();
  await entry(page, 'Skill 4').waitFor();
  assert.equal(await name(page).inputValue(), 'Someone Else');
  // Undone by the toolbar, it goes too.
  await button(page, 'Remove skill 1').click();
  await toasts(page).getByText('Skill 1 removed.').waitFor();
  await button(page, 'Undo').click();
  await toasts(page).getByText('Skill 1 removed.').waitFor({ state: 'detached' });
});

scenario('Escape closes a message, and one under the pointer stays', {}, async (page) => {
  await page.clock.install();
  await loadSample(page);
  await button(page, 'New resume').click();
  const message = toasts(page).getByText('Started a new resume.');
  await message.hover();
  await page.clock.runFor(15_000);
  assert.ok(await message.isVisible());
  await page.mouse.move(5, 5);
  await page.clock.runFor(8_000);
  await message.waitFor({ state: 'detached' });
  await button(page, 'New resume').click();
  const isNew = toasts(page).getByText('This resume is new: nothing is in it yet.');
  await isNew.waitFor();
  await page.keyboard.press('Escape');
  await isNew.waitFor({ state: 'detached' });
});

scenario('every command is found by typing, and done by Enter', {}, async (page, { context }) => {
  await makeCheckable(page, context);
  await page.getByRole('navigation').first().waitFor();
  const dialog = page.getByRole('dialog', { name: 'Commands' });
  const search = dialog.getByRole('combobox', { name: 'Search commands' });
  await page.keyboard.press('Control+k');
  await search.waitFor();
  await isSound(page, 'Commands');
  await shoot(page, 'commands');
  await search.fill('no such thing');
  await dialog.getByText('No command has these words.').waitFor();
  await search.fill('SAMPLE load');
  await dialog.getByRole('option', { name: 'Load sample', selected: true }).waitFor();
  await search.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await eventually(async () => assert.match(await name(page).inputValue(), /Mira/));
  // Arrow keys, around the end.
  await button(page, 'Commands').click();
  await search.fill('go to');
  await search.press('ArrowUp');
  await dialog.getByRole('option', { name: 'Go to section Education', selected: true }).waitFor();
  await search.press('Enter');
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'section-education'));
  await page.keyboard.press('Control+k');
  await search.fill('published');
  await search.press('Enter');
  await view(page, 'Stack');
  await eventually(async () => assert.ok(await page.getByRole('radio', { name: 'Published example' }).isChecked()));
  // Escape closes it, and the focus is where it was.
  await button(page, 'Commands').focus();
  await page.keyboard.press('Control+k');
  await search.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.includes('Commands')), true);
});

scenario('files are opened from the list of commands', {}, async (page) => {
  await goTo(page, 'API');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('open template');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await view(page, 'Stack');
  await chooser.setFiles({ name: 'none.yaml', mimeType: 'text/plain', buffer: Buffer.from('a: b') });
  await page.getByRole('alert').filter({ hasText: 'none.yaml is not a template' }).waitFor();
});

scenario('Ctrl+S saves from any view, and ? lists the shortcuts', {}, async (page, { context }) => {
  await makeCheckable(page, context);
  await loadSample(page);
  await name(page).fill('Mira O.');
  await page.keyboard.press('Control+s');
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
  await goTo(page, 'API');
  await page.keyboard.press('Control+s');
  await eventually(async () => assert.equal(await page.getByRole('group').filter({ hasText: /^#2POST/ }).count(), 1));
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByText('Save to API').waitFor();
  await isSound(page, 'Keyboard shortcuts');
  await button(dialog, 'Close').click();
  await dialog.waitFor({ state: 'hidden' });
  // In a field it is a letter.
  await goTo(page, 'Resume');
  await name(page).press('End');
  await page.keyboard.press('?');
  assert.equal(await name(page).inputValue(), 'Mira O.?');
});

scenario('Ctrl+Z on a view without a document changes nothing', {}, async (page) => {
  await loadSample(page);
  await name(page).fill('Ada');
  await goTo(page, 'API');
  await page.keyboard.press('Control+z');
  await goTo(page, 'Resume');
  assert.equal(await name(page).inputValue(), 'Ada');
});

scenario('a dropped file opens by what it holds, where it is seen', { path: '#/stack' }, async (page) => {
  const template = await panelText(page, 'Template');
  await drop(page, 'resume.json', JSON.stringify({ id: 'ada', name: 'Ada Lovelace' }));
  await view(page, 'Resume');
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Ada Lovelace'));
  await drop(page, 'stack.yaml', template.replace('Default: prod', 'Default: live'));
  await view(page, 'Stack');
  await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'live'));
  // A JSON Resume asks first, in the view that it is for.
  await drop(page, 'cv.json', JSON.stringify({ basics: { name: 'Grace Hopper' }, work: [] }));
  await view(page, 'Resume');
  await page.getByRole('dialog', { name: 'Replace the draft?' }).getByRole('button', { name: 'Replace draft' }).click();
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Grace Hopper'));
  await goTo(page, 'Stack');
  await drop(page, 'broken.yaml', 'a: [');
  await page.getByRole('alert').filter({ hasText: 'broken.yaml is not a template' }).waitFor();
});

scenario('the message of a save goes when the form changes', {}, async (page) => {
  await loadSample(page);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
  await name(page).fill('Mira');
  await eventually(async () => assert.doesNotMatch(await result(page), /Saved as/));
  // A load changes the form itself: its message stays.
  await loadButton(page).click();
  await eventually(async () => assert.match(await result(page), /Loaded mira-okafor/));
  await page.waitForTimeout(300);
  assert.match(await result(page), /Loaded mira-okafor/);
});

scenario('an ID is suggested from the name, and spaces around one are removed', {}, async (page) => {
  await page.getByText('Required: the resume is stored under it.').waitFor();
  await name(page).fill('Ada Lovelace');
  await button(page, 'Use ada-lovelace').click();
  assert.equal(await id(page).inputValue(), 'ada-lovelace');
  assert.ok(await page.getByText('Required: the resume is stored under it.').isHidden());
  await button(page, 'Undo').click();
  assert.equal(await id(page).inputValue(), '');
  await id(page).fill('  ada ');
  await id(page).press('Tab');
  await eventually(async () => assert.equal(await id(page).inputValue(), 'ada'));
  await toasts(page).getByText('Spaces around the ID were removed.').waitFor();
  await draftSaved(page);
});

scenario('the first screen says what to do, without an error', {}, async (page, { context }) => {
  await makeCheckable(page, context);
  const preview = region(page, 'Preview');
  await preview.getByRole('heading', { name: 'From a resume to an API, in three steps' }).waitFor();
  await preview.and(page.locator('[aria-busy="false"]')).waitFor();
  assert.equal(await page.getByText(/reject/).count(), 0);
  await isSound(page, 'the first screen');
  await shoot(page, 'first screen');
  await button(preview, 'Begin with the sample').click();
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /Okafor/));
});

scenario('an item without an ID is named as that, and shown pretty-printed', {}, async (page) => {
  await name(page).fill('Ada');
  const status = region(page, 'Preview').getByRole('status');
  await status.getByText('No ID yet').waitFor();
  await eventually(async () => assert.match(await panelText(page, 'Preview'), /\n {4}"name": \{"S": "Ada"\}/));
  await status.getByRole('button', { name: 'Enter an ID' }).click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'basics-id'));
});

scenario('an error does not cover its field', {}, async (page) => {
  await loadSample(page);
  await id(page).fill('');
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.keyboard.press('Control+s');
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'basics-id'));
  const message = await page.getByRole('status').filter({ hasText: 'Not sent' }).locator('.message').boundingBox();
  await eventually(async () => {
    const input = await id(page).boundingBox();
    assert.ok(input.y >= message.y + message.height, `the field is at ${input.y}, the message ends at ${message.y + message.height}`);
  });
  await id(page).fill('mira');
  await eventually(async () => assert.doesNotMatch(await result(page), /Not sent/));
});

scenario('each view is scrolled as it was left', {}, async (page) => {
  await loadSample(page);
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  // Not by the mouse: to click, the driver scrolls first.
  const goTo = (page, name) => page.getByRole('navigation').first().getByRole('link', { name, exact: true }).evaluate((link) => link.click());
  await page.evaluate(() => window.scrollTo(0, 600));
  await goTo(page, 'Stack');
  await eventually(async () => assert.equal(await scrolled(), 0));
  await page.evaluate(() => window.scrollTo(0, 900));
  await goTo(page, 'Resume');
  await eventually(async () => assert.equal(await scrolled(), 600));
  await goTo(page, 'Stack');
  await eventually(async () => assert.equal(await scrolled(), 900));
});

scenario('the theme is the system\'s, light or dark, and remembered', {}, async (page) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? 'system');
  assert.equal(await theme(), 'system');
  for (const next of ['Light', 'Dark']) {
    await page.getByRole('button', { name: new RegExp(`Next: ${next}$`) }).click();
    assert.equal(await theme(), next.toLowerCase());
  }
  await page.reload();
  await page.getByRole('button', { name: 'Theme: Dark. Next: System' }).click();
  assert.equal(await theme(), 'system');
  await page.reload();
  await page.getByRole('button', { name: 'Theme: System. Next: Light' }).waitFor();
});

scenario('a stack that asks for a signed-in caller rejects a local save, as the deployed one does', { path: '#/stack' }, async (page) => {
  await page.getByRole('group', { name: 'Write access' }).getByRole('radio', { name: 'IAM (SigV4)' }).check();
  await goTo(page, 'Resume');
  await loadSample(page);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /HTTP 403/));
  assert.match(await result(page), /switch on "Call as a signed-in caller" on the API page/);
  await goTo(page, 'API');
  await page.getByRole('switch', { name: 'Call as a signed-in caller' }).check();
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
});

scenario('what the API does not have is marked, field by field, also after a reload', {}, async (page) => {
  const marks = page.getByRole('img', { name: 'Not saved yet' });
  await loadSample(page);
  await saveButton(page).click();
  await page.getByText('Same as in the API').waitFor();
  await name(page).fill('Mira');
  await page.getByText('Differs from the API').waitFor();
  await eventually(async () => assert.equal(await marks.count(), 1));
  await button(page, 'Remove profile 3').click();
  await draftSaved(page);
  await page.reload();
  await page.getByText('Differs from the API').waitFor();
  assert.equal(await marks.count(), 1);
  await saveButton(page).click();
  await page.getByText('Same as in the API').waitFor();
  await eventually(async () => assert.equal(await marks.count(), 0));
  // Another resume is not compared with it.
  await id(page).fill('someone-else');
  await page.getByText('Same as in the API').waitFor({ state: 'detached' });
  assert.equal(await marks.count(), 0);
});

scenario('a mistyped address or date has a hint once its field is left, and blocks nothing', {}, async (page) => {
  const email = field(region(page, 'Basics'), 'Email');
  const hint = page.getByText("This doesn't look like an email address.");
  await id(page).fill('ada');
  await email.pressSequentially('ada@');
  assert.equal(await hint.count(), 0);
  await email.press('Tab');
  await hint.waitFor();
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as ada/));
  await email.fill('ada@example.org');
  await hint.waitFor({ state: 'detached' });
});

scenario('a download says the next step, and an invalid option stops it', { path: '#/stack' }, async (page) => {
  await button(page, 'Download template').click();
  await toasts(page).getByRole('link', { name: 'Next: deploy it' }).click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'section-deploy'));
  await field(page, 'Stage').fill('bad stage!');
  await button(page, 'Download template').click();
  await toasts(page).getByText('Nothing was downloaded. Fix first: Stage.').waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'option-stage'));
});

scenario('other ways to deploy stand below the command', { path: '#/stack' }, async (page) => {
  const ways = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Deploy', exact: true }) });
  await ways.getByText('In PowerShell').click();
  await eventually(async () =>
    assert.match(await page.getByRole('group', { name: 'Commands: In PowerShell' }).innerText(), /cloudformation deploy `\n/));
  await ways.getByText('In the AWS console').click();
  await ways.getByText(/Upload a template file/).waitFor();
});

scenario('an option says what it adds to the month, and the total what the last change did', { path: '#/stack' }, async (page) => {
  const toolbar = page.getByRole('toolbar', { name: 'Stack actions' });
  const total = async () => Number((await toolbar.getByRole('link', { name: /a month$/ }).innerText()).match(/\$([\d.]+)/)[1]);
  const before = await total();
  const customer = page.getByRole('group', { name: 'Encryption' }).locator('label').filter({ hasText: 'Customer managed key' });
  const added = Number((await customer.locator('.price').innerText()).match(/\+\$([\d.]+) a month/)[1]);
  assert.ok(added >= 1);
  await customer.getByRole('radio').check();
  await eventually(async () => assert.ok(Math.abs((await total()) - before - added) < 0.015));
  await toolbar.getByText(`+$${added.toFixed(2)} by the last change`).waitFor();
});

scenario('a save without an ID leads to the ID, from another view too', {}, async (page) => {
  await goTo(page, 'API');
  await page.keyboard.press('Control+s');
  await page.getByRole('status').filter({ hasText: 'Not sent' }).getByRole('link', { name: 'Go to ID' }).click();
  await view(page, 'Resume');
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), 'basics-id'));
});

scenario('folded sections of the stack stay folded', { path: '#/stack' }, async (page) => {
  await page.getByRole('heading', { name: 'Names', exact: true }).click();
  await field(page, 'API name').waitFor({ state: 'hidden' });
  await goTo(page, 'Resume');
  await goTo(page, 'Stack');
  assert.ok(await field(page, 'API name').isHidden());
  await page.reload();
  await page.getByRole('heading', { name: 'Names', exact: true }).waitFor();
  assert.ok(await field(page, 'API name').isHidden());
  await page.getByRole('heading', { name: 'Names', exact: true }).click();
  await field(page, 'API name').waitFor();
});

scenario('the form is as wide as the user drags it, also after a reload', {}, async (page) => {
  const bar = page.getByRole('separator', { name: 'Width of the form' });
  const width = async () => (await region(page, 'Basics').boundingBox()).width;
  const usual = await width();
  const { x, y, width: thick } = await bar.boundingBox();
  await page.mouse.move(x + thick / 2, y + 200);
  await page.mouse.down();
  await page.mouse.move(x - 150, y + 220, { steps: 4 });
  await page.mouse.up();
  const dragged = await width();
  assert.ok(dragged < usual - 120, `${dragged} of ${usual}`);
  await page.mouse.move(x + 100, y + 220);
  assert.equal(await width(), dragged);
  await page.reload();
  await bar.waitFor();
  await eventually(async () => assert.equal(await width(), dragged));
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  assert.ok((await width()) > dragged);
  await page.keyboard.press('Home');
  assert.equal(await width(), usual);
});
