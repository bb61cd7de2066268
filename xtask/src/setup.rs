//! `cargo xtask setup`: installs the tools, and nothing else.

use crate::failure::{Failure, Outcome};
use crate::{say, tools};

/// Installs what `serve` and `build` need; with `--test`, what the tests need as well.
pub(crate) fn run(args: &[String]) -> Outcome<()> {
    let for_tests = match args {
        [] => false,
        [flag] if flag == "--test" => true,
        _ => {
            return Err(
                Failure::new(format!("`setup` has no option `{}`", args.join(" ")))
                    .way_out("cargo xtask setup [--test]"),
            );
        }
    };
    let mut bundler = tools::bundler()?;
    bundler.bring_wasm_opt();
    if for_tests {
        tools::browser()?;
        for browser in tools::other_browsers()? {
            if browser.programs().is_none() {
                say::note(format!(
                    "`cargo xtask test` will skip {}",
                    browser.missing()
                ));
            }
        }
        tools::node_with_packages()?;
        tools::linters()?;
        tools::cargo_deny()?;
        tools::localstack()?;
    }
    say::note("all tools are installed");
    Ok(())
}
