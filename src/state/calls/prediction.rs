//! What the engine says of the responses of a deployed API: are they those of the stack that was previewed?

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{Predict, Prediction};
use serde_json::json;
use view::prelude::*;

use super::{Call, Calls};
use crate::api::Api;
use crate::api::cors_attempt::is_secret;
use crate::api::outcome::Operation;
use crate::state::versions::ResumeAddress;

/// The most stored resumes that are remembered.
const MOST_STORED: usize = 50;

/// What is known of the deployed APIs' resumes, and what was predicted from it.
#[derive(Clone, Copy)]
pub(super) struct Predictions {
    /// The resumes that were saved or loaded last, as JSON, each with its place; the latest at the end.
    stored: StoredValue<Vec<(ResumeAddress, String)>>,
    /// The predictions, by the number of the call.
    made: RwSignal<Vec<(u32, Arc<Prediction>)>>,
}

impl Predictions {
    pub(super) fn new() -> Self {
        Self {
            stored: StoredValue::new(Vec::new()),
            made: RwSignal::new(Vec::new()),
        }
    }

    /// The resume that is stored there, if this page has saved or loaded it.
    fn stored(self, address: &ResumeAddress) -> Option<String> {
        self.stored.with_value(|stored| {
            let mut stored = stored.iter();
            let found = stored.find(|(place, _)| place == address);
            found.map(|(_, json)| json.clone())
        })
    }

    /// Remembers what a call says of a stored resume.
    fn learn(self, call: &Call) {
        let response = &call.exchange.response;
        let json = match &call.operation {
            Operation::Save(_) if call.outcome.done => Some(&call.exchange.request.body),
            Operation::Load(_) if call.outcome.done => Some(&response.body),
            Operation::Save(_) | Operation::Load(_) if response.status == 404 => None,
            _ => return,
        };
        self.stored.update_value(|stored| {
            stored.retain(|(place, _)| *place != call.address);
            stored.extend(json.map(|json| (call.address.clone(), json.clone())));
            if stored.len() > MOST_STORED {
                stored.remove(0);
            }
        });
    }
}

impl Calls {
    /// Predicts the response of a call that has ended, and remembers what that says.
    pub(super) fn predict(self, call: &Call) {
        if call.api != Api::Deployed || call.exchange.response.status == 0 {
            return;
        }
        let stored = self.predictions.stored(&call.address);
        self.predictions.learn(call);
        let number = call.number;
        let (_, prediction) = self.engine.ask(Predict {
            stack: self.stack.get_untracked(),
            exchange: Box::new(call.exchange.clone()),
            stored,
        });
        spawn_local(async move {
            // An engine that failed predicts nothing: the preview says why.
            if let Ok(prediction) = prediction.await {
                let made = self.predictions.made;
                // The page may be closed by now.
                let _ = made.try_update(|made| made.push((number, Arc::new(prediction))));
            }
        });
    }

    /// What was predicted for a call; reactive.
    pub(crate) fn prediction(self, number: u32) -> Option<Arc<Prediction>> {
        self.predictions.made.with(|made| {
            let mut made = made.iter();
            let found = made.find(|(call, _)| *call == number);
            found.map(|(_, prediction)| prediction.clone())
        })
    }
}

/// A call and its prediction as a file, without keys.
pub(crate) fn report(call: &Call, prediction: &Prediction) -> String {
    let headers = |headers: &[(String, String)]| {
        let shown = headers.iter().filter(|(name, _)| !is_secret(name));
        shown
            .map(|(name, value)| json!([name, value]))
            .collect::<Vec<_>>()
    };
    let request = &call.exchange.request;
    let response = |response: &exchange::Response| {
        json!({
            "status": response.status,
            "headers": headers(&response.headers),
            "body": response.body,
        })
    };
    let predicted = match prediction {
        Prediction::Differs { predicted, .. } => response(&predicted.response),
        Prediction::AsPredicted { .. } => json!("as the actual response"),
        Prediction::Unknown(why) => json!({ "unknown": why }),
    };
    let report = json!({
        "request": {
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "headers": headers(&request.headers),
            "body": request.body,
        },
        "actual": response(&call.exchange.response),
        "predicted": predicted,
    });
    format!("{report:#}\n")
}
