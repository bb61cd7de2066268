//! `cargo xtask bench`: how fast the page is, in a real browser, and the engine beside others.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Outcome, io};
use crate::{bundle, paths, process, tools};

/// Measures an existing `dist/`, or one that it builds first. `native` alone needs neither that nor a browser.
///
/// # Errors
///
/// There is no browser, or the page does not start in it.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let measures = |part: &str| args.is_empty() || args.iter().any(|arg| arg == part);
    let is_native = !args.is_empty() && args.iter().all(|arg| arg == "native");
    let program = paths::target().join("page-bench");
    fs::create_dir_all(&program).map_err(io(format!("can't create {}", program.display())))?;
    let mut node = Command::new(tools::node_with_packages()?);
    node.arg("e2e/bench/page.mjs")
        .args(args)
        .env("PAGE_BENCH", &program)
        .current_dir(paths::root());
    if !is_native {
        if !paths::root().join("dist/index.html").is_file() {
            bundle::run(&[])?;
        }
        node.env("CHROMIUM", tools::browser()?.chromium);
    }
    if measures("engine") || measures("native") {
        example(&program)?;
    }
    if measures("engine") {
        renderings(&program)?;
    }
    process::run(&mut node)
}

/// Writes the stack's template with the published example's options.
fn example(program: &Path) -> Outcome<()> {
    let mut command = process::cargo();
    command
        .args(["run", "--quiet", "--locked", "--package", "stack"])
        .args(["--example", "template", "--"])
        .args(["--preset", "example", "--format", "json"])
        .current_dir(paths::root());
    let file = program.join("example.json");
    fs::write(&file, process::capture(&mut command)?)
        .map_err(io(format!("can't write {}", file.display())))
}

/// Writes the renderings of crates/page-bench, compiled as the published engine is, and velocityjs, if it is there.
fn renderings(program: &Path) -> Outcome<()> {
    let mut command = process::cargo();
    command
        .args(["build", "--quiet", "--locked", "--package", "page-bench"])
        .args(["--profile", "bundle", "--target", "wasm32-unknown-unknown"])
        .current_dir(paths::root());
    process::run(&mut command)?;
    let built = paths::target().join("wasm32-unknown-unknown/bundle/page_bench.wasm");
    let mut bindgen = Command::new(tools::wasm_bindgen()?);
    bindgen
        .args(["--target", "no-modules", "--out-dir"])
        .args([program, &built]);
    process::run(&mut bindgen)?;
    if let Some(wasm_opt) = tools::wasm_opt() {
        let wasm = program.join("page_bench_bg.wasm");
        let mut optimise = Command::new(wasm_opt);
        process::run(optimise.args(["-Oz", "-o"]).args([&wasm, &wasm]))?;
    }
    velocityjs(program)
}

/// Bundles velocityjs for the page from where `crates/gateway/benches/peers/run.sh` installs it.
fn velocityjs(program: &Path) -> Outcome<()> {
    let peers = paths::cache()?.join("peers/node_modules");
    let bundled = program.join("velocityjs.js");
    let Some(esbuild) = tools::esbuild().filter(|_| peers.join("velocityjs").is_dir()) else {
        // One of an earlier run.
        let _ = fs::remove_file(&bundled);
        return Ok(());
    };
    let peer = paths::root().join("crates/gateway/benches/peers/velocityjs.mjs");
    let entry = program.join("peers.mjs");
    let script = format!(
        "import * as velocity from 'velocityjs';\nimport * as peer from {:?};\n\
         export const renderer = (template, body) => peer.renderer(velocity, template, body);\n",
        peer.display().to_string()
    );
    fs::write(&entry, script).map_err(io(format!("can't write {}", entry.display())))?;
    let mut bundle = Command::new(esbuild);
    bundle
        .args(["--bundle", "--format=iife", "--global-name=peers"])
        .args(["--log-level=warning", "--platform=browser"])
        .arg(format!("--outfile={}", bundled.display()))
        .arg(&entry)
        .env("NODE_PATH", &peers);
    process::run(&mut bundle)
}
