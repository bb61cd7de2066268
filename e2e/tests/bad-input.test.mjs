// Bad input: files that are not resumes, full storage, invalid URLs.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { before } from 'node:test';

import { button, entry, eventually, field, goTo, loadButton, loadSample, openResume, region, result, saveButton } from '../lib/form.mjs';
import { freePort, root } from '../lib/place.mjs';
import { downloaded, scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const name = (page) => field(region(page, 'Basics'), 'Name');

/** Chooses a file in the page's file dialogue. */
async function open(page, text, file = 'resume.json') {
  await page.getByLabel('Open file').setInputFiles({ name: file, mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function sample() {
  return JSON.parse(await readFile(path.join(root, 'crates/resume/src/sample.json'), 'utf8'));
}

const NOT_RESUMES = {
  'an empty file': '',
  'text that is not JSON': 'Dear Sir or Madam,',
  'JSON that stops in the middle': '{"id": "x", "name": ',
  'a JSON list': '[1, 2, 3]',
  'a JSON text': '"resume"',
  'bytes that are not text': Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80]),
};

for (const [what, content] of Object.entries(NOT_RESUMES)) {
  scenario(`${what} is rejected with a reason, and the draft stays`, {}, async (page) => {
    await name(page).fill('my draft');
    await open(page, content);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.ok((await alert.textContent()).trim().length > 20);
    assert.equal(await name(page).inputValue(), 'my draft');
  });
}

scenario('unknown fields are saved unchanged', {}, async (page) => {
  const odd = { ...(await sample()), hobbies: ['chess', { deep: [null, 1e3] }], name: 42 };
  await open(page, JSON.stringify(odd));
  await eventually(async () => assert.match(await field(region(page, 'Basics'), 'Title').inputValue(), /Engineer/));
  const { text } = await downloaded(page, () => button(page, 'Download file').click());
  assert.deepEqual(JSON.parse(text), odd);
});

scenario('a save asks before by-field mapping templates lose fields', { path: '#/stack' }, async (page) => {
  const templates = page.getByRole('group', { name: 'Mapping templates', exact: true });
  await templates.getByRole('radio', { name: 'By field', exact: true }).check();
  await page.getByRole('switch', { name: 'Request validation', exact: true }).uncheck();
  await goTo(page, 'Resume');
  await openResume(page, { ...(await sample()), hobbies: ['chess'] });
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Save without 1 field\?[^]*lost: hobbies\. Nothing was sent yet/));
  await button(page, 'Save anyway').click();
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
  // The answer holds for these fields.
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
  await loadButton(page).click();
  await eventually(async () => assert.doesNotMatch(await page.locator('main').innerText(), /hobbies/));

  // With validation, the field is rejected instead.
  await goTo(page, 'Stack');
  await page.getByRole('switch', { name: 'Request validation', exact: true }).check();
  await goTo(page, 'Resume');
  await openResume(page, { ...(await sample()), hobbies: ['chess'] });
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /hobbies/));
});

scenario('a resume of 500 KB opens and can be edited', {}, async (page) => {
  const large = await sample();
  const line = 'Ran the "same" project again, and \\ learned from it. '.repeat(10);
  large.experience.past = Array.from({ length: 60 }, (_, index) => ({
    role: `Role ${index + 1}`,
    duration: '2 years',
    description: Array.from({ length: 15 }, () => ({ li: line })),
  }));
  const text = JSON.stringify(large);
  assert.ok(text.length > 500_000, `${text.length}`);
  await open(page, text);
  await field(entry(page, 'Past role 60'), 'Role').waitFor({ timeout: 30_000 });

  const start = Date.now();
  await name(page).fill('Typed into a large resume');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const took = Date.now() - start;
  assert.ok(took < 3_000, `a change took ${took} ms`);

  const saved = await downloaded(page, () => button(page, 'Download file').click());
  assert.deepEqual(JSON.parse(saved.text), { ...large, name: 'Typed into a large resume' });
});

scenario('full storage is reported, and the draft can be downloaded', {}, async (page, { context, url }) => {
  // Before the first write: the browser remembers for a while how much room there was.
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await loadSample(page);
  // Also `localStorage`.
  await page.evaluate(() => {
    let filler = 'x'.repeat(1 << 20);
    for (let number = 0; filler.length > 0; number += 1) {
      try {
        localStorage.setItem(`filler ${number}`, filler);
      } catch {
        filler = filler.slice(0, filler.length >> 1);
      }
    }
  });
  const longer = `Name ${'z'.repeat(20_000)}`;
  await name(page).fill(longer);
  const alert = page.getByRole('alert').filter({ hasText: 'could not be saved in this browser' });
  await alert.waitFor();
  assert.match(await alert.textContent(), /full/);
  const saved = await downloaded(page, () => button(page, 'Download file').click());
  assert.equal(JSON.parse(saved.text).name, longer);

  // When there is room again, the page says so by itself or on demand.
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('filler')).forEach((key) => localStorage.removeItem(key)));
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await button(page, 'Try again').click();
  await eventually(async () => assert.equal(await page.getByRole('alert').count(), 0));
  await page.reload();
  await eventually(async () => assert.equal(await name(page).inputValue(), longer));
});

scenario('a draft that is not a resume is set aside, not deleted', {}, async (page) => {
  await page.evaluate(() => localStorage.setItem('resume-console.draft', 'not a resume'));
  await page.reload();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  const saved = await downloaded(page, () => alert.getByRole('button', { name: /Download stored text/ }).click());
  assert.equal(saved.text, 'not a resume');
});

const NOT_URLS = ['', 'my api', 'ftp://example.org/', 'http://example.org/prod/', 'https://', 'https://a.example/?tablename=x'];

scenario('an invalid URL is marked at its field, and nothing is sent', {}, async (page) => {
  await loadSample(page);
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'Table name').fill('Table');
  for (const url of NOT_URLS) {
    const input = field(page, 'API URL');
    await input.fill(url);
    await input.blur();
    await eventually(async () => {
      assert.equal(await input.getAttribute('aria-invalid'), 'true', url);
      const hint = await page.locator(`#${await input.getAttribute('aria-describedby')}`).textContent();
      assert.ok(hint.length > 10, `${url}: ${hint}`);
    });
    // A request would go to another host, which fails the scenario.
    await saveButton(page).click();
    await eventually(async () => assert.match(await result(page), /can.t be called/, url));
  }
});

let nobody;

before(async () => {
  nobody = `http://127.0.0.1:${await freePort()}/`;
});

scenario(
  'an API that does not respond is reported, and the draft stays',
  { allow: () => [nobody], expected: [/ERR_CONNECTION_REFUSED/] },
  async (page) => {
    await loadSample(page);
    await goTo(page, 'API');
    await page.getByRole('radio', { name: 'Deployed' }).check();
    await field(page, 'API URL').fill(nobody);
    await field(page, 'Table name').fill('Table');
    await saveButton(page).click();
    await eventually(async () => assert.match(await result(page), /Can't reach the server/));
    await goTo(page, 'Resume');
    assert.match(await name(page).inputValue(), /Mira/);
  },
);

scenario('a missing resume is reported, and the form stays', {}, async (page) => {
  await loadSample(page);
  await field(region(page, 'Basics'), 'ID').fill('nobody has this');
  await loadButton(page).click();
  await eventually(async () => assert.match(await result(page), /404/));
  assert.match(await name(page).inputValue(), /Mira/);
});

scenario('a resume without an ID is not sent', {}, async (page) => {
  await loadSample(page);
  await field(region(page, 'Basics'), 'ID').fill('');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Not sent[\s\S]*ID/));
  assert.match(await name(page).inputValue(), /Mira/);
});

scenario('the field that blocks a save shows why, until it is fixed', {}, async (page) => {
  const id = field(region(page, 'Basics'), 'ID');
  const said = () => id.evaluate((input) => {
    const ids = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    return ids.map((one) => document.getElementById(one).textContent).join(' ');
  });
  const invalid = () => id.getAttribute('aria-invalid');
  // A value that is not text is kept, but is not a valid ID.
  await open(page, '{"id": 5, "name": "Mira"}');
  await eventually(async () => assert.equal(await name(page).inputValue(), 'Mira'));
  assert.equal(await invalid(), null, 'nothing is said before a save');
  await saveButton(page).click();
  await eventually(async () => assert.match(await said(), /must be text/));
  assert.equal(await invalid(), 'true');
  assert.ok(await id.evaluate((input) => input === document.activeElement));
  await id.fill('');
  await eventually(async () => assert.match(await said(), /Enter an ID/));
  await id.fill('mira');
  await eventually(async () => assert.equal(await invalid(), null));
  assert.equal(await said(), '');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as mira/));
});
