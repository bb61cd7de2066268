//! The table of the resume's fields: a row for each, in the order in which they are written.
//!
//! Everything that depends on the fields is derived from these rows: reading and writing, the form with its sections and
//! labels, the JSON schema of the stack's request model, and the by-field mapping templates.

use crate::record::{Record as _, record};

record! {
    /// A resume.
    Resume, "resume" {
        /// The partition key of its item.
        id: text("ID", Third),
        /// The person's name.
        name: text("Name", Third),
        /// The headline under it.
        title: text("Title", Third),
        /// The mail address.
        email: text("Email", Rest),
        /// The place of residence.
        location: text("Location", Rest),
        /// Accounts elsewhere.
        profiles: list(Profile, "Profiles", "No profiles yet. Add GitHub, LinkedIn or a page of your own."),
        /// Skills.
        skills: list(Skill, "Skills", "No skills yet. Add the ones that matter for the role you want."),
        /// Languages.
        languages: list(Language, "Languages", "No languages yet. Add the ones you speak."),
        /// The paragraphs of the summary.
        summary: list(Paragraph, "Summary", "No summary yet. A paragraph or two on who you are."),
        /// The current role and the past ones.
        experience: record(Experience, "Experience"),
        /// Certificates.
        certificates: list(Certificate, "Certificates", "No certificates yet."),
        /// Education.
        education: list(Education, "Education", "No education yet. Add the latest degree or course first."),
    }
}

record! {
    /// An account elsewhere.
    Profile, "profile" {
        /// The network, such as `GitHub`.
        network: text("Network", Quarter),
        /// The name there.
        username: text("Username", Quarter),
        /// The page there.
        url: text("URL", Rest),
    }
}

record! {
    /// A skill.
    Skill, "skill" {
        /// Its name.
        title: text("Title", Rest),
        /// How much of it, such as `80`.
        score: text("Score", Quarter),
        /// The level in words.
        rating: text("Rating", Quarter),
    }
}

record! {
    /// A language.
    Language, "language" {
        /// Its name.
        language: text("Language", Rest),
        /// How much of it, such as `80`.
        score: text("Score", Quarter),
        /// The level in words.
        rating: text("Rating", Quarter),
    }
}

record! {
    /// A paragraph of the summary.
    Paragraph, "paragraph" {
        /// Its text.
        para: text("Paragraph", Lines),
    }
}

record! {
    /// The current role and the past ones.
    Experience, "experience" {
        /// The current role.
        current: record(CurrentRole, "Current role"),
        /// The past roles.
        past: list(PastRole, "Past roles", "No past roles yet. Add the latest one first."),
    }
}

record! {
    /// The current role.
    CurrentRole, "current role" {
        /// The role.
        role: text("Role", Rest),
        /// Since when.
        from: text("From", Rest),
        /// Achievements, one per bullet.
        description: list(Line, "Description", "No bullets yet. One achievement per bullet."),
    }
}

record! {
    /// A past role.
    PastRole, "past role" {
        /// The role.
        role: text("Role", Rest),
        /// From when to when.
        duration: text("Duration", Rest),
        /// Achievements, one per bullet.
        description: list(Line, "Description", "No bullets yet. One achievement per bullet."),
    }
}

record! {
    /// A bullet of a description.
    Line, "bullet" {
        /// Its text.
        li: text("Bullet", Lines),
    }
}

record! {
    /// A certificate.
    Certificate, "certificate" {
        /// Its name.
        title: text("Title", Rest),
        /// The end of its validity.
        valid: text("Valid until", Quarter),
        /// A link to verify it.
        link: text("Link", Quarter),
        /// Its subject.
        description: text("Description", Lines),
    }
}

record! {
    /// A degree or a course.
    Education, "education" {
        /// Its name.
        title: text("Title", Rest),
        /// Its date.
        valid: text("Date", Rest),
        /// Its subject.
        description: text("Description", Lines),
    }
}

impl Resume {
    /// A new resume: every field is present and empty, so that a round trip returns it unchanged.
    pub fn blank() -> Resume {
        let mut resume = Resume::default();
        resume.fill();
        resume
    }

    /// A complete resume of a person who does not exist.
    pub fn sample() -> Resume {
        Resume::from_json(include_str!("sample.json")).unwrap_or_default()
    }
}
