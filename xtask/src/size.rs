//! `cargo xtask size`: how many bytes the published console weighs, by part and by crate, and whether it keeps to its budget.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, io};
use crate::parts::REST;
use crate::{bundle, compress, paths, say, third_party, wasm_names};

/// The largest size of each part, in bytes after brotli. A line is `PART BYTES`; `#` begins a comment.
const BUDGET: &str = "size-budget.txt";

/// Files of `dist/` that no visit loads.
const NOT_LOADED: &[&str] = &[third_party::FILE];

/// Prints the tables of an existing `dist/`, or of one that it builds first.
///
/// # Errors
///
/// A part is over its budget, or has none.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let by_crate = match args {
        [] => false,
        [arg] if arg == "--crates" => true,
        _ => {
            return Err(Failure::new("the only option of `size` is --crates"));
        }
    };
    let dist = paths::root().join("dist");
    if !dist.join("index.html").is_file() {
        bundle::run(&[])?;
    }
    check(&dist)?;
    if by_crate {
        for program in ["resume-console.wasm", "engine.wasm"] {
            print_crates(program)?;
        }
    }
    Ok(())
}

/// What a visit loads, by kind. The order is that of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Console,
    Glue,
    Styles,
    Page,
    Engine,
    Offline,
    ConsoleRest,
    EngineRest,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Console,
        Self::Glue,
        Self::Styles,
        Self::Page,
        Self::Engine,
        Self::Offline,
        Self::ConsoleRest,
        Self::EngineRest,
    ];

    /// Whether the form can't be typed into without it.
    fn is_before_form(self) -> bool {
        matches!(self, Self::Console | Self::Glue | Self::Styles | Self::Page)
    }

    /// The word in the table and in the budget.
    fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Engine => "engine",
            Self::Offline => "offline",
            Self::Glue => "glue",
            Self::Styles => "styles",
            Self::Page => "page",
            Self::ConsoleRest => "console-rest",
            Self::EngineRest => "engine-rest",
        }
    }

    fn of(file: &Path) -> Self {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_engine = name.starts_with("engine") || name.starts_with("worker");
        if name.ends_with(REST) {
            return if is_engine {
                Self::EngineRest
            } else {
                Self::ConsoleRest
            };
        }
        // With its glue: neither is needed before the form can be typed into.
        if is_engine {
            return Self::Engine;
        }
        // The service worker is registered when the console has started.
        if name == "offline.js" {
            return Self::Offline;
        }
        if name.starts_with("rest-") && name.ends_with(".css") {
            return Self::ConsoleRest;
        }
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("wasm") => Self::Console,
            Some("js") => Self::Glue,
            Some("css") => Self::Styles,
            _ => Self::Page,
        }
    }
}

/// Bytes on disk, and after brotli at its best level.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    brotli: u64,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.brotli += other.brotli;
    }
}

/// Prints the size of each part of `dist`, and compares it with the budget.
///
/// # Errors
///
/// As of [`run`], or `dist` can't be read, or nothing here compresses with brotli.
pub(crate) fn check(dist: &Path) -> Outcome<()> {
    let sizes = parts(dist)?;
    let budget = paths::root().join("xtask").join(BUDGET);
    let text =
        fs::read_to_string(&budget).map_err(io(format!("can't read {}", budget.display())))?;
    let limits = limits(&text)?;
    println!("{:>10}  {:>10}  {:>10}  part", "raw", "brotli", "budget");
    let (mut total, mut before_form) = (Size::default(), Size::default());
    let mut over = Vec::new();
    for part in Part::ALL {
        let size = sizes.get(&part).copied().unwrap_or_default();
        let limit = limits.get(part.name()).copied().unwrap_or_default();
        print_row(size, Some(limit), part.name());
        if size.brotli > limit {
            over.push(format!(
                "{} by {}",
                part.name(),
                say::size(size.brotli - limit)
            ));
        }
        total.add(size);
        if part.is_before_form() {
            before_form.add(size);
        }
    }
    print_row(before_form, None, "until the form can be typed into");
    print_row(total, None, "total");
    if over.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("over the budget: {}", over.join(", ")))
        .way_out(format!("`cargo xtask size --crates` shows where the bytes are; xtask/{BUDGET} holds the budget.")))
}

fn print_row(size: Size, budget: Option<u64>, name: &str) {
    println!(
        "{:>10}  {:>10}  {:>10}  {name}",
        say::size(size.raw),
        say::size(size.brotli),
        budget.map_or(String::new(), say::size)
    );
}

fn parts(dist: &Path) -> Outcome<BTreeMap<Part, Size>> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.retain(|file| !NOT_LOADED.iter().any(|name| file.ends_with(name)));
    let mut sizes: BTreeMap<Part, Size> = BTreeMap::new();
    for file in files {
        let bytes = fs::read(&file).map_err(io(format!("can't read {}", file.display())))?;
        let size = Size {
            raw: bytes.len() as u64,
            brotli: compress::brotli(&bytes)?,
        };
        sizes.entry(Part::of(&file)).or_default().add(size);
    }
    Ok(sizes)
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    let entries = fs::read_dir(dir).map_err(io(format!("can't read {}", dir.display())))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The budget's lines.
fn limits(text: &str) -> Outcome<BTreeMap<&str, u64>> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            line.split_once(' ')
                .and_then(|(part, bytes)| Some((part, bytes.trim().parse().ok()?)))
                .ok_or_else(|| {
                    Failure::new(format!(
                        "xtask/{BUDGET} has a line that is not `PART BYTES`: {line}"
                    ))
                })
        })
        .collect()
}

/// Prints which crates a program's code comes from, before wasm-opt: afterwards no function has a name.
fn print_crates(program: &str) -> Outcome<()> {
    let file = paths::target()
        .join("wasm32-unknown-unknown")
        .join("bundle")
        .join(program);
    let bytes = fs::read(&file).map_err(io(format!("can't read {}", file.display())))?;
    let code = wasm_names::code_by_crate(&bytes)
        .ok_or_else(|| Failure::new(format!("{} has no names of functions", file.display())))?;
    let total: u64 = code.values().sum();
    let mut rows: Vec<_> = code.into_iter().collect();
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    println!(
        "\n{:>10}  code of a crate in {program}, before wasm-opt (a generic function counts for the crate that defines it)",
        "raw"
    );
    for (name, bytes) in &rows {
        println!("{:>10}  {name}", say::size(*bytes));
    }
    println!("{:>10}  total", say::size(total));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_names_every_part() {
        let text = include_str!("../size-budget.txt");
        let limits = limits(text).unwrap();
        for part in Part::ALL {
            assert!(limits.contains_key(part.name()), "{}", part.name());
        }
        assert_eq!(limits.len(), Part::ALL.len());
    }

    #[test]
    fn a_wrong_line_of_the_budget_is_named() {
        let error = limits("# bytes\nprogram many").unwrap_err().to_string();
        assert!(error.contains("program many"), "{error}");
    }
}
