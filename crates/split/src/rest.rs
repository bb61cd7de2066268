//! The rest: functions over the memory, table and globals of the first part.

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    Module,
};

use crate::MODULE;
use crate::data::within;
use crate::encode::{Renumbered, data, finish};
use crate::error::Error;
use crate::program::{Program, count};
use crate::shared::{Shared, numbered};

/// Writes the rest.
pub(crate) fn encode(program: &Program<'_>, shared: &Shared) -> Result<Vec<u8>, Error> {
    let own: Vec<u32> = shared.functions(program, true).collect();
    let all = shared.exported.keys().chain(&own).copied();
    let mut renumbered = Renumbered(numbered(program.function_count(), all)?);
    let mut module = Module::new();
    renumbered.types(program, &mut module)?;
    module.section(&imports(program, shared, &mut renumbered)?);

    let mut functions = FunctionSection::new();
    for function in &own {
        let ty = program.function_types.get(*function as usize);
        functions
            .function(*ty.ok_or_else(|| Error::new(format!("function {function} has no type")))?);
    }
    module.section(&functions);
    module.section(&elements(shared, &mut renumbered)?);

    let mut code = CodeSection::new();
    for function in own {
        if let Some(body) = program.body(function) {
            renumbered.body(body, shared, &mut code, program)?;
        }
    }
    module.section(&code);
    module.section(&data(program, |all| within(&all, &shared.data))?);
    Ok(finish(program, module))
}

fn imports(
    program: &Program<'_>,
    shared: &Shared,
    renumbered: &mut Renumbered,
) -> Result<ImportSection, Error> {
    let mut imports = ImportSection::new();
    for (function, name) in &shared.exported {
        let ty = program.function_types.get(*function as usize);
        let ty = ty.ok_or_else(|| Error::new(format!("function {function} has no type")))?;
        imports.import(MODULE, name, EntityType::Function(*ty));
    }
    for (memory, name) in program.memories.iter().zip(&shared.memories) {
        imports.import(MODULE, name, renumbered.memory_type(*memory)?);
    }
    for (number, (table, name)) in (0..).zip(program.table_types.iter().zip(&shared.tables)) {
        let table = if number == shared.table {
            shared.table_type
        } else {
            *table
        };
        imports.import(MODULE, name, renumbered.table_type(table)?);
    }
    for (global, name) in program.global_types.iter().zip(&shared.globals) {
        imports.import(MODULE, name, renumbered.global_type(*global)?);
    }
    Ok(imports)
}

/// The places in the table where its functions replace their stand-ins, by runs without a gap.
fn elements(shared: &Shared, renumbered: &mut Renumbered) -> Result<ElementSection, Error> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, function) in &shared.places {
        let number = renumbered.function_index(*function)?;
        match runs.last_mut() {
            Some((start, run)) if *start + count(run.len())? == *place => run.push(number),
            _ => runs.push((*place, vec![number])),
        }
    }
    let mut elements = ElementSection::new();
    let table = Some(shared.table).filter(|table| *table != 0);
    for (start, run) in runs {
        elements.active(
            table,
            &ConstExpr::i32_const(start.cast_signed()),
            Elements::Functions(run.into()),
        );
    }
    Ok(elements)
}
