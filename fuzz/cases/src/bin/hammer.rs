//! Runs the fuzz targets on a stable toolchain: bytes of the seed corpora, changed by chance.
//!
//! `cargo run --release --bin hammer -- SECONDS [SEED [TARGET]]`, in `fuzz/cases`. It knows nothing
//! of what the bytes reach, as cargo-fuzz does, but asks for no nightly compiler.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use fuzz_cases::ALL;

/// An input that takes longer is reported.
const SLOW: Duration = Duration::from_secs(5);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|text| text.parse().ok());
    let seed: u64 = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let only = arguments.next();
    let time = Duration::from_secs(seconds.unwrap_or(10));
    // The stack size in a browser.
    let worker = std::thread::Builder::new().stack_size(1 << 20);
    let bad = worker
        .spawn(move || run(time, seed, only.as_deref()))
        .map(std::thread::JoinHandle::join);
    match bad {
        Ok(Ok(0)) => {}
        _ => std::process::exit(1),
    }
}

fn run(time: Duration, seed: u64, only: Option<&str>) -> usize {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut bad = 0;
    let targets: Vec<_> = ALL
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| only == *name))
        .collect();
    for (name, case) in &targets {
        let seeds = seeds(name);
        let start = Instant::now();
        let mut count = 0;
        while start.elapsed() < time / u32::try_from(targets.len()).unwrap_or(1) {
            let input = input(&seeds, &mut random);
            let begun = Instant::now();
            let result = catch_unwind(|| case(&input));
            count += 1;
            let took = begun.elapsed();
            if result.is_err() || took > SLOW {
                bad += 1;
                println!("{name}, {took:?}: {:?}", String::from_utf8_lossy(&input));
            }
        }
        println!("{name}: {count} inputs from {} seeds", seeds.len());
    }
    println!("{bad} bad");
    bad
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../corpus-seed")
        .join(name);
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .collect()
}

/// A seed, with parts of it or of another one left out, doubled, swapped or changed.
fn input(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let Some(mut bytes) = pick(seeds, random).cloned() else {
        return Vec::new();
    };
    for _ in 0..=random.below(6) {
        let from = random.below(bytes.len() + 1);
        let to = (from + random.below(20)).min(bytes.len());
        match random.below(7) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let part = bytes[from..to].to_vec();
                let times = [1, 2, 5, 300][random.below(4)];
                for _ in 0..times {
                    bytes.splice(from..from, part.iter().copied());
                }
            }
            2 | 3 => {
                let other = pick(seeds, random).cloned().unwrap_or_default();
                let start = random.below(other.len() + 1);
                let end = (start + random.below(40)).min(other.len());
                bytes.splice(from..to, other[start..end].iter().copied());
            }
            4 => bytes[from..to].reverse(),
            5 => bytes.insert(from, random.below(256) as u8),
            _ => {
                let signs = b"$#\\\"'(){}[].,:!&|<>=*+-/%@?0123456789eE \n\t_:\0";
                bytes.insert(from, signs[random.below(signs.len())]);
            }
        }
    }
    bytes
}

fn pick<'l>(list: &'l [Vec<u8>], random: &mut Random) -> Option<&'l Vec<u8>> {
    list.get(random.below(list.len()))
}

/// Random numbers (xorshift), the same ones for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}
