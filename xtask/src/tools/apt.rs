//! Debian's packages.

use std::process::Command;
use std::time::Instant;

use crate::failure::Outcome;
use crate::{process, say};

/// Installing packages of the system is for its administrator: only as root, and only where apt is.
pub(super) fn is_ours() -> bool {
    process::which("apt-get").is_some()
        && process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs packages.
///
/// # Errors
/// apt fails. The advice is to install `named` by other means.
pub(super) fn install(packages: &[&str], named: &str) -> Outcome<()> {
    say::note(format!(
        "installing {} with apt (about 1 min)",
        packages.join(", ")
    ));
    let start = Instant::now();
    let apt = |args: &[&str]| {
        process::run(
            Command::new("apt-get")
                .args(args)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
        .map_err(|failure| failure.way_out(format!("Install {named} yourself, and try again.")))
    };
    apt(&["update", "-q"])?;
    apt(&[
        &["install", "-y", "-q", "--no-install-recommends"],
        packages,
    ]
    .concat())?;
    say::note(format!("installed in {}", say::time(start.elapsed())));
    Ok(())
}
