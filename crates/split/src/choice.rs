//! Which functions are of the rest.

use crate::error::Error;
use crate::program::Program;
use crate::rules::Rules;

/// For each function, whether it is of the rest: the rules ask for it, or only functions of the rest call it.
///
/// What JavaScript calls stays in the first part, as does what is called through the table unless a rule speaks of it.
pub(crate) fn choose(program: &Program<'_>, rules: &Rules) -> Result<Vec<bool>, Error> {
    let asked: Vec<Option<bool>> = program
        .names
        .iter()
        .map(|name| rules.in_rest(name))
        .collect();
    let mut in_rest = vec![true; program.names.len()];
    let exported = program.exported_functions();
    let mut reached: Vec<u32> = (0..program.imported_functions).collect();
    reached.extend(exported.map(|(_, function)| function));
    reached.extend(program.start);
    let (_, places) = program.functions_in_table()?;
    reached.extend(
        places
            .iter()
            .map(|(_, function)| *function)
            .filter(|function| asked.get(*function as usize) != Some(&Some(true))),
    );
    while let Some(function) = reached.pop() {
        let Some(is_rest) = in_rest.get_mut(function as usize) else {
            return Err(Error::new(format!("there is no function {function}")));
        };
        if std::mem::replace(is_rest, false) {
            let calls = program.calls(function)?.into_iter();
            reached.extend(calls.filter(|called| asked.get(*called as usize) != Some(&Some(true))));
        }
    }
    if !in_rest.contains(&true) {
        return Err(Error::new("the rules leave no function for the rest"));
    }
    Ok(in_rest)
}
