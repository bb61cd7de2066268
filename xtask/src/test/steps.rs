//! The steps of `cargo xtask test`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome, io};
use crate::tools::{self, Browser};
use crate::{bundle, paths, process, say, serve as server, size};

/// One check.
pub(super) struct Step {
    /// The word that is typed.
    pub(super) name: &'static str,
    /// What it checks.
    pub(super) about: &'static str,
    pub(super) run: fn(&mut Shared) -> Outcome<()>,
}

/// Results that one step passes to the next.
#[derive(Default)]
pub(super) struct Shared {
    /// The result of building `dist/`, once it was tried.
    bundle: Option<Outcome<()>>,
    /// The checks that tests skipped, a line each.
    pub(super) skipped: Vec<String>,
    /// The test files that failed once and then passed, a line each.
    pub(super) unsteady: Vec<String>,
}

/// All of them, the quick ones first.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "rustfmt formats the code",
        run: fmt,
    },
    Step {
        name: "deny",
        about: "deny.toml allows the dependencies' licences, sources and duplicates",
        run: deny,
    },
    Step {
        name: "clippy",
        about: "clippy has no warning, natively",
        run: clippy,
    },
    Step {
        name: "clippy-wasm",
        about: "clippy has no warning for the page",
        run: clippy_wasm,
    },
    Step {
        name: "native",
        about: "the tests of every crate, natively",
        run: native,
    },
    Step {
        name: "fuzz",
        about: "the fuzz targets compile, and pass seconds of mutated cases",
        run: fuzz,
    },
    Step {
        name: "wasm",
        about: "the tests of the console and of its engine, in a browser",
        run: wasm,
    },
    Step {
        name: "template",
        about: "linters have no finding in the stack's templates and OpenAPI documents",
        run: template,
    },
    Step {
        name: "build",
        about: "the console builds as published",
        run: build,
    },
    Step {
        name: "size",
        about: "what a visit loads keeps to its budget",
        run: size,
    },
    Step {
        name: "e2e",
        about: "end-to-end tests of the built console, in a browser",
        run: e2e,
    },
    Step {
        name: "browsers",
        about: "the main path and the storage's faults, in Firefox and in WebKit",
        run: browsers,
    },
    Step {
        name: "serve",
        about: "`cargo xtask serve` serves the console and leaves no process behind",
        run: serve,
    },
    Step {
        name: "deployed",
        about: "the console against its own template, deployed to an emulator of AWS",
        run: deployed,
    },
];

/// With more failed files than this, none is run again: something is wrong with all of them.
const SECOND_RUNS: usize = 3;

/// The environment variable that names the file for skipped checks: see `testkit::shared`.
const SKIPPED_CHECKS: &str = "SKIPPED_CHECKS";
const TARGET: &str = "wasm32-unknown-unknown";
const CONSOLE: &str = "resume-console";
const ENGINE: &str = "engine";

/// The test files that are separate steps: one builds the console again, one needs an emulator of AWS.
const SERVE: &str = "serve.test.mjs";
const DEPLOYED: &str = "deployed.test.mjs";

fn cargo(args: &[&str]) -> Command {
    let mut cargo = process::cargo();
    cargo.args(args).current_dir(paths::root());
    cargo
}

fn fmt(_: &mut Shared) -> Outcome<()> {
    tools::rust_component("fmt", "rustfmt")?;
    process::run(&mut cargo(&["fmt", "--all", "--check"]))
        .map_err(|failure| failure.way_out("`cargo fmt --all` fixes it."))
}

fn deny(_: &mut Shared) -> Outcome<()> {
    let cargo_deny = tools::cargo_deny()?;
    let check = |what: &[&str]| {
        // From cargo's local copy: no check depends on the network.
        let mut command = Command::new(&cargo_deny);
        command
            .args(["--locked", "--offline", "check", "--hide-inclusion-graph"])
            .args(what)
            .current_dir(paths::root());
        process::run(&mut command)
    };
    // What `--offline` needs.
    process::run(&mut cargo(&["fetch", "--locked", "--quiet"]))?;
    check(&["licenses", "bans", "sources"])?;
    if has_advisories() {
        return check(&["advisories"]);
    }
    say::note("advisories were not checked: no RustSec database (`cargo deny fetch` downloads it)");
    Ok(())
}

/// Whether cargo-deny has fetched the database of advisories before.
fn has_advisories() -> bool {
    // Beside a lock file, which is there after a try.
    paths::cargo_home()
        .and_then(|home| fs::read_dir(home.join("advisory-dbs")).ok())
        .is_some_and(|entries| entries.flatten().any(|entry| entry.path().is_dir()))
}

fn clippy(_: &mut Shared) -> Outcome<()> {
    tools::rust_component("clippy", "clippy")?;
    process::run(&mut cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn clippy_wasm(_: &mut Shared) -> Outcome<()> {
    tools::rust_component("clippy", "clippy")?;
    tools::rust_target()?;
    let args = [
        "clippy",
        "--locked",
        "-p",
        CONSOLE,
        "-p",
        ENGINE,
        "--target",
        TARGET,
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    process::run(&mut cargo(&args))
}

fn native(shared: &mut Shared) -> Outcome<()> {
    let log = paths::root().join("target/skipped-checks.txt");
    // Removes the list of an earlier run.
    let _ = fs::remove_file(&log);
    let outcome = native_tests(&log);
    let skipped = fs::read_to_string(&log).unwrap_or_default();
    shared.skipped.extend(skipped.lines().map(str::to_owned));
    outcome
}

/// Runs the tests, which append the checks that they skip to the file `skipped`.
fn native_tests(skipped: &Path) -> Outcome<()> {
    fs::create_dir_all(paths::root().join("target")).map_err(io("can't make the folder target"))?;
    if process::which("cargo-nextest").is_none() {
        let mut tests = cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
        return process::run(tests.env(SKIPPED_CHECKS, skipped));
    }
    let mut tests = cargo(&[
        "nextest",
        "run",
        "--locked",
        "--workspace",
        "--no-fail-fast",
    ]);
    let tests = process::run(tests.env(SKIPPED_CHECKS, skipped));
    // nextest does not run the examples in documentation.
    let documentation = process::run(&mut cargo(&[
        "test",
        "--locked",
        "--workspace",
        "--doc",
        "--no-fail-fast",
    ]));
    tests.and(documentation)
}

fn fuzz(_: &mut Shared) -> Outcome<()> {
    let manifest = ["--locked", "--manifest-path", "fuzz/Cargo.toml"];
    // libFuzzer itself is C++ source.
    process::run(cargo(&["check"]).args(manifest))
        .map_err(|failure| failure.way_out("The fuzz targets need a C++ compiler (`c++`)."))?;
    let hammer = [
        "--release",
        "-p",
        "fuzz-cases",
        "--bin",
        "hammer",
        "--",
        "15",
    ];
    process::run(cargo(&["run"]).args(manifest).args(hammer))
}

fn wasm(_: &mut Shared) -> Outcome<()> {
    tools::rust_target()?;
    let runner = tools::wasm_bindgen()?.with_file_name(format!(
        "wasm-bindgen-test-runner{}",
        std::env::consts::EXE_SUFFIX
    ));
    let Browser { driver, .. } = tools::browser()?;
    let mut command = cargo(&[
        "test",
        "--locked",
        "-p",
        CONSOLE,
        "-p",
        ENGINE,
        "-p",
        "view",
        "--target",
        TARGET,
        "--profile",
        server::PROFILE,
        "--tests",
        "--no-fail-fast",
    ]);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", driver);
    // Every test in the browser, also one whose file does not say so; `webdriver.json` holds the browser's options.
    command
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    process::run(&mut command)
}

fn template(_: &mut Shared) -> Outcome<()> {
    let python = tools::linters()?;
    let dir = paths::root().join("target/template");
    // Also removes earlier samples.
    let _ = fs::remove_dir_all(&dir);
    let mut samples = cargo(&[
        "run",
        "--locked",
        "--quiet",
        "-p",
        "stack",
        "--example",
        "samples",
        "--",
    ]);
    process::run(samples.arg(&dir))?;
    let (documents, templates): (Vec<PathBuf>, Vec<PathBuf>) =
        files(&dir)?.into_iter().partition(|file| {
            file.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("openapi"))
        });
    let linter = |name: &str| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Command::new(python.with_file_name(file))
    };
    process::run(
        linter("cfn-lint")
            .args(["--include-checks", "I", "--"])
            .args(&templates),
    )?;
    println!("cfn-lint: no finding in {} templates", templates.len());
    // Nothing is fetched: its checks are in the package.
    process::run(
        linter("checkov")
            .args([
                "--framework",
                "cloudformation",
                "--skip-download",
                "--compact",
                "--quiet",
                "--directory",
            ])
            .arg(&dir),
    )?;
    process::run(linter("openapi-spec-validator").args(&documents))
}

fn build(shared: &mut Shared) -> Outcome<()> {
    shared
        .bundle
        .get_or_insert_with(|| bundle::run(&[]))
        .clone()
}

fn size(shared: &mut Shared) -> Outcome<()> {
    build(shared)?;
    size::check(&paths::root().join("dist"))
}

fn e2e(shared: &mut Shared) -> Outcome<()> {
    build(shared)?;
    let files = test_files()?
        .into_iter()
        .filter(|file| !file.ends_with(SERVE) && !file.ends_with(DEPLOYED));
    let env = chromium()?;
    run_files(
        files.map(|file| (file, env.clone())).collect(),
        &mut shared.unsteady,
    )
}

fn browsers(shared: &mut Shared) -> Outcome<()> {
    build(shared)?;
    let mut files = Vec::new();
    for browser in tools::other_browsers()? {
        let Some(programs) = browser.programs() else {
            say::note(format!("skipping {}", browser.missing()));
            shared.skipped.push(browser.missing());
            continue;
        };
        let file = paths::root().join("e2e/browsers").join(browser.tests);
        let env = programs
            .into_iter()
            .map(|(name, program)| (name, program.into()));
        files.push((file, env.collect()));
    }
    run_files(files, &mut shared.unsteady)
}

fn serve(shared: &mut Shared) -> Outcome<()> {
    // Its tools first: the test waits for the server, not for a compiler of compilers.
    tools::bundler()?;
    let file = paths::root().join("e2e/tests").join(SERVE);
    run_files(vec![(file, chromium()?)], &mut shared.unsteady)
}

fn deployed(shared: &mut Shared) -> Outcome<()> {
    build(shared)?;
    let mut env = chromium()?;
    env.push(("LOCALSTACK_PYTHON", tools::localstack()?.into()));
    let file = paths::root().join("e2e/tests").join(DEPLOYED);
    run_files(vec![(file, env)], &mut shared.unsteady)
}

/// Variables of a test's environment.
type Env = Vec<(&'static str, OsString)>;

/// The variable that names the browser.
fn chromium() -> Outcome<Env> {
    let Browser { chromium, .. } = tools::browser()?;
    Ok(vec![("CHROMIUM", chromium.into())])
}

/// Runs test files, one after the other.
///
/// A browser on a machine with other work to do fails now and then: a file that fails is run once more at the end. What fails twice is
/// wrong; what fails once is added to `unsteady`, to be looked into.
fn run_files(files: Vec<(PathBuf, Env)>, unsteady: &mut Vec<String>) -> Outcome<()> {
    let run =
        |file: &Path, env: &Env| process::run(node_test()?.arg(file).envs(env.iter().cloned()));
    let failed: Vec<(PathBuf, Env)> = files
        .into_iter()
        .filter(|(file, env)| run(file, env).is_err())
        .collect();
    // With many, something is wrong with all of them.
    let too_many = failed.len() > SECOND_RUNS;
    let mut wrong = Vec::new();
    for (file, env) in failed {
        let name = file.file_name().unwrap_or_default().display().to_string();
        if too_many || run(&file, &env).is_err() {
            wrong.push(name);
        } else {
            unsteady.push(name);
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!("failed: {}", wrong.join(", ")))),
    }
}

/// node's test runner: one file at a time (each starts its own browser), none for longer than a quarter of an hour.
fn node_test() -> Outcome<Command> {
    let mut node = Command::new(tools::node_with_packages()?);
    node.args([
        "--test",
        "--test-reporter=spec",
        "--test-concurrency=1",
        "--test-timeout=900000",
    ]);
    node.current_dir(paths::root());
    Ok(node)
}

/// The files of a folder, by name.
fn files(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).map_err(io(format!("can't read {}", dir.display())))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

fn test_files() -> Outcome<Vec<PathBuf>> {
    let dir = paths::root().join("e2e/tests");
    let mut files = files(&dir)?;
    files.retain(|path| is_test(path));
    if files.is_empty() {
        return Err(Failure::new(format!("no test in {}", dir.display())));
    }
    Ok(files)
}

fn is_test(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(".test.mjs"))
}
