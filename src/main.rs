//! Puts the console into the page.

fn main() {
    resume_console::start();
}
