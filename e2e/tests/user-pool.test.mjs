// Signing in on the page of a Cognito user pool. A server here plays the pool and checks the flow as Cognito does: the return URL, the
// code and the hash of the page's random value. Another plays the API, which takes the ID token.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach } from 'node:test';

import { connect } from '../deployed/connect.mjs';
import { draftSaved, eventually, field, goTo, loadSample, panelText, region, result, saveButton } from '../lib/form.mjs';
import { NARROW, consoleUrl, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

useConsole();

const CLIENT = '1example23456789abcdefghij';
const CODE = '11111111-2222-3333-4444-555555555555';
const part = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');
const ID_TOKEN = `${part({ alg: 'RS256' })}.${part({ email: 'ada.lövelace@example.org', 'cognito:username': 'x' })}.c2lnbmVk`;

let pool;
let api;
/** What the pool's page does with a user who is sent there: gives the query that it returns with. */
let decide;
/** The life of a token, in seconds. */
let lifetime;
const asked = [];
const received = [];

async function listen(handle) {
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

before(async () => {
  pool = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    if (pathname === '/oauth2/authorize') {
      const query = Object.fromEntries(searchParams);
      asked.push(query);
      const answer = decide(query);
      if (answer === null) return response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Sign in</title><h1>Sign in</h1>');
      const back = new URL(query.redirect_uri);
      for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
      return response.writeHead(302, { Location: back.href }).end();
    }
    if (pathname !== '/oauth2/token') return response.writeHead(204).end();
    const form = new URLSearchParams(await text(request));
    const [{ code_challenge: challenge, redirect_uri: back }] = asked.slice(-1);
    const hash = createHash('sha256').update(form.get('code_verifier')).digest('base64url');
    const isRight = request.method === 'POST'
      && request.headers['content-type'] === 'application/x-www-form-urlencoded'
      && form.get('grant_type') === 'authorization_code'
      && form.get('client_id') === CLIENT
      && form.get('code') === CODE
      && form.get('redirect_uri') === back
      && form.get('code_verifier').length >= 43
      && hash === challenge;
    response.writeHead(isRight ? 200 : 400, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
    response.end(JSON.stringify(isRight
      ? { id_token: ID_TOKEN, access_token: 'another', refresh_token: 'a-third', expires_in: lifetime, token_type: 'Bearer' }
      : { error: 'invalid_grant' }));
  });
  api = await listen(async (request, response) => {
    const allowed = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'GET,POST', 'Access-Control-Allow-Headers': 'content-type,authorization' };
    if (request.method === 'OPTIONS') return response.writeHead(204, allowed).end();
    received.push(request.headers.authorization);
    const isIn = request.headers.authorization === ID_TOKEN;
    response.writeHead(isIn ? 200 : 401, { ...allowed, 'Content-Type': 'application/json' }).end(isIn ? '{}' : '{"message": "Unauthorized"}');
  });
  api.url = `${api.url}/prod/`;
  api.outputs = { TableName: 'resume-Table-1', UserPoolId: 'eu-west-1_AbC', UserPoolClientId: CLIENT, SignInUrl: pool.url };
});

after(() => {
  for (const one of [pool, api]) {
    one?.server.close();
    one?.server.closeAllConnections();
  }
});

beforeEach(() => {
  asked.length = 0;
  received.length = 0;
  lifetime = 3600;
  decide = ({ state }) => ({ state, code: CODE });
});

const allow = () => [pool.url, api.url];
const signIn = (page) => page.getByRole('button', { name: 'Sign in', exact: true });
const said = (page) => page.locator('.sign-in-status');

async function connected(page) {
  await loadSample(page);
  await connect(page, api);
  await draftSaved(page);
  await goTo(page, 'API');
}

scenario('a user signs in on the page of the user pool, and comes back to the same draft', { allow }, async (page, { url }) => {
  await loadSample(page);
  await field(region(page, 'Basics'), 'Name').fill('Before the sign-in');
  await draftSaved(page);
  await connect(page, api);
  await goTo(page, 'API');
  assert.ok(await page.getByRole('radio', { name: 'User pool' }).isChecked(), 'the outputs have one');
  assert.equal(await field(page, 'Sign-in page').inputValue(), pool.url);
  assert.equal(await field(page, 'App client ID').inputValue(), CLIENT);
  await page.getByText('Not signed in.').waitFor();
  await signIn(page).click();
  await said(page).getByText(/^Signed in as ada\.lövelace@example\.org until /).waitFor();
  const [{ response_type: type, client_id: client, scope, redirect_uri: back }] = asked;
  assert.deepEqual([type, client, scope, back], ['code', CLIENT, 'openid email', url]);
  assert.equal(page.url(), `${url}#/api`, 'the code is gone from the address');
  await goTo(page, 'Resume');
  assert.equal(await field(region(page, 'Basics'), 'Name').inputValue(), 'Before the sign-in');
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Saved as/));
  assert.deepEqual(received, [ID_TOKEN]);
  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const secret of [ID_TOKEN, CODE, asked[0].state]) assert.ok(!(await kept()).includes(secret));
  // The token is in memory alone; what names the user pool is not.
  await page.reload();
  await goTo(page, 'API');
  await page.getByText('Not signed in.').waitFor();
  assert.equal(await field(page, 'App client ID').inputValue(), CLIENT);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /Sign in first/));
  assert.equal(received.length, 1);
  // Kept for the tab if the user chooses so.
  await page.getByRole('checkbox', { name: 'Keep it until this tab is closed' }).check();
  await signIn(page).click();
  await said(page).getByText(/^Signed in as/).waitFor();
  await page.reload();
  await said(page).getByText(/^Signed in as/).waitFor();
  await page.getByRole('button', { name: 'Forget the sign-in' }).click();
  await page.getByText('Not signed in.').waitFor();
  assert.ok(!(await kept()).includes(ID_TOKEN));
});

scenario('a sign-in that is cancelled, not finished or rejected says so', { allow, expected: [/status of 400/] }, async (page) => {
  await connected(page);
  decide = ({ state }) => ({ state, error: 'access_denied', error_description: 'User cancelled the sign-in.' });
  await signIn(page).click();
  await said(page).getByText('The sign-in was not completed: User cancelled the sign-in. Sign in again.').waitFor();

  // Back, from the pool's own page.
  decide = () => null;
  await signIn(page).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goBack();
  await said(page).getByText(/was not completed/).waitFor();
  await signIn(page).waitFor();

  decide = ({ state }) => ({ state, code: 'of another sign-in' });
  await signIn(page).click();
  await said(page).getByText(/gave no token \("invalid_grant"\)/).waitFor();

  decide = () => ({ state: 'made up', code: CODE });
  await signIn(page).click();
  await said(page).getByText(/does not belong to this sign-in/).waitFor();
  assert.equal(received.length, 0);

  await field(page, 'Sign-in page').fill('resume.auth.example');
  await signIn(page).click();
  await said(page).getByText(/Sign-in page: This is not a URL/).waitFor();
  await field(page, 'App client ID').fill('');
  await field(page, 'Sign-in page').fill(pool.url);
  await signIn(page).click();
  await said(page).getByText(/UserPoolClientId/).waitFor();
});

scenario('a sign-in that has expired is not sent', { allow }, async (page) => {
  await connected(page);
  lifetime = 2;
  await signIn(page).click();
  await said(page).getByText(/^Signed in as/).waitFor();
  await page.waitForTimeout(2_100);
  await saveButton(page).click();
  await eventually(async () => assert.match(await result(page), /The sign-in has expired: sign in again/));
  assert.equal(received.length, 0);
});

scenario('a pool that can not be reached is named', { allow, viewport: NARROW, colorScheme: 'dark', expected: [/status of 400|ERR_|CORS|Failed/] }, async (page, { context }) => {
  await makeCheckable(page, context);
  await connected(page);
  await isSound(page, 'the sign-in');
  await shoot(page, 'user-pool-narrow-dark', { fullPage: true });
  await page.route('**/oauth2/token', (route) => route.abort());
  await signIn(page).click();
  await said(page).getByText(/The user pool can't be reached/).waitFor();
});

scenario('the sign-in of a user pool', { allow }, async (page) => {
  await connected(page);
  await signIn(page).click();
  await said(page).getByText(/^Signed in as/).waitFor();
  await page.getByText('Target').first().scrollIntoViewIfNeeded();
  await shoot(page, 'user-pool-light', { fullPage: true });
});

const returnUrls = (page) => page.getByLabel('Pages to return to after sign-in');

scenario('the stack names the pages that a sign-in returns to', { path: '#/stack' }, async (page, { url }) => {
  await page.getByRole('radio', { name: 'Cognito user pool' }).check();
  assert.equal(await returnUrls(page).inputValue(), 'http://localhost:8080/');
  const other = url.replace('127.0.0.1', 'localhost');
  // The test's own host is an address, to which Cognito does not return.
  await page.getByText(`Cognito does not return to this page, ${url}`).waitFor();
  await returnUrls(page).fill(`${other}, https://example.org`);
  await returnUrls(page).blur();
  await page.getByText(/URLs such as https:\/\/example\.org\/console\//).first().waitFor();
  await returnUrls(page).fill(`${other},https://example.org/console/`);
  await returnUrls(page).blur();
  await page.getByRole('radio', { name: 'JSON' }).check({ force: true });
  await eventually(async () => {
    const { Resources: { UserPoolClient, UserPoolDomain }, Outputs } = JSON.parse(await panelText(page, 'Template'));
    assert.deepEqual(UserPoolClient.Properties.CallbackURLs, [other, 'https://example.org/console/']);
    assert.deepEqual(UserPoolClient.Properties.AllowedOAuthFlows, ['code']);
    assert.ok(UserPoolDomain && Outputs.SignInUrl);
  });
});

scenario('a console at a name of its own adds itself to them', { allow: () => [consoleUrl().replace('127.0.0.1', 'localhost')] }, async (page, { url }) => {
  await page.goto(`${url.replace('127.0.0.1', 'localhost')}#/stack`);
  await page.getByRole('radio', { name: 'Cognito user pool' }).check();
  await page.getByRole('button', { name: 'Add this page' }).click();
  const here = url.replace('127.0.0.1', 'localhost');
  assert.equal(await returnUrls(page).inputValue(), `http://localhost:8080/,${here}`);
  assert.equal(await page.getByRole('button', { name: 'Add this page' }).count(), 0);
});
