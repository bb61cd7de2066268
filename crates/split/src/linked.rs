//! The linker's output: which data each function and each datum refers to.
//!
//! It says so where it is told to keep its relocations (`--emit-relocs`):
//! <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>.

use std::collections::BTreeMap;
use std::ops::Range;

use wasmparser::{
    BinaryReader, DataKind, DataSectionReader, KnownCustom, Linking, Name, Operator, Parser,
    Payload, RelocSectionReader, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use crate::error::Error;
use crate::program::{count, without_hashes};

/// What it says of references. A datum is a symbol, told by its number.
#[derive(Default)]
pub(crate) struct Linked {
    /// The functions' names, as in the program.
    pub(crate) names: BTreeMap<u32, String>,
    /// The addresses of each datum.
    pub(crate) data: BTreeMap<u32, Range<u32>>,
    /// The data that each function refers to.
    pub(crate) of_functions: BTreeMap<u32, Vec<u32>>,
    /// The data that each datum refers to.
    pub(crate) of_data: BTreeMap<u32, Vec<u32>>,
    /// What is referred to from elsewhere.
    pub(crate) loose: Vec<u32>,
}

/// The sections that count.
#[derive(Default)]
struct Sections<'a> {
    imported: u32,
    /// Where the code section begins in the file, and the bodies in it.
    code: u64,
    bodies: Vec<Range<u64>>,
    /// Where the data section begins, and its segments: their bytes in the file, and their addresses.
    data: u64,
    segments: Vec<(Range<u64>, u32)>,
    symbols: Vec<SymbolInfo<'a>>,
    of_code: Vec<RelocationEntry>,
    of_data: Vec<RelocationEntry>,
}

impl Linked {
    pub(crate) fn read(wasm: &[u8]) -> Result<Self, Error> {
        let mut linked = Self::default();
        let mut sections = Sections::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        sections.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart {
                    unchecked_range, ..
                } => sections.code = unchecked_range.start,
                Payload::CodeSectionEntry(body) => sections.bodies.push(body.range()),
                Payload::DataSection(section) => sections.read_data(section)?,
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(names) => linked.read_names(names)?,
                    KnownCustom::Linking(parts) => {
                        for part in parts {
                            if let Linking::SymbolTable(table) = part? {
                                sections.symbols = table.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(_) => {
                        let entries =
                            RelocSectionReader::new(BinaryReader::new(section.data(), 0))?
                                .entries();
                        let entries = entries.into_iter().collect::<Result<_, _>>()?;
                        match section.name() {
                            "reloc.CODE" => sections.of_code = entries,
                            "reloc.DATA" => sections.of_data = entries,
                            _ => {}
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        if sections.of_code.is_empty() {
            return Err(Error::new(
                "the linker's output has no relocations: link with --emit-relocs",
            ));
        }
        linked.data = sections.symbol_addresses();
        linked.read_references(wasm, &sections)?;
        Ok(linked)
    }

    fn read_names(&mut self, section: wasmparser::NameSectionReader<'_>) -> Result<(), Error> {
        for part in section {
            let Name::Function(names) = part? else {
                continue;
            };
            for name in names {
                let name = name?;
                let plain = rustc_demangle::demangle(name.name).to_string();
                self.names.insert(name.index, without_hashes(&plain));
            }
        }
        Ok(())
    }

    fn read_references(&mut self, wasm: &[u8], sections: &Sections<'_>) -> Result<(), Error> {
        for entry in &sections.of_code {
            let place = sections.code + u64::from(entry.offset);
            if self.refers(wasm, entry, place)? {
                let before = sections.bodies.partition_point(|body| body.end <= place);
                let function = sections.imported + count(before)?;
                self.of_functions
                    .entry(function)
                    .or_default()
                    .push(entry.index);
            }
        }
        let owners = Owners::new(&self.data);
        for entry in &sections.of_data {
            let place = sections.data + u64::from(entry.offset);
            if !self.refers(wasm, entry, place)? {
                continue;
            }
            let owners = sections
                .address(place)
                .map_or(Vec::new(), |address| owners.of(address));
            if owners.is_empty() {
                self.loose.push(entry.index);
            }
            for owner in owners {
                self.of_data.entry(owner).or_default().push(entry.index);
            }
        }
        Ok(())
    }

    /// Whether an entry refers to a datum. The address that stands at its place must be that of the datum: else the file is not
    /// read as it was written.
    fn refers(&self, wasm: &[u8], entry: &RelocationEntry, place: u64) -> Result<bool, Error> {
        let Some(range) = self.data.get(&entry.index) else {
            return Ok(false);
        };
        let bytes = usize::try_from(place)
            .ok()
            .and_then(|place| wasm.get(place..))
            .unwrap_or_default();
        let mut reader = BinaryReader::new(bytes, place);
        let address = match entry.ty {
            RelocationType::MemoryAddrLeb => reader.read_var_u32()?,
            RelocationType::MemoryAddrSleb => reader.read_var_i32()?.cast_unsigned(),
            RelocationType::MemoryAddrI32 => reader.read_u32()?,
            other => {
                return Err(Error::new(format!(
                    "relocations of the kind {other:?} are not read"
                )));
            }
        };
        if i64::from(address) != i64::from(range.start) + entry.addend {
            return Err(Error::new(format!(
                "the relocation at {place} is not that of its datum"
            )));
        }
        Ok(true)
    }
}

impl Sections<'_> {
    fn read_data(&mut self, section: DataSectionReader<'_>) -> Result<(), Error> {
        self.data = section.range().start;
        for segment in section {
            let segment = segment?;
            let DataKind::Active { offset_expr, .. } = segment.kind else {
                return Err(Error::new("the linker's output has passive data"));
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                return Err(Error::new("the address of data is not a number"));
            };
            let start = segment.range.end - u64::from(count(segment.data.len())?);
            self.segments
                .push((start..segment.range.end, value.cast_unsigned()));
        }
        Ok(())
    }

    fn symbol_addresses(&self) -> BTreeMap<u32, Range<u32>> {
        let mut addresses = BTreeMap::new();
        for (number, symbol) in (0..).zip(&self.symbols) {
            if let SymbolInfo::Data {
                symbol: Some(symbol),
                ..
            } = symbol
                && let Some((_, address)) = self.segments.get(symbol.index as usize)
            {
                let start = address + symbol.offset;
                addresses.insert(number, start..start + symbol.size);
            }
        }
        addresses
    }

    /// The address of a byte of the file.
    fn address(&self, place: u64) -> Option<u32> {
        let (bytes, address) = self
            .segments
            .iter()
            .find(|(bytes, _)| bytes.contains(&place))?;
        u32::try_from(place - bytes.start)
            .ok()
            .map(|at| address + at)
    }
}

/// The data by their addresses.
struct Owners {
    by_start: Vec<(Range<u32>, u32)>,
    longest: u32,
}

impl Owners {
    fn new(data: &BTreeMap<u32, Range<u32>>) -> Self {
        let mut by_start: Vec<_> = data
            .iter()
            .map(|(symbol, range)| (range.clone(), *symbol))
            .collect();
        by_start.sort_by_key(|(range, _)| range.start);
        let lengths = data.values().map(|range| range.end - range.start);
        Self {
            by_start,
            longest: lengths.max().unwrap_or_default(),
        }
    }

    /// The data that contain an address: several, where strings share an end.
    fn of(&self, address: u32) -> Vec<u32> {
        let from = self
            .by_start
            .partition_point(|(range, _)| range.start.saturating_add(self.longest) < address);
        let near = self.by_start.get(from..).unwrap_or_default().iter();
        near.take_while(|(range, _)| range.start <= address)
            .filter(|(range, _)| range.contains(&address))
            .map(|(_, symbol)| *symbol)
            .collect()
    }
}
