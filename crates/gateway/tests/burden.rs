//! Templates that need much time or memory end with an output or a limit, and use no more memory than
//! the limit allows.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use gateway::mapping::render_within;
use peak_alloc::PeakAlloc;
use vtl::{ErrorKind, Limits};

use testkit::burdens;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Fractions of the default ones, so that they are reached soon.
fn limits() -> Limits {
    let all = Limits::default();
    Limits {
        steps: all.steps / 64,
        memory: all.memory / 16,
        output: all.output / 16,
        string: all.string / 16,
        ..all
    }
}

/// One test for all: they share the count of the memory.
#[test]
fn what_wants_much_ends_in_time_and_memory() {
    let inputs = burdens::inputs(10 << 16);
    let templates = burdens::templates(1 << 19, 2_000_000, 5_000);
    assert!(templates.len() > 80);
    let mut wrong = Vec::new();
    for (name, template) in templates {
        let template = template.unwrap_or_else(|error| panic!("{name}: {error}"));
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let result = render_within(&template, &inputs, &limits());
        let peak = MEMORY.peak_usage() - before;
        if let Err(error) = &result
            && error.errors[0].kind != ErrorKind::Limit
        {
            wrong.push(format!("{name}: {error}"));
        }
        // Twice what is counted: the output, and the value under construction.
        if peak > 2 * limits().memory {
            wrong.push(format!("{name}: {} KB", peak >> 10));
        }
        let ends = ["lists in themselves", "response headers", "keys removed"];
        if result.is_ok() && !ends.iter().any(|start| name.starts_with(start)) {
            wrong.push(format!("{name}: no limit is reached"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
