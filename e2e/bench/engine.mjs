// How long the engine takes for a preview, relative to `JSON.parse` and `JSON.stringify` of the same resume in the same page: the
// question to the worker and its answer, with the copies between the two, the rendering and the check by DynamoDB's rules.

import { goTo, openResume, region } from '../lib/form.mjs';
import { LINES, serve } from './line.mjs';

const SIZES = { '4 KB': 3_500, '40 KB': 35_000, '390 KB': 340_000 };
/** Each median is of so many; before them, as many that the browser compiles by. */
const ROUNDS = 100;

/** Keeps the console's last question for a preview. It runs in the page, before the console. */
function keepQuestion() {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    // protocol::Command::Ask, a number of up to five bytes, protocol::Question::RenderPut.
    if (message instanceof Uint8Array && message[0] === 0) {
      const end = message.findIndex((byte, index) => index > 0 && byte < 128);
      if (message[end + 1] === 0) window.question = message.slice();
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

/** Prints the ratio for resumes of three sizes, with the published example's mapping templates. */
export async function engine(browser, all) {
  console.log('a preview by the published example\'s templates, relative to JSON.parse and JSON.stringify of the same resume:');
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
      const skill = { title: 'A skill whose name is “quoted”', score: '90', level: 'Expert' };
      const skills = Array.from({ length: Math.ceil(bytes / JSON.stringify(skill).length) }, () => skill);
      const resume = { id: 'ada', name: 'Ada', skills };
      await openResume(page, resume);
      await region(page, 'Preview').and(page.locator('[aria-busy="false"]')).filter({ hasText: 'Accepted by DynamoDB' }).waitFor();
      const { question, json } = await page.evaluate(`(${measure})(${JSON.stringify(JSON.stringify(resume))}, ${ROUNDS})`);
      console.log(`  ${name}: ${(question / json).toFixed(1)} (${question.toFixed(1)} ms)`);
    } finally {
      await context.close();
      await host.close();
    }
  }
}
