//! The resume and its parts, in the order in which they are written.

use crate::field::{Field, Part};
use crate::record::record;

record! {
    /// A resume.
    Resume, "resume" {
        /// The partition key of its item: what it is read back by.
        id: Field,
        /// The person's name.
        name: Field,
        /// The headline under it.
        title: Field,
        /// The mail address.
        email: Field,
        /// Where the person lives.
        location: Field,
        /// Accounts elsewhere.
        profiles: Part<Vec<Profile>>,
        /// Skills.
        skills: Part<Vec<Skill>>,
        /// Languages.
        languages: Part<Vec<Language>>,
        /// The paragraphs of the summary.
        summary: Part<Vec<Paragraph>>,
        /// The current role and the past ones.
        experience: Part<Experience>,
        /// Certificates.
        certificates: Part<Vec<Certificate>>,
        /// Education.
        education: Part<Vec<Education>>,
    }
}

record! {
    /// An account elsewhere.
    Profile, "profile" {
        /// The network, such as `GitHub`.
        network: Field,
        /// The name there.
        username: Field,
        /// The page there.
        url: Field,
    }
}

record! {
    /// A skill.
    Skill, "skill" {
        /// Its name.
        title: Field,
        /// How much of it, such as `80`.
        score: Field,
        /// The level in words.
        rating: Field,
    }
}

record! {
    /// A language.
    Language, "language" {
        /// Its name.
        language: Field,
        /// How much of it, such as `80`.
        score: Field,
        /// The level in words.
        rating: Field,
    }
}

record! {
    /// A paragraph of the summary.
    Paragraph, "paragraph" {
        /// Its text.
        para: Field,
    }
}

record! {
    /// The current role and the past ones.
    Experience, "experience" {
        /// The current role.
        current: Part<CurrentRole>,
        /// The past roles.
        past: Part<Vec<PastRole>>,
    }
}

record! {
    /// The current role.
    CurrentRole, "current role" {
        /// The role.
        role: Field,
        /// Since when.
        from: Field,
        /// What it consists of, a line each.
        description: Part<Vec<Line>>,
    }
}

record! {
    /// A past role.
    PastRole, "past role" {
        /// The role.
        role: Field,
        /// From when to when.
        duration: Field,
        /// What it consisted of, a line each.
        description: Part<Vec<Line>>,
    }
}

record! {
    /// A line of a description.
    Line, "line" {
        /// Its text.
        li: Field,
    }
}

record! {
    /// A certificate.
    Certificate, "certificate" {
        /// Its name.
        title: Field,
        /// Until when it is valid.
        valid: Field,
        /// Where it can be checked.
        link: Field,
        /// What it is about.
        description: Field,
    }
}

record! {
    /// A degree or a course.
    Education, "education" {
        /// Its name.
        title: Field,
        /// When.
        valid: Field,
        /// What it was about.
        description: Field,
    }
}

impl Resume {
    /// A complete resume of a person who does not exist.
    pub fn sample() -> Resume {
        Resume::from_json(include_str!("sample.json")).unwrap_or_default()
    }
}
