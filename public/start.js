// Starts the console (trunk's own start-up script is inline, which the content security policy forbids), and holds the
// failure panel, which must work when the console does not.
const program = document.getElementById("program");
const at = (name) => new URL(program.dataset[name], document.baseURI).href;

// As in crates/web/src/keys.rs and crates/web/src/database.rs.
const UNFINISHED = "resume-console.unfinished.";
const TAB = "resume-console.tab";
const FORMER_DRAFT = "resume-console.draft";
const DRAFTS = "resume-console.drafts.";
const DATABASE = { name: "resume-console-drafts", store: "drafts" };
const SHARED = "consoleDraft";
const ENGINE = "consoleEngine";

let failed = false;

const fail = (detail) => {
  failed = true;
  document.getElementById("loading")?.remove();
  const panel = document.getElementById("failure");
  if (!panel.hidden) return;
  document.getElementById("failure-detail").textContent = detail;
  panel.hidden = false;
  for (const sibling of document.body.children) {
    if (sibling !== panel) sibling.inert = true;
  }
  document.getElementById("failure-reload").focus();
};

// The console's panic hook sends this event.
window.addEventListener("console-panic", (event) => fail(String(event.detail)));

// Out of memory, out of stack: the program ends without its panic hook.
const trapped = (error) => {
  if (error?.name === "RestError") {
    fail(`${error.message} Check the network, then reload the page.`);
  } else if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    fail(`The console ran out of memory or stack, or had an unexpected error: ${error.message}`);
  }
};
window.addEventListener("error", (event) => trapped(event.error));
window.addEventListener("unhandledrejection", (event) => trapped(event.reason));

// A page that is closed normally has finished every stage (src/browser/stages.rs).
window.addEventListener("pagehide", () => {
  if (failed) return;
  try {
    const tab = sessionStorage.getItem(TAB);
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(UNFINISHED) && key.endsWith(`.${tab}`)) localStorage.removeItem(key);
    }
  } catch {
    // No storage, no marks.
  }
});

const say = (text) => {
  document.getElementById("failure-said").textContent = text;
};

document.getElementById("failure-reload").addEventListener("click", () => location.reload());
document.getElementById("failure-without").addEventListener("click", () => {
  try {
    // Old marks: the next start skips both.
    for (const stage of ["options", "templates"]) localStorage.setItem(`${UNFINISHED}${stage}.panel`, "0");
  } catch {
    say("This browser blocks storage for this page: there are no stored templates or options.");
    return;
  }
  location.reload();
});
document.getElementById("failure-save").addEventListener("click", async () => {
  // This tab's last draft; or the latest one of this browser, if the console did not load.
  const draft = window[SHARED] ?? (await storedDraft());
  if (draft === undefined) {
    say("No draft in this browser.");
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([draft], { type: "application/json" }));
  link.download = "resume-draft.json";
  link.click();
  say("Downloaded resume-draft.json.");
});

/** The text of the draft that was stored last. */
async function storedDraft() {
  const texts = await databaseTexts().catch(() => []);
  let former;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(DRAFTS)) texts.push(localStorage.getItem(key));
    }
    former = localStorage.getItem(FORMER_DRAFT) ?? undefined;
  } catch {
    // No storage of that kind.
  }
  let latest;
  for (const text of texts) {
    try {
      const record = JSON.parse(text);
      if (typeof record.text === "string" && !(record.time <= latest?.time)) latest = record;
    } catch {
      // A damaged one.
    }
  }
  return latest?.text ?? former;
}

function databaseTexts() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no response")), 3000);
    const open = indexedDB.open(DATABASE.name);
    open.onerror = () => reject(open.error);
    // There is none: the console creates the database with its store.
    open.onupgradeneeded = () => open.transaction.abort();
    open.onsuccess = () => {
      const all = open.result.transaction(DATABASE.store).objectStore(DATABASE.store).getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        open.result.close();
        resolve(all.result);
      };
    };
  });
}

/**
 * Starts the engine's worker, and returns what has it load the engine: that shall be loaded while the console starts, which takes the
 * worker over (src/browser/worker.rs) with what it has said until then.
 */
function startEngine(isStored) {
  try {
    const worker = new Worker(`${at("worker")}#early${isStored ? "-stored" : ""}`, { type: "module" });
    const heard = [];
    worker.onmessage = worker.onerror = (event) => heard.push(event);
    window[ENGINE] = { worker, heard };
    return () => worker.postMessage("begin");
  } catch {
    // The console tries itself, and says why it fails.
    return () => {};
  }
}

try {
  const isStored = Boolean(navigator.serviceWorker?.controller);
  const hasRest = program.dataset.rest !== undefined;
  const loading = Promise.all([import(at("js")), hasRest && import(at("restJs"))]);
  // If it fails, the console's own script tries again: a host may give the wrong type.
  const compiling = (async () => WebAssembly.compileStreaming(fetch(at("wasm"))))().catch(() => at("wasm"));
  const loadEngine = startEngine(isStored);
  const [console_, parts] = await loading;
  const rest = parts && parts.restOf(at("rest"), at("restCss"));
  if (rest) window.loadRest = rest.load;
  if (rest && isStored) await rest.prepare();
  const compiled = await compiling;
  loadEngine();
  const exports = await console_.default({ module_or_path: compiled });
  if (rest) rest.begin(exports);
} catch (error) {
  fail(`The console could not be started: ${error}`);
}
