// The main path, once for every browser.

import assert from 'node:assert/strict';

import { BASICS, ID, LOAD, NAME, SAVE } from './page.mjs';

/** Text that breaks JSON if it is not escaped; short, as WebKitGTK's driver needs long for each key. It types none beyond U+FFFF. */
const HOSTILE = 'Zoë "Q" O\'N \\ 李雷 $x #set </b>';

export function mainPath(scenario) {
  scenario('a resume is edited, previewed, saved, and loaded unchanged after a reload', {}, async (page) => {
    await page.click(['button', 'Load sample']);
    const sample = await page.previews((body) => assert.match(body.Item.name.S, /Mira/));
    await page.fill(HOSTILE, ...NAME);
    await page.fill('', ['group', 'Skill 1'], ['field', 'Title']);
    await page.previews((body) => {
      assert.equal(body.Item.name.S, HOSTILE);
      assert.deepEqual(Object.keys(body.Item), Object.keys(sample.Item));
    });
    const saved = await page.downloaded(() => page.click(['button', 'Download file']));
    assert.match(saved.name, /\.json$/);
    assert.equal(JSON.parse(saved.text).name, HOSTILE);

    await page.click(SAVE);
    await page.there(['status', /HTTP 200/]);
    await page.fill('Other', ...NAME);
    await page.draftSaved();
    await page.reload();
    await page.has('Other', ...NAME);
    await page.click(LOAD);
    await page.has(HOSTILE, ...NAME);
    const loaded = await page.downloaded(() => page.click(['button', 'Download file']));
    assert.deepEqual(JSON.parse(loaded.text), JSON.parse(saved.text));
  });

  scenario('the template downloads as YAML and as JSON', {}, async (page) => {
    await page.view('Stack');
    for (const [format, pattern] of [['YAML', /^AWSTemplateFormatVersion: /m], ['JSON', /^\{\s*"AWSTemplateFormatVersion"/]]) {
      await page.click(['label', format]);
      const file = await page.downloaded(() => page.click(['button', 'Download template']));
      assert.ok(file.name.toLowerCase().endsWith(format.toLowerCase()), file.name);
      assert.match(file.text, pattern);
      assert.match(file.text, /AWS::ApiGateway::RestApi/);
    }
  });

  scenario('every view opens, with its colours and its links', {}, async (page) => {
    await page.click(['button', 'Load sample']);
    await page.view('Page');
    await page.until([['link', /^mira@/]], (link) => getComputedStyle(link).textDecorationLine, (line) => assert.equal(line, 'underline'));
    await page.view('API');
    await page.view('Templates');
    const colours = () => new Set([...document.querySelectorAll('.code-editor .under i')].map((piece) => getComputedStyle(piece).color)).size;
    await page.until([['heading', 'Templates']], colours, (count) => assert.ok(count > 3, `${count} colours`));
    await page.view('Stack');
    await page.view('Resume');
  });

  scenario('a second tab has the draft, and follows the first', {}, async (page, { open }) => {
    await page.fill('one', ...NAME);
    await page.draftSaved();
    const other = await open();
    await other.has('one', ...NAME);
    await page.fill('and two', ...NAME);
    await other.has('and two', ...NAME);
  });

  scenario('the second visit works without a network', { offline: true }, async (page, { host, open }) => {
    await page.there(BASICS);
    await page.buildStored();
    await page.fill('On a train', ...NAME);
    await page.draftSaved();
    await host.close();
    await page.reload();
    await page.has('On a train', ...NAME);
    await page.fill('train', ...ID);
    await page.previews((body) => assert.equal(body.Item.name.S, 'On a train'));
    for (const view of ['API', 'Stack', 'Resume']) await page.view(view);
    const other = await open();
    await other.has('On a train', ...NAME);
  });
}
