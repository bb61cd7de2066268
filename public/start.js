// Starts the console (trunk's own start-up script is inline, which the content security policy forbids), and holds the
// failure panel, which must work when the console does not.
const script = document.querySelector("script[data-js]");
const at = (name) => new URL(script.dataset[name], document.baseURI).href;

const fail = (detail) => {
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

document.getElementById("failure-reload").addEventListener("click", () => location.reload());
document.getElementById("failure-save").addEventListener("click", () => {
  let draft = null;
  try {
    draft = localStorage.getItem("resume-console.draft");
  } catch {
    // Told below.
  }
  if (draft === null) {
    document.getElementById("failure-detail").textContent += "\n\nThere is no draft in this browser.";
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([draft], { type: "application/json" }));
  link.download = "resume-draft.json";
  link.click();
});

try {
  const console_ = await import(at("js"));
  await console_.default({ module_or_path: at("wasm") });
} catch (error) {
  fail(`The console could not be started: ${error}`);
}
