// The connection to a deployed API: its settings, the key, and the page's messages for rejected requests. The API here is
// a server of a few lines; `deployed.test.mjs` does the same against an emulator of AWS.

import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import { createServer } from 'node:http';

import { connect } from '../deployed/connect.mjs';
import { button, eventually, field, goTo, loadSample, region, result, saveButton } from '../lib/form.mjs';
import { scenario, shoot, useConsole } from '../lib/scenario.mjs';

const KEY = 'a-key-of-twenty-and-more-letters';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };

let server;
let stack;
/** Gives `[status, headers, body]` to a request. */
let answer;
let requests;

before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ method: request.method, headers: request.headers, url: request.url });
    const [status, headers, body] = answer(request, Buffer.concat(chunks).toString('utf8'));
    response.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/prod/`;
  stack = { url, outputs: { TableName: 'resume-Table-1', ApiKeyId: 'a1b2c3d4e5' } };
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
const sent = (method) => requests.filter((request) => request.method === method);
const stored = (page) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

/** What an API with a protected POST answers. */
function protectedApi({ method, headers }) {
  if (method === 'OPTIONS') return [204, { ...CORS, 'Access-Control-Allow-Headers': 'content-type,x-api-key' }];
  if (headers['x-api-key'] === KEY) return [200, CORS, {}];
  return [403, CORS, { message: 'Forbidden' }];
}

scenario('pasted outputs fill in the connection, and missing ones are reported', {}, async (page) => {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  const outputs = field(page, 'Stack outputs');
  await outputs.fill('ResumeStack.APIUrl = https://abc.execute-api.eu-west-1.amazonaws.com/prod/');
  await eventually(async () => assert.match(await result(page), /TableName is missing/));
  assert.match(await field(page, 'API URL').inputValue(), /^https:\/\/abc\./);
  await outputs.fill('Stack with id x does not exist');
  await eventually(async () => assert.match(await result(page), /No APIUrl or TableName found/));
  await outputs.fill('APIUrl\thttps://abc.execute-api.eu-west-1.amazonaws.com/prod/\nTableName\tresumes\nApiKeyId\tk1');
  await eventually(async () => assert.equal(await field(page, 'Table name').inputValue(), 'resumes'));
  assert.equal(await outputs.inputValue(), '');
  assert.match(await result(page), /filled in/);
  await page.getByText('get-api-key --api-key k1').waitFor();
});

scenario('a key is sent, and not stored unless the user chooses so', { allow, expected: [/status of 403/] }, async (page) => {
  answer = protectedApi;
  await loadSample(page);
  await connect(page, stack);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /requires an API key/));
  await page.getByRole('link', { name: 'Enter the API key' }).click();
  const key = field(page, 'API key');
  assert.equal(await key.getAttribute('type'), 'password');
  await key.fill('wrong');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /rejected this API key/));
  await key.fill(KEY);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as mira-okafor/));
  assert.equal(sent('POST').at(-1).headers['x-api-key'], KEY);
  // Neither in storage nor among the calls.
  assert.doesNotMatch(await stored(page), new RegExp(KEY));
  assert.doesNotMatch(await region(page, 'History').textContent(), new RegExp(KEY));

  await page.getByRole('checkbox', { name: 'Remember the key on this device' }).check();
  await eventually(async () => assert.match(await stored(page), new RegExp(KEY)));
  await page.reload();
  assert.equal(await field(page, 'API key').inputValue(), KEY);
  // The key of one API goes to no other API.
  await field(page, 'API URL').fill('https://other.example/prod/');
  await field(page, 'API URL').blur();
  await eventually(async () => assert.equal(await field(page, 'API key').inputValue(), ''));
  assert.doesNotMatch(await stored(page), new RegExp(KEY));
});

scenario('a load sends the key only if the API requires it', { allow, expected: [/status of 403/] }, async (page) => {
  answer = (request) => (request.method === 'GET' && request.headers['x-api-key'] ? [200, CORS, { id: 'ada', name: 'Ada' }] : protectedApi(request));
  await connect(page, stack, KEY);
  await goTo(page, 'API');
  await field(page, "Another ID").fill('ada');
  await button(page, 'Load this ID').click();
  await eventually(async () => assert.match(await result(page), /Loaded ada/));
  assert.deepEqual(sent('GET').map(({ headers }) => headers['x-api-key']), [undefined, KEY]);
  await button(page, 'Load this ID').click();
  await eventually(async () => assert.equal(sent('GET').length, 3));
  assert.equal(sent('GET')[2].headers['x-api-key'], KEY);
});

scenario(
  'a response that the browser hides is reported, with the call as a command',
  { allow, expected: [/blocked by CORS policy/, /net::ERR_FAILED/, /status of 429/] },
  async (page, { context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    answer = () => [429, { 'Content-Type': 'application/json' }, { message: 'Too Many Requests' }];
    await loadSample(page);
    await connect(page, stack, KEY);
    await saveButton(page).click();
    await eventually(async () => assert.match(await result(page), /Blocked by CORS/));
    assert.deepEqual(sent('POST'), []);
    await shoot(page, 'no answer');
    await button(page, 'Copy as curl').first().click();
    const command = await eventually(async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, /^curl -i /);
      return text;
    });
    assert.ok(command.includes(`'${stack.url}?tablename=resume-Table-1'`), command);
    assert.match(command, /-H "x-api-key: \$API_KEY"/);
    assert.doesNotMatch(command, new RegExp(KEY));
    await goTo(page, 'API');
    await button(page, 'Copy as curl with the key').click();
    await eventually(async () => assert.match(await page.evaluate(() => navigator.clipboard.readText()), new RegExp(KEY)));
  },
);

/** An API that stores one resume with a version, as the template with lost-update protection does. */
function versionedApi() {
  let version = 0;
  let resume = null;
  const headers = () => ({ ...CORS, 'Access-Control-Expose-Headers': 'Resume-Version', 'Resume-Version': `v${version}` });
  const api = ({ method, url }, body) => {
    if (method === 'OPTIONS') return [204, { ...CORS, 'Access-Control-Allow-Headers': 'content-type' }];
    if (method === 'GET') return resume ? [200, headers(), resume] : [404, CORS, { message: 'There is no resume with this id.' }];
    const named = new URL(url, 'http://localhost').searchParams.get('version');
    if (named !== '*' && (named ?? null) !== (resume && `v${version}`)) {
      return [409, CORS, { message: 'The conditional request failed', type: 'ConditionalCheckFailedException' }];
    }
    api.put(JSON.parse(body));
    return [200, headers(), {}];
  };
  api.put = (next) => {
    version += 1;
    resume = next;
  };
  api.stored = () => resume;
  return api;
}

scenario('two saves of one resume: nothing is lost, and there are three choices', { allow, expected: [/status of 409/] }, async (page) => {
  const api = versionedApi();
  answer = api;
  const name = field(region(page, 'Basics'), 'Name');
  const close = () => button(page, 'Close the result').click();
  await loadSample(page);
  await connect(page, stack);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  // The version of a save is the one that the next save names, also after a reload.
  await page.reload();
  await name.fill('Ours');
  await saveButton(page).click();
  await eventually(() => assert.equal(api.stored().name, 'Ours'));
  await close();

  api.put({ ...api.stored(), name: 'Theirs' });
  await name.fill('Ours, too');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /was saved elsewhere/));
  await eventually(async () => assert.match(await result(page), /"Ours, too"[\s\S]*"Theirs"/));
  await shoot(page, 'conflict');
  assert.equal(api.stored().name, 'Theirs');
  assert.equal(await name.inputValue(), 'Ours, too');

  // First choice: keep editing, and get the conflict again.
  await button(page, 'Keep editing').click();
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /was saved elsewhere/));
  // Second: load theirs, which can be undone; the next save then names their version.
  await button(page, 'Load theirs').click();
  await eventually(async () => assert.equal(await name.inputValue(), 'Theirs'));
  await button(page, 'Undo this').click();
  await eventually(async () => assert.equal(await name.inputValue(), 'Ours, too'));
  await saveButton(page).click();
  await eventually(() => assert.equal(api.stored().name, 'Ours, too'));

  // Third: overwrite theirs on purpose.
  await close();
  api.put({ ...api.stored(), name: 'Theirs again' });
  await name.fill('Ours again');
  await saveButton(page).click();
  await button(page, 'Overwrite theirs').click();
  await eventually(() => assert.equal(api.stored().name, 'Ours again'));
  // From there on the version is known again.
  await name.fill('Ours at last');
  await saveButton(page).click();
  await eventually(() => assert.equal(api.stored().name, 'Ours at last'));
});

scenario('a resume that this tab has not loaded is not overwritten', { allow, expected: [/status of 409/] }, async (page) => {
  const api = versionedApi();
  api.put({ id: 'mira-okafor', name: 'Theirs' });
  answer = api;
  await loadSample(page);
  await connect(page, stack);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /A resume with the ID mira-okafor already exists/));
  assert.equal(api.stored().name, 'Theirs');
});
