// The commands that the Stack view prints, run unchanged: by a shell, with the AWS CLI, against the emulator.
//
// One stack from its first deployment to its end: with everything that the recommended options make, a customer managed key for the
// table, and the console hosted. Of the latter the emulator makes the bucket and its policy but no distribution, so that
// `ConsoleUrl` does not resolve here, and CloudFront's compression and delivery are not tested. Nor are the commands for a user
// pool: the emulator has no Cognito. No command waits for AWS's own pace (see aws.py).

import assert from 'node:assert/strict';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { button, eventually, field, goTo, panelText } from '../lib/form.mjs';
import { dist, root } from '../lib/place.mjs';
import { downloaded, scenario } from '../lib/scenario.mjs';
import { folder, object, objects, putObject, run, served, tables } from './stacks.mjs';

/** The commands of a step, as the page shows them. */
async function printed(page, step) {
  return page.getByRole('group', { name: `Commands: ${step}`, exact: true }).textContent();
}

const onOff = (page, name) => page.getByRole('switch', { name, exact: true });

/** Downloads the template into a folder, as the commands want it. */
async function download(page, into) {
  const { name, text } = await downloaded(page, () => button(page, 'Download template').click());
  await writeFile(path.join(into, name), text);
  return text;
}

/** The logical and physical ids of the stack's resources. */
async function resources(stack) {
  const { StackResources } = JSON.parse(await run(`aws cloudformation describe-stack-resources --stack-name ${stack}`, root));
  return Object.fromEntries(StackResources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]));
}

/** The logical ids of those of them that are deployments, and the others. */
function parted(names) {
  const isDeployment = ([name]) => name.startsWith('Deployment');
  const all = Object.entries(names);
  return { deployments: all.filter(isDeployment).map(([name]) => name), others: Object.fromEntries(all.filter((one) => !isDeployment(one))) };
}

const NAME = 'my-resumes';
const MESSAGE = 'There is no resume with this id.';
const OTHER = 'Nobody here has this id.';
/** trunk's: a hyphen and a hash before the end of the name. */
const HASHED = /-[0-9a-f]{8,}(_bg|_rest)?\.\w+$/;
const TYPES = {
  '.css': /^text\/css$/,
  '.html': /^text\/html$/,
  '.js': /^(text|application)\/javascript$/,
  '.svg': /^image\/svg\+xml$/,
  '.txt': /^text\/plain$/,
  '.wasm': /^application\/wasm$/,
};
const RESUME = { id: 'ada', name: 'Ada Lovelace' };

scenario('the printed commands deploy, update and delete the stack', { path: '#/stack' }, async (page) => {
  const here = await mkdtemp(path.join(folder(), 'commands-'));
  await field(page, 'Stack name').fill(NAME);
  await field(page, 'Region (optional)').fill('us-east-1');
  await onOff(page, 'Host the console').check();
  await page.getByRole('radio', { name: 'Customer managed key' }).check();
  // A space in a typed value, and in a parameter of the command.
  await field(page, 'Tags').fill('cost-center=Resumes 2026');
  const first = await download(page, here);

  // Deploy.
  await eventually(async () => assert.match(await printed(page, 'Deploy'), new RegExp(`--stack-name ${NAME}\\s`)));
  assert.match(await run(await printed(page, 'Deploy'), here), /Successfully created\/updated stack - my-resumes/);
  const made = await resources(NAME);

  // Get outputs: the console reads what the command printed.
  const outputs = await run(await printed(page, 'Get outputs'), here);
  const output = (name) => JSON.parse(outputs).Stacks[0].Outputs.find(({ OutputKey }) => OutputKey === name).OutputValue;
  const { Parameters } = JSON.parse(outputs).Stacks[0];
  assert.equal(Parameters.find(({ ParameterKey }) => ParameterKey === 'TagCostCenter').ParameterValue, 'Resumes 2026');
  await goTo(page, 'API');
  await page.getByRole('radio', { name: 'Deployed' }).check();
  await field(page, 'Stack outputs').fill(outputs);
  await eventually(async () => assert.equal(await field(page, 'API URL').inputValue(), output('APIUrl')));
  assert.equal(await field(page, 'Table name').inputValue(), made.Table);
  await goTo(page, 'Stack');

  // Get the API key: it is the one that POST accepts.
  const key = (await run(await printed(page, 'Get the API key'), here)).trim();
  const url = served(output('APIUrl'));
  const save = (headers) =>
    fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(RESUME),
    });
  const unknown = async () => (await fetch(`${url}?id=nobody`)).json();
  assert.equal((await save({})).status, 403);
  const saved = await save({ 'x-api-key': key });
  assert.equal(saved.status, 200);
  assert.equal(saved.headers.get('Resume-Version'), null);
  assert.deepEqual(await unknown(), { message: MESSAGE });

  // Upload the console: each file with the type that a browser needs, and cached as long as its name is valid.
  await run(await printed(page, 'Upload the console'), root);
  const files = await readdir(dist);
  assert.deepEqual(await objects(made.Console), files.sort());
  const kept = 'public, max-age=31536000, immutable';
  for (const name of files) {
    const { headers } = await object(made.Console, name);
    assert.match(headers.get('Content-Type'), TYPES[path.extname(name)], name);
    assert.equal(headers.get('Cache-Control'), HASHED.test(name) ? kept : 'no-cache', name);
  }
  assert.ok(files.some((name) => name.endsWith('.wasm') && HASHED.test(name)), 'the program has a hash in its name');

  // Preview an update: a mapping template edited manually, which the console opens again, and an option.
  const edited = { name: 'edited.yaml', mimeType: 'text/plain', buffer: Buffer.from(first.replace(MESSAGE, OTHER)) };
  await page.getByLabel('Open template').setInputFiles(edited);
  await eventually(async () => assert.ok((await panelText(page, 'Template')).includes(OTHER)));
  await onOff(page, 'Lost-update protection').check();
  const second = await eventually(async () => {
    const text = await download(page, here);
    assert.ok(text.includes(OTHER) && text.includes('versionAttribute'));
    return text;
  });
  assert.notEqual(second, first);
  assert.match(await run(await printed(page, 'Preview an update'), here), /aws cloudformation describe-change-set/);
  assert.deepEqual(await unknown(), { message: MESSAGE }, 'a look at what would change changes nothing');

  // The same command updates the stack, and the new API is served: by another deployment.
  assert.match(await run(await printed(page, 'Deploy'), here), /Successfully created\/updated stack - my-resumes/);
  const changed = await resources(NAME);
  assert.equal(parted(changed).deployments.length, 1);
  assert.notDeepEqual(parted(changed).deployments, parted(made).deployments);
  assert.deepEqual(parted(changed).others, parted(made).others);
  assert.deepEqual(await unknown(), { message: OTHER });
  const again = await save({ 'x-api-key': key });
  assert.equal(again.status, 200);
  assert.ok(again.headers.get('Resume-Version'));
  assert.equal((await save({ 'x-api-key': key })).status, 409);
  const read = await (await fetch(`${url}?id=ada`)).json();
  assert.deepEqual(read, RESUME);

  // More versions of files than S3 deletes at once.
  for (let count = 0; count < 1000; count += 50) {
    await Promise.all(Array.from({ length: 50 }, () => putObject(made.Console, 'index.html', 'old')));
  }

  // Delete. After the stack is deleted, and before its retained resources are: the table exists, with its items, and protected.
  const blocks = [];
  for (const step of ['Delete the stack', 'Delete the data', 'Remove the role for logs']) blocks.push(await printed(page, step));
  const look = [
    'aws dynamodb scan --table-name "$TABLE" --query "Items[].id.S" --output text',
    'if aws dynamodb delete-table --table-name "$TABLE"; then exit 1; fi',
  ];
  const stays = await run([blocks[0], ...look, ...blocks.slice(1)].join('\n'), here);
  assert.match(stays, /^ada\n/);
  // Deleting a missing resource would have failed; a remaining one is found by name.
  assert.ok((await objects(made.Console)) === null && !(await tables()).includes(made.Table));
  await assert.rejects(run(`aws iam get-role --role-name ${made.CloudWatchAccess}`, here), /NoSuchEntity/);
  const { KeyMetadata } = JSON.parse(await run(`aws kms describe-key --key-id ${made.TableKey}`, here));
  assert.equal(KeyMetadata.KeyState, 'PendingDeletion');
  const groups = await run('aws logs describe-log-groups --query "logGroups[].logGroupName" --output text', here);
  assert.ok(!groups.includes(made.AccessLog) && !groups.includes(made.Api), groups);
  assert.match((await unknown()).message, /does not correspond to a deployed/);
});
