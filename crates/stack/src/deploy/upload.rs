//! How the console's files get into the bucket of the stack.

/// The two commands that upload the folder `dist/`, as `cargo xtask build` makes it, into the bucket that the output
/// `ConsoleBucket` names.
///
/// The first uploads what has a hash in its name, which is kept for ever and never changes; the second what is asked for anew
/// each time, among it `index.html`, which names the others. So nobody gets a page whose files are not there yet. Files of
/// before stay, for pages that are still open. The AWS CLI tells `Content-Type`s by the names' ends, `application/wasm` among
/// them, by which CloudFront compresses.
#[must_use]
pub fn upload_commands(bucket: &str) -> [String; 2] {
    // trunk puts a hash behind a hyphen: `resume-console-1a2b3c_bg.wasm`. The other names have none.
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
