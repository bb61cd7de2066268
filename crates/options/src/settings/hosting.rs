//! The console in the stack.

use super::checks::{is_arn, is_domain};
use super::rows::{assign, switch, turn, unless_empty};
use super::{Allowed, Setting, Subject};
use crate::{Domain, Hosting};

pub(super) const HOSTING: Setting = Setting {
    name: "hosting",
    label: "Host the console",
    subject: Subject::Hosting,
    doc: || "Adds a private S3 bucket and a CloudFront distribution for this console. A few cents per month.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.hosting.is_some()),
    set: |o, value| turn(&mut o.hosting, value),
};

pub(super) const CONSOLE_DOMAIN: Setting = Setting {
    name: "console-domain",
    label: "Domain",
    subject: Subject::Hosting,
    doc: || "The console's domain name. Empty: *.cloudfront.net, which also allows TLS 1.0.",
    allowed: DOMAIN,
    applies_with: "hosting on",
    get: |o| {
        o.hosting.as_ref().map(|hosting| {
            domain(hosting)
                .map(|domain| domain.name.clone())
                .unwrap_or_default()
        })
    },
    set: |o, value| {
        let hosting = o.hosting.as_mut()?;
        hosting.domain = unless_empty(value).map(|name| Domain {
            name,
            certificate_arn: hosting
                .domain
                .take()
                .map(|domain| domain.certificate_arn)
                .unwrap_or_default(),
        });
        Some(())
    },
};

pub(super) const CERTIFICATE_ARN: Setting = Setting {
    name: "certificate-arn",
    label: "Certificate ARN",
    subject: Subject::Hosting,
    doc: || "The domain's certificate in AWS Certificate Manager, in us-east-1. Empty: enter it when deploying. Free.",
    allowed: CERTIFICATE_ARN_ALLOWED,
    applies_with: "a console-domain",
    get: |o| domain(o.hosting.as_ref()?).map(|domain| domain.certificate_arn.clone()),
    set: |o, value| {
        assign(
            &mut o.hosting.as_mut()?.domain.as_mut()?.certificate_arn,
            value.to_owned(),
        )
    },
};

const CERTIFICATE_ARN_ALLOWED: Allowed = Allowed::Text {
    what: "arn:aws:acm:us-east-1:ACCOUNT:certificate/ID, or nothing",
    holds: |value| {
        value.is_empty()
            || is_arn(value, "acm", "certificate/") && value.split(':').nth(3) == Some("us-east-1")
    },
};

const DOMAIN: Allowed = Allowed::Text {
    what: "a domain name such as resume.example.org, or nothing",
    holds: |value| value.is_empty() || is_domain(value),
};

pub(super) fn domain(hosting: &Hosting) -> Option<&Domain> {
    hosting.domain.as_ref()
}
