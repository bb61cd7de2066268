//! A wasm module, read as far as splitting needs it.

use wasmparser::{
    DataSectionReader, ElementItems, ElementKind, ElementSectionReader, ExternalKind, FunctionBody,
    GlobalSectionReader, GlobalType, Import, MemoryType, Name, NameSectionReader, Operator, Parser,
    Payload, TableSectionReader, TableType, TypeRef, TypeSectionReader,
};

use crate::error::Error;

/// A module. Functions are numbered as in wasm: the imported ones first.
pub(crate) struct Program<'a> {
    pub(crate) types: TypeSectionReader<'a>,
    /// How many parameters each type of function has; 0 for other types.
    pub(crate) parameters: Vec<u32>,
    /// How many results.
    pub(crate) results: Vec<u32>,
    pub(crate) imports: Vec<Import<'a>>,
    /// The type of each function, imported ones included.
    pub(crate) function_types: Vec<u32>,
    pub(crate) imported_functions: u32,
    pub(crate) tables: Option<TableSectionReader<'a>>,
    /// The types of all tables, which must be the module's own.
    pub(crate) table_types: Vec<TableType>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) globals: Option<GlobalSectionReader<'a>>,
    pub(crate) global_types: Vec<GlobalType>,
    pub(crate) exports: Vec<(&'a str, ExternalKind, u32)>,
    pub(crate) start: Option<u32>,
    pub(crate) elements: Option<ElementSectionReader<'a>>,
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    pub(crate) data: Option<DataSectionReader<'a>>,
    /// The name of each function, without the hashes of crates; empty where it has none.
    pub(crate) names: Vec<String>,
    /// Which features the module uses, for the optimiser.
    pub(crate) features: Option<&'a [u8]>,
}

/// The custom section that lists a module's features:
/// <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md#target-features-section>.
pub(crate) const FEATURES: &str = "target_features";

impl<'a> Program<'a> {
    /// Reads a module.
    pub(crate) fn read(wasm: &'a [u8]) -> Result<Self, Error> {
        let mut program = Self {
            types: TypeSectionReader::new(wasmparser::BinaryReader::new(&[0], 0))?,
            parameters: Vec::new(),
            results: Vec::new(),
            imports: Vec::new(),
            function_types: Vec::new(),
            imported_functions: 0,
            tables: None,
            table_types: Vec::new(),
            memories: Vec::new(),
            globals: None,
            global_types: Vec::new(),
            exports: Vec::new(),
            start: None,
            elements: None,
            bodies: Vec::new(),
            data: None,
            names: Vec::new(),
            features: None,
        };
        for payload in Parser::new(0).parse_all(wasm) {
            program.section(payload?)?;
        }
        program
            .names
            .resize(program.function_types.len(), String::new());
        Ok(program)
    }

    fn section(&mut self, payload: Payload<'a>) -> Result<(), Error> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section.clone() {
                    for ty in group?.into_types() {
                        let (parameters, results) = match ty.composite_type.inner {
                            wasmparser::CompositeInnerType::Func(ty) => {
                                (ty.params().len(), ty.results().len())
                            }
                            _ => (0, 0),
                        };
                        self.parameters.push(count(parameters)?);
                        self.results.push(count(results)?);
                    }
                }
                self.types = section;
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    let TypeRef::Func(ty) = import.ty else {
                        return Err(Error::new(format!(
                            "the import {} is not a function",
                            import.name
                        )));
                    };
                    self.function_types.push(ty);
                    self.imports.push(import);
                }
                self.imported_functions = count(self.imports.len())?;
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.function_types.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section.clone() {
                    self.table_types.push(table?.ty);
                }
                self.tables = Some(section);
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section.clone() {
                    self.global_types.push(global?.ty);
                }
                self.globals = Some(section);
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    self.exports.push((export.name, export.kind, export.index));
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => self.elements = Some(section),
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => self.data = Some(section),
            Payload::CustomSection(section) if section.name() == "name" => {
                self.read_names(NameSectionReader::new(wasmparser::BinaryReader::new(
                    section.data(),
                    section.data_offset(),
                )))?;
            }
            Payload::CustomSection(section) if section.name() == FEATURES => {
                self.features = Some(section.data());
            }
            Payload::TagSection(_) => return Err(Error::new("modules with tags are not split")),
            _ => {}
        }
        Ok(())
    }

    fn read_names(&mut self, section: NameSectionReader<'a>) -> Result<(), Error> {
        self.names.resize(self.function_types.len(), String::new());
        for part in section {
            let Name::Function(names) = part? else {
                continue;
            };
            for name in names {
                let name = name?;
                if let Some(slot) = self.names.get_mut(name.index as usize) {
                    *slot = without_hashes(name.name);
                }
            }
        }
        Ok(())
    }

    /// The imported function whose name contains `part`.
    pub(crate) fn imported_function(&self, part: &str) -> Result<u32, Error> {
        let found = self
            .imports
            .iter()
            .position(|import| import.name.contains(part));
        match found {
            Some(at) => count(at),
            None => Err(Error::new(format!("the module imports no function {part}"))),
        }
    }

    /// The names of exported functions, and the functions.
    pub(crate) fn exported_functions(&self) -> impl Iterator<Item = (&'a str, u32)> {
        let functions = self.exports.iter();
        functions
            .filter(|(_, kind, _)| *kind == ExternalKind::Func)
            .map(|(name, _, function)| (*name, *function))
    }

    pub(crate) fn function_count(&self) -> u32 {
        u32::try_from(self.function_types.len()).unwrap_or(u32::MAX)
    }

    /// The body of a function that is not imported.
    pub(crate) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies
            .get(function.checked_sub(self.imported_functions)? as usize)
    }

    /// The functions that `function` calls by their numbers.
    pub(crate) fn calls(&self, function: u32) -> Result<Vec<u32>, Error> {
        let mut calls = Vec::new();
        let Some(body) = self.body(function) else {
            return Ok(calls);
        };
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::Call { function_index } => calls.push(function_index),
                Operator::ReturnCall { .. } | Operator::RefFunc { .. } => {
                    return Err(Error::new(
                        "functions that end in a call, or refer to one, are not split",
                    ));
                }
                _ => {}
            }
        }
        Ok(calls)
    }

    /// The one table of functions, and what stands at each of its places.
    pub(crate) fn functions_in_table(&self) -> Result<(u32, Vec<(u32, u32)>), Error> {
        let mut the_table = None;
        let mut places = Vec::new();
        for element in self.elements.clone().into_iter().flatten() {
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
            let table = table_index.unwrap_or(0);
            if *the_table.get_or_insert(table) != table {
                return Err(Error::new(
                    "modules with two tables of functions are not split",
                ));
            }
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                return Err(Error::new("the place of elements is not a number"));
            };
            for (place, function) in (value.cast_unsigned()..).zip(functions) {
                places.push((place, function?));
            }
        }
        let table = the_table.ok_or_else(|| Error::new("the module has no table of functions"))?;
        Ok((table, places))
    }
}

/// `core[0123abcd]::ptr` is `core::ptr`: the hash differs with versions and compilers.
pub(crate) fn without_hashes(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        match after.split_once(']') {
            Some((hash, after))
                if !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                rest = after;
            }
            _ => {
                text.push('[');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// A number of things of a module, all of which are counted in 32 bits.
pub(crate) fn count(length: usize) -> Result<u32, Error> {
    u32::try_from(length).map_err(|_| Error::new("the module is too large"))
}

#[cfg(test)]
mod tests {
    use super::without_hashes;

    #[test]
    fn hashes_of_crates_are_left_out() {
        for (name, plain) in [
            (
                "core[1a2b]::ptr::drop_in_place::<[u8]>",
                "core::ptr::drop_in_place::<[u8]>",
            ),
            ("<[u8] as a[0]::B>::c", "<[u8] as a::B>::c"),
            ("plain", "plain"),
            ("open [", "open ["),
        ] {
            assert_eq!(without_hashes(name), plain);
        }
    }
}
