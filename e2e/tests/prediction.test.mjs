// After each call of a deployed API the page says whether the response is the one that the engine predicts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before } from 'node:test';

import { connect } from '../deployed/connect.mjs';
import { button, eventually, goTo, loadButton, loadSample, result, saveButton } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

const KEY = 'a-key-of-twenty-and-more-letters';
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'content-type,x-api-key',
  'Access-Control-Expose-Headers': '*',
  'Content-Type': 'application/json',
};

/** An API that keeps the last resume, and returns it as `change` says. */
const api = { outputs: { TableName: 'resume-Table-1' }, change: (resume) => resume };
let stored = '';

before(async () => {
  api.server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'OPTIONS') return response.writeHead(204, CORS).end();
    if (request.method === 'POST') stored = body;
    const answer = request.method === 'POST' ? '{}' : JSON.stringify(api.change(JSON.parse(stored)));
    return response.writeHead(200, CORS).end(answer);
  });
  await new Promise((resolve) => api.server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${api.server.address().port}/prod/`;
});

after(() => {
  api.server?.close();
  api.server?.closeAllConnections();
});

useConsole();

const allow = () => [api.url];
const says = (page, pattern) => eventually(async () => assert.match(await result(page), pattern), 20);

scenario('a response as the engine gives it is said to be as predicted', { allow }, async (page) => {
  await loadSample(page);
  await connect(page, api, KEY);
  api.change = (resume) => resume;
  await saveButton(page).click();
  await says(page, /As predicted/);
  await loadButton(page).click();
  await says(page, /Loaded.*As predicted/s);
  await goTo(page, 'API');
  await page.getByText('The engine gives the same response to this request.').first().waitFor();
});

scenario('another response is named field by field, and kept in a report without the key', { allow }, async (page) => {
  await loadSample(page);
  await connect(page, api, KEY);
  // What this page does not know, it does not predict.
  stored = JSON.stringify({ id: 'mira-okafor', name: 'Grace' });
  api.change = (resume) => resume;
  await loadButton(page).click();
  await says(page, /Not predicted/);
  api.change = (resume) => ({ ...resume, name: 'Somebody else' });
  await loadButton(page).click();
  await says(page, /Not as predicted/);
  await goTo(page, 'API');
  const prediction = page.getByRole('group', { name: 'Prediction' }).first();
  await prediction.getByText('"Grace"').waitFor();
  await prediction.getByText('"Somebody else"').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), prediction.getByRole('button', { name: 'Save a report' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  const report = JSON.parse(text);
  assert.equal(JSON.parse(report.predicted.body).name, 'Grace');
  assert.equal(JSON.parse(report.actual.body).name, 'Somebody else');
  assert.equal(report.request.method, 'GET');
  assert.ok(!text.includes(KEY));
  // A local call is the engine's own.
  await page.getByRole('radio', { name: 'Local' }).check();
  await goTo(page, 'Resume');
  await saveButton(page).click();
  await says(page, /Saved as/);
  assert.doesNotMatch(await result(page), /predicted/);
  assert.ok(await button(page, 'Load from local API').isVisible());
});
