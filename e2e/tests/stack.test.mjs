// The stack: its options, their effect on the template, and the commands.

import assert from 'node:assert/strict';
import YAML from 'yaml';

import { button, eventually, field, goTo, loadSample, panelText, previewed, region } from '../lib/form.mjs';
import { downloaded, scenario, shoot, useConsole } from '../lib/scenario.mjs';
import { WIDTHS, isSound, looks, makeCheckable } from '../lib/sound.mjs';

useConsole();

const path = '#/stack';

const template = (page) => region(page, 'Template').locator('code');
const option = (page, group, name) => page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name, exact: true });
const onOff = (page, name) => page.getByRole('switch', { name, exact: true });
const commands = (page, step) => page.getByRole('group', { name: `Commands: ${step}`, exact: true });
const preset = (page, name) => page.getByRole('group', { name: 'Preset', exact: true }).getByRole('radio', { name, exact: true });

/** The lines that are marked as new. */
const marked = (page) => template(page).locator('.new').allTextContents();

/** The shown template, parsed. */
const shown = async (page) => YAML.parse(await panelText(page, 'Template'));

scenario('a choice shows in the template, with its lines marked and counted', { path }, async (page) => {
  await eventually(async () => assert.equal((await shown(page)).Resources.Table.Properties.BillingMode, 'PAY_PER_REQUEST'));
  assert.deepEqual(await marked(page), [], 'nothing is marked before a change');
  await option(page, 'Capacity mode', 'Provisioned').check();
  await eventually(async () => {
    const lines = (await marked(page)).join('');
    assert.match(lines, /ProvisionedThroughput:/);
    assert.match(lines, /ReadCapacityUnits/);
  });
  const panel = region(page, 'Template');
  assert.match(await panel.getByRole('status').first().innerText(), /\d+ lines added, \d+ removed/);
  await panel.getByText(/^1 of \d+$/).waitFor();
  await button(panel, 'Next change').click();
  await panel.getByText(/^2 of \d+$/).waitFor();

  // The next change has its own marks, also when it removes lines.
  await onOff(page, 'Point-in-time recovery').uncheck();
  await eventually(async () => {
    assert.doesNotMatch((await marked(page)).join(''), /ProvisionedThroughput/);
    assert.equal((await shown(page)).Resources.Table.Properties.PointInTimeRecoverySpecification, undefined);
  });
});

scenario('a preset chosen by mistake is undone', { path }, async (page) => {
  await field(page, 'Stage').fill('dev');
  await page.getByText('1 option changed').waitFor();
  const before = await shown(page);
  await preset(page, 'Published example').check();
  await eventually(async () => assert.notDeepEqual(await shown(page), before));
  assert.equal(await field(page, 'Stage').inputValue(), 'prod');
  await button(page, 'Undo this').click();
  await eventually(async () => assert.deepEqual(await shown(page), before));
  assert.equal(await field(page, 'Stage').inputValue(), 'dev');
  assert.ok(await preset(page, 'Recommended').isChecked());
  // And by the keyboard, one step further.
  await page.keyboard.press('Control+z');
  await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'prod'));
  await button(page, 'Redo').click();
  await button(page, 'Reset Stage to prod').click();
  await eventually(async () => assert.equal(await page.getByText(/options? changed/).count(), 0));
});

scenario('options survive a reload, and are shared with another tab', { path }, async (page, { context, url }) => {
  await option(page, 'Write access', 'None').check();
  await field(page, 'Stage').fill('v2');
  const there = await context.newPage();
  await there.goto(url + path);
  await eventually(async () => assert.equal(await field(there, 'Stage').inputValue(), 'v2'));
  await field(there, 'Stage').fill('v3');
  await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'v3'));
  await page.reload();
  await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'v3'));
  assert.ok(await option(page, 'Write access', 'None').isChecked());
});

scenario('an invalid value is marked at its field, kept, and changes nothing', { path }, async (page) => {
  await field(page, 'Stage').fill('dev');
  const before = await shown(page);
  await field(page, 'Stage').fill('dev/1');
  await field(page, 'API name').focus();
  await page.getByText('Use 1 to 128 letters, digits, - or _.').waitFor();
  assert.equal(await field(page, 'Stage').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await shown(page), before);
  await page.reload();
  await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'dev/1'));
  assert.deepEqual(await shown(page), before);
  // The panel leads to it.
  await region(page, 'Template').getByRole('button', { name: 'Stage', exact: true }).click();
  await eventually(async () => assert.ok(await field(page, 'Stage').evaluate((input) => input === document.activeElement)));
});

scenario('the download is the shown text', { path }, async (page) => {
  await onOff(page, 'X-Ray traces').uncheck();
  for (const format of ['YAML', 'JSON']) {
    await page.getByRole('radio', { name: format, exact: true }).check();
    const file = await downloaded(page, () => button(page, 'Download template').click());
    assert.equal(file.text, await template(page).textContent(), format);
    assert.match(file.name, new RegExp(`\\.${format}$`, 'i'));
  }
});

scenario('the preview and the local API follow the options', {}, async (page) => {
  await loadSample(page);
  // Lost-update protection gives the item a version.
  const version = async () => Object.keys((await previewed(page)).Item).includes('resumeVersion');
  await goTo(page, 'Stack');
  const protection = onOff(page, 'Lost-update protection');
  const on = await protection.isChecked();
  await goTo(page, 'Resume');
  await eventually(async () => assert.equal(await version(), on));
  await goTo(page, 'Stack');
  await protection.click();
  await goTo(page, 'Resume');
  await eventually(async () => assert.equal(await version(), !on));
});

scenario('the commands follow the options', { path }, async (page) => {
  const deploy = commands(page, 'Deploy');
  const cleanUp = commands(page, 'Delete the data');
  assert.match(await deploy.innerText(), /--capabilities CAPABILITY_IAM/);
  assert.match(await deploy.innerText(), /StageName=prod/);
  await field(page, 'Stage').fill('dev');
  await eventually(async () => assert.match(await deploy.innerText(), /StageName=dev/));
  await commands(page, 'Get the API key').waitFor();
  await option(page, 'Write access', 'None').check();
  await eventually(async () => assert.equal(await commands(page, 'Get the API key').count(), 0));
  assert.match(await cleanUp.innerText(), /--no-deletion-protection-enabled/);
  await onOff(page, 'Deletion protection').uncheck();
  await eventually(async () => assert.doesNotMatch(await cleanUp.innerText(), /--no-deletion-protection-enabled/));
  await field(page, 'Stack name').fill('cv; rm -rf /');
  await page.getByText('Fix the name and the region to see the commands.').waitFor();
  await field(page, 'Stack name').fill('cv');
  await field(page, 'Region (optional)').fill('eu-west-1');
  await eventually(async () => assert.match(await deploy.innerText(), /aws --region eu-west-1 .*\s+--stack-name cv\b/s));
});

scenario('an opened template fills in its options, and lists the parts without an option', { path }, async (page) => {
  await option(page, 'Capacity mode', 'Provisioned').check();
  await field(page, 'Read units').fill('7');
  await field(page, 'Stage').fill('v7');
  await eventually(async () => assert.equal((await shown(page)).Parameters.StageName.Default, 'v7'));
  const wanted = await shown(page);
  for (const format of ['YAML', 'JSON']) {
    await page.getByRole('radio', { name: format, exact: true }).check();
    const { name, text } = await downloaded(page, () => button(page, 'Download template').click());
    await button(page, 'Reset all options to the preset').click();
    await eventually(async () => assert.equal(await field(page, 'Stage').inputValue(), 'prod'));
    const open = async (body) =>
      page.getByLabel('Open template').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) });
    await open(text);
    await eventually(async () => assert.deepEqual(await shown(page), wanted), 15);
    assert.equal(await page.getByRole('alert').filter({ hasText: name }).count(), 0);

    // A part that has no option.
    const other = { ...wanted, Resources: { ...wanted.Resources, Queue: { Type: 'AWS::SQS::Queue' } } };
    await open(JSON.stringify(other));
    await page.getByRole('alert').filter({ hasText: `1 part of ${name} has no option here.` }).waitFor();
    await open('[1, 2]');
    await page.getByRole('alert').filter({ hasText: `${name} is not a template that this console can open.` }).waitFor();
    assert.deepEqual(await shown(page), wanted, 'the options are as they were');
    await button(page, 'Close the message about the template').click();
  }
});

scenario('the API is available as an OpenAPI document', { path }, async (page) => {
  await page.getByRole('radio', { name: 'OpenAPI', exact: true }).check();
  const { name, text } = await downloaded(page, () => button(page, 'Download template').click());
  assert.equal(name, 'resume-api.json');
  const { openapi, paths } = JSON.parse(text);
  assert.match(openapi, /^3\.0/);
  assert.ok(paths['/'].post['x-amazon-apigateway-integration']);
  // The deploy command still names a template.
  assert.match(await commands(page, 'Deploy').innerText(), /--template-file resume-stack\.yaml/);
});

scenario('the worst case is a month at the rate limit', { path }, async (page) => {
  const cost = region(page, 'Cost');
  const worst = cost.getByRole('table', { name: 'Worst case per month, line by line' });
  const row = (name) => worst.getByRole('row').filter({ hasText: name });
  const says = (text) => cost.getByText(text).waitFor();
  await field(cost, 'Resume size (KB)').fill('5');
  await says('The limit is 50 requests per second for each method; a month of them with a resume of 5 KB costs $1,146.46.');
  // 131.4 million GETs, and as many preflights.
  await eventually(async () => assert.match(await row('REST API calls').innerText(), /262\.8 × \$3\.50\s+million\s+\$919\.80/));
  await field(page, 'Rate limit (per second)').fill('5');
  await eventually(async () => assert.match(await row('REST API calls').innerText(), /26\.28 × \$3\.50/));
  await field(cost, 'Resume size (KB)').fill('400');
  await eventually(async () => assert.match(await row('Data transfer out').innerText(), /13,140,000 reads of 400 KB/));
  await option(page, 'Write access', 'None').check();
  await says('Anyone with the URL can read and write nonstop.');
  await onOff(page, 'Throttling').uncheck();
  await says("The stage has no limit, so the account's applies: 10,000 requests per second");
  await field(cost, 'Resume size (KB)').fill('large');
  await says('Enter the resume size to see the worst case.');
});

scenario('the cost follows the options and the traffic, with its arithmetic', { path }, async (page) => {
  const cost = region(page, 'Cost');
  const usual = cost.getByRole('table', { name: 'Cost per month, line by line' });
  const row = (name) => usual.getByRole('row').filter({ hasText: name });
  await field(cost, 'Reads per month').fill('1,000,000');
  await field(cost, 'Writes per month').fill('0');
  await eventually(async () => assert.match(await row('API Gateway: REST API calls').innerText(), /1 × \$3\.50\s[^]*\$3\.50/));
  await onOff(page, 'X-Ray traces').uncheck();
  await eventually(async () => assert.equal(await row('X-Ray').count(), 0));
  await field(cost, 'Reads per month').fill('many');
  await cost.getByText('Enter a number, 0 or more.').waitFor();
  await cost.getByText('Enter numbers to see the total.').waitFor();
});

looks('the stack is sound while it is changed', WIDTHS, { path }, async (page, { context, width, look }) => {
  await option(page, 'Capacity mode', 'Provisioned, auto-scaled').check();
  await onOff(page, 'Host the console').check();
  await field(page, 'Stage').fill('not a stage');
  await field(page, 'Minimum read units').fill('40');
  await field(page, 'API name').focus();
  await makeCheckable(page, context);
  await field(page, 'Stage').waitFor();
  await onOff(page, 'Deletion protection').uncheck();
  await shoot(page, `Stack changed ${look}`);
  if (width === 'narrow') {
    await shoot(page, `Stack changed whole ${look}`, { fullPage: true });
    await button(page, 'Template').click();
    await shoot(page, `Stack changed template ${look}`);
  }
  // A target that the bars at the top and the bottom cover is not a small one.
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await isSound(page);
});

scenario('the template is searched', { path: '#/stack' }, async (page) => {
  const search = page.getByRole('searchbox', { name: 'Find in the template' });
  const panel = region(page, 'Template');
  await panelText(page, 'Template');
  await search.fill('awstemplateformat');
  await panel.getByText('1 of 1', { exact: true }).waitFor();
  await search.fill('DeletionPolicy');
  const says = panel.getByRole('search').locator('.muted');
  await eventually(async () => assert.match(await says.textContent(), /^1 of \d+$/));
  const line = () => panel.locator('code .l.marked').textContent();
  await eventually(async () => assert.match(await line(), /DeletionPolicy/));
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await says.textContent(), /^2 of /));
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await eventually(async () => assert.match(await says.textContent(), /^(\d+) of \1$/));
  await eventually(async () => assert.match(await line(), /DeletionPolicy/));
  await search.fill('no such text');
  await panel.getByText('No match').waitFor();
  assert.ok(await button(page, 'Next match').isDisabled());
  await search.press('Escape');
  assert.equal(await search.inputValue(), '');
});
