// The Templates view as a workbench: completion, what stands at the cursor, steps, cases, another input, find and replace.

import assert from 'node:assert/strict';

import { button, eventually, goTo, loadSample, panelText, region } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';
import { isSound, makeCheckable } from '../lib/sound.mjs';

useConsole();

const path = '#/templates';
const text = (page) => page.getByRole('textbox', { name: /^Mapping template: / });
const completions = (page) => page.getByRole('listbox', { name: 'Completions' });
const atTheCursor = (page) => page.getByRole('region', { name: 'At the cursor' });
const output = (page) => panelText(page, 'Output');
const side = (page, name) => region(page, 'Output').getByRole('group', { name: 'Show' }).getByRole('radio', { name }).check();

/** Puts the cursor behind a piece of the text. */
async function cursorBehind(page, piece) {
  await text(page).evaluate((field, piece) => {
    const at = field.value.indexOf(piece) + piece.length;
    field.focus();
    field.setSelectionRange(at, at);
  }, piece);
  await page.keyboard.press('Shift');
}

/** The pieces of the text that are drawn with a class. */
const drawn = (page, name) => page.locator(`.code-editor .under .${name}`).allTextContents();

const SHORT = `#set($name = $input.path('$.name'))
{
  "TableName": "t",
  "Item": {
    "id": {"S": "$util.escapeJavaScript($input.path('$.id'))"},
    "name": {"S": "$util.escapeJavaScript($name)"}
  }
}`;

async function withSample(page, context) {
  if (context) await makeCheckable(page, context);
  await goTo(page, 'Resume');
  await loadSample(page);
  await goTo(page, 'Templates');
  await eventually(async () => assert.match(await output(page), /"Mira Okafor-Lindqvist"/));
}

scenario('the text is drawn in colours beneath the field, at its place', { path }, async (page) => {
  await text(page).fill('#if($a.b == "x")1#end ## why');
  await eventually(async () => assert.deepEqual(await drawn(page, 'w'), ['#if', '==', '#end']));
  assert.deepEqual(await drawn(page, 'c'), ['## why']);
  const whole = await page.locator('.code-editor .under pre').textContent();
  assert.equal(whole, await text(page).inputValue());
  // Before the engine has seen what is typed, the rest keeps its colours.
  await text(page).press('Home');
  await page.keyboard.type('ü ');
  await eventually(async () => assert.equal((await page.locator('.code-editor .under pre').textContent()).slice(0, 5), 'ü #if'));
  await eventually(async () => assert.deepEqual(await drawn(page, 'w'), ['#if', '==', '#end']));
});

scenario('the text has its colours before anything is typed', { path }, async (page) => {
  await eventually(async () => assert.ok((await drawn(page, 'k')).includes('$input')));
});

scenario('what can be written is offered, chosen by keys, and undone by the browser', { path }, async (page, { context }) => {
  await withSample(page, context);
  await text(page).fill('');
  await page.keyboard.type('#fore');
  await completions(page).getByRole('option', { name: /^#foreach/ }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await text(page).inputValue(), '#foreach');
  await text(page).fill('');
  await page.keyboard.type('$util.esc');
  await completions(page).getByRole('option', { name: /^escapeJavaScript/ }).waitFor();
  await isSound(page, 'Completions');
  await page.keyboard.press('Enter');
  await page.keyboard.type("$input.path('$.na");
  await completions(page).getByRole('option', { name: /^\$\.name/ }).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await text(page).inputValue(), "$util.escapeJavaScript($input.path('$.name)");
  await page.keyboard.type("')");
  await eventually(async () => assert.match(await output(page), /^Mira Okafor-Lindqvist/));
  // Escape closes the list and leaves the text.
  await text(page).fill('');
  await page.keyboard.type('$inp');
  await completions(page).waitFor();
  await page.keyboard.press('Escape');
  await completions(page).waitFor({ state: 'hidden' });
  assert.equal(await text(page).inputValue(), '$inp');
  await page.keyboard.press('Control+Space');
  await completions(page).getByRole('option', { name: /^input/ }).waitFor();
});

scenario('methods are those of the value that a variable has', { path }, async (page) => {
  await withSample(page);
  await text(page).fill("#set($skills = $input.path('$.skills'))\n");
  await text(page).press('Control+End');
  await page.keyboard.type('#if($skills.si');
  await completions(page).getByRole('option', { name: /^size\(\)/ }).waitFor();
  await page.keyboard.press('Enter');
  assert.match(await text(page).inputValue(), /\$skills\.size\(\)$/);
});

scenario('the place at the cursor is explained, and leads to the output and the input', { path }, async (page) => {
  await withSample(page);
  await text(page).fill(SHORT);
  await eventually(async () => assert.match(await output(page), /"TableName": "t"/));
  await cursorBehind(page, '"$util.escapeJav');
  const about = atTheCursor(page);
  await about.getByText('Escapes a text for a string of JavaScript.').waitFor();
  await about.getByText('$.id', { exact: true }).waitFor();
  await cursorBehind(page, '$nam');
  await about.getByText('Mira Okafor-Lindqvist').waitFor();
  // From the output back to the template.
  const line = region(page, 'Output').locator('.l', { hasText: '"name"' });
  await line.getByText('Mira Okafor-Lindqvist').click({ position: { x: 20, y: 8 } });
  await about.getByText('$.name', { exact: true }).waitFor();
  await eventually(async () => assert.equal((await drawn(page, 'related')).join(''), '$util.escapeJavaScript($name)'));
  await about.getByRole('button', { name: 'Line 6' }).click();
  assert.equal(await text(page).evaluate((field) => field.value.slice(field.selectionStart, field.selectionStart + 22)), '$util.escapeJavaScript');
});

scenario('the rendering is stepped through', { path }, async (page, { context }) => {
  await withSample(page, context);
  await text(page).fill(SHORT);
  await side(page, 'Steps');
  const steps = region(page, 'Output').getByRole('group', { name: 'Steps' });
  await steps.getByText(/^Step 1 of \d+$/).waitFor();
  await steps.getByRole('button', { name: 'Forward' }).click();
  await steps.getByText(/^Step 2 of/).waitFor();
  await steps.getByText('#set').waitFor();
  await steps.getByText('Mira Okafor-Lindqvist').waitFor();
  await eventually(async () => assert.equal((await drawn(page, 'step')).join(''), "#set($name = $input.path('$.name'))"));
  await isSound(page, 'Steps');
  await steps.getByRole('button', { name: 'Last' }).click();
  assert.ok(await steps.getByRole('button', { name: 'Forward' }).isDisabled());
  await eventually(async () => assert.match(await region(page, 'Output').locator('.code').innerText(), /"name": \{"S": "\s*$/));
  // A template that fails is stepped through up to its error.
  await text(page).fill("$input.path('$.name')$input.path('$.name').substring(999)");
  await steps.getByText(/ends with an error/).waitFor();
});

scenario('another input is entered, kept over a reload, and its output kept as a case', { path }, async (page, { context }) => {
  await withSample(page, context);
  await text(page).fill(`{"n": "$util.escapeJavaScript($input.path('$.name'))", "q": "$input.params('q')", "ip": "$context.identity.sourceIp"}`);
  await side(page, 'Input');
  await region(page, 'Output').getByRole('radio', { name: 'Another input' }).check();
  await page.getByLabel('Body', { exact: true }).fill('{"name": "Grace"}');
  await button(page, 'Query string: add').click();
  const last = page.getByLabel(/^Query string, name /).last();
  await last.fill('q');
  await page.getByLabel(/^Query string, value /).last().fill('2');
  await button(page, '$context: add').click();
  await page.getByLabel('$context, name 1').fill('identity.sourceIp');
  await page.getByLabel('$context, value 1').fill('192.0.2.9');
  await isSound(page, 'Another input');
  await side(page, 'Output');
  await eventually(async () => assert.deepEqual(JSON.parse(await output(page)), { n: 'Grace', q: '2', ip: '192.0.2.9' }));
  await side(page, 'Input');
  await button(page, 'Keep as a case').click();
  await side(page, 'Cases');
  await page.getByText('All 1 pass').waitFor();
  await page.reload();
  await eventually(async () => assert.deepEqual(JSON.parse(await output(page)), { n: 'Grace', q: '2', ip: '192.0.2.9' }));
  // A change that breaks the case is seen, and accepted.
  await text(page).fill(`{"n": "$input.path('$.name').toUpperCase()"}`);
  await side(page, 'Cases');
  await page.getByText('0 of 1 pass').waitFor();
  await page.getByText('output: {"n": "GRACE"}').waitFor();
  await isSound(page, 'Cases');
  await side(page, 'Changes');
  await region(page, 'Output').locator('.l.removed').first().waitFor();
  await side(page, 'Cases');
  await button(page, /^Accept the present output of/).click();
  await page.getByText('All 1 pass').waitFor();
  // Out, removed, undone, removed, and in again.
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export cases').click()]);
  const file = await download.path();
  await button(page, /^Remove POST request 1$/).click();
  await page.getByText('No cases yet.').waitFor();
  await page.getByText('Removed POST request 1.').locator('..').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('All 1 pass').waitFor();
  await page.getByLabel('Import cases').setInputFiles(file);
  await page.getByText('All 2 pass').waitFor();
  await page.getByLabel('Import cases').setInputFiles({ name: 'x.jsonl', mimeType: 'text/plain', buffer: Buffer.from('{"apigw": {}}') });
  await page.getByText('No case was added. Line 1: "expected", a text, is missing.').waitFor();
});

scenario('Tab indents, Escape then Tab leaves, Enter goes on in the block', { path }, async (page) => {
  await text(page).fill('');
  await page.keyboard.type('{');
  await page.keyboard.press('Enter');
  await page.keyboard.type('"a": 1');
  assert.equal(await text(page).inputValue(), '{\n  "a": 1');
  await text(page).fill('a\nb');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Tab');
  assert.equal(await text(page).inputValue(), '  a\n  b');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await text(page).inputValue(), 'a\nb');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await text(page).inputValue(), 'a\nb');
  assert.ok(!(await text(page).evaluate((field) => field === document.activeElement)));
});

scenario('find and replace, and go to a line', { path }, async (page, { context }) => {
  await makeCheckable(page, context);
  await text(page).fill('one\nTWO one\nthree');
  await page.keyboard.press('Control+F');
  const bar = page.getByRole('search', { name: 'Find and replace' });
  await bar.getByLabel('Find', { exact: true }).fill('ONE');
  await bar.getByText('2', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await bar.getByText('1 of 2').waitFor();
  await isSound(page, 'Find and replace');
  assert.deepEqual(await drawn(page, 'found'), ['one', 'one']);
  await bar.getByLabel('Replace with').fill('1');
  await bar.getByRole('button', { name: 'Replace', exact: true }).click();
  assert.equal(await text(page).inputValue(), '1\nTWO one\nthree');
  await bar.getByRole('button', { name: 'Replace all' }).click();
  assert.equal(await text(page).inputValue(), '1\nTWO 1\nthree');
  await bar.getByLabel('Go to line').fill('3');
  await bar.getByLabel('Go to line').press('Enter');
  assert.equal(await text(page).evaluate((field) => field.value.slice(field.selectionStart)), 'three');
  await bar.getByRole('button', { name: 'Close' }).click();
  await bar.waitFor({ state: 'hidden' });
});

scenario('a field of the form marks what it became, and a click in the preview names the field', {}, async (page) => {
  await loadSample(page);
  await page.getByLabel('Name', { exact: true }).first().focus();
  const marked = () => page.evaluate(() => {
    const ranges = CSS.highlights.get('related');
    return ranges ? [...ranges].map((range) => range.toString()) : [];
  });
  await eventually(async () => assert.deepEqual(await marked(), ['name', 'Mira Okafor-Lindqvist']));
  await region(page, 'Preview').locator('.l', { hasText: 'Mira Okafor-Lindqvist' }).first().getByText('Mira').click({ position: { x: 20, y: 8 } });
  await region(page, 'Preview').getByText('Comes from').waitFor();
  await region(page, 'Preview').getByRole('button', { name: 'Go to Name' }).click();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.value), 'Mira Okafor-Lindqvist'));
});

/** The middle of a drawn piece of the text. */
async function middle(page, piece) {
  const box = await page.locator('.code-editor .under i').filter({ hasText: piece }).first().boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

const card = (page) => page.getByRole('tooltip');

scenario('the pointer on a reference shows its values, on a directive and a function what they do', { path }, async (page, { context }) => {
  await withSample(page, context);
  await text(page).fill(`${SHORT}\n#foreach($s in $input.path('$.skills'))$s.title, #end\n#mcro`);
  await eventually(async () => assert.ok((await drawn(page, 'w')).includes('#foreach')));
  await page.mouse.move(...await middle(page, 'escapeJavaScript'));
  await card(page).getByText('Escapes a text for a string of JavaScript.').waitFor();
  await card(page).getByText(/It writes ' as/).waitFor();
  await isSound(page, 'with a card');
  await page.mouse.move(...await middle(page, '#foreach'));
  await card(page).getByText(/Renders its block for each item/).waitFor();
  // The card can be reached with the pointer: it stays there.
  const box = await card(page).boundingBox();
  await page.mouse.move(box.x + 20, box.y + 8, { steps: 4 });
  await page.waitForTimeout(700);
  await card(page).getByText(/Renders its block for each item/).waitFor();
  await page.keyboard.press('Escape');
  await card(page).waitFor({ state: 'detached' });
  // Each value of a loop.
  const at = await page.locator('.code-editor .under i').filter({ hasText: '$s' }).last().boundingBox();
  await page.mouse.move(at.x + 4, at.y + 8);
  await card(page).getByText('Values, evaluated 5 times').waitFor();
  // Of plain text there is nothing to say.
  const field = await text(page).boundingBox();
  await page.mouse.move(field.x + 14, field.y + 38);
  await card(page).waitFor({ state: 'detached' });
});

scenario('the pointer on what is wrong shows why, with its repair', { path }, async (page) => {
  await withSample(page);
  await text(page).fill(SHORT.replace('$util.escapeJavaScript($name)', '$name'));
  await page.locator('.code-editor .under .warning').first().waitFor();
  const box = await page.locator('.code-editor .under .warning').first().boundingBox();
  await page.mouse.move(box.x + 6, box.y + 8);
  await card(page).getByText('unescaped-value').waitFor();
  await card(page).getByRole('button', { name: 'Repair' }).click();
  await eventually(async () => assert.ok(!(await text(page).inputValue()).includes('{"S": "$name"}')));
});

scenario('each template is undone alone, and the cursor goes to what changed', { path }, async (page) => {
  const choose = (name) => page.getByRole('group', { name: 'Mapping template' }).getByRole('radio', { name }).check();
  const beginning = async () => (await text(page).inputValue()).slice(0, 9);
  await text(page).fill('## first\nx\n');
  await choose('GET request');
  const usual = await text(page).inputValue();
  await text(page).fill('## second');
  await goTo(page, 'Stack');
  await page.getByRole('textbox', { name: 'Stage' }).fill('mine');
  await goTo(page, 'Templates');
  assert.equal(await beginning(), '## first\n');
  const original = async () => {
    await button(page, 'Undo').click();
    return text(page).inputValue();
  };
  assert.match(await original(), /PutItem|Item/);
  assert.equal(await button(page, 'Undo').getAttribute('aria-disabled'), 'true');
  await button(page, 'Redo').click();
  assert.equal(await beginning(), '## first\n');
  await choose('GET request');
  assert.equal(await beginning(), '## second');
  await text(page).fill(`${usual}## third`);
  await button(page, 'Undo').click();
  assert.equal(await beginning(), '## second');
  await button(page, 'Undo').click();
  assert.equal(await text(page).inputValue(), usual);
  await button(page, 'Redo').click();
  await button(page, 'Redo').click();
  assert.equal(await text(page).inputValue(), `${usual}## third`);
  assert.ok(await text(page).evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd).length > 0));
  // The option was not undone with them.
  await goTo(page, 'Stack');
  assert.equal(await page.getByRole('textbox', { name: 'Stage' }).inputValue(), 'mine');
});

scenario('the view can be left at the moment at which its text is drawn again', { path }, async (page) => {
  const failure = page.getByRole('heading', { name: 'The console stopped' });
  for (let round = 0; round < 10; round += 1) {
    await text(page).fill(`## round ${round}`);
    // Undo, and the address of another view, before the page has drawn anything.
    await button(page, 'Undo').evaluate((undo, round) => {
      undo.click();
      if (round % 2) location.hash = '#/resume';
      else queueMicrotask(() => { location.hash = '#/resume'; });
    }, round);
    await page.getByRole('heading', { level: 1, name: 'Resume' }).waitFor();
    await page.waitForTimeout(20);
    assert.equal(await failure.count(), 0);
    await goTo(page, 'Templates');
  }
});
