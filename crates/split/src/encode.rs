//! What both parts are written with.

use std::ops::Range;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, Function, Instruction, Module,
};
use wasmparser::{DataKind, FunctionBody, Operator};

use crate::error::Error;
use crate::program::{FEATURES, Program, count};
use crate::shared::Shared;

/// Writes with other numbers for functions.
pub(crate) struct Renumbered(pub(crate) Vec<Option<u32>>);

impl Reencode for Renumbered {
    type Error = Error;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Error>> {
        self.0
            .get(function as usize)
            .copied()
            .flatten()
            .ok_or_else(|| {
                reencode::Error::UserError(Error::new(format!(
                    "function {function} is of the other part"
                )))
            })
    }
}

impl Renumbered {
    /// Writes the types, which are the same in both parts.
    pub(crate) fn types(
        &mut self,
        program: &Program<'_>,
        module: &mut Module,
    ) -> Result<(), Error> {
        let mut types = wasm_encoder::TypeSection::new();
        self.parse_type_section(&mut types, program.types.clone())?;
        module.section(&types);
        Ok(())
    }

    /// Writes a body. A function of the other part that has a place in the table is called there.
    pub(crate) fn body(
        &mut self,
        body: &FunctionBody<'_>,
        shared: &Shared,
        code: &mut CodeSection,
        program: &Program<'_>,
    ) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::Call { function_index }
                    if self.0.get(function_index as usize) == Some(&None) =>
                {
                    call_by_place(&mut function, function_index, shared, program)?;
                }
                operator => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }
}

/// Calls what stands at a function's place in the table.
pub(crate) fn call_by_place(
    function: &mut Function,
    called: u32,
    shared: &Shared,
    program: &Program<'_>,
) -> Result<(), Error> {
    let place = shared.place_of.get(&called);
    let ty = program.function_types.get(called as usize);
    let (Some(place), Some(ty)) = (place, ty) else {
        return Err(Error::new(format!(
            "function {called} has no place in the table"
        )));
    };
    function.instruction(&Instruction::I32Const(place.cast_signed()));
    function.instruction(&Instruction::CallIndirect {
        type_index: *ty,
        table_index: shared.table,
    });
    Ok(())
}

/// Ends a module: what it needs of the machine.
pub(crate) fn finish(program: &Program<'_>, mut module: Module) -> Vec<u8> {
    if let Some(features) = program.features {
        module.section(&CustomSection {
            name: FEATURES.into(),
            data: features.into(),
        });
    }
    module.finish()
}

/// The data of one part: what stands at `addresses` of a datum that covers others, too.
pub(crate) fn data(
    program: &Program<'_>,
    addresses: impl Fn(Range<u32>) -> Vec<Range<u32>>,
) -> Result<DataSection, Error> {
    let mut data = DataSection::new();
    for segment in program.data.clone().into_iter().flatten() {
        let segment = segment?;
        let DataKind::Active {
            memory_index,
            offset_expr,
        } = segment.kind
        else {
            return Err(Error::new("passive data is not split"));
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            return Err(Error::new("the address of data is not a number"));
        };
        let start = value.cast_unsigned();
        let end = start + count(segment.data.len())?;
        for range in addresses(start..end) {
            let bytes = (range.start - start) as usize..(range.end - start) as usize;
            let bytes = segment.data.get(bytes).unwrap_or_default();
            let address = ConstExpr::i32_const(range.start.cast_signed());
            data.active(memory_index, &address, bytes.iter().copied());
        }
    }
    Ok(data)
}
