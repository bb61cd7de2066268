// velocityjs: nanoseconds that one rendering takes, JSON text in, text out, the template parsed once.
// usage: node peer.mjs TEMPLATE BODY SECONDS, with velocityjs in VELOCITYJS or beside this file
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { renderer } from './velocityjs.mjs';

const require = createRequire((process.env.VELOCITYJS ?? import.meta.dirname) + '/');

const [templateFile, bodyFile, seconds] = process.argv.slice(2);
const body = readFileSync(bodyFile, 'utf8');
const render = renderer(require('velocityjs'), readFileSync(templateFile, 'utf8'), body);

// An engine that leaves out half of a resume is quick.
if (render().length < body.length / 2) throw new Error('writes too little');

const times = [];
const start = process.hrtime.bigint();
const limit = BigInt(Math.round(Number(seconds) * 1e9));
while (process.hrtime.bigint() - start < 2n * limit || times.length === 0) {
  const before = process.hrtime.bigint();
  render();
  const after = process.hrtime.bigint();
  if (after - start > limit) times.push(Number(after - before));
}
times.sort((a, b) => a - b);
console.log(`${times[times.length >> 1]} ns a render`);
