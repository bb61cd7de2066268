//! A small program in two parts: both are valid, and each function is where it should be.
#![allow(clippy::unwrap_used, missing_docs)]

use split::{MODULE, Rules, split, suggest, trace};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction, MemorySection, MemoryType, Module, NameMap, NameSection, RefType, TableSection,
    TableType, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload, Validator};

/// The functions: their names, what each calls, and whether it stands in the table. The first is imported.
const FUNCTIONS: &[(&str, &[u32], bool)] = &[
    ("__wbg_loadRest_1", &[], false),
    ("console[0a]::main", &[2, 3, 5], false),
    ("stack[0b]::open", &[4, 5], false),
    ("console[0a]::shown", &[], true),
    ("core[0c]::sort", &[], false),
    ("core[0c]::copy", &[], false),
    (
        "core[0c]::ptr::drop_in_place::<stack[0b]::Open>",
        &[5],
        true,
    ),
];

/// Every function takes and returns an `i32`; the imported one returns nothing.
fn program() -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    module.section(&types);
    let mut imports = ImportSection::new();
    imports.import("glue", FUNCTIONS[0].0, EntityType::Function(0));
    module.section(&imports);
    let mut functions = FunctionSection::new();
    for _ in &FUNCTIONS[1..] {
        functions.function(1);
    }
    module.section(&functions);
    let in_table: Vec<u32> = (0..)
        .zip(FUNCTIONS)
        .filter(|(_, (_, _, is))| *is)
        .map(|(number, _)| number)
        .collect();
    let mut tables = TableSection::new();
    let places = u64::try_from(in_table.len()).unwrap() + 1;
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: places,
        maximum: Some(places),
        table64: false,
        shared: false,
    });
    module.section(&tables);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    module.section(&memories);
    let mut globals = GlobalSection::new();
    globals.global(
        GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        },
        &ConstExpr::i32_const(7),
    );
    module.section(&globals);
    let mut exports = ExportSection::new();
    // A short name, as those that are added.
    exports.export("a", ExportKind::Func, 1);
    exports.export("memory", ExportKind::Memory, 0);
    module.section(&exports);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions(in_table.into()),
    );
    module.section(&elements);
    let mut code = CodeSection::new();
    for (_, calls, _) in &FUNCTIONS[1..] {
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(0));
        // So that two functions are worth a rule.
        for _ in 0..100 {
            body.instruction(&Instruction::Nop);
        }
        for called in *calls {
            body.instruction(&Instruction::Call(*called));
        }
        body.instruction(&Instruction::GlobalGet(0));
        body.instruction(&Instruction::I32Add);
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    module.section(&code);
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(16), *b"text");
    module.section(&data);
    let mut names = NameMap::new();
    for (number, (name, ..)) in (0..).zip(FUNCTIONS) {
        names.append(number, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    module.finish()
}

/// How many functions a module has, how many it imports, and how many elements fill its table.
fn counts(wasm: &[u8]) -> (usize, usize, usize) {
    let (mut functions, mut imported, mut elements) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(_) => functions += 1,
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.unwrap();
                    imported += usize::from(matches!(import.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::ElementSection(section) => {
                for element in section {
                    if let wasmparser::ElementItems::Functions(list) = element.unwrap().items {
                        elements += usize::try_from(list.count()).unwrap();
                    }
                }
            }
            _ => {}
        }
    }
    (functions, imported, elements)
}

#[test]
fn both_parts_are_valid_and_hold_every_function_once() {
    let rules = Rules::read("stack");
    let parts = split(&program(), None, &rules, "loadRest", false).unwrap();
    Validator::new().validate_all(&parts.first).unwrap();
    Validator::new().validate_all(&parts.rest).unwrap();
    // main, shown, copy; and stand-ins for open, which main calls, and for the drop of its type. The table has a place more.
    assert_eq!(counts(&parts.first), (5, 1, 3));
    // open, sort (only open calls it) and the drop; it imports copy, and fills two places.
    assert_eq!(counts(&parts.rest), (3, 1, 2));
    let modules: Vec<String> = Parser::new(0)
        .parse_all(&parts.rest)
        .filter_map(|payload| match payload.unwrap() {
            Payload::ImportSection(section) => Some(
                section
                    .into_imports()
                    .map(|import| import.unwrap().module.to_owned()),
            ),
            _ => None,
        })
        .flatten()
        .collect();
    // The function, the memory, the table and the global.
    assert_eq!(modules, [MODULE; 4]);
}

#[test]
fn what_javascript_gives_and_calls_gets_short_names() {
    let rules = Rules::read("stack");
    let parts = split(&program(), None, &rules, "loadRest", true).unwrap();
    Validator::new().validate_all(&parts.first).unwrap();
    let (mut imported, mut exported) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(&parts.first) {
        match payload.unwrap() {
            Payload::ImportSection(section) => {
                imported.extend(section.into_imports().map(|import| import.unwrap().name));
            }
            Payload::ExportSection(section) => {
                exported.extend(section.into_iter().map(|export| export.unwrap().name));
            }
            _ => {}
        }
    }
    // `a` is short as it is, and the memory is no function.
    let (long, short) = parts.short.first_key_value().unwrap();
    assert_eq!(parts.short.len(), 1);
    assert!(long.contains("loadRest"), "{long}");
    assert_eq!(imported, [short]);
    assert_eq!(exported[..2], ["a", "memory"]);
    let mut names = exported.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), exported.len(), "{exported:?}");
    assert!(!exported.contains(&short.as_str()), "{exported:?}");
    // Without, each keeps its own.
    assert!(
        split(&program(), None, &rules, "loadRest", false)
            .unwrap()
            .short
            .is_empty()
    );
}

#[test]
fn a_function_that_must_stay_stays() {
    let rules = Rules::read("stack\nfirst stack::Open");
    let parts = split(&program(), None, &rules, "loadRest", false).unwrap();
    assert_eq!(counts(&parts.rest), (2, 1, 1));
    // What is exported can't be of the rest.
    let error = split(
        &program(),
        None,
        &Rules::read("console::main"),
        "loadRest",
        false,
    )
    .unwrap_err();
    assert!(
        error.to_string().contains("no function for the rest"),
        "{error}"
    );
}

#[test]
fn what_can_not_be_split_is_said() {
    let rules = Rules::read("stack");
    let error = split(&program(), None, &rules, "another", false)
        .unwrap_err()
        .to_string();
    assert!(error.contains("imports no function another"), "{error}");
    let whole = program();
    for end in 0..whole.len() {
        // Cut anywhere, it gives an error or parts, but does not panic.
        let _ = split(&whole[..end], None, &rules, "loadRest", false);
    }
}

#[test]
fn a_traced_program_notes_each_function_that_runs() {
    let traced = trace(&program()).unwrap();
    Validator::new().validate_all(&traced).unwrap();
    let mut marks = 0;
    for payload in Parser::new(0).parse_all(&traced) {
        if let Payload::CodeSectionEntry(body) = payload.unwrap() {
            let mut operators = body.get_operators_reader().unwrap();
            assert!(matches!(
                operators.read().unwrap(),
                Operator::I32Const { value: 1 }
            ));
            let Operator::GlobalSet { global_index } = operators.read().unwrap() else {
                panic!("no mark");
            };
            marks += global_index;
        }
    }
    // After the program's own global, one for each of six functions.
    assert_eq!(marks, (1..=6).sum::<u32>());
}

#[test]
fn rules_are_suggested_for_what_did_not_run() {
    let ran = [1, 3, 5].into();
    // `open` and the drop of its type have the shortest path in common; `sort` alone is not worth one.
    assert_eq!(suggest(&program(), &ran).unwrap(), ["stack"]);
    let ran = [1, 2, 3, 4, 5, 6].into();
    assert_eq!(suggest(&program(), &ran).unwrap(), [""; 0]);
}
