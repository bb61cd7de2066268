//! The console, in the stack.

/// The console in the stack: a private bucket behind a CloudFront distribution, which alone may read it.
///
/// The outputs are `ConsoleUrl` and `ConsoleBucket`; the commands of `stack::deploy` fill the bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosting {
    /// The name that the console is reached by; `None` for one of CloudFront's.
    ///
    /// TLS 1.2 as the minimum needs a domain: for its own names, CloudFront sets the protocol itself and allows TLS 1.0 too.
    pub domain: Option<Domain>,
}

/// A domain name and the certificate for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Such as `resume.example.org`, the parameter `ConsoleDomain`. Its DNS entry, a `CNAME` or alias to the output
    /// `ConsoleDistributionDomain`, is not the stack's.
    pub name: String,
    /// The ARN of the certificate in AWS Certificate Manager, the parameter `CertificateArn`. CloudFront accepts only those of
    /// `us-east-1`.
    pub certificate_arn: String,
}
