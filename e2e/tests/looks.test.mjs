// How the console looks: every view, wide and narrow, light and dark. The pictures are in e2e/out/ to be looked at; what a
// program can see of a bad page, this one checks: parts that stick out, colours that can't be read, fields without a name.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { button, eventually, goTo, loadSample, result } from '../lib/form.mjs';
import { NARROW, WIDE, scenario, shoot, useConsole } from '../lib/scenario.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

useConsole();

for (const [width, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  for (const colorScheme of ['light', 'dark']) {
    scenario(`every view is sound, ${width} and ${colorScheme}`, { viewport, colorScheme }, async (page, { context }) => {
      await loadSample(page);
      // By the browser's own way in: the page's policy lets no script in from elsewhere, and should not.
      await context.addInitScript({ path: axe });
      await page.reload();
      // With a call made, the API view has something to show.
      await button(page, 'Save to API').click();
      await eventually(async () => assert.match(await result(page), /HTTP 200/));
      await button(page, 'Close the result').first().click();
      for (const view of ['Resume', 'API', 'Stack']) {
        await goTo(page, view);
        await page.evaluate(() => document.fonts.ready);
        await shoot(page, `${view} ${width} ${colorScheme}`);
        await fits(page, view);
        await isAccessible(page, view);
      }
    });
  }
}

/** Nothing makes the page itself scroll sideways. */
async function fits(page, view) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= window, `${view} is ${content} wide in a window of ${window}`);
}

/** The rules of WCAG 2.2, A and AA, that a program can check. */
async function isAccessible(page, view) {
  const found = await page.evaluate(async () => {
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await globalThis.axe.run(document, { runOnly: rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
  assert.deepEqual(found, [], view);
}
