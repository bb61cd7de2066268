// The stored resumes of an API that lists and deletes: the local one, and a deployed one, which is a server of a few lines.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach } from 'node:test';

import { connect } from '../deployed/connect.mjs';
import { button, eventually, field, goTo, region, result, saveButton } from '../lib/form.mjs';
import { NARROW, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

const basics = (page) => region(page, 'Basics');
const card = (page) => region(page, 'Stored resumes');
const rows = (page) => card(page).getByRole('list', { name: 'Listed resumes' }).getByRole('listitem');
const dialog = (page, id) => page.getByRole('dialog', { name: `Delete ${id}?` });
const STRANGE = 'a"b\'c é😀&x=1';

const KEY = 'a-key-of-twenty-and-more-letters';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };
let server;
let stack;
/** Gives `[status, headers, body]` to a request. */
let answer;
let requests;

before(async () => {
  server = createServer((request, response) => {
    const { method, headers, url } = request;
    requests.push({ method, headers, url });
    const [status, more, body] = answer(request);
    response.writeHead(status, more).end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  stack = { url: `http://127.0.0.1:${server.address().port}/prod/`, outputs: { TableName: 'resume-Table-1', ApiKeyId: 'k1' } };
});

after(() => {
  server?.close();
  server?.closeAllConnections();
});

beforeEach(() => {
  requests = [];
});

useConsole();

const allow = () => [stack.url];

async function turnOn(page, ...names) {
  await goTo(page, 'Stack');
  for (const name of names) await page.getByRole('switch', { name, exact: true }).check();
}

const LIST = 'List resumes (GET /resumes)';
const DELETE = 'Delete resumes (DELETE)';

async function save(page, id, name) {
  await goTo(page, 'Resume');
  await field(basics(page), 'ID').fill(id);
  await field(basics(page), 'Name').fill(name);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
}

async function list(page, label = 'List resumes') {
  await button(card(page), label).click();
  await eventually(async () => assert.match(await result(page), /Listed \d+ resume/));
}

scenario('the local table is listed in pages, and a resume is loaded and deleted from it', {}, async (page) => {
  await save(page, 'ada', 'Ada Lovelace');
  await goTo(page, 'API');
  await page.getByRole('group', { name: 'Stored resumes' }).getByText('1 stored resume:').waitFor();
  assert.equal(await card(page).count(), 0);
  await turnOn(page, LIST, DELETE);
  await save(page, STRANGE, 'Some "body"');
  await goTo(page, 'API');
  // The list of the API shows more than the one of the table.
  assert.equal(await page.getByRole('group', { name: 'Stored resumes' }).count(), 0);
  await list(page);
  await card(page).getByText('2 stored resumes.').waitFor();
  assert.deepEqual((await rows(page).locator('strong').allTextContents()).sort(), [STRANGE, 'ada'].sort());
  await rows(page).getByText('Some "body"').waitFor();
  // The call is a part of the history.
  await page.getByText(/^GET \/resumes\?tablename=/).waitFor();
  await shoot(page, 'stored-list-light', { fullPage: true });

  await button(page, 'Load ada').click();
  await eventually(async () => assert.match(await result(page), /Loaded ada/));
  await goTo(page, 'Resume');
  assert.equal(await field(basics(page), 'Name').inputValue(), 'Ada Lovelace');
  await goTo(page, 'API');

  // Nothing is deleted without an answer to the question, which names the resume.
  await button(page, `Delete ${STRANGE}`).click();
  await dialog(page, STRANGE).getByText('of Some "body" is removed from the local table').waitFor();
  await dialog(page, STRANGE).getByText('Undo does not bring it back').waitFor();
  await shoot(page, 'stored-delete-light');
  await button(dialog(page, STRANGE), 'Cancel').click();
  await list(page, 'List again');
  assert.equal(await rows(page).count(), 2);
  await button(page, `Delete ${STRANGE}`).click();
  await button(dialog(page, STRANGE), `Delete ${STRANGE}`).click();
  await eventually(async () => assert.match(await result(page), /Deleted a"b/));
  assert.equal(await rows(page).count(), 1);
  await list(page, 'List again');
  assert.equal(await rows(page).count(), 1);

  // The resume in the form can be saved again.
  await button(page, 'Delete ada').click();
  await button(dialog(page, 'ada'), 'Delete ada').click();
  await eventually(async () => assert.match(await result(page), /Deleted ada\..*The form still holds this resume/s));
  await button(card(page), 'List again').click();
  await card(page).getByText('No stored resumes.').waitFor();
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as ada/));

  // By an ID alone, which is not there.
  await field(page, 'Another ID').fill('nobody');
  await button(page, 'Delete this ID').click();
  await button(dialog(page, 'nobody'), 'Delete nobody').click();
  await eventually(async () => assert.match(await result(page), /There is no resume with the ID nobody/));
});

scenario('a deletion does not destroy what another tab saved meanwhile', {}, async (page, { context, url }) => {
  await turnOn(page, LIST, DELETE, 'Lost-update protection');
  await save(page, 'ada', 'Ada Lovelace');
  await goTo(page, 'API');
  await list(page);
  const other = await context.newPage();
  await other.goto(`${url}#/api`);
  await field(other, 'Another ID').fill('ada');
  await button(other, 'Load this ID').click();
  await eventually(async () => assert.match(await result(other), /Loaded ada/));
  await save(other, 'ada', 'Ada King');
  await button(page, 'Delete ada').click();
  await button(dialog(page, 'ada'), 'Delete ada').click();
  await eventually(async () => assert.match(await result(page), /ada was saved elsewhere/));
  await button(page, 'Keep it').click();
  await list(page, 'List again');
  await rows(page).getByText('Ada King').waitFor();
  await button(page, 'Delete ada').click();
  await button(dialog(page, 'ada'), 'Delete ada').click();
  await eventually(async () => assert.match(await result(page), /Deleted ada/));
  await card(page).getByText('No stored resumes.').waitFor();
});

/** An API with a key that lists three resumes, two a page, and deletes. */
function listing({ method, headers, url }) {
  const { pathname, searchParams } = new URL(url, stack.url);
  if (method === 'OPTIONS') {
    return [204, { ...CORS, 'Access-Control-Allow-Headers': 'content-type,x-api-key', 'Access-Control-Allow-Methods': 'GET,POST,DELETE,OPTIONS' }];
  }
  if (headers['x-api-key'] !== KEY) return [403, CORS, { message: 'Forbidden' }];
  if (method === 'DELETE') return [200, CORS, {}];
  assert.equal(pathname, '/prod/resumes');
  const one = (id) => ({ id, name: `Name of ${id}`, title: 95 });
  const isSecond = searchParams.get('next') === STRANGE;
  return [200, CORS, isSecond ? { resumes: [one('eve')], next: null } : { resumes: [one('ada'), one(STRANGE)], next: STRANGE }];
}

scenario('a deployed API is listed with its key, page by page', { allow, viewport: NARROW, colorScheme: 'dark' }, async (page, { context }) => {
  answer = listing;
  await makeCheckable(page, context);
  await turnOn(page, LIST, DELETE);
  await connect(page, stack, KEY);
  await goTo(page, 'API');
  await list(page);
  await card(page).getByText('Page 1: 2 resumes').waitFor();
  await rows(page).getByText('Name of ada, 95').waitFor();
  await shoot(page, 'stored-list-narrow-dark', { fullPage: true });
  await isSound(page, 'the list of stored resumes');
  await button(card(page), 'Next page').click();
  await card(page).getByText('Page 2: 1 resume').waitFor();
  assert.equal(await button(card(page), 'Next page').count(), 0);
  await button(card(page), 'Previous page').click();
  await card(page).getByText('Page 1: 2 resumes').waitFor();
  await button(page, `Delete ${STRANGE}`).click();
  await dialog(page, STRANGE).getByText('the table resume-Table-1 of the deployed API').waitFor();
  await shoot(page, 'stored-delete-narrow-dark');
  await isSound(page, 'the question whether to delete');
  await button(dialog(page, STRANGE), `Delete ${STRANGE}`).click();
  await eventually(async () => assert.match(await result(page), /Deleted a"b/));
  assert.equal(await rows(page).count(), 1);
  const [deleted] = requests.filter(({ method }) => method === 'DELETE');
  assert.equal(new URL(deleted.url, stack.url).searchParams.get('id'), STRANGE);
  assert.equal(deleted.headers['x-api-key'], KEY);
  // The list is that of one connection.
  await field(page, 'Table name').fill('another');
  await eventually(async () => assert.equal(await rows(page).count(), 0));
});

const expected = [/status of 403|blocked by CORS policy|ERR_FAILED/];

scenario('a stack without the operations is named as such', { allow, expected }, async (page) => {
  answer = ({ method }) => [method === 'OPTIONS' ? 204 : 403, { ...CORS, 'Access-Control-Allow-Headers': 'content-type,x-api-key' }, { message: 'Missing Authentication Token' }];
  await connect(page, stack, KEY);
  await goTo(page, 'API');
  // Without the options, the page says where they are.
  await page.getByRole('link', { name: 'turn on these operations' }).click();
  await eventually(async () => assert.ok(await page.getByRole('switch', { name: LIST, exact: true }).evaluate((one) => one === document.activeElement)));
  await turnOn(page, LIST, DELETE);
  await goTo(page, 'API');
  await button(card(page), 'List resumes').click();
  await eventually(async () => assert.match(await result(page), /Was this stack deployed without it\? Turn on List resumes on the Stack page/));
  // Its OPTIONS does not allow DELETE, so that the browser blocks it.
  await field(page, 'Another ID').fill('ada');
  await button(page, 'Delete this ID').click();
  await button(dialog(page, 'ada'), 'Delete ada').click();
  await eventually(async () => assert.match(await result(page), /Turn on Delete resumes on the Stack page/));
  await shoot(page, 'stored-missing-light', { fullPage: true });
});
