// A separate browser for a test that kills it or one of its processes, as a crash, a power cut or a phone would.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

import { ARGS, program } from './browser.mjs';

/** An empty folder for a browser's profile, which `use` gets; removed after it. */
export async function withProfile(use) {
  const profile = await mkdtemp(path.join(tmpdir(), 'console-profile-'));
  try {
    return await use(profile);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Starts a browser on a profile. Gives `{context, kill, killRenderers}`.
 *
 * `kill` ends all its processes at once (SIGKILL to their group), and waits until they are gone.
 */
export async function start(profile) {
  const child = spawn(
    await program(),
    [...ARGS, '--headless=new', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const kill = async () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has exited already.
    }
    await gone;
    // The other processes hold files until they exit, too.
    await sleep(200);
  };
  try {
    const address = await addressOf(child);
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    context.setDefaultTimeout(20_000);
    const session = await browser.newBrowserCDPSession();
    const killRenderers = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      for (const { type, id } of processInfo) {
        if (type === 'renderer') process.kill(id, 'SIGKILL');
      }
      // The browser needs a moment to see it.
      await sleep(500);
    };
    return { context, kill, killRenderers };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** Where a browser that was just started listens. */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (found) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
  });
}
