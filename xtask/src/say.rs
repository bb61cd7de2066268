//! Output of the commands: headings, notes and times.

use std::io::{IsTerminal, Write};
use std::time::Duration;

/// A heading over a step's output.
pub(crate) fn heading(text: &str) {
    let (bold, plain) = if std::io::stdout().is_terminal() {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    println!("\n{bold}── {text} ──{plain}");
    flush();
}

/// A line about what is being done, before it is.
pub(crate) fn note(text: impl AsRef<str>) {
    println!("xtask: {}", text.as_ref());
    flush();
}

/// Child processes write to the same stream: earlier output must come before theirs.
fn flush() {
    // A closed pipe does not stop a command.
    let _ = std::io::stdout().flush();
}

/// `3.2 s`, `4 min 05 s`.
pub(crate) fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

/// `88.1 KB`, `1.24 MB`, with 1,024 bytes to the KB as everywhere in the project.
#[allow(clippy::cast_precision_loss)] // a size on disk, printed with three digits
pub(crate) fn size(bytes: u64) -> String {
    let kilobytes = bytes as f64 / 1024.0;
    if kilobytes < 1000.0 {
        format!("{kilobytes:.1} KB")
    } else {
        format!("{:.2} MB", kilobytes / 1024.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{size, time};
    use std::time::Duration;

    #[test]
    fn times_are_short() {
        assert_eq!(time(Duration::from_millis(3210)), "3.2 s");
        assert_eq!(time(Duration::from_secs(245)), "4 min 05 s");
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size(90_214), "88.1 KB");
        assert_eq!(size(1_300_235), "1.24 MB");
    }
}
