// Signing in at a deployed API: by a signature, which a server checks here as AWS would, or by a token. No secret is stored,
// shown or copied unless the user chooses so, or sent to another API.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach } from 'node:test';

import { connect } from '../deployed/connect.mjs';
import { button, eventually, field, goTo, loadSample, result, saveButton } from '../lib/form.mjs';
import { keptCalls } from '../lib/history.mjs';
import { NARROW, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

const ID = 'ASIAEXAMPLEEXAMPLE00';
const SECRET = 'a/secret+with/letters';
const SESSION = 'a-session-token/of+letters==';
const REGION = 'eu-west-1';
const TOKEN = 'eyJhbGciOi.the-id-token.x';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };
const ALLOWED = {
  ...CORS,
  'Access-Control-Allow-Methods': 'GET,POST,DELETE,OPTIONS',
  'Access-Control-Allow-Headers': 'content-type,authorization,x-amz-date,x-amz-content-sha256,x-amz-security-token',
};

let a;
let b;
/** Gives `[status, headers, body]` to a request with its body. */
let answer;

async function server() {
  const one = { requests: [] };
  one.server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (request.method === 'OPTIONS') return response.writeHead(204, ALLOWED).end();
    const { method, url, headers } = request;
    one.requests.push({ method, url, headers });
    const [status, given] = answer(request, body);
    response.writeHead(status, CORS).end(JSON.stringify(given));
  });
  await new Promise((resolve) => one.server.listen(0, '127.0.0.1', resolve));
  one.url = `http://127.0.0.1:${one.server.address().port}/prod/`;
  one.outputs = { TableName: 'resume-Table-1' };
  return one;
}

before(async () => {
  [a, b] = [await server(), await server()];
});

after(() => {
  for (const one of [a, b]) {
    one?.server.close();
    one?.server.closeAllConnections();
  }
});

beforeEach(() => {
  for (const one of [a, b]) one.requests.length = 0;
});

useConsole();

const allow = () => [a.url, b.url];
const hash = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** The signature that AWS computes of a request. */
function signature({ method, url, headers }, body) {
  const [, day, region, signed] = headers.authorization.match(/Credential=[^/]+\/(\d{8})\/([^/]+)\/execute-api\/aws4_request, SignedHeaders=([^,]+), /);
  const { pathname, searchParams } = new URL(url, 'http://x');
  const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = [method, pathname, query, lines, signed, hash(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/execute-api/aws4_request`, hash(canonical)].join('\n');
  const key = [day, region, 'execute-api', 'aws4_request'].reduce(hmac, `AWS4${SECRET}`);
  assert.equal(region, REGION);
  return hmac(key, toSign).toString('hex');
}

/** An API with IAM authorization of all methods but GET of a resume. */
function iam(request, body) {
  const { method, headers } = request;
  if (method === 'GET' && !request.url.includes('/resumes')) return [404, { message: 'There is no resume with this id.' }];
  if (!headers.authorization) return [403, { message: 'Missing Authentication Token' }];
  if (headers['x-amz-security-token'] !== SESSION || !headers.authorization.includes(`Credential=${ID}/`)) {
    return [403, { message: 'The security token included in the request is invalid.' }];
  }
  const is = headers.authorization.split('Signature=')[1];
  if (is !== signature(request, body)) return [403, { message: 'The request signature we calculated does not match the signature you provided.' }];
  return [200, request.url.includes('/resumes') ? { resumes: [], next: null } : {}];
}

async function enterKey(page) {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Access key' }).check();
  await field(page, 'Access key ID').fill(ID);
  await field(page, 'Secret access key').fill(SECRET);
  await field(page, 'Session token').fill(SESSION);
  await field(page, 'Region').fill(REGION);
}

/** All that the browser stores, also of the calls. */
async function stored(page) {
  const calls = await eventually(async () => {
    const kept = await keptCalls(page);
    assert.ok(kept.length > 0);
    return kept;
  });
  return JSON.stringify([calls, await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }])]);
}

/** What code prints that is run with the access key in its environment. */
async function output(program, options, code) {
  const env = { ...process.env, AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET, AWS_SESSION_TOKEN: SESSION };
  const child = spawn(program, options, { env, timeout: 30_000 });
  child.stdin.end(code);
  const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  assert.equal(problems, '');
  return out;
}

async function holdsNoSecret(page) {
  const text = `${await page.locator('body').innerText()} ${await stored(page)}`;
  for (const secret of [SECRET, SESSION, ID, TOKEN, 'Signature=']) assert.ok(!text.includes(secret), secret);
}

const iamProblems = [/status of 403/];

scenario('requests are signed with an access key, which is neither stored nor shown', { allow, expected: iamProblems }, async (page, { context }) => {
  answer = iam;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await goTo(page, 'Stack');
  for (const name of ['List resumes (GET /resumes)', 'Delete resumes (DELETE)']) await page.getByRole('switch', { name, exact: true }).check();
  await goTo(page, 'Resume');
  await loadSample(page);
  await connect(page, a);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /IAM authorization, too: then sign in/));
  await page.getByRole('link', { name: 'Go to the sign-in' }).click();
  await enterKey(page);
  await shoot(page, 'sign-in-light', { fullPage: true });
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  await button(page, 'List resumes').click();
  await eventually(async () => assert.match(await result(page), /no more stored resumes/));
  await field(page, 'Another ID').fill('a"b\'c é😀&x=1+*(!)');
  await button(page, 'Delete this ID').click();
  await page.getByRole('dialog').getByRole('button', { name: /^Delete / }).click();
  await eventually(async () => assert.match(await result(page), /Deleted a"b/));
  await holdsNoSecret(page);
  await page.getByText(/Credential=•+\/\d{8}\/eu-west-1\/execute-api/).first().waitFor();
  await button(page, 'Copy as curl').first().click();
  const command = await eventually(async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^curl/);
    return copied;
  });
  assert.match(command, /--aws-sigv4 "aws:amz:eu-west-1:execute-api"/);
  assert.match(command, /--user "\$AWS_ACCESS_KEY_ID:\$AWS_SECRET_ACCESS_KEY"/);
  for (const secret of [SECRET, SESSION, ID]) assert.ok(!command.includes(secret), secret);
  // The code signs the request anew: the server takes it.
  for (const [label, start, program, options] of [
    ['Copy as fetch', /^import/, process.execPath, ['--input-type=module', '-']],
    ['Copy as Python', /^import/, 'python3', ['-']],
  ]) {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await button(page, label).first().click();
    const code = await eventually(async () => {
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, start);
      return copied;
    });
    for (const secret of [SECRET, SESSION, ID]) assert.ok(!code.includes(secret), secret);
    assert.match(await output(program, options, code), /^200 /, label);
  }

  // Another API gets none of it.
  await field(page, 'API URL').fill(b.url);
  await field(page, 'API URL').blur();
  await saveButton(page).click();
  await eventually(() => assert.equal(b.requests.length, 1));
  assert.equal(b.requests[0].headers.authorization, undefined);
  assert.equal(b.requests[0].headers['x-amz-security-token'], undefined);
  // A reload forgets it.
  await page.reload();
  await field(page, 'API URL').fill(a.url);
  await field(page, 'API URL').blur();
  assert.ok(await page.getByRole('radio', { name: 'None', exact: true }).isChecked());
});

scenario('an access key is kept for the tab if the user chooses so', { allow }, async (page, { context, url }) => {
  answer = iam;
  await loadSample(page);
  await connect(page, a);
  await enterKey(page);
  await page.getByRole('checkbox', { name: 'Keep it until this tab is closed' }).check();
  await page.reload();
  assert.equal(await field(page, 'Secret access key').inputValue(), SECRET);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  // Another tab does not have it.
  const other = await context.newPage();
  await other.goto(`${url}#/api`);
  assert.ok(await other.getByRole('radio', { name: 'None', exact: true }).isChecked());
  assert.ok(!(await other.evaluate(() => JSON.stringify({ ...localStorage }))).includes(SECRET));
  await page.getByRole('checkbox', { name: 'Keep it until this tab is closed' }).uncheck();
  assert.ok(!(await stored(page)).includes(SECRET));
});

scenario('a wrong clock, a wrong key and a missing field are explained', { allow, expected: iamProblems, viewport: NARROW, colorScheme: 'dark' }, async (page, { context }) => {
  await makeCheckable(page, context);
  await loadSample(page);
  await connect(page, a);
  await enterKey(page);
  await isSound(page, 'the sign-in');
  await shoot(page, 'sign-in-narrow-dark', { fullPage: true });
  answer = () => [403, { message: 'Signature expired: 20261129T210000Z is now earlier than 20261129T215500Z (20261129T220000Z - 5 min.)' }];
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /clock of this device is 60 minutes behind AWS's/));
  answer = () => [403, { message: 'The security token included in the request is invalid.' }];
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /AWS does not know this access key ID/));
  await field(page, 'Secret access key').fill('');
  const before = a.requests.length;
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Enter the secret access key/));
  assert.equal(a.requests.length, before);
});

scenario('a token is sent as it was pasted, and its rejection explained', { allow, expected: [/status of 401/] }, async (page) => {
  answer = ({ headers }) => (headers.authorization === TOKEN ? [200, {}] : [401, { message: 'Unauthorized' }]);
  await loadSample(page);
  await connect(page, a);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /choose User pool on the API page/));
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Token', exact: true }).check();
  await field(page, 'ID token').fill(` ${TOKEN} `);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  await holdsNoSecret(page);
  await field(page, 'ID token').fill('another');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /rejected the token/));
});
