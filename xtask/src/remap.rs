//! Paths in the published page: a panic's message names the source file, which would reveal the builder's home folder.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome, io};
use crate::paths;

/// The flags of `.cargo/config.toml`, which cargo leaves out where the environment sets flags.
const CONFIGURED: [&str; 2] = ["--cfg=erase_components", "-Csymbol-mangling-version=v0"];

/// crates/split reads in them which data a function refers to.
const KEEP_RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// The separator of the flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\u{1f}";

/// Has the compiler write paths without this machine's folders: `cargo/registry/src/…/lib.rs`. Only for a release: the page while
/// it is worked on keeps whole paths, and what is compiled of it.
pub(crate) fn set(command: &mut Command) {
    let mut flags: Vec<OsString> = match std::env::var_os("CARGO_ENCODED_RUSTFLAGS") {
        Some(flags) if !flags.is_empty() => vec![flags],
        _ => std::env::var("RUSTFLAGS")
            .unwrap_or_default()
            .split_whitespace()
            .map(OsString::from)
            .collect(),
    };
    flags.extend(CONFIGURED.map(OsString::from));
    flags.push(KEEP_RELOCATIONS.into());
    // The last that fits counts.
    for (path, name) in places().into_iter().rev() {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(path);
        flag.push("=");
        flag.push(name);
        flags.push(flag);
    }
    command.env_remove("RUSTFLAGS");
    command.env(
        "CARGO_ENCODED_RUSTFLAGS",
        flags.join(OsString::from(SEPARATOR).as_os_str()),
    );
}

/// The folders of this machine that may be in a path, the innermost first, and the replacement of each.
fn places() -> Vec<(PathBuf, &'static str)> {
    let mut places = vec![(paths::root(), ".")];
    places.extend(paths::cargo_home().map(|path| (path, "cargo")));
    places.extend(std::env::home_dir().map(|path| (path, "home")));
    // A root of `/` is in every path.
    places.retain(|(path, _)| path.components().count() > 1);
    places
}

/// Looks for those folders in the wasm files of the page.
///
/// # Errors
///
/// One is there.
pub(crate) fn check(dist: &Path) -> Outcome<()> {
    let entries = fs::read_dir(dist).map_err(io(format!("can't read {}", dist.display())))?;
    for file in entries.flatten().map(|entry| entry.path()) {
        if file.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let bytes = fs::read(&file).map_err(io(format!("can't read {}", file.display())))?;
        for (path, _) in places() {
            let path = path.display().to_string();
            if holds(&bytes, path.as_bytes()) {
                return Err(Failure::new(format!("{} contains the path {path}", file.display()))
                    .way_out("A compiler flag set elsewhere may override --remap-path-prefix: see xtask/src/remap.rs."));
            }
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_is_found_in_a_wasm_file() {
        let dist = std::env::temp_dir().join(format!("remap-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let wasm = dist.join("a_bg.wasm");
        fs::write(&wasm, b"\0asm cargo/registry/src/a-1.0.0/src/lib.rs").unwrap();
        check(&dist).unwrap();
        for (path, _) in places() {
            fs::write(&wasm, format!("\0asm {}/src/lib.rs", path.display())).unwrap();
            let failure = check(&dist).unwrap_err().to_string();
            assert!(failure.contains("a_bg.wasm"), "{failure}");
        }
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_compiler_is_told_of_the_checkout_last() {
        let mut command = Command::new("trunk");
        set(&mut command);
        let (_, flags) = command
            .get_envs()
            .find(|(name, _)| *name == "CARGO_ENCODED_RUSTFLAGS")
            .unwrap();
        let flags = flags.unwrap().to_string_lossy().into_owned();
        let last = flags.split(SEPARATOR).last().unwrap();
        let expected = format!("--remap-path-prefix={}=.", paths::root().display());
        assert_eq!(last, expected);
    }

    #[test]
    fn a_published_build_has_the_flags_of_the_configuration() {
        let file = paths::root().join(".cargo/config.toml");
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("rustflags = {CONFIGURED:?}")));
    }
}
