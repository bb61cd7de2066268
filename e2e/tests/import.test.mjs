// Resumes of other formats: what becomes of them is shown before anything is replaced.

import assert from 'node:assert/strict';

import { button, entry, eventually, field, loadSample, region } from '../lib/form.mjs';
import { downloaded, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { WIDTHS, isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

const JSON_RESUME = {
  basics: {
    name: 'Ada Byron', label: 'Analyst', email: 'ada@byron.example', phone: '+44 20 5550 0100',
    location: { city: 'London', countryCode: 'GB' }, summary: 'Notes.\n\nNote G.',
  },
  work: [
    { name: 'Engine Ltd', position: 'Programmer', startDate: '1842-10', highlights: ['Bernoulli numbers'] },
    { name: 'Home', position: 'Student', startDate: '1830', endDate: '1842' },
  ],
  skills: [{ name: 'Mathematics', level: 'Master', keywords: ['series', 'tables'] }],
  interests: [{ name: 'Horses' }],
};

const basics = (page, label) => field(region(page, 'Basics'), label).inputValue();
const dialog = (page) => page.getByRole('dialog', { name: 'Replace the draft?', exact: true });

/** Chooses a file to open. */
async function open(page, name, content) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await page.getByLabel('Open file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** The items under a heading of the dialog. */
async function listed(page, heading) {
  const list = dialog(page).getByRole('heading', { name: heading }).locator('xpath=following-sibling::ul[1]');
  return list.getByRole('listitem').allInnerTexts();
}

scenario('a JSON Resume replaces the draft once the list of its fields was seen', {}, async (page) => {
  await loadSample(page);
  await open(page, 'ada.json', JSON_RESUME);
  await dialog(page).getByText('ada.json is a JSON Resume.').waitFor();
  assert.match((await listed(page, 'Same field')).join('\n'), /basics\.label → title/);
  assert.match((await listed(page, 'Converted')).join('\n'), /basics\.location\.city, basics\.location\.countryCode → location\s+joined/);
  assert.deepEqual(await listed(page, 'Kept as unknown fields'), ['basics.phone → phone', 'interests']);
  assert.match(await basics(page, 'Name'), /Mira/);

  await field(dialog(page), 'ID').fill(' countess ');
  await button(dialog(page), 'Replace draft').click();
  await eventually(async () => assert.equal(await basics(page, 'Name'), 'Ada Byron'));
  assert.equal(await basics(page, 'ID'), 'countess');
  assert.equal(await basics(page, 'Location'), 'London, GB');
  assert.equal(await field(entry(page, 'Past role 1'), 'Duration').inputValue(), '1830 - 1842');
  assert.equal(await field(entry(page, 'Skill 1'), 'Title').inputValue(), 'Mathematics: series, tables');
  assert.ok(await dialog(page).isHidden());

  await page.getByRole('toolbar').getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => assert.match(await basics(page, 'Name'), /Mira/));
});

scenario('Escape and Cancel leave the draft as it is, and the focus returns', {}, async (page) => {
  await loadSample(page);
  const input = page.getByLabel('Open file');
  for (const close of [() => page.keyboard.press('Escape'), () => button(dialog(page), 'Cancel').click()]) {
    await input.focus();
    await open(page, 'ada.json', JSON_RESUME);
    await dialog(page).waitFor();
    assert.equal(await field(dialog(page), 'ID').inputValue(), 'ada-byron');
    await close();
    await dialog(page).waitFor({ state: 'hidden' });
    assert.match(await basics(page, 'Name'), /Mira/);
    assert.ok(await input.evaluate((one) => one === document.activeElement));
  }
});

scenario('an item as the AWS CLI prints it is opened by dropping it', {}, async (page) => {
  const item = { Item: { id: { S: 'grace' }, name: { S: 'Grace' }, skills: { L: [{ M: { title: { S: 'COBOL' } } }] } } };
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'item.json', { type: 'application/json' }));
    return transfer;
  }, JSON.stringify(item));
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await dialog(page).getByText('item.json is an item of DynamoDB.').waitFor();
  await button(dialog(page), 'Replace draft').click();
  await eventually(async () => assert.equal(await field(entry(page, 'Skill 1'), 'Title').inputValue(), 'COBOL'));
  assert.equal(await basics(page, 'ID'), 'grace');
});

scenario('a pasted resume asks first, and text pasted into a field does not', {}, async (page, { context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = JSON.stringify({ name: 'Alan', skills: ['Logic', 'Running'] });
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await button(page, 'New resume').focus();
  await page.keyboard.press('Control+V');
  await dialog(page).getByText('The pasted text is a resume whose fields have other names or shapes.').waitFor();
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await field(entry(page, 'Skill 2'), 'Title').inputValue(), 'Running'));

  await field(region(page, 'Basics'), 'Title').focus();
  await page.keyboard.press('Control+V');
  await eventually(async () => assert.equal(await basics(page, 'Title'), text));
  assert.ok(await dialog(page).isHidden());
});

scenario('a file with a wrong field is rejected by format and field', {}, async (page) => {
  await open(page, 'odd.json', { basics: {}, work: [{}, [1]] });
  await page.getByRole('alert').filter({ hasText: 'JSON Resume, field `work[1]`: a list where an object or text belongs. Your draft is unchanged.' }).waitFor();
});

scenario('the downloaded JSON Resume opens as the same resume', {}, async (page) => {
  await loadSample(page);
  const own = await downloaded(page, () => button(page, 'Download file').click());
  const { name, text } = await downloaded(page, () => button(page, 'Download JSON Resume').click());
  assert.equal(name, 'mira-okafor.json-resume.json');
  assert.equal(JSON.parse(text).work[1].startDate, '2016-08');
  await button(page, 'New resume').click();
  await open(page, name, text);
  await button(dialog(page), 'Replace draft').click();
  await eventually(async () => assert.match(await basics(page, 'Name'), /Mira/));
  assert.equal((await downloaded(page, () => button(page, 'Download file').click())).text, own.text);
});

looks('the dialog about an opened file is sound', { ...WIDTHS, phone: { width: 320, height: 640 } }, {}, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await isSound(page, 'an empty resume');
  await open(page, 'ada.json', { ...JSON_RESUME, ['a-name-without-spaces-'.repeat(10)]: 1, references: [] });
  await dialog(page).waitFor();
  await shoot(page, `import ${look}`);
  await isSound(page, 'the dialog');
  const fields = await dialog(page).getByRole('region', { name: 'What becomes of each field' }).boundingBox();
  const replace = await button(dialog(page), 'Replace draft').boundingBox();
  const { height } = page.viewportSize();
  assert.ok(replace.y >= fields.y + fields.height && replace.y + replace.height < height && replace.height < 60, JSON.stringify({ fields, replace }));
  await button(dialog(page), 'Replace draft').click();
  await eventually(async () => assert.equal(await basics(page, 'ID'), 'ada-byron'));
});
