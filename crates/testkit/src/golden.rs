//! Golden files: expected outputs beside their inputs.
//!
//! With `UPDATE_GOLDEN=1` in the environment a test writes the outputs instead of comparing them; the changes then show in
//! `git diff`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// The environment variable that makes tests write their golden files.
pub const UPDATE: &str = "UPDATE_GOLDEN";

/// The files in `folder` with the given extension, sorted.
///
/// # Panics
/// The folder can't be read.
pub fn files(folder: impl AsRef<Path>, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

/// A comparison of outputs with golden files. All differences are reported together, by [`Golden::finish`].
#[derive(Debug)]
pub struct Golden {
    update: bool,
    compared: usize,
    differences: String,
}

impl Golden {
    /// Compares, or updates if the environment says so.
    #[allow(clippy::new_without_default, reason = "it reads the environment")]
    pub fn new() -> Golden {
        Golden {
            update: std::env::var_os(UPDATE).is_some(),
            compared: 0,
            differences: String::new(),
        }
    }

    /// Compares `output` with the file at `path`. A missing file is empty, and an empty output needs no file.
    ///
    /// # Panics
    /// The file can't be read or written.
    pub fn check(&mut self, path: &Path, output: &str) {
        self.compared += 1;
        let expected = match path.exists() {
            true => fs::read_to_string(path).unwrap(),
            false => String::new(),
        };
        if output == expected {
            return;
        }
        if self.update {
            fs::write(path, output).unwrap();
            return;
        }
        let diff = TextDiff::from_lines(expected.as_str(), output);
        let diff = diff.unified_diff().to_string();
        let _ = writeln!(self.differences, "{}:\n{diff}", path.display());
    }

    /// Ends the comparison.
    ///
    /// # Panics
    /// An output differs, or fewer than `least` were compared: the cases were not found.
    pub fn finish(self, least: usize) {
        let compared = self.compared;
        assert!(compared >= least, "only {compared} outputs compared");
        assert!(
            self.differences.is_empty(),
            "expected (-) and actual (+) outputs differ; {UPDATE}=1 writes the actual ones\n{}",
            self.differences
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(update: bool, path: &Path, output: &str) -> Golden {
        let mut golden = Golden {
            update,
            ..Golden::new()
        };
        golden.check(path, output);
        golden
    }

    #[test]
    fn shows_differences_and_updates_files() {
        let path = std::env::temp_dir().join(format!("golden-{}.txt", std::process::id()));
        compare(false, &path, "").finish(1);
        let golden = compare(false, &path, "one\n");
        assert!(golden.differences.contains("+one"), "{golden:?}");
        compare(true, &path, "one\ntwo\n").finish(1);
        compare(false, &path, "one\ntwo\n").finish(1);
        let golden = compare(false, &path, "one\nthree\n");
        assert!(golden.differences.contains("-two\n+three\n"), "{golden:?}");
        fs::remove_file(&path).unwrap();
    }

    #[test]
    #[should_panic(expected = "only 0 outputs compared")]
    fn no_cases_fail() {
        Golden::new().finish(1);
    }
}
