//! Storage of drafts: the browser's database, or `localStorage` while the database can't be used.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::lineage;
use super::record::{Record, StoredDraft};
use crate::browser::database::{self, Database, StoredRecord};
use crate::browser::storage::{self, Area, StorageError};
use crate::browser::{keys, page};

const TABLE: &str = "draft";
/// The timeout of the database, in milliseconds.
const PATIENCE: i32 = 5_000;

/// The result of storing a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SavedTo {
    /// It is on disk.
    OnDisk,
    /// It is in `localStorage`, since the database can't be used. The browser writes that to disk
    /// about once a minute.
    Simply(StorageError),
    /// It is on the page only.
    Not(StorageError),
}

/// The drafts.
#[derive(Default)]
pub(crate) struct Store {
    /// Stays open, so that each letter is written as soon as it is typed.
    database: RefCell<Option<Rc<Database>>>,
}

impl Store {
    async fn database(&self) -> Result<Rc<Database>, StorageError> {
        let open = self.open_database();
        if let Some(database) = open {
            return Ok(database);
        }
        let database = Rc::new(Database::open(database::DRAFTS).await?);
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    fn open_database(&self) -> Option<Rc<Database>> {
        let database = self.database.borrow();
        database.clone().filter(|database| database.is_open())
    }

    /// All drafts, also those of `localStorage`; and the database's error, if any.
    pub(crate) async fn all(&self) -> (Vec<StoredDraft>, Option<StorageError>) {
        let read = async { self.database().await?.reading()?.all(TABLE).await };
        let (stored, problem) = match self.in_time(read).await {
            Ok(stored) => (stored, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        (merged(stored, simple()), problem)
    }

    /// Stores a draft; returns when it is on disk, or when that is impossible.
    pub(crate) async fn put(&self, record: &Record) -> SavedTo {
        let json = record.to_json();
        let text = json.as_str().into();
        let write = async {
            let transaction = self.database().await?.transaction()?;
            transaction.put(TABLE, &record.id, &text)?;
            transaction.end().await
        };
        match self.in_time(write).await {
            Ok(()) => {
                forget_simple(record);
                SavedTo::OnDisk
            }
            Err(error) => match storage::write(Area::Origin, &simple_key(&record.id), &json) {
                Ok(()) => SavedTo::Simply(error),
                Err(_) => SavedTo::Not(error),
            },
        }
    }

    /// Stores a draft in `localStorage`, at once: the page is being closed.
    pub(crate) fn put_at_once(record: &Record) -> Result<(), StorageError> {
        storage::write(Area::Origin, &simple_key(&record.id), &record.to_json())
    }

    /// Moves drafts from `localStorage` into the database, and removes those that are not needed any more.
    pub(crate) async fn tidy(&self, is_blank: impl Fn(&str) -> bool) {
        let tidy = async {
            let transaction = self.database().await?.transaction()?;
            let stored = transaction.all(TABLE).await?;
            let mut simple = simple();
            let records: Vec<Record> = merged(stored, simple.clone())
                .into_iter()
                .filter_map(|found| match found {
                    StoredDraft::Record(record) => Some(record),
                    _ => None,
                })
                .collect();
            simple.retain(|(id, _)| records.iter().any(|record| record.id == *id));
            for (id, _) in &simple {
                if let Some(record) = records.iter().find(|record| record.id == *id) {
                    transaction.put(TABLE, id, &record.to_json().into())?;
                }
            }
            let (_, needless) = lineage::previous(&records, is_blank);
            for (id, _) in &needless {
                transaction.remove(TABLE, id)?;
            }
            transaction.end().await?;
            for (id, text) in simple {
                let key = simple_key(&id);
                if storage::read(Area::Origin, &key).as_ref() == Some(&text) {
                    storage::remove(Area::Origin, &key);
                }
            }
            Ok(())
        };
        // The rest is done at the next start.
        let _: Result<(), StorageError> = self.in_time(tidy).await;
    }

    /// The database's result, unless it takes too long. After an error it is opened again.
    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, StorageError>>,
    ) -> Result<T, StorageError> {
        let result = page::within(PATIENCE, None, work)
            .await
            .unwrap_or(Err(StorageError::NoAnswer));
        if matches!(&result, Err(error) if *error != StorageError::Full) {
            self.database.borrow_mut().take();
        }
        result
    }
}

fn simple_key(id: &str) -> String {
    format!("{}{id}", keys::DRAFTS)
}

/// The drafts in `localStorage`: IDs and texts.
fn simple() -> Vec<(String, String)> {
    storage::keys(Area::Origin, keys::DRAFTS)
        .into_iter()
        .filter_map(|key| {
            let text = storage::read(Area::Origin, &key)?;
            Some((key.strip_prefix(keys::DRAFTS)?.to_owned(), text))
        })
        .collect()
}

/// Removes a draft that is on disk from `localStorage`.
fn forget_simple(record: &Record) {
    let key = simple_key(&record.id);
    let Some(text) = storage::read(Area::Origin, &key) else {
        return;
    };
    if let StoredDraft::Record(older) = Record::from_json(&record.id, &text)
        && older.rev <= record.rev
    {
        storage::remove(Area::Origin, &key);
    }
}

/// Of one draft the later write counts.
fn merged(stored: Vec<(String, StoredRecord)>, simple: Vec<(String, String)>) -> Vec<StoredDraft> {
    let mut all: BTreeMap<(String, bool), StoredDraft> = BTreeMap::new();
    let stored = stored.into_iter().map(|(id, stored)| match stored {
        StoredRecord::Text(text) => Record::from_json(&id, &text),
        StoredRecord::Foreign(text) => StoredDraft::Damaged(id, text),
    });
    let simple = simple.into_iter();
    for found in stored.chain(simple.map(|(id, text)| Record::from_json(&id, &text))) {
        let (id, is_record) = match &found {
            StoredDraft::Record(record) => (record.id.clone(), true),
            StoredDraft::Newer(id, _) | StoredDraft::Damaged(id, _) => (id.clone(), false),
        };
        match (all.get_mut(&(id.clone(), is_record)), found) {
            (Some(StoredDraft::Record(known)), StoredDraft::Record(record)) => {
                if record.rev > known.rev {
                    *known = record;
                }
            }
            (_, found) => {
                all.insert((id, is_record), found);
            }
        }
    }
    all.into_values().collect()
}
