//! Upload of the console's files to the stack's bucket.

/// The two commands that upload the folder `dist/`, as `cargo xtask build` makes it, into the bucket that the output
/// `ConsoleBucket` names.
///
/// The first uploads the files with a hash in their names, which never change; the second the files that are revalidated
/// each time, such as `index.html`, which names the others. So no page names a file that is missing. Files of
/// earlier uploads stay, for pages that are still open. The AWS CLI sets `Content-Type` by extension, `application/wasm` among
/// them, by which CloudFront compresses.
#[must_use]
pub fn upload_commands(bucket: &str) -> [String; 2] {
    // trunk appends a hash after a hyphen: `resume-console-1a2b3c_bg.wasm`. The other names have none.
    let hashed = ["'*-*.js'", "'*-*.wasm'", "'*-*.css'"];
    let each = |option: &str| hashed.map(|name| format!("{option} {name}")).join(" ");
    [
        format!(
            "aws s3 cp dist s3://{bucket} --recursive --exclude '*' {} --cache-control 'public, max-age=31536000, immutable'",
            each("--include")
        ),
        format!(
            "aws s3 cp dist s3://{bucket} --recursive {} --cache-control no-cache",
            each("--exclude")
        ),
    ]
}
