// `cargo xtask first-visit`: which functions of the two programs run at a first visit, and at a second.
//
//   node e2e/first-visit/run.mjs FOLDER
//
// FOLDER holds a whole console (not split) whose programs note what runs: each exports a global `run N` for function N. Beside each
// program, the numbers of the functions that ran are written into a file of its name and `.ran`.

import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { launch } from '../lib/browser.mjs';
import { button, draftSaved, field, loadSample, region } from '../lib/form.mjs';
import { NARROW, WIDE } from '../lib/scenario.mjs';
import { serve } from '../lib/server.mjs';

const [folder] = process.argv.slice(2);
const ENGINE = 'engine_bg.wasm';
const names = await readdir(folder);
const console_ = names.find((name) => /^resume-console-.*_bg\.wasm$/.test(name));

// What a program exports is to be read here; the files were changed, so that their digests do not fit.
await change('index.html', (text) => text.replace(/ integrity=("[^"]*"|[^\s>]+)/g, ''));
await change(names.find((name) => /^start-.*\.js$/.test(name)), (text) => text.replace(/(const exports = await .*);/, '$1; globalThis.traced = exports;'));
await change('worker.js', (text) => text.replace(/(const exports = await .*);/, `$1; globalThis.traced = exports; (${keepEngineRestAway})();`));

async function change(name, edit) {
  const file = path.join(folder, name);
  const text = await readFile(file, 'utf8');
  const changed = edit(text);
  if (changed === text) throw new Error(`${name} is not as this script expects`);
  await writeFile(file, changed);
}

/** The numbers of the functions that have run. */
const marks = () => Object.entries(globalThis.traced).flatMap(([name, global]) => (name.startsWith('run ') && global.value === 1 ? [Number(name.slice(4))] : []));

const ran = { [console_]: new Set(), [ENGINE]: new Set() };

async function collect(page) {
  const programs = [[console_, page], ...page.workers().map((worker) => [ENGINE, worker])];
  for (const [name, program] of programs) {
    for (const number of await program.evaluate(marks)) ran[name].add(number);
  }
}

/** Waits for the preview of what was typed; a narrow page has it behind a button. */
async function previewed(page) {
  const preview = page.getByRole('region', { name: 'Preview', exact: true, includeHidden: true });
  await preview.and(page.locator('[aria-busy="false"]')).waitFor({ state: 'attached' });
  await page.waitForTimeout(1000);
}

/** The first minute of somebody who has never seen the console, and a visit after it. */
async function visit(page, url) {
  const basics = region(page, 'Basics');
  const name = field(basics, 'Name');
  await page.goto(url);
  await name.click();
  await page.keyboard.type('Ada Lovelace', { delay: 30 });
  await field(basics, 'ID').fill('ada');
  await previewed(page);
  await leave(page);
  await collect(page);
  await button(page, 'Add skill').click();
  await page.keyboard.type('Analysis');
  await previewed(page);
  await collect(page);
  await loadSample(page);
  await previewed(page);
  await page.keyboard.press('Tab');
  await name.fill('Another name');
  await previewed(page);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+Shift+z');
  await draftSaved(page);
  await leave(page);
  await collect(page);
  await page.reload();
  await name.click();
  await page.keyboard.type('x');
  await previewed(page);
  await draftSaved(page);
  await goElsewhere(page);
  await collect(page);
}

/** What the page does when it is left, hidden or shown again, while something is not stored yet. */
async function leave(page) {
  await page.keyboard.type('y');
  await page.evaluate(() => {
    for (const type of ['beforeunload', 'pagehide', 'pageshow']) window.dispatchEvent(new Event(type, { cancelable: true }));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await page.waitForTimeout(500);
}

/** Goes to a view whose functions are not there: attempts to load them fail, and then one takes long. */
async function goElsewhere(page) {
  const pages = page.getByRole('navigation').first();
  await pages.getByRole('link', { name: 'Stack', exact: true }).click();
  await page.getByRole('alert').getByText('This view could not be loaded').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Loading this view…').waitFor();
  await pages.getByRole('link', { name: 'Resume', exact: true }).click();
  await region(page, 'Basics').waitFor();
  await page.waitForTimeout(500);
}

/** The rest of the console can't be loaded, and is asked for again in vain. */
function keepRestAway() {
  let asked = 0;
  globalThis.loadRest = () => {
    asked += 1;
    // Once after the engine has started, once for the view.
    return asked <= 2 ? Promise.reject(new Error('not now')) : new Promise(() => {});
  };
}

/** That of the engine can't be loaded at first. */
function keepEngineRestAway() {
  let asked = 0;
  globalThis.loadRest = async () => {
    asked += 1;
    if (asked === 1) throw new Error('not now');
  };
}

const host = await serve(folder);
const browser = await launch();
try {
  for (const [viewport, colorScheme] of [[WIDE, 'light'], [NARROW, 'dark']]) {
    const context = await browser.newContext({ viewport, colorScheme });
    await context.addInitScript(keepRestAway);
    await visit(await context.newPage(), host.url);
    await context.close();
  }
} finally {
  await browser.close();
  await host.close();
}
for (const [name, numbers] of Object.entries(ran)) {
  await writeFile(path.join(folder, `${name}.ran`), [...numbers].sort((a, b) => a - b).join('\n'));
  console.log(`${name}: ${numbers.size} functions ran`);
}
