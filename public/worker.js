// Starts the engine in its worker. `cargo xtask build` puts the hashes of the two files into their names.
import init from "./engine.js";

init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) }).catch((error) => postMessage(`failed: ${error}`));
