// Mapping templates that use as much time or memory as they can: the preview says which limit ended them, and the page goes
// on. `BURDEN=all` tries every one of crates/testkit/src/burdens.txt, each in a new page, and prints how long it took and how
// large the engine's memory was then.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { eventually, field, goTo, openTemplate, region } from '../lib/form.mjs';
import { engineMegabytes } from '../lib/memory.mjs';
import { root } from '../lib/place.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

const ALL = process.env.BURDEN === 'all';
const SOME = ['toCharArray', 'bytes kept', 'subList kept', 'base64Encode kept', 'path scans kept', '== of strings', 'equals of lists', 'response headers', 'circles left behind', 'texts kept'];

// As in crates/web/src/keys.rs.
const STACK = 'resume-console.stack';

const shorthands = {
  BIG: "#set($big='xxxxxxxxxxxxxxxx')#foreach($i in [1..19])#set($big=$big+$big)#end",
  ROUNDS: '#foreach($i in [1..1000000])',
  MAPS: '#set($m={})#set($n={})#foreach($i in [1..20000])$!m.put("k$i",$i)$!n.put("k$i",$i)#end',
};

const text = await readFile(path.join(root, 'crates/testkit/src/burdens.txt'), 'utf8');
const templates = text.split('\n').filter((line) => line.includes('\t')).map((line) => line.split('\t'));

/** Memory never shrinks: the next template is measured in a page that has rendered none of the others. */
async function startAnew(page) {
  await page.evaluate((key) => localStorage.removeItem(key), STACK);
  await page.reload();
  await page.getByRole('navigation').first().waitFor();
}

scenario('templates that use every resource end at a limit, and the page still works', {}, async (page) => {
  const tried = templates.filter(([name]) => ALL || SOME.includes(name));
  assert.ok(tried.length >= SOME.length);
  for (const [at, [name, short]] of tried.entries()) {
    const expanded = short.replace(/BIG|ROUNDS|MAPS/g, (word) => shorthands[word]);
    // Each is on another line, so that the message of the previous one is not mistaken for its own.
    const line = at + 2;
    const template = `row ${line} ##\n${'##\n'.repeat(line - 2)}${expanded}`;
    await goTo(page, 'Stack');
    const start = Date.now();
    await openTemplate(page, template);
    await goTo(page, 'Resume');
    const preview = region(page, 'Preview');
    const ended = new RegExp(`\\(line ${line}, column|row ${line} |override of .* printed`);
    await eventually(async () => assert.match(await preview.innerText(), ended, name), 60);
    const took = Date.now() - start;
    const memory = await engineMegabytes(page);
    if (ALL) console.log(`${name}: ${took} ms, ${memory} MB`);
    assert.ok(memory <= 512, `${name}: ${memory} MB`);
    await field(region(page, 'Basics'), 'Name').fill(`after ${name}`);
    if (ALL) await startAnew(page);
  }
  assert.ok(await page.locator('#failure').isHidden());
});
