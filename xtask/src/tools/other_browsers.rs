//! The browsers besides Chromium: Firefox, and WebKit as WebKitGTK has it.

use std::env;
use std::path::PathBuf;

use super::apt;
use crate::failure::{Failure, Outcome};
use crate::process;

/// A browser, and where the tests find it.
pub(crate) struct OtherBrowser {
    /// Its name.
    pub(crate) name: &'static str,
    /// The file of its tests in `e2e/browsers`.
    pub(crate) tests: &'static str,
    /// Debian's packages; the fonts, because a browser without any draws a page without a letter.
    packages: &'static [&'static str],
    /// Its programs, each with the variable that names it, and the names that it has on PATH.
    programs: &'static [(&'static str, &'static [&'static str])],
}

/// All of them.
const OTHER_BROWSERS: &[OtherBrowser] = &[
    OtherBrowser {
        name: "Firefox",
        tests: "firefox.test.mjs",
        packages: &["firefox-esr", "fonts-liberation"],
        programs: &[("FIREFOX", &["firefox-esr", "firefox"])],
    },
    OtherBrowser {
        name: "WebKit",
        tests: "webkit.test.mjs",
        // Its browser is in the library that the driver depends on.
        packages: &["webkit2gtk-driver", "xvfb", "fonts-liberation"],
        programs: &[("WEBKIT_DRIVER", &["WebKitWebDriver"]), ("XVFB", &["Xvfb"])],
    },
];

impl OtherBrowser {
    /// Its programs by the variable that names them for the tests. `None`: one is missing.
    pub(crate) fn programs(&self) -> Option<Vec<(&'static str, PathBuf)>> {
        self.programs
            .iter()
            .map(|(variable, names)| {
                let named = env::var_os(variable).map(PathBuf::from);
                let program = named
                    .filter(|file| file.is_file())
                    .or_else(|| names.iter().copied().find_map(process::which))?;
                Some((*variable, program))
            })
            .collect()
    }

    /// Why its tests are skipped, and what to do.
    pub(crate) fn missing(&self) -> String {
        format!(
            "the tests in {}: it is not installed, and apt can install it only as root on Debian ({})",
            self.name,
            self.packages.join(", ")
        )
    }
}

/// Installs what is missing where that is allowed, as Chromium: as root, by apt. The ones that are still missing have no
/// [`OtherBrowser::programs`].
pub(super) fn bring() -> Outcome<&'static [OtherBrowser]> {
    let missing: Vec<&OtherBrowser> = OTHER_BROWSERS
        .iter()
        .filter(|browser| browser.programs().is_none())
        .collect();
    if missing.is_empty() || !apt::is_ours() {
        return Ok(OTHER_BROWSERS);
    }
    let mut packages: Vec<&str> = missing
        .iter()
        .flat_map(|browser| browser.packages.iter().copied())
        .collect();
    packages.sort_unstable();
    packages.dedup();
    apt::install(&packages, &packages.join(" and "))?;
    match missing.iter().find(|browser| browser.programs().is_none()) {
        None => Ok(OTHER_BROWSERS),
        Some(browser) => Err(Failure::new(format!(
            "apt installed {}, but its programs are not on PATH",
            browser.name
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::OTHER_BROWSERS;
    use crate::paths;

    #[test]
    fn each_has_tests() {
        for browser in OTHER_BROWSERS {
            assert!(
                paths::root()
                    .join("e2e/browsers")
                    .join(browser.tests)
                    .is_file()
            );
        }
    }
}
