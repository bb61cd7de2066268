//! python environments, each created from a lock file and kept in the cache under that file's hash.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, say};

/// The python of an environment with exactly the packages of that lock file.
///
/// `pip-compile --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header` writes one.
///
/// `time` and `space` are what its creation takes.
pub(super) fn venv(name: &str, lock: &Path, time: &str, space: &str) -> Outcome<PathBuf> {
    let wanted = fs::read(lock).map_err(io(format!("can't read {}", lock.display())))?;
    let base = base_python()?;
    let version = process::capture(Command::new(&base).arg("--version"))?;
    let key = fnv1a(&[&wanted, version.trim().as_bytes()]);
    let root = paths::tool(name, &format!("{key:016x}"))?;
    let python = root.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    // Written last: an environment without it was interrupted during its creation.
    let mark = root.join("complete");
    if mark.is_file() && python.is_file() {
        return Ok(python);
    }
    say::note(format!(
        "creating the python environment of {name} in {} (once; about {time}, {space})",
        root.display()
    ));
    let start = Instant::now();
    let _ = fs::remove_dir_all(&root);
    process::run(Command::new(&base).args(["-m", "venv"]).arg(&root)).map_err(|failure| {
        failure.way_out("python's venv module is missing? (Debian: `apt-get install python3-venv`)")
    })?;
    let mut pip = Command::new(&python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        // Packages must match the hashes of the lock file.
        "--require-hashes",
        "-r",
    ])
    .arg(lock);
    process::run(&mut pip).map_err(|failure| {
        failure.way_out("If PyPI can't be reached, fix the network and try again.")
    })?;
    fs::write(&mark, "").map_err(io(format!("can't write {}", mark.display())))?;
    say::note(format!("created in {}", say::time(start.elapsed())));
    Ok(python)
}

fn base_python() -> Outcome<PathBuf> {
    ["python3", "python"]
        .into_iter()
        .find_map(process::which)
        .ok_or_else(|| {
            Failure::new("no python3 on PATH").way_out(
                "Install python 3.11 or newer (Debian: `apt-get install python3 python3-venv`).",
            )
        })
}

/// The FNV-1a hash of some bytes: a name for a folder, the same on every machine and in every version of Rust.
fn fnv1a(parts: &[&[u8]]) -> u64 {
    parts
        .iter()
        .copied()
        .flatten()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    /// The values are from the table of the hash's authors (draft-eastlake-fnv).
    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(&[b""]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(&[b"a"]), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(&[b"foo", b"bar"]), 0x8594_4171_f739_67e8);
    }
}
