//! CloudFormation accepts a template of up to 51,200 bytes in a request.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

mod common;

use common::pairs::all_pairs;
use options::DeployTarget;
use stack::deploy::deploy_steps;
use stack::{Options, template, to_json, to_yaml};

fn sizes(options: &Options) -> [usize; 2] {
    let template = template(options);
    [to_yaml(&template).len(), to_json(&template).len()]
}

#[test]
fn combinations_fit_into_a_request() {
    for options in all_pairs() {
        for size in sizes(&options) {
            // With both optional operations it may not: see below.
            assert!(
                size < 51_200 || options.operations.list && options.operations.delete,
                "{size}: {options:#?}"
            );
        }
    }
}

/// Everything that makes a template longer, and every text as long as it may be.
#[test]
fn the_longest_fits_into_a_request() {
    let domain = format!("{}.example.org", "a".repeat(63));
    let origins: Vec<String> = (0..10)
        .map(|n| format!("https://a-name-{n:08}.org"))
        .collect();
    let origins = &origins.join(",")[..];
    let return_urls = (0..10).map(|n| format!("https://a-name-{n:08}.or/"));
    let return_urls = return_urls.collect::<Vec<_>>().join(",");
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let arn = |of: &str| format!("arn:aws:{of}/{id}");
    let tags: Vec<String> = (0..4)
        .map(|n| format!("key-numb-{n}=value-{n}-0123"))
        .collect();
    let mut options = Options::recommended();
    for (name, value) in [
        ("api-name", "n".repeat(128).as_str()),
        ("stage", "s".repeat(128).as_str()),
        ("tags", &tags.join(",")),
        ("capacity", "auto-scaled"),
        ("lost-update-protection", "on"),
        ("encryption", "customer-key"),
        ("key-arn", &arn("kms:ap-southeast-1:123456789012:key")),
        ("protection", "cognito"),
        ("sign-in-return-urls", &return_urls),
        ("origins", origins),
        ("hosting", "on"),
        ("console-domain", &domain),
        (
            "certificate-arn",
            &arn("acm:us-east-1:123456789012:certificate"),
        ),
        ("log-retention-days", "30"),
    ] {
        options.set(name, value).unwrap();
    }
    for size in sizes(&options) {
        assert!(size < 51_200, "{size}");
    }
    let parameters = options.clone();
    options.set("values", "literal").unwrap();
    for size in sizes(&options) {
        assert!(size < 51_200, "{size}");
    }
    // With the optional operations besides it does not: the commands then send it by way of a bucket.
    let mut larger = parameters.clone();
    for name in ["list-resumes", "delete-resumes"] {
        larger.set(name, "on").unwrap();
    }
    assert!(sizes(&larger).iter().all(|size| *size > 51_200));
    for (options, needs_bucket) in [(&parameters, false), (&larger, true)] {
        for file in ["resume-stack.yaml", "resume-stack.json"] {
            let target = DeployTarget {
                stack: "resumes".to_owned(),
                region: String::new(),
                file: file.to_owned(),
            };
            let steps = deploy_steps(&template(options), options, &target);
            for title in ["Deploy", "Preview an update", "In PowerShell"] {
                let step = steps.iter().find(|step| step.title == title).unwrap();
                let has_bucket = step.commands.contains("--s3-bucket BUCKET");
                assert_eq!(has_bucket, needs_bucket, "{title}");
            }
            assert_eq!(steps[0].note.contains("BUCKET"), needs_bucket);
        }
    }
}
