// WebKit by WebDriver's HTTP: WebKitGTK's driver and its MiniBrowser, on a display of their own.
//
// A browser: `open` gives a new tab (here, a window), `downloads` is the folder of its files, `close` ends it. A tab: `goto`, `reload`, `close`,
// `evaluate` (a function, and its arguments as JSON), `find` (the element that a function returns), and `click` and `fill` of such an
// element, by the browser's own mouse and keyboard.

import { spawn } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../lib/place.mjs';
import { SECONDS, withFolder } from './limits.mjs';

/** WebDriver's name for the reference to an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** WebDriver's names for Control+A and for Delete. A command releases its keys at its end. */
const ALL = '\uE009a';
const DELETE = '\uE017';

/** WebKitGTK's browser, which Debian has beside the library. `MINIBROWSER` names another. */
async function program() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  for (const triple of await readdir('/usr/lib').catch(() => [])) {
    const folders = await readdir(path.join('/usr/lib', triple)).catch(() => []);
    for (const folder of folders.filter((name) => /^webkit2?gtk-\d/.test(name)).sort().reverse()) {
      const file = path.join('/usr/lib', triple, folder, 'MiniBrowser');
      if ((await readdir(path.dirname(file))).includes('MiniBrowser')) return file;
    }
  }
  throw new Error('no MiniBrowser of WebKitGTK was found: set MINIBROWSER to its program');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts WebKit in a display that nobody sees, with an empty home. */
export async function launch() {
  const home = await withFolder('console-webkit-');
  const ends = [home.remove];
  const close = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const downloads = path.join(home.path, 'downloads');
    await mkdir(downloads);
    await mkdir(path.join(home.path, '.config'));
    await writeFile(path.join(home.path, '.config', 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
    const display = await startDisplay(ends);
    const port = await freePort();
    const driver = start(process.env.WEBKIT_DRIVER ?? 'WebKitWebDriver', [`--host=127.0.0.1`, `--port=${port}`], ends, {
      env: {
        PATH: process.env.PATH,
        LANG: 'C.UTF-8',
        HOME: home.path,
        XDG_CONFIG_HOME: path.join(home.path, '.config'),
        XDG_RUNTIME_DIR: home.path,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        GIO_USE_VFS: 'local',
        GSETTINGS_BACKEND: 'memory',
        // Neither a bus nor a graphics card is there.
        NO_AT_BRIDGE: '1',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      },
    });
    const ask = client(`http://127.0.0.1:${port}`);
    await ready(ask, driver);
    const { sessionId, capabilities } = await ask('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: await program(), args: ['--automation'] },
          timeouts: { script: SECONDS * 1000, pageLoad: SECONDS * 1000, implicit: 0 },
        },
      },
    });
    ends.push(() => ask('DELETE', `/session/${sessionId}`).catch(() => {}));
    const command = (method, address, body) => ask(method, `/session/${sessionId}${address}`, body);
    const first = await command('GET', '/window');
    return {
      downloads,
      version: async () => `${capabilities.browserName} ${capabilities.browserVersion}`,
      open: () => open(command, first),
      close,
      // MiniBrowser ends by itself now and then, during a reload.
      hasEnded: () => command('GET', '/window').then(() => false, (error) => error.message.includes('invalid session id')),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts a program in a group of its own, which `ends` ends. */
function start(file, args, ends, options) {
  const child = spawn(file, args, { detached: true, stdio: ['ignore', 'ignore', 'ignore'], ...options });
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', (error) => resolve((child.failure = error)));
  });
  const kill = (signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal);
    } catch {
      // All of it has ended.
    }
  };
  // Also where the tests are ended from outside, and before its folder is removed.
  const last = () => kill('SIGKILL');
  process.prependOnceListener('exit', last);
  ends.push(async () => {
    kill('SIGTERM');
    await Promise.race([gone, sleep(2_000)]);
    kill('SIGKILL');
    process.off('exit', last);
  });
  return child;
}

/** A display without a screen: its name, once it is there. */
async function startDisplay(ends) {
  const args = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp', '-noreset'];
  const child = start(process.env.XVFB ?? 'Xvfb', args, ends, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].setEncoding('utf8').once('data', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    setTimeout(() => reject(new Error('Xvfb did not start')), SECONDS * 1000).unref();
  });
  return `:${number.trim()}`;
}

/** Sends a command, and gives the value of the answer. */
function client(base) {
  return async (method, address, body) => {
    const response = await fetch(base + address, {
      method,
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
      headers: { 'Content-Type': 'application/json' },
      signal: AbortSignal.timeout(SECONDS * 2000),
    });
    const { value } = await response.json();
    if (response.ok) return value;
    throw new Error(`WebDriver, ${method} ${address.replace(/^\/session\/[^/]+/, '')}: ${value.error}: ${value.message}`);
  };
}

async function ready(ask, driver) {
  for (const end = Date.now() + SECONDS * 1000; ; await sleep(50)) {
    if (driver.failure) throw driver.failure;
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}`);
    const status = await ask('GET', '/status').catch(() => ({ ready: false }));
    if (status.ready) return;
    if (Date.now() > end) throw new Error('WebKitWebDriver did not start');
  }
}

/** A new window: a new tab would be hidden behind the first one, which stays, since the command needs one to be there. */
async function open(command, first) {
  await command('POST', '/window', { handle: first });
  const { handle } = await command('POST', '/window/new', { type: 'window' });
  const here = async (method, address, body) => {
    await command('POST', '/window', { handle });
    return command(method, address, body);
  };
  await here('POST', '/window/rect', { x: 0, y: 0, width: 1440, height: 1000 });
  const evaluate = (run, ...args) => here('POST', '/execute/sync', { script: `return (${run}).apply(null, arguments)`, args });
  const on = (element, action, body) => here('POST', `/element/${element[ELEMENT]}/${action}`, body);
  return {
    goto: (url) => here('POST', '/url', { url }),
    reload: () => here('POST', '/refresh'),
    evaluate,
    find: evaluate,
    click: (element) => on(element, 'click'),
    fill: async (element, text) => {
      for (const keys of [ALL, DELETE, text].filter((keys) => keys !== '')) await on(element, 'value', { text: keys });
    },
    close: () => here('DELETE', '/window'),
  };
}
