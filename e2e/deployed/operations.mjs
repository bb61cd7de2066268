// A stack that lists and deletes, with versions: an implementation of mapping templates and of DynamoDB that is not ours.

import assert from 'node:assert/strict';

import { button, eventually, field, goTo, region, result } from '../lib/form.mjs';
import { scenario } from '../lib/scenario.mjs';
import { connect } from './connect.mjs';
import { allow, deployed, itemOf, keyOf } from './stacks.mjs';
import { template } from './template.mjs';

const STRANGE = 'a"b\\c\'d é😀\u2028&x=1+${x}#end';
const options = ['--list-resumes', 'on', '--delete-resumes', 'on', '--lost-update-protection', 'on'];

async function stack() {
  return deployed('operations', await template(...options));
}

async function called(method, path, query, body) {
  const { url } = await stack();
  const address = new URL(path, url);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers = { 'Content-Type': 'application/json', 'x-api-key': await keyOf(await stack()) };
  const response = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text), text, version: response.headers.get('Resume-Version') };
}

scenario('a deployed stack lists its resumes in pages, and deletes the version that is known', { allow }, async () => {
  const resumes = [
    { id: 'ada', name: 'Ada "L" O\'Neil', title: 'x\\y' },
    { id: STRANGE, name: 12.5, title: ['a'] },
    { id: 'cyd', name: true },
  ];
  const versions = {};
  for (const resume of resumes) {
    const { status, version } = await called('POST', '', {}, resume);
    assert.equal(status, 200);
    versions[resume.id] = version;
  }
  const found = [];
  let next;
  do {
    const { status, body, text } = await called('GET', 'resumes', { limit: '2', ...(next && { next }) });
    assert.equal(status, 200, text);
    found.push(...body.resumes);
    ({ next } = body);
  } while (next);
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  const shown = [
    { id: 'ada', name: 'Ada "L" O\'Neil', title: 'x\\y', version: versions.ada },
    { id: STRANGE, name: 12.5, title: null, version: versions[STRANGE] },
    { id: 'cyd', name: true, title: null, version: versions.cyd },
  ];
  assert.deepEqual(found.sort(byId), shown.sort(byId));

  assert.equal((await called('DELETE', '', { id: STRANGE, version: versions[STRANGE] })).status, 200);
  assert.equal(await itemOf(await stack(), STRANGE), undefined);
  assert.equal((await called('DELETE', '', { id: STRANGE, version: '*' })).status, 404);
  assert.equal((await called('DELETE', '', { id: 'cyd', version: '*' })).status, 200);
  assert.ok(await itemOf(await stack(), 'ada'));
});

scenario('the console lists and deletes at a deployed stack', { allow, expected: [/status of 404/] }, async (page) => {
  const resume = { id: 'seen and deleted', name: 'Ada' };
  assert.equal((await called('POST', '', {}, resume)).status, 200);
  await goTo(page, 'Stack');
  for (const name of ['List resumes (GET /resumes)', 'Delete resumes (DELETE)']) {
    await page.getByRole('switch', { name, exact: true }).check();
  }
  await connect(page, await stack(), await keyOf(await stack()));
  await goTo(page, 'API');
  await button(region(page, 'Stored resumes'), 'List resumes').click();
  await eventually(async () => assert.match(await result(page), /Listed \d+ resume/), 30);
  await button(page, `Delete ${resume.id}`).click();
  await button(page.getByRole('dialog'), `Delete ${resume.id}`).click();
  await eventually(async () => assert.match(await result(page), /Deleted seen and deleted/), 30);
  assert.equal(await itemOf(await stack(), resume.id), undefined);
  await field(page, 'Another ID').fill(resume.id);
  await button(page, 'Load this ID').click();
  await eventually(async () => assert.match(await result(page), /There is no resume with the ID/), 30);
});
