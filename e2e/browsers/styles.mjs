// The style sheets: what a browser does not know in them, it drops without a word.

import assert from 'node:assert/strict';

/** The declarations in style sheets that the browser drops. It runs in the page; variables have their values of the whole page. */
function dropped(sheets) {
  const root = getComputedStyle(document.documentElement);
  const resolved = (value) => {
    for (let depth = 0; depth < 5 && value.includes('var('); depth += 1) {
      value = value.replace(/var\((--[\w-]+)\)/g, (whole, name) => root.getPropertyValue(name).trim() || whole);
    }
    return value;
  };
  const found = new Set();
  for (const [, block] of sheets.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/\{([^{}]*)\}/g)) {
    for (const line of block.split(';')) {
      const at = line.indexOf(':');
      const [property, value] = [line.slice(0, at).trim(), resolved(line.slice(at + 1).replace('!important', '').trim())];
      // A variable of a part of the page has no value here.
      if (at < 0 || property.startsWith('--') || value.includes('var(')) continue;
      if (!CSS.supports(property, value)) found.add(`${property}: ${value}`);
    }
  }
  return [...found];
}

/** `unknown` are the properties that the browser lacks, each with what the page is like without it. */
export function styles(scenario, unknown) {
  scenario('no part of the style sheets is dropped, but for the listed ones', {}, async (page, { host }) => {
    const addresses = await page.evaluate(() => {
      const { restCss } = document.getElementById('program').dataset;
      const all = [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href);
      return [...new Set([...all, new URL(restCss, document.baseURI).href])];
    });
    assert.ok(addresses.length > 0 && addresses.every((address) => address.startsWith(host.url)));
    const sheets = await Promise.all(addresses.map(async (address) => (await fetch(address)).text()));
    const lost = await page.evaluate(dropped, sheets.join('\n'));
    // Of @page: not a property.
    assert.deepEqual(lost.filter((line) => !/^size: /.test(line) && !Object.keys(unknown).some((name) => line.startsWith(`${name}: `))), []);
  });
}
