//! Templates: parsing and rendering.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ast::Shared;
use crate::ast::{SourceOrigin, Unit};
use crate::context::Context;
use crate::error::Error;
use crate::limits::Limits;
use crate::parse::parse;
use crate::rendered::Rendered;
use crate::rules::Dialect;
use crate::trace::{Off, Recorder, Steps, Trace, Traced};

/// A template, parsed.
#[derive(Debug)]
pub struct Template {
    unit: Unit,
    shared: Shared,
    dialect: Dialect,
}

impl Template {
    /// Parses `source`.
    ///
    /// # Errors
    /// All errors that were found, in the order of the source; at least one.
    pub fn parse(source: &str, dialect: Dialect) -> Result<Template, Vec<Error>> {
        let mut shared = Shared::new(dialect.rules());
        let source: Rc<str> = source.into();
        let unit = parse(&source, SourceOrigin::At(0), &mut shared, 0)?;
        Ok(Template {
            unit,
            shared,
            dialect,
        })
    }

    /// The source it was parsed from.
    pub fn source(&self) -> &str {
        &self.unit.place.source
    }

    /// The dialect it was parsed as.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether a reference or a directive of the template names the variable `name` (without `$`). A context
    /// need not have the variables that it does not name. A template with `#evaluate` may name any.
    pub fn mentions(&self, name: &str) -> bool {
        self.shared.names.has(name) || self.shared.names.expects_any()
    }

    /// The tree, and what its parts share.
    pub(crate) fn parts(&self) -> (&Unit, &Shared) {
        (&self.unit, &self.shared)
    }

    /// Renders it. What the template sets stays in `context`, also after an error.
    ///
    /// # Errors
    /// What stopped the rendering; the text before it is in [`Error::partial`].
    pub fn render(&self, context: &mut Context, limits: &Limits) -> Result<Rendered, Box<Error>> {
        self.run(context, limits, Off).map(|(rendered, _)| rendered)
    }

    /// Renders it as [`Template::render`] does, and reports for each piece of the text which part of
    /// the template wrote it, and from which parts of the input: see [the crate's
    /// documentation](crate#provenance).
    ///
    /// # Errors
    /// Those of [`Template::render`]; also where there are more than a million pieces.
    pub fn render_traced(
        &self,
        context: &mut Context,
        limits: &Limits,
    ) -> Result<Traced, Box<Error>> {
        let (rendered, recorder) = self.run(context, limits, Recorder::default())?;
        let pieces = recorder.into_pieces();
        Ok(Traced { rendered, pieces })
    }

    /// Renders it as [`Template::render_traced`] does, and reports the first `most` steps, also of a rendering that
    /// ends with an error; and the last value of the reference that ends before the byte `watch`.
    ///
    /// ```
    /// use vtl::trace::StepKind;
    /// use vtl::{Context, Dialect, Limits, Template};
    ///
    /// let source = "#set($n = 2)#if($n > 1)$n#end";
    /// let template = Template::parse(source, Dialect::Gateway).map_err(|errors| errors[0].to_string())?;
    /// let (_, steps) = template.render_stepped(&mut Context::new(), &Limits::default(), 100, Some(25));
    /// let kinds: Vec<_> = steps.list.iter().map(|step| step.kind).collect();
    /// use StepKind::*;
    /// assert_eq!(kinds, [Set, Read, Condition, Write]);
    /// assert_eq!(steps.list[0].value.as_deref(), Some("2"));
    /// assert!(matches!(steps.watched, Some(vtl::Value::Integer(2))));
    /// # Ok::<(), String>(())
    /// ```
    pub fn render_stepped(
        &self,
        context: &mut Context,
        limits: &Limits,
        most: usize,
        watch: Option<usize>,
    ) -> (Result<Traced, Box<Error>>, Steps) {
        let steps = Rc::new(RefCell::new(Steps::new(most, watch)));
        let traced = self
            .run(context, limits, Recorder::with_steps(Rc::clone(&steps)))
            .map(|(rendered, recorder)| Traced {
                rendered,
                pieces: recorder.into_pieces(),
            });
        let steps = steps.take();
        (traced, steps)
    }

    fn run<T: Trace>(
        &self,
        context: &mut Context,
        limits: &Limits,
        trace: T,
    ) -> Result<(Rendered, T), Box<Error>> {
        let Unit { nodes, place } = &self.unit;
        crate::eval::render(nodes, place, &self.shared, context, limits, trace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_names_that_it_mentions() {
        let mentions = |source: &str, dialect| {
            let template = Template::parse(source, dialect);
            template.is_ok_and(|template| template.mentions("context"))
        };
        for source in [
            "$context.stage",
            "#if(\"$!{context}\" == '')x#end",
            "#foreach($context in $list)x#end",
            "#set($x.y[$context] = 1)",
        ] {
            assert!(mentions(source, Dialect::Gateway), "{source}");
        }
        for source in ["context", "$contexts", "## $context", "#evaluate('x')"] {
            assert!(!mentions(source, Dialect::Gateway), "{source}");
        }
        assert!(mentions("#evaluate($any)", Dialect::Velocity));
    }
}
