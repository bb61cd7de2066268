// The console against a stack as the seed makes it, without an OPTIONS method: a template of that shape, and the seed's
// own synthesised one where it is available (RESUME_SHARED). Our own preset of it, too.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { eventually, field, goTo, loadButton, openResume, region, result, saveButton } from '../lib/form.mjs';
import { scenario, shoot } from '../lib/scenario.mjs';
import { root } from '../lib/place.mjs';
import { connect, requestsOf } from './connect.mjs';
import { seedLike } from './seed-like.mjs';
import { allow, deployed, itemOf } from './stacks.mjs';
import { template } from './template.mjs';

const shared = path.join(process.env.RESUME_SHARED ?? path.join(root, '..', 'shared'), 'seed', 'cdk-synth.template.json');
const synthesised = await readFile(shared, 'utf8').catch(() => null);
if (!synthesised) console.log(`${shared} is not there: only a template of its shape is deployed`);

/** Without a quotation mark, a backslash or a line end: the seed's mapping templates escape none. */
const RESUME = {
  id: 'ada of the seed',
  name: 'Ada Lovelace',
  title: 'Analyst',
  email: 'ada@example.org',
  location: 'London',
  profiles: [{ network: 'GitHub', username: 'ada', url: 'https://example.org/ada' }],
  skills: [{ title: 'Notation', score: '80', rating: 'Expert' }],
  languages: [{ language: 'English', score: '100', rating: 'Native' }],
  summary: [{ para: 'Wrote Note G.' }],
  experience: {
    current: { role: 'Analyst', from: '1842', description: [{ li: 'Annotates' }] },
    past: [{ role: 'Student', duration: '1833 - 1842', description: [{ li: 'Studied' }] }],
  },
  certificates: [{ title: 'Calculus', valid: '2030', link: 'https://example.org/c', description: 'Differential' }],
  education: [{ title: 'Tuition', valid: '1835', description: 'Mathematics' }],
};

/** The preflight that the API does not answer as the browser wants it. */
const expected = [/blocked by CORS policy/, /net::ERR_FAILED/];

const TEMPLATES = {
  'seed-like': () => seedLike,
  'seed preset': () => template('--preset', 'example'),
  ...(synthesised ? { seed: () => synthesised } : {}),
};

for (const [name, make] of Object.entries(TEMPLATES)) {
  scenario(`a resume is saved to the ${name} stack without a preflight`, { allow, expected }, async (page, { context }) => {
    const stack = await deployed(name.replace(' ', '-'), await make());
    await connect(page, stack);
    await openResume(page, RESUME);
    const seen = await requestsOf(context, page);
    await saveButton(page).click();
    await eventually(async () => assert.match(await result(page), /Saved as ada of the seed/), 30);
    // Not by the default request, and the page says so.
    assert.match(await result(page), /sent without Content-Type/);
    assert.equal((await itemOf(stack, RESUME.id)).name.S, RESUME.name);
    const posts = () => seen.filter(({ method }) => method === 'POST');
    const types = () => posts().map(({ headers }) => new Headers(headers).get('Content-Type'));
    assert.deepEqual(types(), ['application/json', null]);
    await shoot(page, `saved without a preflight to ${name}`);

    // The page remembers which request works.
    await saveButton(page).click();
    await eventually(async () => assert.equal(posts().length, 3), 30);
    assert.equal(types()[2], null);

    await field(region(page, 'Basics'), 'Name').fill('Somebody else');
    await loadButton(page).click();
    await eventually(async () => assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), RESUME.name), 30);

    // The page shows the request that was actually sent.
    await goTo(page, 'API');
    await page.locator('summary').filter({ hasText: `POST ${stack.url}` }).first().click();
    const save = page.getByRole('group', { name: 'Request', exact: true }).nth(1);
    assert.doesNotMatch(await save.textContent(), /Content-Type/i);
  });
}
