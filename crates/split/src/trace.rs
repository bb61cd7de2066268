//! A program that notes which of its functions run: what a choice is made by.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, ExportKind, ExportSection,
    FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, MemorySection, Module,
    TableSection, TypeSection, ValType,
};

use crate::error::Error;
use crate::program::Program;

/// The program with a global for each function, exported as `run N`, which is 1 once function N has run.
///
/// # Errors
///
/// The bytes are no module that could be split.
pub fn trace(program: &[u8]) -> Result<Vec<u8>, Error> {
    let program = Program::read(program)?;
    let mut same = RoundtripReencoder;
    let written = |error: wasm_encoder::reencode::Error| {
        Error::new(format!("can't write the module: {error}"))
    };
    let mut module = Module::new();
    let mut types = TypeSection::new();
    same.parse_type_section(&mut types, program.types.clone())
        .map_err(written)?;
    module.section(&types);
    let mut imports = ImportSection::new();
    for import in &program.imports {
        same.parse_import(&mut imports, *import).map_err(written)?;
    }
    module.section(&imports);
    let own = program.imported_functions..program.function_count();
    let mut functions = FunctionSection::new();
    for ty in program.function_types.iter().skip(program.imports.len()) {
        functions.function(*ty);
    }
    module.section(&functions);
    let mut tables = TableSection::new();
    for table in program.tables.clone().into_iter().flatten() {
        same.parse_table(&mut tables, table?).map_err(written)?;
    }
    module.section(&tables);
    let mut memories = MemorySection::new();
    for memory in &program.memories {
        memories.memory(same.memory_type(*memory).map_err(written)?);
    }
    module.section(&memories);
    let mut globals = GlobalSection::new();
    if let Some(section) = program.globals.clone() {
        same.parse_global_section(&mut globals, section)
            .map_err(written)?;
    }
    let first_mark = globals.len();
    let mut exports = ExportSection::new();
    for (name, kind, index) in &program.exports {
        exports.export(name, same.export_kind(*kind).map_err(written)?, *index);
    }
    for (mark, function) in (first_mark..).zip(own) {
        globals.global(
            GlobalType {
                val_type: ValType::I32,
                mutable: true,
                shared: false,
            },
            &ConstExpr::i32_const(0),
        );
        exports.export(&format!("run {function}"), ExportKind::Global, mark);
    }
    module.section(&globals);
    module.section(&exports);
    if let Some(function_index) = program.start {
        module.section(&wasm_encoder::StartSection { function_index });
    }
    let mut elements = ElementSection::new();
    for element in program.elements.clone().into_iter().flatten() {
        same.parse_element(&mut elements, element?)
            .map_err(written)?;
    }
    module.section(&elements);
    let mut code = CodeSection::new();
    for (mark, body) in (first_mark..).zip(&program.bodies) {
        let mut function = same
            .new_function_with_parsed_locals(body)
            .map_err(written)?;
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::GlobalSet(mark));
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&same.instruction(operators.read()?).map_err(written)?);
        }
        code.function(&function);
    }
    module.section(&code);
    if let Some(section) = program.data.clone() {
        let mut data = DataSection::new();
        same.parse_data_section(&mut data, section)
            .map_err(written)?;
        module.section(&data);
    }
    Ok(module.finish())
}
