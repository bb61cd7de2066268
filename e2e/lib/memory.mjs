// The memory of the console's program, which a page does not expose otherwise.

/** Has every page that is opened or loaded again from now on keep its program's memory in `window.programMemory`. */
export async function keepMemory(context) {
  await context.addInitScript(() => {
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...args) => {
        const made = await instantiate.apply(WebAssembly, args);
        window.programMemory = (made.instance ?? made).exports.memory;
        return made;
      };
    }
  });
}

/** How large the memory is, in MB of 1,048,576 bytes. It never shrinks. */
export async function megabytes(page) {
  return Math.ceil((await kilobytes(page)) / 1_024);
}

/** How large it is, in KB of 1,024 bytes: a multiple of 64. */
export async function kilobytes(page) {
  return page.evaluate(() => window.programMemory.buffer.byteLength / 1_024);
}

/** Grows the memory to its limit, and returns its size in MB. */
export async function exhaust(page) {
  await page.evaluate(() => {
    for (let pages = 32_768; pages >= 1; pages = Math.floor(pages / 2)) {
      try {
        for (;;) window.programMemory.grow(pages);
      } catch {
        // A smaller amount may still be available.
      }
    }
  });
  return megabytes(page);
}

/** The memory of the engine, in MB. It never shrinks, but a new page has a new one. */
export async function engineMegabytes(page) {
  const script = await page.evaluate(() => new URL(document.getElementById('program').dataset.engineJs, document.baseURI).href);
  const [worker] = page.workers();
  return worker.evaluate(async (script) => {
    // The module that is running: it returns what it was initialised with.
    const { default: init } = await import(script);
    const { memory } = await init();
    return Math.ceil(memory.buffer.byteLength / 1_048_576);
  }, script);
}
