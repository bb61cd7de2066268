// How much memory the page and its engine have after an hour's worth of edits, one a second, without a reload: it should level off.

import { button, field, goTo, loadSample, previewed, region, saveButton } from '../lib/form.mjs';
import { engineMegabytes, keepMemory, megabytes } from '../lib/memory.mjs';
import { LINES, serve } from './line.mjs';

const EDITS = 3_600;
/** So often the memory is looked at. */
const PARTS = 6;

/** What a person does again and again: of each number of edits, one. */
const EDIT = [
  [300, async (page) => { await goTo(page, 'Templates'); await goTo(page, 'Stack'); await goTo(page, 'Resume'); }],
  [100, async (page) => { await saveButton(page).first().click(); await goTo(page, 'API'); await goTo(page, 'Resume'); }],
  [20, async (page) => { await button(page, 'Add skill').click(); }],
  [21, async (page) => { await button(page, 'Remove skill 1').click(); }],
  [5, async (page) => { await page.keyboard.press('Control+z'); }],
  [1, async (page, number) => {
    const input = field(region(page, 'Basics'), number % 2 ? 'Name' : 'Title');
    await input.focus();
    await page.keyboard.press('End');
    // Half of the keys take the others' letters away: the resume does not grow, nor do its undo steps.
    await page.keyboard.press(number & 2 ? 'a' : 'Backspace');
  }],
];

/** Prints the memory after each part of the edits. */
export async function memory(browser, all) {
  const host = await serve(all, LINES.none);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, serviceWorkers: 'block' });
  try {
    await keepMemory(context);
    const page = await context.newPage();
    await page.goto(host.url);
    await loadSample(page);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const look = async () => {
      await previewed(page);
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1_048_576;
      return `program ${await megabytes(page)} MB, engine ${await engineMegabytes(page)} MB, JavaScript ${heap.toFixed(1)} MB`;
    };
    console.log(`memory after edits, without a reload:\n  none: ${await look()}`);
    for (let number = 1; number <= EDITS; number += 1) {
      const [, edit] = EDIT.find(([often]) => number % often === 0);
      await edit(page, number);
      if (number % (EDITS / PARTS) === 0) console.log(`  ${number}: ${await look()}`);
    }
  } finally {
    await context.close();
    await host.close();
  }
}
