// The worker of the console's engine.

import assert from 'node:assert/strict';

import { eventually } from './form.mjs';

/** The worker, once it is there. */
export const engine = (page) => eventually(async () => {
  const [worker] = page.workers();
  assert.ok(worker);
  return worker;
});

/** Has the engines of pages that are opened or loaded again from now on run `script` before they start. */
export async function beforeEngine(context, script) {
  await context.route(/\/worker(-[0-9a-f]+)?\.js$/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    assert.ok(text.includes('engine.default('));
    await route.fulfill({ response, body: `(${script})();\n${text}` });
  });
}
