//! Data that only the rest reads are of the rest.
#![allow(clippy::unwrap_used, missing_docs)]

use split::{Rules, split};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection,
    Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    LinkingSection, MemorySection, MemoryType, Module, NameMap, NameSection, RefType, SymbolTable,
    TableSection, TableType, TypeSection,
};
use wasmparser::{Parser, Payload, Validator};

const LENGTH: u32 = 32;
/// The data from address 16 on, of 32 bytes each: a text, a table that begins with the address of the next, and that text.
const START: u32 = 16;
const TABLE: u32 = START + LENGTH;
const TEXT: u32 = TABLE + LENGTH;

/// The kinds of relocations: an address in code, padded to five bytes, and one in data.
const MEMORY_ADDR_SLEB: u8 = 4;
const MEMORY_ADDR_I32: u8 = 5;

/// A function that puts an address on the stack, padded as the linker writes it.
fn reading(address: u32) -> Function {
    let address = u8::try_from(address).unwrap();
    let mut function = Function::new([]);
    let low = (address & 0x7f) | 0x80;
    function.raw([
        0x41,
        low,
        0x80 | (address >> 7),
        0x80,
        0x80,
        0x00,
        0x1a,
        0x0b,
    ]);
    function
}

/// `console::main`, which reads the first text, and `stack::open`, which reads the table; with relocations, as the linker writes them.
fn program() -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([wasm_encoder::ValType::I32], []);
    types.ty().function([], []);
    module.section(&types);
    let mut imports = ImportSection::new();
    imports.import("glue", "loadRest", EntityType::Function(0));
    module.section(&imports);
    let mut functions = FunctionSection::new();
    functions.function(1).function(1);
    module.section(&functions);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 2,
        maximum: Some(2),
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
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 1);
    module.section(&exports);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions([2].as_slice().into()),
    );
    module.section(&elements);
    let mut code = CodeSection::new();
    code.function(&reading(START)).function(&reading(TABLE));
    module.section(&code);
    let mut data = DataSection::new();
    let mut bytes = vec![b'a'; LENGTH as usize];
    bytes.extend(TEXT.to_le_bytes());
    bytes.resize(2 * LENGTH as usize, b'b');
    bytes.resize(3 * LENGTH as usize, b'c');
    data.active(0, &ConstExpr::i32_const(START.cast_signed()), bytes);
    module.section(&data);
    let mut names = NameMap::new();
    names.append(1, "console::main");
    names.append(2, "stack::open");
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    let mut symbols = SymbolTable::new();
    for offset in [0, LENGTH, 2 * LENGTH] {
        symbols.data(
            0,
            "datum",
            Some(DataSymbolDefinition {
                index: 0,
                offset,
                size: LENGTH,
            }),
        );
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    module.section(&linking);
    // The count of bodies, then each with its length and its count of locals: 8 bytes of code after 2 and an opcode.
    let first = 1 + 2 + 1;
    let second = first + 10;
    relocations(
        &mut module,
        "reloc.CODE",
        &[(MEMORY_ADDR_SLEB, first, 0), (MEMORY_ADDR_SLEB, second, 1)],
    );
    // The count of segments, flags, the address in three bytes, and the length in one.
    let table = 1 + 1 + 3 + 1 + u8::try_from(LENGTH).unwrap();
    relocations(&mut module, "reloc.DATA", &[(MEMORY_ADDR_I32, table, 2)]);
    module.finish()
}

fn relocations(module: &mut Module, name: &str, list: &[(u8, u8, u8)]) {
    // The number of a section, which nothing reads.
    let mut data = vec![0, u8::try_from(list.len()).unwrap()];
    for (kind, offset, symbol) in list {
        data.extend([*kind, *offset, *symbol, 0]);
    }
    module.section(&CustomSection {
        name: name.into(),
        data: data.into(),
    });
}

/// The letters in a module's data.
fn letters(wasm: &[u8]) -> String {
    let mut letters = String::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(section) = payload.unwrap() {
            for segment in section {
                letters.extend(segment.unwrap().data.iter().map(|byte| char::from(*byte)));
            }
        }
    }
    letters.retain(|letter| letter.is_ascii_lowercase());
    letters.chars().fold(String::new(), |mut all, letter| {
        if !all.ends_with(letter) {
            all.push(letter);
        }
        all
    })
}

#[test]
fn what_only_the_rest_reaches_is_of_the_rest() {
    let whole = program();
    Validator::new().validate_all(&whole).unwrap();
    let rules = Rules::read("stack");
    let parts = split(&whole, Some(&whole), &rules, "loadRest", false).unwrap();
    for part in [&parts.first, &parts.rest] {
        Validator::new().validate_all(part).unwrap();
    }
    assert_eq!(
        (letters(&parts.first), letters(&parts.rest)),
        ("a".to_owned(), "bc".to_owned())
    );
    // Without the linker's output, all of it is of the first part.
    let parts = split(&whole, None, &rules, "loadRest", false).unwrap();
    assert_eq!(
        (letters(&parts.first), letters(&parts.rest)),
        ("abc".to_owned(), String::new())
    );
}

#[test]
fn relocations_that_do_not_fit_are_an_error() {
    let whole = program();
    let rules = Rules::read("stack");
    let at = whole
        .windows(10)
        .position(|window| window == b"reloc.CODE")
        .unwrap();
    let mut damaged = whole.clone();
    // The offset of the first relocation.
    damaged[at + 10 + 3] += 1;
    let error = split(&whole, Some(&damaged), &rules, "loadRest", false)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("not that of its datum") || error.contains("not a wasm module"),
        "{error}"
    );
    damaged[at] = b'R';
    let error = split(&whole, Some(&damaged), &rules, "loadRest", false)
        .unwrap_err()
        .to_string();
    assert!(error.contains("--emit-relocs"), "{error}");
    for end in 0..whole.len() {
        let _ = split(&whole, Some(&whole[..end]), &rules, "loadRest", false);
    }
}
