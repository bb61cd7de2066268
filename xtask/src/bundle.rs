//! `cargo xtask build`: the console as files, optimised, and how large they are.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::{Failure, Outcome, io};
use crate::{paths, process, remap, say, serve, third_party, tools};

/// Writes `dist/` and prints the size of what a browser loads.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let mut bundler = tools::bundler()?;
    let has_wasm_opt = bundler.bring_wasm_opt();
    let start = Instant::now();
    let options = std::iter::once("--release".to_owned())
        .chain(args.iter().cloned())
        .collect();
    let mut command = bundler.command()?;
    command
        .arg("build")
        .args(serve::release_options(options, has_wasm_opt));
    remap::set(&mut command);
    process::run(&mut command)?;
    say::note(format!("built dist/ in {}", say::time(start.elapsed())));
    let dist = paths::root().join("dist");
    remap::check(&dist)?;
    print_sizes(&dist)?;
    // After the sizes: a page does not load it.
    third_party::write(&dist)
}

/// A table of the files a page load fetches: as they lie, and packed as a server would send them.
fn print_sizes(dist: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    let packer = Packer::find();
    println!(
        "{:>10}  {:>10}  file",
        "raw",
        packer.as_ref().map_or("", |packer| packer.name)
    );
    let mut total = (0, 0);
    for file in files {
        let bytes = fs::read(&file).map_err(io(format!("can't read {}", file.display())))?;
        let raw = bytes.len() as u64;
        let packed = packer.as_ref().and_then(|packer| packer.size(&bytes));
        let name = file.strip_prefix(dist).unwrap_or(&file);
        println!(
            "{:>10}  {:>10}  {}",
            say::size(raw),
            packed.map_or(String::new(), say::size),
            name.display()
        );
        total = (total.0 + raw, total.1 + packed.unwrap_or(raw));
    }
    let packed = packer.map_or(String::new(), |_| say::size(total.1));
    println!("{:>10}  {packed:>10}  total", say::size(total.0));
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    let entries = fs::read_dir(dir).map_err(io(format!("can't read {}", dir.display())))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// A program of the machine that packs as a web server would.
struct Packer {
    name: &'static str,
    program: PathBuf,
    args: &'static [&'static str],
}

/// node has brotli built in.
const NODE_BROTLI: &str = "const z = require('zlib'); \
    process.stdout.write(z.brotliCompressSync(require('fs').readFileSync(0)))";

impl Packer {
    fn find() -> Option<Self> {
        let choices: [(_, _, &[&str]); 3] = [
            ("brotli", "brotli", &["-9", "--stdout"]),
            ("brotli", "node", &["-e", NODE_BROTLI]),
            ("gzip", "gzip", &["-9", "-c"]),
        ];
        choices.into_iter().find_map(|(name, program, args)| {
            process::which(program).map(|program| Self {
                name,
                program,
                args,
            })
        })
    }

    /// The number of bytes after packing; `None` if the program fails, which costs a number in a table.
    fn size(&self, bytes: &[u8]) -> Option<u64> {
        self.pack(bytes).ok().map(|packed| packed.len() as u64)
    }

    fn pack(&self, bytes: &[u8]) -> Outcome<Vec<u8>> {
        let mut child = Command::new(&self.program)
            .args(self.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(io(self.name))?;
        let mut input = child
            .stdin
            .take()
            .ok_or_else(|| Failure::new("no way in"))?;
        std::thread::scope(|scope| {
            // From a thread of its own: a program that writes before it has read all would wait for us, and we for it.
            scope.spawn(move || input.write_all(bytes));
            let output = child.wait_with_output().map_err(io(self.name))?;
            if output.status.success() {
                Ok(output.stdout)
            } else {
                Err(Failure::new("packing failed"))
            }
        })
    }
}
