// Loads the rest of a program: the functions that a first visit does not need (crates/split). Each program, the console and the
// engine, has one in a published build.

/**
 * The rest of a program.
 *
 * `load` is what the program knows as `loadRest`: with `true`, the rest is there when it returns; else it returns a promise of it.
 *
 * @param {string} url the file of the rest
 * @param {string} [styles] the style sheet of the views in it
 */
export function restOf(url, styles) {
  let compiling;
  let dressing;
  let module;
  /** What the first part exports, once it has started. */
  let first;
  let isThere = false;
  const start = (compiled) => {
    // Its functions replace their stand-ins in the table of the first part.
    const instance = new WebAssembly.Instance(compiled, { first });
    isThere = true;
    return instance;
  };
  const dress = () => {
    dressing ??= styles && styleSheet(styles).catch((error) => {
      // As below.
      dressing = undefined;
      throw error;
    });
    return dressing;
  };
  const compile = () => {
    compiling ??= (async () => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url}: status ${response.status}`);
      module = await WebAssembly.compile(await response.arrayBuffer());
    })().catch((error) => {
      // Another attempt may succeed.
      compiling = undefined;
      throw error;
    });
    return compiling;
  };
  return {
    /**
     * Compiles it before the program starts, which has it from its beginning then. For a build that is stored in this browser:
     * it costs no transfer, and `load(true)` could not ask the service worker for it.
     */
    prepare: () => Promise.allSettled([compile(), dress()]),
    /** The first part has started, and exports these. */
    begin(exports) {
      first = exports;
      if (module) start(module);
    },
    load(now) {
      if (!now) return Promise.all([compile(), dress()]).then(() => isThere || start(module));
      if (isThere) return undefined;
      performance.mark("rest-awaited");
      Promise.resolve(dress()).catch(() => {});
      start(moduleOf(url));
      return undefined;
    },
  };
}

/** Adds a style sheet to the page; fulfilled when it applies. */
function styleSheet(url) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url });
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(`${url} could not be loaded`));
    };
    document.head.append(link);
  });
}

/** A program, at once: one of its functions was called before it was there. */
function moduleOf(url) {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", url, false);
    // In a page, text is all that a request of this kind may return; each of these characters is a byte.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    return new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff));
  } catch {
    const error = new Error(`A part of the program could not be loaded: ${url}, status ${request.status}.`);
    error.name = "RestError";
    throw error;
  }
}
