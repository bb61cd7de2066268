// How fast the page is, in a real Chromium, and its engine beside others: `cargo xtask bench`. It prints figures and fails for none: what
// they are worth depends on the machine, so that what can be is compared with a bare page, or with other engines, in the same run.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { launch } from '../lib/browser.mjs';
import { engine } from './engine.mjs';
import { LINES, files, serve } from './line.mjs';
import { memory } from './memory.mjs';
import { native } from './native.mjs';

const ROUNDS = 5;
/** How much slower the page's processor is. Workers keep their own speed. */
const SLOWER = 4;

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];
const share = (all, part) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))];

/** Times of a start: when the form is there, when its preview is, and how far the layout moved. */
async function start(browser, all, line) {
  const host = await serve(all, line);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(() => {
      window.times = { shift: 0 };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.times.shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      const look = () => {
        const name = document.querySelector('#basics-name');
        if (name && !window.times.form) {
          window.times.form = performance.now();
          // Before anything is entered there is no preview.
          name.value = 'Ada';
          name.dispatchEvent(new Event('input', { bubbles: true }));
        }
        if (document.querySelector('.preview code')?.textContent.includes('TableName')) window.times.preview ??= performance.now();
        if (!window.times.preview) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(host.url);
    await page.waitForFunction(() => window.times.preview, undefined, { timeout: 60_000 });
    // The style sheet of the rest must not move anything either.
    await page.waitForFunction(() => document.styleSheets.length > 1, undefined, { timeout: 60_000 });
    await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
    return await page.evaluate(() => window.times);
  } finally {
    await context.close();
    await host.close();
  }
}

/** The time from each key to the next picture, as the browser measures it (in steps of 8 ms), and the long tasks meanwhile. */
async function keys(page, field, count) {
  await page.evaluate(() => {
    window.keys = [];
    window.long = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') window.keys.push(duration);
    }).observe({ type: 'event', durationThreshold: 0 });
    new PerformanceObserver((list) => window.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
  await field.focus();
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('a');
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(500);
  return page.evaluate(() => ({ keys: window.keys, long: window.long }));
}

/** A resume of about so many bytes as JSON. */
function resume(bytes) {
  const summary = Array.from({ length: Math.ceil(bytes / 120) }, (_, n) => ({ para: `${n} ${'word '.repeat(20)}` }));
  return JSON.stringify({ id: 'large', name: 'Ada', summary });
}

async function typing(browser, all, bytes, count) {
  const host = await serve(all, LINES.none);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, serviceWorkers: 'block' });
  try {
    const bare = await context.newPage();
    await bare.setContent('<textarea></textarea>');
    const floor = await keys(bare, bare.locator('textarea'), count);
    await bare.close();
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator('#basics-name').waitFor();
    const buffer = Buffer.from(resume(bytes));
    await page.getByLabel('Open file').setInputFiles({ name: 'large.json', mimeType: 'application/json', buffer });
    await page.waitForFunction(() => document.querySelector('.preview code')?.textContent.includes('word'), undefined, { timeout: 60_000 });
    await page.waitForTimeout(1_000);
    const own = await keys(page, page.locator('#basics-name'), count);
    return { floor, own };
  } finally {
    await context.close();
    await host.close();
  }
}

const wanted = process.argv.slice(2);
/** The folder in which `cargo xtask bench` has left the engine's part of it. */
const program = process.env.PAGE_BENCH;
const runs = (part) => wanted.length === 0 || wanted.includes(part);
const example = ['engine', 'native'].some(runs) && await readFile(path.join(program, 'example.json'), 'utf8');
if (runs('native')) await native(example);
if (['start', 'keys', 'engine', 'memory'].some(runs)) {
  const browser = await launch();
  try {
    await inPage(browser, await files());
  } finally {
    await browser.close();
  }
}

/** Measures what is in the page. */
async function inPage(browser, all) {
  if (runs('start')) {
    console.log(`first visit, median of ${ROUNDS}, processor ${SLOWER} times slower:`);
    for (const [name, line] of Object.entries(LINES).filter(([name]) => name !== 'none')) {
      const times = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push(await start(browser, all, line));
      const form = median(times.map((one) => one.form));
      const preview = median(times.map((one) => one.preview - one.form));
      const shift = Math.max(...times.map((one) => one.shift));
      console.log(`  ${name} line (${line.bits / 1e6} Mbit/s, ${line.delay} ms): form after ${(form / 1000).toFixed(2)} s, first preview ${(preview / 1000).toFixed(2)} s later, layout shift ${shift.toFixed(3)}`);
    }
  }
  if (runs('keys')) {
    console.log('from a key to the next picture, in ms (a bare text area in the same run / the form):');
    for (const [name, bytes, count] of [['4 KB', 4_000, 60], ['390 KB', 390_000, 30]]) {
      const { floor, own } = await typing(browser, all, bytes, count);
      // The browser lists no key that took less than 16 ms.
      const figures = (of) => `${of(floor.keys) ?? 'under 16'} / ${of(own.keys) ?? 'under 16'}`;
      console.log(`  ${name}: median ${figures(median)}, 95th percentile ${figures((all) => share(all, 0.95))}, tasks over 50 ms: ${own.long.length}${own.long.length ? ` (the longest ${Math.round(Math.max(...own.long))} ms)` : ''}`);
    }
  }
  if (runs('engine')) await engine(browser, all, program, example);
  if (runs('memory')) await memory(browser, all);
}
