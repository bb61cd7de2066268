// Defects of a page that a program can detect: parts that overflow, colours that can't be read, fields without a name.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { NARROW, WIDE, scenario } from './scenario.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The widths at which every view is looked at. */
export const WIDTHS = { wide: WIDE, narrow: NARROW };

/** A test at each width, light and dark: `body` also gets what these are called, such as `narrow dark`, and the width. */
export function looks(name, widths, options, body) {
  for (const [width, viewport] of Object.entries(widths)) {
    for (const colorScheme of ['light', 'dark']) {
      scenario(`${name}, ${width} and ${colorScheme}`, { ...options, viewport, colorScheme }, (page, tools) =>
        body(page, { ...tools, width, look: `${width} ${colorScheme}` }),
      );
    }
  }
}

/**
 * Reloads the page with the checker in it, for `isSound`. By the browser's own way in: the page's policy lets no script in from
 * elsewhere, and should not. Nothing moves, so that no colour is checked half-way to another.
 */
export async function makeCheckable(page, context) {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await context.addInitScript({ path: axe });
  await page.reload();
}

/**
 * Nothing makes the page scroll sideways, and it keeps the rules of WCAG 2.2, A and AA, that a program can check. With forced colours
 * the checker takes the page's own for those that the browser draws: then contrast is not checked.
 */
export async function isSound(page, view = 'the page', forcedColors = false) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= window, `${view} is ${content} wide in a window of ${window}`);
  const found = await page.evaluate(async (forcedColors) => {
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await globalThis.axe.run(document, { runOnly: rules, rules: { 'color-contrast': { enabled: !forcedColors } } });
    // The size of a link on a printed page is that of its text: the exception `Essential` of 2.5.8.
    const isPrint = ({ target: [selector] }) => document.querySelector(selector)?.closest('[aria-label="Pages of the resume"]');
    const found = violations.map(({ id, nodes }) => ({ id, nodes: id === 'target-size' ? nodes.filter((node) => !isPrint(node)) : nodes }));
    return found.filter(({ nodes }) => nodes.length > 0).map(({ id, nodes }) => `${id}: ${nodes.slice(0, 5).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, forcedColors);
  assert.deepEqual(found, [], view);
}
