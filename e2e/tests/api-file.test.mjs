// The API of a file, called as it is: other methods than the console's, other tables, integrations that do not run here.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { button, eventually, goTo, loadButton, loadSample, previewed, result, saveButton } from '../lib/form.mjs';
import { root } from '../lib/place.mjs';
import { downloaded, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, looks, makeCheckable, WIDTHS } from '../lib/sound.mjs';

useConsole();

const read = (name) => readFileSync(path.join(root, 'e2e/files', name), 'utf8');
const NOTES = read('notes.yaml');
const says = (page, pattern) => eventually(async () => assert.match(await result(page), pattern), 20);
const method = (page, title) => button(page, `Fill in a request for ${title}`);
const send = (page) => button(page, 'Send').click();
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const choice = (page) => page.getByRole('combobox', { name: 'Mapping template' });
const editor = (page) => page.getByRole('textbox', { name: /^Mapping template: / });

/** Opens a file as the target on the API page. */
async function target(page, name, text) {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Opened file' }).check();
  await page.getByLabel(/^Open (API|another) file$/).setInputFiles(file(name, text));
  await page.getByRole('list', { name: 'Methods of the file' }).waitFor();
}

/** The response of the latest call. */
const response = (page) => page.locator('details.exchange').first().locator('.exchange-parts > *').filter({ hasText: /^Response/ });

scenario('another API than the console\'s is opened, called, kept over a reload and closed', { path: '#/stack' }, async (page) => {
  await page.getByLabel('Open template').setInputFiles(file('notes.yaml', NOTES));
  const report = page.getByRole('alert').filter({ hasText: 'notes.yaml is called as it is' });
  await report.getByText('It is another API than the console\'s. Its API runs here instead: the API Notes with 3 methods.').waitFor();
  await report.getByRole('link', { name: 'call its methods' }).click();
  await page.getByRole('link', { name: 'Opened file: notes.yaml' }).waitFor();
  await method(page, 'PUT /notes/{id}').click();
  assert.equal(await page.getByLabel('Path below the stage').inputValue(), '/notes/1');
  assert.deepEqual(JSON.parse(await page.getByLabel('Request body').inputValue()), { title: 'title', author: { name: 'name' } });
  await page.getByLabel('Request body').fill('{"title": "Milk", "author": {"name": "Ada"}}');
  await send(page);
  await says(page, /PUT \/notes\/1: the API responded/);
  await response(page).getByText('saved').waitFor();
  await page.reload();
  await method(page, 'GET /notes/{id}').click();
  await send(page);
  await says(page, /GET \/notes\/1: the API responded/);
  await response(page).getByText('"Milk"').waitFor();
  // What is stored is shown, and removed on request.
  const tables = page.getByRole('region', { name: 'Tables of the file' });
  await tables.getByText('1 item', { exact: true }).click();
  await tables.getByText('"Milk"').waitFor();
  await button(tables, 'Empty the tables').click();
  await button(tables, 'Remove all items').click();
  await tables.getByText('0 items').waitFor();
  await tables.getByText('No call has stored an item yet.').waitFor();
  await send(page);
  await eventually(async () => assert.doesNotMatch(await response(page).innerText(), /Milk/));
  // Another path of the same method, then none.
  await page.getByLabel('Path below the stage').fill('/notes');
  await send(page);
  await says(page, /GET \/notes: the API has no such path or method/);
  await button(page, 'Close the file').click();
  await page.getByLabel('Open API file').waitFor();
  await page.locator('.toast').filter({ hasText: 'The file was closed.' }).getByRole('button', { name: 'Undo' }).click();
  await method(page, 'GET /notes/{id}').waitFor();
});

scenario('a save and a load are those of the opened file, or are not sent', { path: '#/stack' }, async (page) => {
  await page.getByLabel('Open template').setInputFiles(file('own-table.yaml', read('own-table.yaml')));
  const report = page.getByRole('alert').filter({ hasText: 'own-table.yaml is called as it is' });
  await report.getByText(/With the console's options a save would fail\. DynamoDB would respond: .*is not authorized/).waitFor();
  await goTo(page, 'Resume');
  await loadSample(page);
  await eventually(async () => assert.equal((await previewed(page)).TableName, 'resumes-dev'));
  await saveButton(page).click();
  await says(page, /Saved as mira-okafor/);
  await loadButton(page).click();
  await says(page, /Loaded mira-okafor/);
  // The local table has none of it.
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Local' }).check();
  await page.getByText('No stored resumes yet.').waitFor();
  await goTo(page, 'Resume');
  await eventually(async () => assert.equal((await previewed(page)).TableName, 'resume-Table'));
  await target(page, 'notes.yaml', NOTES);
  await goTo(page, 'Resume');
  await page.getByText('The API has no method POST / with a template for application/json.').waitFor();
  await page.getByRole('link', { name: 'Choose another target' }).waitFor();
  await saveButton(page).click();
  await says(page, /Not sent: notes\.yaml has no method POST \/\./);
});

scenario('a template with parts that have no option is imported, and called as it is on request', { path: '#/stack' }, async (page) => {
  await page.getByRole('radio', { name: 'JSON', exact: true }).check();
  const { text } = await downloaded(page, () => button(page, 'Download template').first().click());
  const template = JSON.parse(text);
  template.Resources.Table.Properties.TableClass = 'STANDARD';
  await page.getByLabel('Open template').setInputFiles(file('mine.json', JSON.stringify(template)));
  await page.getByText('1 part of mine.json has no option here.').waitFor();
  await page.getByRole('link', { name: 'Local API' }).waitFor();
  await button(page, 'call the file\'s API as it is').click();
  await page.getByRole('link', { name: 'Opened file: mine.json' }).waitFor();
  await method(page, 'POST /').waitFor();
  await goTo(page, 'Resume');
  await loadSample(page);
  await saveButton(page).click();
  await says(page, /Saved as mira-okafor/);
  await loadButton(page).click();
  await says(page, /Loaded mira-okafor\..*already up to date/s);
});

scenario('a mapping template of the file is edited, called, undone and downloaded', {}, async (page) => {
  await target(page, 'notes.yaml', NOTES);
  await method(page, 'GET /notes/{id}').click();
  await page.getByRole('link', { name: 'Edit the mapping templates' }).click();
  await eventually(async () => assert.equal(await choice(page).inputValue(), 'GET /notes/{id} request application/json'));
  await choice(page).selectOption('PUT /notes/{id} response 200 application/json');
  await eventually(async () => assert.equal(await editor(page).inputValue(), '{"saved": true}'));
  await editor(page).fill('{"saved": "$context.httpMethod"}');
  await eventually(async () => assert.match(await page.getByRole('region', { name: 'Output' }).innerText(), /"PUT"/), 20);
  // Its own case, which is run again after a reload.
  await page.getByRole('radio', { name: 'Input' }).check();
  await button(page, 'Keep as a case').click();
  await page.getByRole('radio', { name: 'Cases' }).check();
  await page.getByText('All 1 pass').waitFor();
  await goTo(page, 'API');
  await page.getByText('1 mapping template of the opened file is edited.').waitFor();
  await method(page, 'PUT /notes/{id}').click();
  await send(page);
  await response(page).getByText('"PUT"').waitFor();
  const { name, text } = await downloaded(page, () => button(page, 'Download edited file').click());
  assert.equal(name, 'notes.yaml');
  assert.match(text, /saved": "\$context\.httpMethod"/);
  assert.match(text, /TableName: notes-dev/);
  await page.getByRole('link', { name: 'Edit the mapping templates' }).click();
  await choice(page).selectOption('PUT /notes/{id} response 200 application/json');
  await button(page, 'Restore the file\'s text').click();
  await eventually(async () => assert.equal(await editor(page).inputValue(), '{"saved": true}'));
  await button(page, 'Undo').click();
  await eventually(async () => assert.match(await editor(page).inputValue(), /httpMethod/));
  await choice(page).selectOption('POST request');
  await eventually(async () => assert.match(await editor(page).inputValue(), /PutItem|TableName/));
});

scenario('what an integration responds with is prepared where it is not run', {}, async (page) => {
  await target(page, 'notes.yaml', NOTES);
  await method(page, 'POST /mail').click();
  await send(page);
  await says(page, /500/);
  await page.locator('details.exchange').first().getByText('To the integration').waitFor();
  await page.locator('details.exchange').first().getByText('{"to": "to"}').first().waitFor();
  await page.getByText('Not run here: prepare its response').click();
  await page.getByLabel('Body of the integration').fill('{"count": 3}');
  await page.getByLabel('Status of the integration').fill('2x');
  await page.getByRole('alert').getByText('Enter a status from 100 to 599.').waitFor();
  await page.getByLabel('Status of the integration').fill('200');
  await send(page);
  await says(page, /POST \/mail: the API responded/);
  await response(page).getByText('{"sent": 3}').waitFor();
  await button(page, 'Remove the prepared response of POST /mail').click();
  await page.getByText('Not run here: prepare its response').waitFor();
});

scenario('a file without an API says why, and one with two offers both', {}, async (page) => {
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Opened file' }).check();
  await goTo(page, 'Resume');
  await loadSample(page);
  await saveButton(page).click();
  await says(page, /can't be called yet\..*Open a file on the API page/s);
  await goTo(page, 'API');
  await page.getByLabel('Open API file').setInputFiles(file('half.yaml', 'Resources:\n  A: {'));
  await page.getByRole('alert').filter({ hasText: 'No API of this file can be run.' }).waitFor();
  const api = (name) => ({
    Type: 'AWS::ApiGateway::RestApi',
    Properties: {
      Name: name,
      Body: {
        openapi: '3.0.1',
        info: { title: name, version: '1' },
        paths: {
          [`/${name}`]: {
            get: {
              responses: { 200: { description: 'x' } },
              'x-amazon-apigateway-integration': {
                type: 'mock',
                requestTemplates: { 'application/json': '{"statusCode": 200}' },
                responses: { default: { statusCode: '200', responseTemplates: { 'application/json': `{"from": "${name}"}` } } },
              },
            },
          },
        },
      },
    },
  });
  const two = JSON.stringify({ Resources: { First: api('first'), Second: api('second') } });
  await page.getByLabel('Open another file').setInputFiles(file('two.json', two));
  await method(page, 'GET /first').waitFor();
  await page.getByLabel('API', { exact: true }).selectOption('second');
  await method(page, 'GET /second').click();
  await send(page);
  await response(page).getByText('"second"').waitFor();
});

looks('the API of a file is sound', WIDTHS, {}, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await target(page, 'notes.yaml', NOTES);
  await method(page, 'PUT /notes/{id}').click();
  await send(page);
  await says(page, /the API responded/);
  await page.getByText('Not run here: prepare its response').click();
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, `API of a file ${look}`);
  await isSound(page, 'the API of a file');
  await goTo(page, 'Templates');
  await editor(page).waitFor();
  await shoot(page, `Templates of a file ${look}`);
  await isSound(page, 'the templates of a file');
});
