// The service worker: the console without a network.
//
// index.html is the list of a build's files, and all of them but the icon have their hash in their name (where trunk alone
// has built it, the engine's have not), so a page is of
// one build, whatever happens between. A build is kept whole: its index.html is stored when all of its files are. The page is
// served from the build that was completed last, and looks for the next one meanwhile; the console says when there is one.
// Calls of the API are not intercepted.

const SCOPE = self.registration.scope;
// Other consoles may be on the same origin, and every one of them sees the same storage.
const PREFIX = `resume-console ${SCOPE} `;
/** Holds which builds are complete: the one that is served and the one before, whose pages may be loading still. */
const STATE = `${PREFIX}state`;
const BUILDS = `${SCOPE}builds`;
const ASSET = /\.(?:css|js|svg|wasm)$/;
const HASHED = /-[0-9a-f]{8,}[^/]*$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(update().then((found) => found !== "gone" || Promise.reject(new Error("no console here"))));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE)) return;
  const path = url.href.slice(SCOPE.length).replace(/[?#].*/, "");
  if (request.mode === "navigate" && (path === "" || path === "index.html")) {
    event.respondWith(page(request));
    // Also where the page came from the network: it may be a newer one.
    event.waitUntil(quietly(update));
  } else if (ASSET.test(path) && request.destination !== "serviceworker" && path !== "offline.js") {
    event.respondWith(file(request));
  }
});

// A page asks when it has started and when it is shown again after a while. It compares the answer with its own program.
self.addEventListener("message", (event) => {
  if (event.data === "update") event.waitUntil(quietly(update).then(() => quietly(() => tell([event.source]))));
});

/** Tells pages the names of the programs in the latest build. */
async function tell(pages) {
  const [latest] = await builds();
  const index = await stored(SCOPE, latest ? [latest] : []);
  const text = (await index?.text()) ?? "";
  const program = ["js", "worker"].map((part) => new RegExp(`\\sdata-${part}=["']?([^"'\\s>]+)`).exec(text)?.[1]).join(" ");
  if (text) for (const page of pages) page.postMessage(program);
}

async function page(request) {
  return (await stored(SCOPE, await builds())) ?? fetch(request);
}

async function file(request) {
  return (await stored(request.url, await builds())) ?? fetch(request);
}

/** The response that is stored in the first of these builds that has it. */
async function stored(url, listed) {
  for (const build of listed) {
    const response = await caches.match(url, { cacheName: PREFIX + build, ignoreVary: true });
    if (response) return response;
  }
  return undefined;
}

/** The complete builds, the latest first. */
async function builds() {
  // Unlike `open`, it creates no storage.
  const list = await caches.match(BUILDS, { cacheName: STATE });
  return list ? list.json() : [];
}

const quietly = (job) => job().catch(() => {});

// Two pages that are opened at once must not complete the same build twice.
let running;
function update() {
  running ??= look().finally(() => {
    running = undefined;
  });
  return running;
}

/**
 * Asks the host for its build, and stores it if it is new. An error, such as no network or a missing file, changes
 * nothing.
 */
async function look() {
  const index = await fetch(SCOPE, { cache: "no-cache", credentials: "same-origin" });
  const text = await index.clone().text();
  if (!index.ok || !text.includes("data-wasm=")) {
    // An error page of a proxy or a failing host does not end offline use; nor does a page of another origin.
    if (await isGone(index)) return leave();
    throw new Error(`the host answers ${index.status}`);
  }
  const known = await builds();
  const urls = files(text);
  const build = await digest(text, urls.filter((url) => !HASHED.test(url)));
  if (build === known[0]) return "known";
  await keep(build, index, urls, known);
  await (await caches.open(STATE)).put(BUILDS, Response.json([build, ...known.filter((one) => one !== build)].slice(0, 2)));
  await forget(await builds());
  await tell(await self.clients.matchAll({ type: "window" }));
  return "updated";
}

/** Stores a build's files, those of an earlier one without asking for them again, and its page at last. */
async function keep(build, index, urls, known) {
  const cache = await caches.open(PREFIX + build);
  await Promise.all(urls.map(async (url) => {
    const before = HASHED.test(url) && (await stored(url, [build, ...known]));
    if (before) return cache.put(url, before);
    // Where the name contains the hash, any cached copy is the right one.
    const response = await fetch(url, { cache: HASHED.test(url) ? "default" : "no-cache", credentials: "same-origin" });
    // Some hosts answer with their front page instead of 404.
    const isPage = /html/i.test(response.headers.get("Content-Type") ?? "");
    if (!response.ok || isPage) throw new Error(`${url} is not there`);
    return cache.put(url, response);
  }));
  await cache.put(SCOPE, index);
}

/** The addresses of the files that a page names. */
function files(text) {
  // Quoted or not: a published page is minified.
  const names = [...text.matchAll(/\s(?:href|src|data-[a-z-]+)=["']?([^"'\s:?#>]+)/g)].map(([, name]) => name);
  const urls = [...new Set(names.filter((name) => ASSET.test(name)).map((name) => new URL(name, SCOPE).href))];
  if (!urls.some((url) => url.endsWith(".wasm"))) throw new Error("the page names no program");
  return urls;
}

/** Drops what no listed build needs, also what an update left that did not get to its end. */
async function forget(listed) {
  const needed = new Set([STATE, ...listed.map((build) => PREFIX + build)]);
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && !needed.has(name)) await caches.delete(name);
  }
}

/** Whether the console was deleted from its host: neither its page nor this file is there. */
async function isGone(index) {
  const missing = (response) => [403, 404, 410].includes(response.status) || response.ok;
  if (!missing(index) || index.redirected) return false;
  const own = await fetch(self.location.href, { cache: "no-cache" });
  const isScript = /javascript/i.test(own.headers.get("Content-Type") ?? "");
  return missing(own) && !own.redirected && !(own.ok && isScript);
}

async function leave() {
  await forget([]);
  await caches.delete(STATE);
  await self.registration.unregister();
  return "gone";
}

/** A name for a build: of its page and of the files whose names say nothing of their content. */
async function digest(text, urls) {
  const contents = await Promise.all(urls.map(async (url) => {
    const response = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
    return new Uint8Array(response.ok ? await response.arrayBuffer() : 0);
  }));
  const hashes = await Promise.all([new TextEncoder().encode(text), ...contents].map((bytes) => crypto.subtle.digest("SHA-256", bytes)));
  const all = await new Blob(hashes).arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
