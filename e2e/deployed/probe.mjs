// The check of AWS's behavior, deployed into the emulator and run from the page. The emulator is another implementation: where its
// responses are not those that the engine predicts is listed here, so that a change is seen.

import assert from 'node:assert/strict';

import { button, eventually, goTo } from '../lib/form.mjs';
import { downloaded, scenario } from '../lib/scenario.mjs';
import { allow, deployed } from './stacks.mjs';

/** The cases whose responses differ, in their order. */
const DIFFERENT = `
  mock-body block-in-itself block-new-each-level block-quoted loop-long loop-properties conditions directives spaces texts
  java-version class-names collections escape-empty escape-values escape-characters encodings url-broken json-missing json-numbers
  json-texts json-spaces body-lenient body-text body-empty params-case params-query method-variables context-keys header-remapped
  accept-chosen accept-list accept-first selection-part selection-several own-put-request own-put-request-in-a-response
  own-get-request own-get-response own-list-request own-list-response own-delete-request
`.trim().split(/\s+/);

/** Those whose responses the browser hides: the emulator sends no headers with the gateway's own responses. */
const HIDDEN = `
  loop-over-others references numbers parse-json path-filters paths mock-lenient type-with-charset model-lenient model-errors
`.trim().split(/\s+/);

// A response other than 200 is a line of the page's console, and one that the browser hides is another.
scenario('the check is deployed and run, and the differences are the known ones', { allow, expected: [/status of 4\d\d|status of 500/, /CORS policy/, /ERR_FAILED/] }, async (page) => {
  await goTo(page, 'Stack');
  await page.getByRole('heading', { name: "Check AWS's behavior" }).click();
  const { text } = await downloaded(page, () => button(page, 'Download check template').click());
  const { url, outputs } = await deployed('check', text);
  assert.match(outputs.CheckUrl, /^https:.*\/probe\/$/);
  await page.getByLabel('URL of the check').fill(url);
  await button(page, 'Run the check').click();
  const summary = page.locator('.check-summary');
  await eventually(async () => assert.match(await summary.innerText(), /as predicted/), 120);
  const recording = await downloaded(page, () => button(page, 'Save recording').click());
  const [head, ...cases] = recording.text.trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(cases.length, head.cases);
  assert.deepEqual(cases.filter((one) => one.answered && !one.same).map((one) => one.name), DIFFERENT);
  assert.deepEqual(cases.filter((one) => !one.answered).map((one) => one.name), HIDDEN);
});
