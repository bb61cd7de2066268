// How long the engine takes in a browser, relative to `JSON.parse` and `JSON.stringify` of the same text in the same page: a rendering
// alone, and a preview as the console asks for it, with the copies between page and worker and the check by DynamoDB's rules.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { goTo, openResume, region } from '../lib/form.mjs';
import { LINES, serve } from './line.mjs';
import { SIZES, bodies, templates } from './subjects.mjs';

/** How often a preview is asked for; before, as often again, so that the browser compiles. */
const ROUNDS = 100;

/** In the page: how many times longer than the browser's own JSON a rendering takes. Each is run in turns of about 10 ms. */
const timing = `
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  /** Calls that take about 10 ms. */
  function often(run) {
    for (let times = 1; ; times *= 2) {
      const start = performance.now();
      run(times);
      if (performance.now() - start > 10) return times;
    }
  }
  window.ratio = (text, run) => {
    const json = (times) => { for (let time = 0; time < times; time += 1) JSON.stringify(JSON.parse(text)); };
    const start = performance.now();
    while (performance.now() - start < 500) { run(1); json(1); }
    const calls = [run, json].map((one) => [one, often(one), []]);
    for (let round = 0; round < 21; round += 1) {
      for (const [one, times, all] of calls) {
        const begin = performance.now();
        one(times);
        all.push((performance.now() - begin) / times);
      }
    }
    const [own, floor] = calls.map(([, , all]) => median(all));
    return own / floor;
  };`;

/** A page that has the renderings, and velocityjs where it is. `program` is the folder of the page's program. */
async function openRenderings(browser, program, peer) {
  const page = await browser.newPage();
  // The script of wasm-bindgen wants an address that others can be relative to.
  const address = 'http://bench.invalid/';
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(address);
  await page.addScriptTag({ content: await readFile(path.join(program, 'page_bench.js'), 'utf8') });
  await page.addScriptTag({ content: timing });
  if (peer) await page.addScriptTag({ content: peer });
  const wasm = await readFile(path.join(program, 'page_bench_bg.wasm'));
  await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    await wasm_bindgen({ module_or_path: bytes });
  }, wasm.toString('base64'));
  return page;
}

/** Prints the ratios of renderings alone, and of velocityjs where it is. Each set of templates has a page of its own, as a stack has. */
async function renderings(browser, program, example) {
  const peer = await readFile(path.join(program, 'velocityjs.js'), 'utf8').catch(() => undefined);
  console.log(`a rendering alone, relative to JSON.parse and JSON.stringify of what is rendered${peer ? '; in brackets: velocityjs' : ''}:`);
  for (const [name, set] of await templates(example)) {
    const page = await openRenderings(browser, program, peer);
    try {
      for (const [size, bytes] of Object.entries(SIZES)) {
        const all = await bodies(bytes);
        const texts = [];
        for (const operation of ['put', 'get']) {
          const ratios = await page.evaluate(([template, body, compares]) => {
            const rendering = new wasm_bindgen.Rendering(template, body);
            const own = ratio(body, (times) => rendering.run(times));
            rendering.free();
            if (!compares) return [own];
            const render = peers.renderer(template, body);
            return [own, ratio(body, (times) => { for (let time = 0; time < times; time += 1) render(); })];
          }, [set[operation], all[operation], Boolean(peer) && name === 'published example']);
          const [own, theirs] = ratios.map((one) => one.toFixed(2));
          texts.push(`${operation.toUpperCase()} ${own}${theirs ? ` (${theirs})` : ''}`);
        }
        console.log(`  ${name}, ${size}: ${texts.join(', ')}`);
      }
    } finally {
      await page.close();
    }
  }
  if (!peer) console.log('  velocityjs is not installed: crates/gateway/benches/peers/run.sh brings it');
}

/** Keeps the console's last question for a preview. It runs in the page, before the console. */
function keepQuestion() {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    // protocol::Command::Ask, its number of up to five bytes, that it is a preview, protocol::Question::RenderPut.
    if (message instanceof Uint8Array && message[0] === 0) {
      const end = message.findIndex((byte, index) => index > 0 && byte < 128);
      if (message[end + 1] === 1 && message[end + 2] === 0) window.question = message.slice();
    }
    return postMessage.call(this, message, ...rest);
  };
}

/** The median times of the question and of the browser's own JSON, in milliseconds. */
async function measure(text, rounds) {
  const worker = new Worker(new URL(document.getElementById('program').dataset.worker, document.baseURI), { type: 'module' });
  await new Promise((ready) => { worker.onmessage = ready; });
  const ask = () => new Promise((answered) => {
    worker.onmessage = answered;
    const bytes = window.question.slice();
    worker.postMessage(bytes, [bytes.buffer]);
  });
  const median = async (run) => {
    const times = [];
    for (let round = 0; round < 2 * rounds; round += 1) {
      const start = performance.now();
      await run();
      if (round >= rounds) times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  };
  // Times are in steps of 0.1 ms.
  const many = 20;
  const json = await median(() => {
    for (let time = 0; time < many; time += 1) JSON.stringify(JSON.parse(text));
  });
  const question = await median(ask);
  worker.terminate();
  return { question, json: json / many };
}

/** Prints the ratios of previews of three sizes, as the console asks its engine for them, with the mapping templates by field. */
async function previews(browser, all) {
  console.log('a preview in the worker, relative to JSON.parse and JSON.stringify of the same resume:');
  for (const [name, bytes] of Object.entries(SIZES)) {
    const host = await serve(all, LINES.none);
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      await page.addInitScript(keepQuestion);
      await page.goto(host.url);
      await page.getByRole('navigation').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Search commands' }).fill('preset published example');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Stack' }).waitFor();
      await goTo(page, 'Resume');
      const { put } = await bodies(bytes);
      await openResume(page, JSON.parse(put));
      await region(page, 'Preview').and(page.locator('[aria-busy="false"]')).filter({ hasText: 'Accepted by DynamoDB' }).waitFor();
      const { question, json } = await page.evaluate(`(${measure})(${JSON.stringify(put)}, ${ROUNDS})`);
      console.log(`  ${name}: ${(question / json).toFixed(1)} (${question.toFixed(1)} ms)`);
    } finally {
      await context.close();
      await host.close();
    }
  }
}

/** Prints both. */
export async function engine(browser, all, program, example) {
  await renderings(browser, program, example);
  await previews(browser, all);
}
