// Leaving a view while one of its elements has the focus: the browser's late events for that element must not reach a
// disposed view. Each focusable element of each view is used as far as that is harmless, and then the browser goes back.

import assert from 'node:assert/strict';

import { eventually, field, goTo, loadButton, loadSample, region, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const FOCUSABLE = ['a[href]', 'button', 'input', 'textarea', 'summary', '[tabindex="0"]']
  .map((one) => `main ${one}, dialog[open] ${one}`)
  .join(', ');

/** What a view offers to use: the elements, each by its place among all of them. */
async function focusables(page) {
  return page.evaluate((selector) => {
    const all = [...document.querySelectorAll(selector)];
    const describe = (element) =>
      element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent?.trim() ?? element.textContent.trim().slice(0, 40);
    return all
      .map((element, place) => ({
        place,
        what: `${element.localName} ${element.type ?? ''} “${describe(element)}”`,
        type: element.type ?? element.localName,
        isShown: element.checkVisibility({ visibilityProperty: true }) && !element.disabled,
      }))
      .filter(({ isShown, type }) => isShown && type !== 'file');
  }, FOCUSABLE);
}

/** Uses an element as a person does, without leaving it. */
async function use(page, { place, type }) {
  const element = page.locator(FOCUSABLE).nth(place);
  // An earlier choice has removed it from the page: nothing to wait for.
  if ((await element.count()) === 0) return;
  await element.focus();
  if (['text', 'password', 'textarea'].includes(type)) {
    await page.keyboard.type('x1');
  } else if (['checkbox', 'radio'].includes(type)) {
    await page.keyboard.press('Space');
  } else {
    await page.keyboard.press('ArrowDown');
  }
}

/** Goes back, which moves no focus, and waits for the other view. */
async function back(page) {
  await page.evaluate(() => new Promise((resolve) => {
    window.addEventListener('popstate', () => requestAnimationFrame(() => setTimeout(resolve)), { once: true });
    history.back();
  }));
}

/** Goes to a view by its address, and waits for it. */
async function show(page, view) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${view.toLowerCase()}`);
  await page.getByRole('heading', { level: 1, name: view }).waitFor();
}

async function isWell(page, what) {
  assert.ok(await page.locator('#failure').isHidden(), `the console stopped: ${what}`);
}

/** Each view, and how it is made to show all that it has. */
const VIEWS = {
  Resume: {
    start: 'API',
    each: (page) => page.getByRole('group', { name: 'Edit as' }).getByRole('radio', { name: 'Form' }).check(),
    prepare: async (page) => {
      await loadSample(page);
      await page.locator('summary').evaluateAll((all) => all.forEach((one) => one.parentElement.setAttribute('open', '')));
    },
  },
  'API, local': {
    view: 'API',
    prepare: async (page) => {
      await saveButton(page).click();
      await page.getByText('Saved as mira-okafor').last().waitFor();
    },
  },
  'API, deployed': {
    view: 'API',
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'Deployed' }).check();
      await field(page, 'Table name').waitFor();
    },
  },
  'API, asking for an ID': {
    view: 'API',
    each: async (page) => {
      await loadButton(page).click();
      await page.getByRole('dialog').waitFor();
    },
    prepare: async (page) => {
      await goTo(page, 'Resume');
      await field(region(page, 'Basics'), 'ID').fill('');
      await goTo(page, 'API');
    },
  },
  Page: { prepare: async () => {} },
  Templates: { prepare: async () => {} },
  Stack: { prepare: async () => {} },
  'Stack, all options': {
    view: 'Stack',
    prepare: async (page) => {
      const switches = page.getByRole('switch');
      // Some bring others with them.
      for (let number = 0; number < (await switches.count()); number += 1) {
        if (!(await switches.nth(number).isChecked())) await switches.nth(number).click();
      }
    },
  },
};

let tried = 0;

for (const [name, { view = name, start = 'Resume', prepare, each }] of Object.entries(VIEWS)) {
  scenario(`${name}: the focused element does not break leaving the view`, {}, async (page) => {
    page.setDefaultTimeout(20_000);
    await loadSample(page);
    await goTo(page, start);
    await goTo(page, view);
    await prepare(page);
    await each?.(page);
    const all = await focusables(page);
    assert.ok(all.length > (each ? 2 : 5), `${all.length} focusable elements`);
    for (const element of all) {
      await show(page, view);
      if (each && !(await page.getByRole('dialog').isVisible())) await each(page);
      await use(page, element).catch((error) => {
        // An earlier choice has removed it from the page.
        if (!/Timeout|not visible|detached/.test(error.message)) throw error;
      });
      await back(page);
      await isWell(page, element.what);
      tried += 1;
    }
    await isWell(page, name);
    // It still responds.
    await page.keyboard.press('Escape');
    await goTo(page, 'Resume');
    await field(region(page, 'Basics'), 'Name').fill('Still here');
    await eventually(async () => assert.match(await region(page, 'Preview').locator('code').first().textContent(), /Still here/));
    console.log(`${name}: ${all.length} focusable elements, ${tried} with the views before it`);
  });
}

scenario('a typed URL counts as entered when the view is left', {}, async (page) => {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'API URL').fill('https://a.example/prod/');
  await field(page, 'API key').fill('the-key-of-a');
  await field(page, 'API URL').fill('https://b.example/prod/');
  await back(page);
  await isWell(page, 'API URL');
  await goTo(page, 'API');
  assert.equal(await field(page, 'API URL').inputValue(), 'https://b.example/prod/');
  assert.equal(await field(page, 'API key').inputValue(), '', 'the key is that of the other API');
});
