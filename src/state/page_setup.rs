//! How the resume is printed: design and paper.

use resume::Resume;
use sheet::{Design, Paper};
use view::prelude::*;

use crate::browser::keys::{DESIGN, PAPER};
use crate::browser::page;
use crate::browser::storage::{self, Area};

/// The countries that print on Letter, as they end the name of a language.
const LETTER_COUNTRIES: [&str; 4] = ["-US", "-CA", "-MX", "-PH"];

/// The setting. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct PageSetup(RwSignal<(Design, Paper)>);

impl PageSetup {
    /// The user's last choice; else the first design, on the paper of the browser's country.
    pub(crate) fn start() -> Self {
        let stored = |key| storage::read(Area::Origin, key).unwrap_or_default();
        let (design, paper) = (stored(DESIGN), stored(PAPER));
        let usual = || {
            let language = page::language();
            let is_letter = LETTER_COUNTRIES.iter().any(|end| language.ends_with(end));
            if is_letter { Paper::Letter } else { Paper::A4 }
        };
        let mut designs = Design::ALL.into_iter();
        let mut papers = Paper::ALL.into_iter();
        let design = designs.find(|one| one.class() == design);
        let paper = papers.find(|one| one.class() == paper);
        Self(RwSignal::new((
            design.unwrap_or(Design::Classic),
            paper.unwrap_or_else(usual),
        )))
    }

    /// Design and paper.
    pub(crate) fn get(self) -> (Design, Paper) {
        self.0.get()
    }

    /// Chooses a design.
    pub(crate) fn choose_design(self, design: Design) {
        self.0.update(|setup| setup.0 = design);
        // A browser that stores nothing forgets it.
        let _ = storage::write(Area::Origin, DESIGN, design.class());
    }

    /// Chooses a paper.
    pub(crate) fn choose_paper(self, paper: Paper) {
        self.0.update(|setup| setup.1 = paper);
        let _ = storage::write(Area::Origin, PAPER, paper.class());
    }

    /// The resume as it is printed; nothing if there is no text to print. Reactive.
    pub(crate) fn html(self, resume: &Resume) -> String {
        let (design, paper) = self.0.get();
        sheet::html(resume, design, paper)
    }

    /// The resume as it is printed now.
    pub(crate) fn html_now(self, resume: &Resume) -> String {
        let (design, paper) = self.0.get_untracked();
        sheet::html(resume, design, paper)
    }
}
