//! Chromium and its driver.

use std::env;
use std::path::PathBuf;

use super::apt;
use crate::failure::{Failure, Outcome};
use crate::process;

/// A browser, and the program through which WebDriver drives it.
pub(crate) struct Browser {
    /// The browser itself.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver.
    pub(crate) driver: PathBuf,
}

const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];

/// Where macOS keeps it.
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Debian's packages; the fonts, because a browser without any draws a page without a letter.
const PACKAGES: &[&str] = &["chromium", "chromium-driver", "fonts-liberation"];

/// Finds both, or installs them where that is allowed: as root, by apt.
pub(super) fn bring() -> Outcome<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !apt::is_ours() {
        return Err(Failure::new(
            "the browser tests need Chromium (or Chrome) and its chromedriver",
        )
        .way_out(
            "Debian, Ubuntu: `sudo apt-get install chromium chromium-driver`\n\
             Fedora: `sudo dnf install chromium chromedriver`\n\
             macOS: `brew install --cask google-chrome chromedriver`\n\
             elsewhere: set CHROMIUM and CHROMEDRIVER to the two programs.",
        ));
    }
    apt::install(PACKAGES, "chromium and chromium-driver")?;
    find().ok_or_else(|| {
        Failure::new("apt installed Chromium, but there is no chromium or chromedriver on PATH")
            .way_out("Set CHROMIUM and CHROMEDRIVER to the two programs.")
    })
}

fn find() -> Option<Browser> {
    let named = |variable: &str| {
        env::var_os(variable)
            .map(PathBuf::from)
            .filter(|file| file.is_file())
    };
    let chromium = named("CHROMIUM")
        .or_else(|| CHROMIUM.iter().copied().find_map(process::which))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|file| file.is_file()))?;
    let driver = named("CHROMEDRIVER").or_else(|| process::which("chromedriver"))?;
    Some(Browser { chromium, driver })
}
