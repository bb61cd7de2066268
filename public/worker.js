// Starts the engine in its worker. `cargo xtask build` puts the hashes of the files into their names, and the name of the rest here.
import init from "./engine.js";
import { restOf } from "./rest.js";

const REST = "";

async function start() {
  const rest = REST && restOf(new URL(REST, import.meta.url).href);
  if (rest) globalThis.loadRest = rest.load;
  // The console says so (src/browser/worker.rs).
  if (rest && location.hash === "#stored") await rest.prepare();
  const exports = await init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) });
  if (rest) rest.begin(exports);
}

start().catch((error) => postMessage(`failed: ${error}`));
