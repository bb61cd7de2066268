//! Renderings that a benchmark times in a browser, compiled as the engine of the console is: `cargo xtask bench engine`.

use gateway::mapping::{Inputs, MappingTemplate, render};
use wasm_bindgen::prelude::wasm_bindgen;

/// A mapping template and a body, kept here: the time of a rendering is without copies between JavaScript and the program.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Rendering {
    template: MappingTemplate,
    inputs: Inputs,
    body: String,
}

#[wasm_bindgen]
impl Rendering {
    /// Parses `template`, to render it for `body`, a JSON text.
    ///
    /// # Errors
    ///
    /// `template` is none.
    #[wasm_bindgen(constructor)]
    pub fn new(template: &str, body: String) -> Result<Rendering, String> {
        let template = MappingTemplate::parse(template).map_err(|error| error.to_string())?;
        Ok(Rendering {
            template,
            inputs: Inputs::default(),
            body,
        })
    }

    /// Renders so many times, reading the body each time. Returns how long the texts are together, in bytes.
    ///
    /// # Errors
    ///
    /// The rendering's.
    pub fn run(&mut self, times: u32) -> Result<usize, String> {
        let mut length = 0;
        for _ in 0..times {
            self.inputs.body = self.body.as_str().into();
            let mapped = render(&self.template, &self.inputs).map_err(|error| error.to_string())?;
            length += mapped.text.len();
        }
        Ok(length)
    }
}
