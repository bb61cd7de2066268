//! The draft: the resume as this browser keeps it, so that nothing typed is lost.
//!
//! There is one draft for all tabs. A tab remembers what it last read or wrote, and looks before it
//! writes: a draft that another tab has changed since is never overwritten unless the user says so.
//! Until then this tab's own work is kept in the tab's own storage, which a reload does not empty.

use crate::browser::storage::{self, Area, StorageError};

/// Where the draft is. `start.js` knows this name too.
pub(crate) const DRAFT: &str = "resume-console.draft";
/// Where a tab keeps its own work while another tab's draft stands in the way.
const HELD: &str = "resume-console.draft-of-this-tab";
/// Where a draft is put that could not be read as a resume.
const UNREADABLE: &str = "resume-console.draft-unreadable";

/// What became of an attempt to keep the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is in storage.
    Yes,
    /// Another tab has changed the draft: its text. This tab's work is kept beside it, if the last
    /// is `None`.
    OtherTab(String, Option<StorageError>),
    /// It could not be stored; what was stored before is still there.
    No(StorageError),
}

/// The draft as one tab sees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    /// The stored draft as this tab last read or wrote it.
    seen: Option<String>,
}

/// What a tab finds when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    /// The draft to go on with.
    pub(crate) draft: Option<String>,
    /// The other tab's draft, if the user still has to choose between the two.
    pub(crate) other: Option<String>,
}

impl Drafts {
    /// Reads what was kept.
    pub(crate) fn open() -> (Self, Opened) {
        let stored = storage::read(Area::Origin, DRAFT);
        match storage::read(Area::Tab, HELD) {
            Some(held) if stored.as_ref() != Some(&held) => {
                let opened = Opened {
                    draft: Some(held),
                    other: stored,
                };
                // Not `seen`: the choice is still to be made.
                (Self { seen: None }, opened)
            }
            _ => {
                storage::remove(Area::Tab, HELD);
                (
                    Self {
                        seen: stored.clone(),
                    },
                    Opened {
                        draft: stored,
                        other: None,
                    },
                )
            }
        }
    }

    /// Keeps `draft`, unless another tab has changed what is stored.
    pub(crate) fn keep(&mut self, draft: &str) -> Kept {
        let stored = storage::read(Area::Origin, DRAFT);
        match stored {
            Some(other) if self.seen.as_ref() != Some(&other) && other != draft => {
                let held = storage::write(Area::Tab, HELD, draft).err();
                Kept::OtherTab(other, held)
            }
            _ => self.keep_this(draft),
        }
    }

    /// Keeps `draft` whatever is stored: the user chose it, or nothing stands against it.
    pub(crate) fn keep_this(&mut self, draft: &str) -> Kept {
        match storage::write(Area::Origin, DRAFT, draft) {
            Ok(()) => {
                storage::remove(Area::Tab, HELD);
                self.seen = Some(draft.to_owned());
                Kept::Yes
            }
            Err(error) => Kept::No(error),
        }
    }

    /// The user chose the other tab's draft: returns it as it is stored now.
    pub(crate) fn take_other(&mut self) -> Option<String> {
        storage::remove(Area::Tab, HELD);
        self.seen = storage::read(Area::Origin, DRAFT);
        self.seen.clone()
    }

    /// Whether `stored`, which a `storage` event brought, is news to this tab.
    pub(crate) fn is_news(&self, stored: &str) -> bool {
        self.seen.as_deref() != Some(stored)
    }

    /// Puts a draft aside that is not a resume, rather than writing over it. Returns whether it
    /// could be kept.
    pub(crate) fn put_aside(draft: &str) -> bool {
        storage::write(Area::Origin, UNREADABLE, draft).is_ok()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn empty() {
        storage::clear(Area::Origin);
        storage::clear(Area::Tab);
    }

    #[wasm_bindgen_test]
    fn a_draft_is_there_after_a_reload() {
        empty();
        let (mut drafts, opened) = Drafts::open();
        assert_eq!(
            opened,
            Opened {
                draft: None,
                other: None
            }
        );
        assert_eq!(drafts.keep("one"), Kept::Yes);
        assert_eq!(drafts.keep("two"), Kept::Yes);
        assert_eq!(
            Drafts::open().1,
            Opened {
                draft: Some("two".to_owned()),
                other: None
            }
        );
    }

    #[wasm_bindgen_test]
    fn another_tab_is_never_overwritten_unasked() {
        empty();
        let (mut here, _) = Drafts::open();
        let (mut there, _) = Drafts::open();
        assert_eq!(here.keep("mine"), Kept::Yes);
        assert_eq!(
            there.keep("theirs"),
            Kept::OtherTab("mine".to_owned(), None)
        );
        assert_eq!(storage::read(Area::Origin, DRAFT).as_deref(), Some("mine"));

        // A reload of that tab keeps its work, and asks again.
        let (mut there, opened) = Drafts::open();
        let both = Opened {
            draft: Some("theirs".to_owned()),
            other: Some("mine".to_owned()),
        };
        assert_eq!(opened, both);
        assert_eq!(
            there.keep("theirs+"),
            Kept::OtherTab("mine".to_owned(), None)
        );

        assert_eq!(there.keep_this("theirs+"), Kept::Yes);
        assert!(here.is_news("theirs+"));
        assert_eq!(
            here.keep("mine+"),
            Kept::OtherTab("theirs+".to_owned(), None)
        );
        assert_eq!(here.take_other().as_deref(), Some("theirs+"));
        assert_eq!(here.keep("both"), Kept::Yes);
    }

    #[wasm_bindgen_test]
    fn the_same_text_in_two_tabs_is_no_conflict() {
        empty();
        let (mut here, _) = Drafts::open();
        let (mut there, _) = Drafts::open();
        assert_eq!(here.keep("same"), Kept::Yes);
        assert_eq!(there.keep("same"), Kept::Yes);
        assert_eq!(there.keep("same+"), Kept::Yes);
    }

    #[wasm_bindgen_test]
    fn a_full_storage_is_said_and_loses_nothing() {
        empty();
        let (mut drafts, _) = Drafts::open();
        assert_eq!(drafts.keep("kept"), Kept::Yes);
        let mut size = 4 << 20;
        let mut number = 0;
        while size > 1_000 {
            number += 1;
            let filler = "x".repeat(size);
            if storage::write(Area::Origin, &format!("filler-{number}"), &filler).is_err() {
                size /= 2;
            }
        }
        let long = "y".repeat(100_000);
        assert_eq!(drafts.keep(&long), Kept::No(StorageError::Full));
        assert_eq!(storage::read(Area::Origin, DRAFT).as_deref(), Some("kept"));
        empty();
        assert_eq!(
            drafts.keep(&long),
            Kept::Yes,
            "once there is room it is kept"
        );
        empty();
    }
}
