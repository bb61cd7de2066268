//! The names by which other formats call the fields of a resume, the resume's own first.
//!
//! A list is what import takes as one field. Export must not write an unknown field by one of these names: import would
//! take it for the field.

/// The other names of fields, in groups.
pub(crate) type Names = &'static [&'static [&'static str]];

pub(crate) const ID: &[&str] = &["id"];
pub(crate) const NAME: &[&str] = &["name", "fullName", "full_name"];
pub(crate) const TITLE: &[&str] = &["title", "label", "headline", "jobTitle", "position"];
pub(crate) const EMAIL: &[&str] = &["email", "mail", "emailAddress"];
pub(crate) const LOCATION: &[&str] = &["location", "address", "city"];
pub(crate) const SUMMARY: &[&str] = &["summary", "about", "objective"];
pub(crate) const PROFILES: &[&str] = &["profiles", "socials", "socialLinks"];
pub(crate) const SKILLS: &[&str] = &["skills"];
pub(crate) const LANGUAGES: &[&str] = &["languages"];
pub(crate) const EXPERIENCE: &[&str] =
    &["experience", "work", "workExperience", "employment", "jobs"];
pub(crate) const CERTIFICATES: &[&str] = &["certificates", "certifications"];
pub(crate) const EDUCATION: &[&str] = &["education"];

/// The names of the resume's own fields.
pub(crate) const RESUME: Names = &[
    ID,
    NAME,
    TITLE,
    EMAIL,
    LOCATION,
    SUMMARY,
    PROFILES,
    SKILLS,
    LANGUAGES,
    EXPERIENCE,
    CERTIFICATES,
    EDUCATION,
];

/// The parts of a place, in the order in which they are joined.
pub(crate) const PLACE: &[&str] = &["address", "city", "region", "postalCode", "countryCode"];
/// More parts of a place, of other formats.
pub(crate) const MORE_PLACE: &[&str] = &["state", "zip", "country"];

pub(crate) const NETWORK: &[&str] = &["network", "name", "site"];
pub(crate) const USERNAME: &[&str] = &["username", "user", "handle"];
pub(crate) const PROFILE_URL: &[&str] = &["url", "link"];
pub(crate) const PROFILE: Names = &[NETWORK, USERNAME, PROFILE_URL];

pub(crate) const SKILL_TITLE: &[&str] = &["title", "name", "skill"];
pub(crate) const SKILL_RATING: &[&str] = &["rating", "level", "proficiency"];
pub(crate) const SKILL_SCORE: &[&str] = &["score"];
pub(crate) const KEYWORDS: &[&str] = &["keywords"];
pub(crate) const SKILL: Names = &[SKILL_TITLE, SKILL_RATING, SKILL_SCORE, KEYWORDS];

pub(crate) const LANGUAGE_NAME: &[&str] = &["language", "name", "title"];
pub(crate) const LANGUAGE_RATING: &[&str] = &["rating", "fluency", "level", "proficiency"];
pub(crate) const LANGUAGE_SCORE: &[&str] = &["score"];
pub(crate) const LANGUAGE: Names = &[LANGUAGE_NAME, LANGUAGE_RATING, LANGUAGE_SCORE];

pub(crate) const POSITION: &[&str] = &["role", "position", "title", "jobTitle"];
pub(crate) const EMPLOYER: &[&str] = &["name", "company", "employer", "organization"];
pub(crate) const START: &[&str] = &["startDate", "from", "start"];
pub(crate) const END: &[&str] = &["endDate", "to", "until", "end"];
pub(crate) const DURATION: &[&str] = &["duration", "period", "dates"];
pub(crate) const ROLE_SUMMARY: &[&str] = &["summary"];
pub(crate) const BULLETS: &[&str] = &[
    "highlights",
    "description",
    "bullets",
    "achievements",
    "responsibilities",
];
pub(crate) const ROLE: Names = &[
    POSITION,
    EMPLOYER,
    START,
    END,
    DURATION,
    ROLE_SUMMARY,
    BULLETS,
];

pub(crate) const CERTIFICATE_TITLE: &[&str] = &["title", "name"];
pub(crate) const CERTIFICATE_VALID: &[&str] = &["valid", "date", "expires"];
pub(crate) const CERTIFICATE_LINK: &[&str] = &["link", "url"];
pub(crate) const DESCRIPTION: &[&str] = &["description"];
pub(crate) const ISSUER: &[&str] = &["issuer"];
pub(crate) const CERTIFICATE: Names = &[
    CERTIFICATE_TITLE,
    CERTIFICATE_VALID,
    CERTIFICATE_LINK,
    DESCRIPTION,
    ISSUER,
];

pub(crate) const DEGREE: &[&str] = &["title", "studyType", "degree", "name"];
pub(crate) const AREA: &[&str] = &["area", "field", "fieldOfStudy", "major"];
pub(crate) const EDUCATION_VALID: &[&str] = &["valid", "date", "year", "duration", "period"];
pub(crate) const INSTITUTION: &[&str] = &["institution", "school", "university"];
pub(crate) const GRADE: &[&str] = &["score", "grade", "gpa"];
pub(crate) const COURSES: &[&str] = &["courses"];
pub(crate) const STUDY: Names = &[
    DEGREE,
    AREA,
    EDUCATION_VALID,
    START,
    END,
    INSTITUTION,
    GRADE,
    COURSES,
    DESCRIPTION,
];

/// Whether one of the groups has the name.
pub(crate) fn has(names: Names, name: &str) -> bool {
    names.iter().any(|group| group.contains(&name))
}
