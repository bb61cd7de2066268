// The stack's template opened again: the seed's, as the CDK writes it, and our own.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import YAML from 'yaml';

import { button, eventually, field, goTo, loadSample, panelText, previewed, region } from '../lib/form.mjs';
import { root } from '../lib/place.mjs';
import { NARROW, downloaded, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

const stack = '#/stack';
const checked = (page, group, name) =>
  page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name, exact: true }).isChecked();
const isOn = (page, name) => page.getByRole('switch', { name, exact: true }).isChecked();
const open = (page, name, text) =>
  page.getByLabel('Open template').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** The template that the page makes, parsed. */
const made = async (page) => YAML.parse(await panelText(page, 'Template'));

/** What no option says of the opened file, in the page's words. */
async function leftOut(page, name) {
  const alert = page.getByRole('alert').filter({ hasText: name });
  await alert.waitFor();
  return alert.getByRole('listitem').allInnerTexts();
}

/** The text of the mapping template of a method's request. */
function requestTemplate(template, httpMethod) {
  const methods = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Method');
  return methods.find(({ Properties }) => Properties.HttpMethod === httpMethod).Properties.Integration.RequestTemplates['application/json'];
}

const read = (...parts) => readFile(path.join(...parts), 'utf8').catch(() => null);
const fixture = await read(root, 'crates', 'stack', 'tests', 'fixtures', 'seed.yaml');
const shared = path.join(process.env.RESUME_SHARED ?? path.join(root, '..', 'shared'), 'seed', 'cdk-synth.template.json');
const synthesised = await read(shared);
if (!synthesised) console.log(`${shared} is not there: only a template of its shape is opened`);

const TEMPLATES = { 'seed.yaml': fixture, ...(synthesised ? { 'cdk-synth.template.json': synthesised } : {}) };

for (const [name, text] of Object.entries(TEMPLATES)) {
  scenario(`${name}, written by the CDK, fills in the published example's options`, { path: stack }, async (page) => {
    assert.ok(await checked(page, 'Preset', 'Recommended'));
    const before = await made(page);
    await open(page, name, text);
    await eventually(async () => assert.ok(await checked(page, 'Preset', 'Published example')));
    assert.equal(await field(page, 'API name').inputValue(), 'resumeApiGW');
    assert.equal(await field(page, 'Stage').inputValue(), 'prod');
    assert.ok(await checked(page, 'Parameters', 'Fixed values'));
    assert.ok(await checked(page, 'Capacity mode', 'Provisioned'));
    assert.equal(await field(page, 'Read units').inputValue(), '1');
    assert.equal(await field(page, 'Write units').inputValue(), '1');
    assert.ok(await checked(page, 'Write access', 'None'));
    assert.equal(await field(page, 'Allowed origins').inputValue(), '*');
    assert.ok(await isOn(page, 'Account-level CloudWatch role'));
    for (const off of ['Preflight (OPTIONS)', 'Point-in-time recovery', 'Deletion protection', 'Access log', 'X-Ray traces']) {
      assert.ok(!(await isOn(page, off)), off);
    }
    assert.ok(await page.getByText('other mapping templates').isVisible());

    // Part by part, what the page's own template lacks.
    const said = await leftOut(page, name);
    for (const sentence of [
      /^Metadata of the resource \w+ \(AWS::ApiGateway::Deployment\) is left out\.$/,
      /^PolicyName of the resource \w+ \(AWS::IAM::Policy\) is "GetPutItemApiGWPolicy26309C92"; the options make it ".+"\.$/,
      /^The output resumeApiGWEndpoint60391237 is left out\.$/,
      /^The parameter BootstrapVersion is left out\.$/,
      /^The rule CheckBootstrapVersion is left out\.$/,
    ]) {
      assert.ok(said.some((one) => sentence.test(one)), `${sentence} is not among ${said.join('\n')}`);
    }
    // Its mapping templates were imported exactly, and the page uses them.
    const theirs = YAML.parse(text, { logLevel: 'silent' });
    for (const httpMethod of ['GET', 'POST']) {
      assert.equal(requestTemplate(await made(page), httpMethod), requestTemplate(theirs, httpMethod), httpMethod);
    }
    await button(page, 'Close the message about the template').click();
    await button(page, 'Undo this').click();
    await eventually(async () => assert.deepEqual(await made(page), before));
  });
}

scenario('the preview and the local API run the opened template', { path: stack }, async (page) => {
  await open(page, 'seed.yaml', fixture.replaceAll('application/json: TEMPLATE', `application/json: '{"Item": {"id": {"S": "always this"}}}'`));
  await eventually(async () => assert.ok(await checked(page, 'Preset', 'Published example')));
  await goTo(page, 'Resume');
  await loadSample(page);
  await eventually(async () => assert.deepEqual(await previewed(page), { Item: { id: { S: 'always this' } } }));
  await goTo(page, 'Stack');
  await button(page, 'Reset all options to the preset').click();
  await goTo(page, 'Resume');
  await eventually(async () => assert.ok(Object.keys((await previewed(page)).Item).length > 5));
});

scenario('our own template opens unchanged, with nothing left out', { path: stack }, async (page) => {
  await page.getByRole('switch', { name: 'Host the console', exact: true }).check();
  await page.getByRole('switch', { name: 'Lost-update protection', exact: true }).check();
  await field(page, 'Stage').fill('v7');
  await field(page, 'Tags').fill('team=people,cost=17');
  await field(page, 'Allowed origins').fill('https://a.example,https://b.example');
  await eventually(async () => assert.equal((await made(page)).Parameters.StageName.Default, 'v7'));
  const wanted = await made(page);
  const { name, text } = await downloaded(page, () => button(page, 'Download template').click());
  await button(page, 'Reset all options to the preset').click();
  await eventually(async () => assert.notDeepEqual(await made(page), wanted));
  await open(page, name, text);
  await page.getByText(`Imported ${name}.`, { exact: true }).first().waitFor();
  await eventually(async () => assert.deepEqual(await made(page), wanted));
  assert.equal(await field(page, 'Tags').inputValue(), 'team=people,cost=17');
  assert.equal(await field(page, 'Allowed origins').inputValue(), 'https://a.example,https://b.example');
  assert.equal(await page.getByRole('alert').filter({ hasText: name }).count(), 0);
});

scenario('the link after the commands leads to the field for the outputs', { path: stack }, async (page, { url }) => {
  const outputs = field(page, 'Stack outputs');
  const focused = () => outputs.evaluate((input) => input === document.activeElement);
  await page.getByRole('link', { name: 'Connect this console to the deployed stack', exact: true }).click();
  await eventually(async () => assert.ok(await focused()));
  assert.ok(await page.getByRole('radio', { name: 'Deployed' }).isChecked());
  await page.keyboard.insertText('APIUrl = https://abc123.execute-api.eu-west-1.amazonaws.com/prod/\nTableName = resumes');
  await eventually(async () => assert.match(await field(page, 'API URL').inputValue(), /^https:\/\/abc123\./));

  // Also when it is folded away, since there is a URL already, and by the address alone.
  await page.reload();
  await eventually(async () => assert.ok(await focused()));
  await goTo(page, 'Stack');
  await page.getByRole('link', { name: 'Connect this console to the deployed stack', exact: true }).click();
  await eventually(async () => assert.ok(await focused()));
  assert.equal(page.url(), `${url}#/api/outputs`);
});

const widths = { wide: { width: 1280, height: 900 }, narrow: NARROW };

looks('the message about an opened template is sound', widths, { path: stack }, async (page, { context, look }) => {
  await makeCheckable(page, context);
  await open(page, 'seed.yaml', fixture);
  await leftOut(page, 'seed.yaml');
  await shoot(page, `Template opened ${look}`);
  await isSound(page);
});

scenario('what the deployment of an opened template is rejected for is listed, also of one that has no options here', { path: stack }, async (page) => {
  const template = JSON.stringify({
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
      },
    },
  });
  await open(page, 'other.json', template);
  const report = page.getByRole('alert').filter({ hasText: 'other.json is not a template' });
  const finding = report.getByRole('list', { name: 'Findings' }).getByRole('listitem').filter({ hasText: 'key-not-defined' });
  await finding.getByText('rejected').waitFor();
  await finding.getByText(/^line 1, Resources\.Table\./).waitFor();
  // Closed, it can be seen again.
  await page.getByRole('button', { name: 'Close the message about the template' }).click();
  await report.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Report on other.json' }).click();
  await finding.waitFor();
});
