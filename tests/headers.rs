//! The servers and the documentation name the headers of the one list, `stack::SECURITY_HEADERS`.
#![cfg(not(target_arch = "wasm32"))]

use stack::SECURITY_HEADERS;

const TRUNK: &str = include_str!("../Trunk.toml");
const HOSTING: &str = include_str!("../docs/HOSTING.md");

#[test]
fn the_local_server_sends_those_of_the_list() {
    let (_, table) = TRUNK.split_once("[serve.headers]\n").unwrap();
    let sent: Vec<&str> = table.lines().filter(|line| !line.is_empty()).collect();
    let listed =
        SECURITY_HEADERS.map(|header| format!("\"{}\" = \"{}\"", header.name, header.value));
    assert_eq!(sent, listed);
}

#[test]
fn the_documentation_lists_them() {
    let rows = HOSTING
        .lines()
        .filter(|line| line.matches('|').count() == 4 && line.contains("` | `"));
    let headers: Vec<&str> = rows
        .take_while(|line| !line.contains("max-age=31536000"))
        .collect();
    let listed = SECURITY_HEADERS.map(|header| {
        format!(
            "| `{}` | `{}` | {} |",
            header.name, header.value, header.purpose
        )
    });
    assert_eq!(headers, listed);
    for header in SECURITY_HEADERS {
        let nginx = format!("add_header {} \"{}\" always;", header.name, header.value);
        assert!(HOSTING.contains(&nginx), "{nginx}");
    }
    assert!(HOSTING.contains(stack::ANY_API));
}

#[test]
fn the_documentation_caches_as_the_upload_does() {
    for command in stack::deploy::upload_commands("bucket") {
        let (_, value) = command.split_once("--cache-control ").unwrap();
        let value = value.trim_matches('\'');
        assert!(HOSTING.contains(&format!("`{value}`")), "{value}");
    }
}
