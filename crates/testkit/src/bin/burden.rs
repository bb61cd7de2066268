//! Time and memory of templates that need much of both, under the limits of the gateway.
//!
//! `cargo run --release -p testkit --bin burden [NAME]`

#![allow(clippy::print_stdout, reason = "a program's output")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gateway::mapping::render;
use peak_alloc::PeakAlloc;

use testkit::burdens;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// CPU time on Linux, else wall-clock time.
fn time() -> Duration {
    let own = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = own.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.map_or_else(
        || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
        },
        Duration::from_nanos,
    )
}

fn main() {
    let only = std::env::args().nth(1);
    let inputs = burdens::inputs(10 << 20);
    for (name, template) in burdens::templates(8 << 20, 2_000_000, 50_000) {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let template = match template {
            Ok(template) => template,
            Err(error) => {
                println!("{name}: {error}");
                continue;
            }
        };
        MEMORY.reset_peak_usage();
        let start = time();
        let result = render(&template, &inputs);
        let took = time() - start;
        let end = match &result {
            Ok(mapped) => format!("{} bytes", mapped.text.len()),
            Err(error) => format!("{:?}: {error}", error.errors[0].kind),
        };
        let end: String = end.chars().take(120).collect();
        drop(result);
        println!(
            "{:6.2} s {:5.0} MB, then {:4.0} MB  {name}: {end}",
            took.as_secs_f64(),
            MEMORY.peak_usage_as_mb(),
            MEMORY.current_usage_as_mb(),
        );
    }
}
