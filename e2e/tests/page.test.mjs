// The resume as a printed page: the view, and what the browser prints of any view.

import assert from 'node:assert/strict';

import { button, eventually, field, goTo, loadSample, openResume, region } from '../lib/form.mjs';
import { NARROW, scenario, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

useConsole();

const DESIGNS = ['Classic', 'Sidebar', 'Compact'];

/** The pages as the view shows them. */
const sheets = (page) => page.getByRole('group', { name: 'Pages of the resume' });

const name = (page, text) => sheets(page).getByRole('heading', { level: 1, name: text });

const choice = (page, label) => page.getByRole('radio', { name: label, exact: true });

/** Chooses a design or a paper; the control itself is not visible. */
const choose = (page, label) => choice(page, label).check({ force: true });

/** How many pages the view says that there are. */
async function pages(page) {
  const text = await page.getByRole('status').filter({ hasText: /^\d+ pages?$/ }).textContent();
  return Number.parseInt(text, 10);
}

/** What the browser prints to a file: its pages, their size in points, the document's title, the targets of its links. */
async function printed(page) {
  const text = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = text.match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/);
  return {
    pages: text.match(/\/Type \/Page\b/g).length,
    size: `${Math.round(width)} × ${Math.round(height)}`,
    title: text.match(/\/Title \((.*?)\)/)?.[1],
    links: [...new Set([...text.matchAll(/\/URI \((.*?)\)/g)].map(([, link]) => link))].sort(),
  };
}

/** The text that would be printed now, and what the tab is called meanwhile. */
async function inPrint(page) {
  await page.emulateMedia({ media: 'print' });
  const found = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const found = { text: document.body.innerText, title: document.title };
    dispatchEvent(new Event('afterprint'));
    return { ...found, after: { text: document.body.innerText, title: document.title } };
  });
  await page.emulateMedia({ media: 'screen' });
  return found;
}

scenario('design and paper are there after a reload', {}, async (page) => {
  await loadSample(page);
  await goTo(page, 'Page');
  await name(page, 'Mira Okafor-Lindqvist').waitFor();
  // As people in the United States print, whose language the browser has.
  assert.ok(await choice(page, 'Letter').isChecked());
  assert.ok(await choice(page, 'Classic').isChecked());
  await choose(page, 'Sidebar');
  await choose(page, 'A4');
  await page.reload();
  await name(page, 'Mira Okafor-Lindqvist').waitFor();
  assert.ok(await choice(page, 'Sidebar').isChecked());
  assert.ok(await choice(page, 'A4').isChecked());
});

scenario('each design prints the pages that the view shows, with live links', {}, async (page) => {
  await loadSample(page);
  await goTo(page, 'Page');
  for (const [paper, size] of [['A4', '595 × 842'], ['Letter', '612 × 792']]) {
    await choose(page, paper);
    for (const design of DESIGNS) {
      await choose(page, design);
      const { links, ...file } = await printed(page);
      // A font may need a second page.
      const most = design === 'Compact' ? 1 : 2;
      const shown = await pages(page);
      assert.ok(shown >= 1 && shown <= most, `${design} on ${paper}: ${shown} pages`);
      assert.deepEqual(file, { pages: shown, size, title: 'Mira Okafor-Lindqvist resume' }, `${design} on ${paper}`);
      assert.deepEqual(links, [
        'https://certificates.example/aws-sap/7Q2X',
        'https://certificates.example/cka/LF-9041',
        'https://github.example/miraol',
        'https://hachyderm.example/@mira',
        'https://linkedin.example/in/mira-okafor-lindqvist',
        'mailto:mira@okafor-lindqvist.example',
      ]);
    }
  }
});

scenario('every view prints the resume, and nothing else', {}, async (page) => {
  await loadSample(page);
  await goTo(page, 'Page');
  const expected = await inPrint(page);
  assert.match(expected.text, /^Mira Okafor-Lindqvist\s+Staff Platform Engineer\s/);
  assert.match(expected.text, /Igbo Conversational\s*$/);
  for (const view of ['Resume', 'API', 'Stack']) {
    await goTo(page, view);
    const title = await page.title();
    assert.deepEqual(await inPrint(page), {
      text: expected.text,
      title: 'Mira Okafor-Lindqvist resume',
      after: { text: '', title },
    }, view);
    assert.equal((await printed(page)).title, 'Mira Okafor-Lindqvist resume', view);
    assert.equal(await page.title(), title, view);
  }
});

scenario('the button opens the print dialog', {}, async (page) => {
  await loadSample(page);
  await goTo(page, 'Page');
  await page.evaluate(() => {
    globalThis.dialogs = 0;
    window.print = () => { globalThis.dialogs += 1; };
  });
  await button(page, 'Print or save as PDF').click();
  assert.equal(await page.evaluate(() => globalThis.dialogs), 1);
});

scenario('without a resume the page leads to the form', {}, async (page) => {
  await goTo(page, 'Page');
  assert.ok(await button(page, 'Print or save as PDF').isDisabled());
  await page.getByRole('link', { name: 'Fill in the form' }).click();
  await field(region(page, 'Basics'), 'Name').fill('Ada');
  await goTo(page, 'Page');
  await name(page, 'Ada').waitFor();
  assert.equal((await inPrint(page)).text.trim(), 'Ada');
});

scenario('HTML and addresses of scripts stay text', {}, async (page) => {
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const texts = ['<script>alert(1)</script>', '"><img src=x onerror=alert(2)>', '</article><style>*{display:none}</style>'];
  await openResume(page, {
    id: 'hostile',
    name: texts[0],
    title: texts[1],
    location: texts[2],
    profiles: [{ network: 'Site', username: 'click', url: 'javascript:alert(3)' }],
    summary: [{ para: 'See https://example.org/"onclick="alert(4) or javascript:alert(5).' }],
  });
  await goTo(page, 'Page');
  await name(page, texts[0]).waitFor();
  for (const text of texts) await sheets(page).getByText(text, { exact: true }).waitFor();
  const links = await sheets(page).getByRole('link').evaluateAll((all) => all.map((link) => link.outerHTML.match(/href="(.*?)"/)[1]));
  assert.deepEqual(links, ['https://example.org/&quot;onclick=&quot;alert(4)']);
  assert.ok((await inPrint(page)).text.includes(texts[2]));
  assert.deepEqual(dialogs, []);
});

scenario('a resume in Arabic is mirrored', {}, async (page) => {
  await openResume(page, {
    id: 'layla',
    name: 'ليلى خالد',
    skills: [{ title: 'تصميم الأنظمة', rating: 'خبيرة' }],
    summary: [{ para: 'مهندسة برمجيات بخبرة أحد عشر عامًا.' }],
  });
  await goTo(page, 'Page');
  await choose(page, 'Sidebar');
  const [skills, summary] = await Promise.all(['Skills', 'Summary'].map(async (heading) => {
    const box = await sheets(page).getByRole('heading', { name: heading }).boundingBox();
    return box.x;
  }));
  assert.ok(skills > summary, `Skills at ${skills}, Summary at ${summary}`);
});

for (const width of [320, NARROW.width]) {
  scenario(`long words and many entries fit into a window of ${width} pixels`, { viewport: { width, height: 700 } }, async (page, { context }) => {
    await makeCheckable(page, context);
    const past = Array.from({ length: 40 }, (_, index) => ({
      role: `Role ${index}, ${'x'.repeat(index * 5)}`,
      duration: `${1980 + index}`,
      description: [{ li: 'Recorded for film and television.' }, { li: `https://example.org/${'path/'.repeat(index)}` }],
    }));
    await openResume(page, { id: 'long', name: 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrente'.repeat(3), experience: { past } });
    await goTo(page, 'Page');
    for (const design of DESIGNS) {
      await choose(page, design);
      await eventually(async () => assert.ok((await pages(page)) > 2));
      for (const paper of ['A4', 'Letter']) {
        await choose(page, paper);
        assert.equal((await printed(page)).pages, await pages(page), `${design} on ${paper}`);
      }
      await isSound(page, design);
    }
  });
}
