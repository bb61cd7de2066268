//! The first part: the program without the functions of the rest, and with stand-ins for them.

use std::collections::BTreeMap;

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, ImportSection, Instruction, MemorySection, Module,
    TableSection,
};
use wasmparser::{ElementItems, ElementKind, ExternalKind, Import};

use crate::data::without;
use crate::encode::{Renumbered, call_by_place, data, finish};
use crate::error::Error;
use crate::program::{Program, count};
use crate::shared::{Shared, numbered};

/// Writes the first part. `loader` is the imported function that loads the rest.
pub(crate) fn encode(
    program: &Program<'_>,
    shared: &Shared,
    loader: u32,
) -> Result<Vec<u8>, Error> {
    let kept: Vec<u32> = (0..program.imported_functions)
        .chain(shared.functions(program, false))
        .collect();
    let stand_ins = StandIns::new(shared, count(kept.len())?);
    let mut renumbered = Renumbered(numbered(program.function_count(), kept.iter().copied())?);
    let mut module = Module::new();
    renumbered.types(program, &mut module)?;

    let mut imports = ImportSection::new();
    for import in &program.imports {
        let named = Import {
            name: shared.name(import.name),
            ..*import
        };
        renumbered.parse_import(&mut imports, named)?;
    }
    module.section(&imports);

    let mut functions = FunctionSection::new();
    for function in kept
        .iter()
        .skip(program.imports.len())
        .chain(shared.place_of.keys())
    {
        functions.function(type_of(program, *function)?);
    }
    module.section(&functions);
    tables(program, shared, &mut renumbered, &mut module)?;

    let mut memories = MemorySection::new();
    for memory in &program.memories {
        memories.memory(renumbered.memory_type(*memory)?);
    }
    module.section(&memories);
    if let Some(section) = program.globals.clone() {
        let mut globals = GlobalSection::new();
        renumbered.parse_global_section(&mut globals, section)?;
        module.section(&globals);
    }
    module.section(&exports(program, shared, &mut renumbered)?);
    if let Some(start) = program.start {
        module.section(&wasm_encoder::StartSection {
            function_index: renumbered.function_index(start)?,
        });
    }
    module.section(&elements(program, shared, &mut renumbered, &stand_ins)?);

    let mut code = CodeSection::new();
    for function in shared.functions(program, false) {
        if let Some(body) = program.body(function) {
            renumbered.body(body, shared, &mut code, program)?;
        }
    }
    for function in shared.place_of.keys() {
        code.function(&stand_in(program, shared, loader, *function)?);
    }
    module.section(&code);
    module.section(&data(program, |all| without(&[all], &shared.data))?);
    Ok(finish(program, module))
}

fn type_of(program: &Program<'_>, function: u32) -> Result<u32, Error> {
    let ty = program.function_types.get(function as usize);
    ty.copied()
        .ok_or_else(|| Error::new(format!("function {function} has no type")))
}

fn tables(
    program: &Program<'_>,
    shared: &Shared,
    renumbered: &mut Renumbered,
    module: &mut Module,
) -> Result<(), Error> {
    let mut tables = TableSection::new();
    for (number, table) in (0..).zip(program.tables.clone().into_iter().flatten()) {
        let mut table = table?;
        if number == shared.table {
            table.ty = shared.table_type;
        }
        renumbered.parse_table(&mut tables, table)?;
    }
    module.section(&tables);
    Ok(())
}

/// The program's exports, and what the rest imports.
fn exports(
    program: &Program<'_>,
    shared: &Shared,
    renumbered: &mut Renumbered,
) -> Result<ExportSection, Error> {
    let mut exports = ExportSection::new();
    for (name, kind, index) in &program.exports {
        let (name, index) = if *kind == ExternalKind::Func {
            (shared.name(name), renumbered.function_index(*index)?)
        } else {
            (*name, *index)
        };
        exports.export(name, renumbered.export_kind(*kind)?, index);
    }
    for (function, name) in &shared.exported {
        exports.export(
            name,
            ExportKind::Func,
            renumbered.function_index(*function)?,
        );
    }
    for (kind, names) in [
        (ExportKind::Memory, &shared.memories),
        (ExportKind::Table, &shared.tables),
        (ExportKind::Global, &shared.globals),
    ] {
        for (index, name) in (0..).zip(names) {
            exports.export(name, kind, index);
        }
    }
    Ok(exports)
}

/// What stands in the table: at the places of functions of the rest, their stand-ins.
fn elements(
    program: &Program<'_>,
    shared: &Shared,
    renumbered: &mut Renumbered,
    stand_ins: &StandIns,
) -> Result<ElementSection, Error> {
    let mut elements = ElementSection::new();
    for element in program.elements.clone().into_iter().flatten() {
        let element = element?;
        let (
            ElementKind::Active {
                table_index,
                offset_expr,
            },
            ElementItems::Functions(functions),
        ) = (element.kind, element.items)
        else {
            return Err(Error::new(
                "only elements that are a list of functions are split",
            ));
        };
        let mut list = Vec::new();
        for function in functions {
            let function = function?;
            list.push(match stand_ins.0.get(&function) {
                Some(stand_in) => *stand_in,
                None => renumbered.function_index(function)?,
            });
        }
        elements.active(
            table_index,
            &renumbered.const_expr(offset_expr)?,
            Elements::Functions(list.into()),
        );
    }
    let new: Vec<u32> = shared
        .places
        .range(shared.first_new_place..)
        .filter_map(|(_, function)| stand_ins.0.get(function).copied())
        .collect();
    if !new.is_empty() {
        let offset = ConstExpr::i32_const(shared.first_new_place.cast_signed());
        let table = Some(shared.table).filter(|table| *table != 0);
        elements.active(table, &offset, Elements::Functions(new.into()));
    }
    Ok(elements)
}

/// The number of the stand-in of each function of the rest that has a place in the table.
struct StandIns(BTreeMap<u32, u32>);

impl StandIns {
    fn new(shared: &Shared, first: u32) -> Self {
        Self(shared.place_of.keys().copied().zip(first..).collect())
    }
}

/// Has the rest loaded, which replaces this stand-in in the table, and calls what stands there now.
fn stand_in(
    program: &Program<'_>,
    shared: &Shared,
    loader: u32,
    function: u32,
) -> Result<Function, Error> {
    let of = |counts: &[u32], function| {
        Ok::<u32, Error>(
            counts
                .get(type_of(program, function)? as usize)
                .copied()
                .unwrap_or_default(),
        )
    };
    let mut body = Function::new([]);
    body.instruction(&Instruction::I32Const(1));
    body.instruction(&Instruction::Call(loader));
    for _ in 0..of(&program.results, loader)? {
        body.instruction(&Instruction::Drop);
    }
    for parameter in 0..of(&program.parameters, function)? {
        body.instruction(&Instruction::LocalGet(parameter));
    }
    call_by_place(&mut body, function, shared, program)?;
    body.instruction(&Instruction::End);
    Ok(body)
}
