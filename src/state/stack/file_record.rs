//! An opened file as a part of the stored choices.

use protocol::{ApiFile, PreparedResponse};
use serde_json::{Value, json};

/// The record of a file.
#[inline(never)]
pub(super) fn to_json(file: &ApiFile) -> Value {
    let edits = file.edits.iter().map(|(key, text)| json!([key, &**text]));
    let prepared = file.prepared.iter().map(|response| {
        json!({
            "method": response.http_method,
            "path": response.path,
            "status": response.status,
            "body": response.body,
        })
    });
    json!({
        "name": file.name,
        "text": &*file.text,
        "api": file.api,
        "edits": edits.collect::<Vec<_>>(),
        "prepared": prepared.collect::<Vec<_>>(),
    })
}

/// The file of a record; `None` if it is none.
pub(super) fn from_json(record: &Value) -> Option<ApiFile> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let edit = |edit: &Value| Some((text(edit.get(0)?)?, edit.get(1)?.as_str()?.into()));
    let prepared = |response: &Value| {
        Some(PreparedResponse {
            http_method: text(response.get("method")?)?,
            path: text(response.get("path")?)?,
            status: u16::try_from(response.get("status")?.as_u64()?).ok()?,
            body: text(response.get("body")?)?,
        })
    };
    Some(ApiFile {
        name: text(record.get("name")?)?,
        text: record.get("text")?.as_str()?.into(),
        api: text(record.get("api")?)?,
        edits: record
            .get("edits")?
            .as_array()?
            .iter()
            .map(edit)
            .collect::<Option<_>>()?,
        prepared: record
            .get("prepared")?
            .as_array()?
            .iter()
            .map(prepared)
            .collect::<Option<_>>()?,
    })
}
