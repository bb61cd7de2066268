//! Which field comes where.

use resume::{Line, Part, Profile, Resume};

use crate::writer::{Start, Writer};
use crate::{Design, link, text};

/// Writes the resume in the order of a design.
pub(crate) fn write(resume: &Resume, design: Design, to: &mut Writer) {
    let header = to.open("<header>");
    head(resume, to);
    if design == Design::Sidebar {
        to.close(header, "</header>");
        let side = to.open("<div class=\"side\">");
        contact(resume, to);
        skills(resume, to);
        languages(resume, to);
        certificates(resume, to);
        to.close(side, "</div>");
        let rest = to.open("<div class=\"rest\">");
        summary(resume, to);
        experience(resume, to);
        education(resume, to);
        to.close(rest, "</div>");
    } else {
        contact(resume, to);
        to.close(header, "</header>");
        summary(resume, to);
        experience(resume, to);
        education(resume, to);
        certificates(resume, to);
        skills(resume, to);
        languages(resume, to);
    }
}

/// The name and the headline.
fn head(resume: &Resume, to: &mut Writer) {
    let name = to.open("<h1>");
    to.phrase(text(&resume.name));
    to.close(name, "</h1>");
    let title = to.open("<p class=\"role\">");
    to.phrase(text(&resume.title));
    to.close(title, "</p>");
}

fn contact(resume: &Resume, to: &mut Writer) {
    let list = to.open("<ul class=\"contact\">");
    let email = text(&resume.email);
    item(to, email, email);
    item(to, text(&resume.location), "");
    for profile in resume.profiles.entries() {
        account(profile, to);
    }
    to.close(list, "</ul>");
}

fn item(to: &mut Writer, shown: &str, address: &str) {
    let item = to.open("<li>");
    to.link(shown, address);
    to.close(item, "</li>");
}

/// An account elsewhere: on paper an address says more than a name, unless it lacks the name.
fn account(profile: &Profile, to: &mut Writer) {
    let (network, name, url) = (
        text(&profile.network),
        text(&profile.username),
        text(&profile.url),
    );
    let item = to.open("<li>");
    let label = to.open("<span class=\"network\">");
    to.phrase(network);
    to.close(label, "</span> ");
    let shown = match name {
        "" => link::short(url),
        _ if link::target(url).is_some() && url.contains(name) => link::short(url),
        _ => name,
    };
    to.link(shown, if url.is_empty() { name } else { url });
    to.close(item, "</li>");
}

/// Begins a section with the heading that the form has. [`Writer::close`] removes both if no entry follows.
fn section(to: &mut Writer, name: &str) -> Start {
    let start = to.open("<section class=\"");
    to.push(name);
    to.push("\"><h2>");
    let mut members = Resume::SHAPE.members.iter();
    to.push(
        members
            .find(|member| member.name == name)
            .map_or("", |member| member.label),
    );
    to.push("</h2>");
    to.starts_here(start)
}

fn summary(resume: &Resume, to: &mut Writer) {
    let section = section(to, "summary");
    for paragraph in resume.summary.entries() {
        prose(to, text(&paragraph.para));
    }
    to.close(section, "</section>");
}

fn prose(to: &mut Writer, text: &str) {
    let paragraph = to.open("<p dir=\"auto\">");
    to.prose(text);
    to.close(paragraph, "</p>");
}

fn experience(resume: &Resume, to: &mut Writer) {
    let section = section(to, "experience");
    if let Some(experience) = resume.experience.get() {
        if let Some(role) = experience.current.get() {
            let from = text(&role.from);
            let entry = entry(to, text(&role.role), from, is_open(from));
            bullets(to, &role.description);
            to.close(entry, "</div>");
        }
        for role in experience.past.entries() {
            let entry = entry(to, text(&role.role), text(&role.duration), false);
            bullets(to, &role.description);
            to.close(entry, "</div>");
        }
    }
    to.close(section, "</section>");
}

/// Whether a date is the start of a time that lasts, and does not say so: `March 2021`, but not `since 2021` or `2021 – today`.
fn is_open(from: &str) -> bool {
    let first = from.split(' ').next().unwrap_or_default();
    let has_word = ["since", "from"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word));
    let has_end = from.contains(" - ") || from.contains(['–', '—']);
    let is_digit = |c| matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹');
    from.contains(is_digit) && !has_word && !has_end
}

fn education(resume: &Resume, to: &mut Writer) {
    let section = section(to, "education");
    for degree in resume.education.entries() {
        let entry = entry(to, text(&degree.title), text(&degree.valid), false);
        prose(to, text(&degree.description));
        to.close(entry, "</div>");
    }
    to.close(section, "</section>");
}

fn certificates(resume: &Resume, to: &mut Writer) {
    let section = section(to, "certificates");
    for certificate in resume.certificates.entries() {
        let entry = entry(
            to,
            text(&certificate.title),
            text(&certificate.valid),
            false,
        );
        prose(to, text(&certificate.description));
        let address = text(&certificate.link);
        let line = to.open("<p class=\"address\">");
        to.link(link::short(address), address);
        to.close(line, "</p>");
        to.close(entry, "</div>");
    }
    to.close(section, "</section>");
}

/// Begins an entry: its title, of which the part before the first comma stands out, and its time.
fn entry(to: &mut Writer, title: &str, when: &str, lasts: bool) -> Start {
    let entry = to.open("<div class=\"item\">");
    let head = to.open("<div class=\"item-head\">");
    let heading = to.open("<h3>");
    // In brackets, a comma does not end what stands out.
    let end = title
        .find([',', '،', '、', '，', '('])
        .unwrap_or(title.len());
    let (first, rest) = match title.split_at(end) {
        (_, rest) if rest.starts_with('(') => (title, ""),
        parts => parts,
    };
    let phrase = to.open("<bdi>");
    let strong = to.open("<b>");
    to.text(first);
    to.close(strong, "</b>");
    to.text(rest);
    to.close(phrase, "</bdi>");
    to.close(heading, "</h3>");
    let time = to.open("<p class=\"when\">");
    if lasts {
        to.phrase(&[when, " –"].concat());
    } else {
        to.phrase(when);
    }
    to.close(time, "</p>");
    to.close(head, "</div>");
    entry
}

fn bullets(to: &mut Writer, lines: &Part<Vec<Line>>) {
    let list = to.open("<ul class=\"bullets\">");
    for line in lines.entries() {
        let item = to.open("<li dir=\"auto\">");
        to.prose(text(&line.li));
        to.close(item, "</li>");
    }
    to.close(list, "</ul>");
}

fn skills(resume: &Resume, to: &mut Writer) {
    let section = section(to, "skills");
    let list = to.open("<ul class=\"levels\">");
    for skill in resume.skills.entries() {
        level(
            to,
            text(&skill.title),
            text(&skill.rating),
            text(&skill.score),
        );
    }
    to.close(list, "</ul>");
    to.close(section, "</section>");
}

fn languages(resume: &Resume, to: &mut Writer) {
    let section = section(to, "languages");
    let list = to.open("<ul class=\"levels\">");
    for language in resume.languages.entries() {
        let rating = text(&language.rating);
        level(to, text(&language.language), rating, text(&language.score));
    }
    to.close(list, "</ul>");
    to.close(section, "</section>");
}

/// A skill and its level, in words if there are any: a number without its scale says little.
fn level(to: &mut Writer, name: &str, rating: &str, score: &str) {
    let item = to.open("<li>");
    to.phrase(name);
    let level = to.open(" <span class=\"level\">");
    to.phrase(if rating.is_empty() { score } else { rating });
    to.close(level, "</span>");
    to.close(item, "</li>");
}
