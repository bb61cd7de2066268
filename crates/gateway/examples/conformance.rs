//! Answers cases of templates, mapping templates and JSONPath, one JSON object a line: see
//! `testkit::conformance`.
//!
//! `cargo run --release -p gateway --example conformance < CASES.jsonl`

fn main() -> std::io::Result<()> {
    testkit::conformance::run()
}
