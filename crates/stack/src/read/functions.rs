//! Functions that few templates use.

use super::include::is_at;
use super::resolve::{Resolver, arguments};
use super::symbol::symbol;
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::Value;

impl Resolver<'_> {
    /// The value of a function.
    ///
    /// # Errors
    /// The function is unknown, or what it reads is outside of the template.
    #[inline(never)]
    pub(super) fn rare(
        &self,
        name: &str,
        argument: &Value,
        path: &str,
        depth: usize,
    ) -> Result<Value, LoadError> {
        let error = |kind| LoadError::new(path, kind);
        match name {
            "Fn::Base64" => {
                let text = self.text_of(argument, path, depth)?;
                self.known(&text, path)?;
                self.text_made(text.len() * 4 / 3, path)?;
                Ok(base64(text.as_bytes()).into())
            }
            "Fn::GetAZs" => {
                let region = self.text_of(argument, path, depth)?;
                let region = match region.as_str() {
                    "" => self.deployment().region.clone(),
                    _ => region,
                };
                Ok(["a", "b", "c"]
                    .map(|zone| format!("{region}{zone}"))
                    .into_iter()
                    .collect())
            }
            "Fn::Cidr" => self.cidr(argument, path, depth),
            "Fn::ToJsonString" => {
                let value = self.resolve(argument, path, depth)?;
                let text = value.unwrap_or_default().to_string();
                self.text_made(text.len(), path)?;
                Ok(text.into())
            }
            "Fn::Length" => Ok(self.list_of(argument, path, depth)?.len().into()),
            "Fn::ImportValue" => {
                let export = self.text_of(argument, path, depth)?;
                if self.is_symbolic {
                    return Ok(symbol(&format!("import {export}")).into());
                }
                self.note(format!(
                    "the value {export:?} of another stack is unknown: its name stands for it"
                ));
                Ok(export.into())
            }
            "Fn::Transform" => {
                let member = |name: &str| argument.get(name);
                let location = member("Parameters").and_then(|of| of.get("Location"));
                let location = location.map(|location| self.resolve(location, path, depth));
                let location = location.transpose()?.flatten();
                let files = &self.deployment().files;
                let named = |location: &str| {
                    let exact = files.iter().find(|(file, _)| file == location);
                    exact.or_else(|| files.iter().find(|(file, _)| is_at(file, location)))
                };
                if let Some((_, file)) = location.as_ref().and_then(Value::as_str).and_then(named) {
                    return Ok(self.resolve(file, path, depth + 1)?.unwrap_or_default());
                }
                Err(error(LoadErrorKind::Needs(match location {
                    Some(file) => {
                        let file = as_text(&file, path).unwrap_or_default();
                        format!("the file {file}, which the template includes: put its text here")
                    }
                    None => {
                        let name = member("Name").and_then(Value::as_str).unwrap_or_default();
                        format!("the macro {name}, which runs in the account")
                    }
                })))
            }
            other => Err(error(LoadErrorKind::Unsupported(other.to_owned()))),
        }
    }

    /// `Fn::Cidr`: the first blocks of a size in an IPv4 block.
    fn cidr(&self, argument: &Value, path: &str, depth: usize) -> Result<Value, LoadError> {
        let expected = || LoadError::new(path, LoadErrorKind::Expected("[block, count, bits]"));
        let [block, count, bits] = arguments(argument, path)?;
        let number = |value: &Value| -> Result<u32, LoadError> {
            let text = self.text_of(value, path, depth)?;
            text.parse().map_err(|_| expected())
        };
        let (count, bits) = (number(count)?, number(bits)?);
        let block = self.text_of(block, path, depth)?;
        let (address, _) = block.split_once('/').ok_or_else(expected)?;
        let address: std::net::Ipv4Addr = address.parse().map_err(|_| expected())?;
        if !(1..=256).contains(&count) || bits > 31 {
            return Err(expected());
        }
        let blocks = (0..count).map(|at| {
            let address = u32::from(address).wrapping_add(at << bits);
            format!("{}/{}", std::net::Ipv4Addr::from(address), 32 - bits)
        });
        Ok(blocks.collect())
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).copied().map_or(0, u32::from);
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS.get((all >> (18 - 6 * at)) as usize & 63);
            let digit = digit.copied().map_or('=', char::from);
            text.push(if at > chunk.len() { '=' } else { digit });
        }
    }
    text
}
