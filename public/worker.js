// Starts the engine in its worker. `cargo xtask build` puts the hashes of the files into their names, and the name of the rest here.
const REST = "";

const at = (name) => new URL(name, import.meta.url).href;

/** The page has started this worker early, and says when the console needs the line no more (public/start.js). */
const begins = location.hash.includes("early") && new Promise((begin) => addEventListener("message", begin, { once: true }));

async function start() {
  await begins;
  // All at once: on a slow line each round of requests takes long.
  const program = fetch(at("./engine_bg.wasm"));
  const [engine, parts] = await Promise.all([import("./engine.js"), REST && import("./rest.js"), program]);
  const rest = parts && parts.restOf(at(REST));
  if (rest) globalThis.loadRest = rest.load;
  // The console says so (public/start.js, src/browser/worker.rs).
  if (rest && location.hash.includes("stored")) await rest.prepare();
  const exports = await engine.default({ module_or_path: program });
  if (rest) rest.begin(exports);
}

start().catch((error) => postMessage(`failed: ${error}`));
