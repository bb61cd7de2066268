//! The options by name.

use stack::{Allowed, Options, SETTINGS, Setting, Subject};

#[test]
fn every_setting_has_its_own_name_and_stands_with_its_subject() {
    for (index, setting) in SETTINGS.iter().enumerate() {
        assert!(
            SETTINGS[..index]
                .iter()
                .all(|other| other.name != setting.name),
            "{} stands twice",
            setting.name
        );
        assert!(setting.doc().ends_with('.'), "{}", setting.name);
    }
    let mut subjects: Vec<Subject> = SETTINGS.iter().map(|setting| setting.subject).collect();
    subjects.dedup();
    assert_eq!(subjects, Subject::ALL);
}

/// Each value that a setting offers is accepted, and read back unchanged.
#[test]
fn what_is_set_is_what_is_got() {
    for preset in [Options::recommended(), Options::example()] {
        assert_eq!(preset.problems(), []);
        for setting in SETTINGS {
            let values: Vec<String> = match setting.allowed {
                Allowed::Choice(choices) => {
                    choices.iter().map(|one| one.value.to_owned()).collect()
                }
                Allowed::Switch => vec!["on".to_owned(), "off".to_owned()],
                Allowed::Number { min, max } => vec![min.to_string(), max.to_string()],
                Allowed::Numbers(numbers) => numbers.iter().map(u16::to_string).collect(),
                Allowed::Text { .. } => setting.get(&preset).into_iter().collect(),
            };
            for value in values {
                let mut options = preset.clone();
                match setting.set(&mut options, &value) {
                    Ok(()) => assert_eq!(setting.get(&options), Some(value), "{}", setting.name),
                    Err(error) => {
                        assert_eq!(setting.get(&preset), None, "{error}");
                        assert_eq!(options, preset);
                        assert!(error.to_string().contains(setting.applies_with), "{error}");
                    }
                }
            }
        }
    }
}

#[test]
fn text_is_checked() {
    for (name, good, bad) in [
        ("api-name", "My resume", ""),
        ("stage", "v1_a-b", "a/b"),
        ("tags", "a=b, team=x:y", "a"),
        (
            "origins",
            "https://example.org,http://localhost:8080",
            "https://example.org/",
        ),
        ("origins", "*", "*,https://example.org"),
        ("origins", "", "https://Example.org"),
        ("log-retention-days", "30", "31"),
        ("daily-quota", "none", "0"),
    ] {
        let mut options = Options::recommended();
        options.set(name, good).unwrap();
        assert_eq!(options.problems(), []);
        let before = options.clone();
        let error = options.set(name, bad).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{name} can't be {bad:?}: use ")),
            "{error}"
        );
        assert_eq!(options, before);
    }
    let error = Options::example().set("colour", "blue").unwrap_err();
    assert_eq!(error.to_string(), "there is no option colour");
}

#[test]
fn arns_and_domains_are_checked() {
    let set = |pairs: &[(&str, &str)]| {
        let mut options = Options::recommended();
        pairs
            .iter()
            .try_for_each(|(name, value)| options.set(name, value))
            .map(|()| options)
    };
    let key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    set(&[("encryption", "customer-key"), ("key-arn", key)]).unwrap();
    set(&[("encryption", "customer-key"), ("key-arn", "alias/x")]).unwrap_err();
    set(&[("key-arn", key)]).unwrap_err();
    let pool = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC123";
    set(&[("protection", "cognito"), ("user-pool-arn", pool)]).unwrap();
    let certificate =
        "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
    let domain = [("hosting", "on"), ("console-domain", "cv.example.org")];
    let mut options = set(&domain).unwrap();
    options
        .set(
            "certificate-arn",
            &certificate.replace("us-east", "eu-west"),
        )
        .unwrap_err();
    options.set("values", "literal").unwrap();
    assert_eq!(options.problems().len(), 1);
    options.set("certificate-arn", certificate).unwrap();
    assert_eq!(options.problems(), []);
}

#[test]
fn options_that_contradict_each_other() {
    let mut options = Options::recommended();
    options.set("capacity", "auto-scaled").unwrap();
    options.set("min-read-units", "20").unwrap();
    let problem = options.problems()[0].to_string();
    assert_eq!(problem, "max-read-units: must be at least min-read-units");
    assert!(
        Setting::named("read-units")
            .unwrap()
            .get(&options)
            .is_none()
    );
}
