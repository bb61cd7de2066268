// With the headers that docs/HOSTING.md lists, no site can show the console in a frame.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import { eventually } from '../lib/form.mjs';
import { scenario, useConsole } from '../lib/scenario.mjs';

useConsole();

scenario('another site can not show the console in a frame', {}, async (page, { url }) => {
  const site = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<iframe src="${url}"></iframe>`));
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address();
  const stranger = await page.context().newPage();
  const told = [];
  stranger.on('console', (message) => told.push(message.text()));
  // Another name of this machine is another site.
  await stranger.goto(`http://localhost:${port}/`);
  await eventually(() => assert.match(told.join('\n'), /frame-ancestors|X-Frame-Options/));
  assert.equal(stranger.frames().some((frame) => frame.url() === url), false);
  site.close();
  site.closeAllConnections();
});
