//! Hosting of the console: a private bucket, and the only distribution that may read it.

use super::names::{api_host, attribute, id, reference, substituted};
use super::parameters::value;
use super::resource::{Resources, accepted, retained};
use crate::{Hosting, Options, content_security_policy, security_header};
use serde_json::{Value, json};

/// CloudFront's managed cache policy `CachingOptimized`, which also caches compressed variants.
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// The distribution's id for its origin.
const ORIGIN: &str = "bucket";

pub(super) fn resources(options: &Options) -> Resources {
    match &options.hosting {
        Some(hosting) => console(options, hosting),
        None => Vec::new(),
    }
}

#[inline(never)]
fn console(options: &Options, hosting: &Hosting) -> Resources {
    vec![
        (id::BUCKET.to_owned(), bucket()),
        ("ConsolePolicy".to_owned(), bucket_policy()),
        (id::ORIGIN_ACCESS.to_owned(), origin_access()),
        (id::RESPONSE_HEADERS.to_owned(), response_headers()),
        (id::DISTRIBUTION.to_owned(), distribution(options, hosting)),
    ]
}

/// The bucket is retained: CloudFormation can't delete a bucket with objects, and the deletion of the stack would fail.
fn bucket() -> Value {
    let bucket = retained(json!({
        "Type": "AWS::S3::Bucket",
        "Properties": {
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": true,
                "BlockPublicPolicy": true,
                "IgnorePublicAcls": true,
                "RestrictPublicBuckets": true,
            },
            "OwnershipControls": { "Rules": [{ "ObjectOwnership": "BucketOwnerEnforced" }] },
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [
                    { "ServerSideEncryptionByDefault": { "SSEAlgorithm": "AES256" } },
                ],
            },
            "VersioningConfiguration": { "Status": "Enabled" },
            "LifecycleConfiguration": {
                "Rules": [{
                    "Id": "old",
                    "Status": "Enabled",
                    "NoncurrentVersionExpiration": { "NoncurrentDays": 30 },
                    "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 },
                }],
            },
        },
    }));
    let published = "Public files, read by CloudFront only.";
    let findings = ["CKV_AWS_18", "AwsSolutions-S1"].map(|id| (id, published));
    accepted(bucket, &findings)
}

/// Allows the distribution to read, and denies everything without TLS.
fn bucket_policy() -> Value {
    let distribution = format!(
        "arn:${{AWS::Partition}}:cloudfront::${{AWS::AccountId}}:distribution/${{{}}}",
        id::DISTRIBUTION
    );
    let objects = substituted(format!("${{{}.Arn}}/*", id::BUCKET));
    json!({
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": reference(id::BUCKET),
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": { "Service": "cloudfront.amazonaws.com" },
                        "Action": "s3:GetObject",
                        "Resource": objects,
                        "Condition": { "StringEquals": { "AWS:SourceArn": substituted(distribution) } },
                    },
                    {
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": [attribute(id::BUCKET, "Arn"), objects],
                        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
                    },
                ],
            },
        },
    })
}

fn origin_access() -> Value {
    json!({
        "Type": "AWS::CloudFront::OriginAccessControl",
        "Properties": {
            "OriginAccessControlConfig": {
                "Name": unique_name(),
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            },
        },
    })
}

/// A name that is unique in the account across regions: names of CloudFront are global, and the stack's name may exceed
/// the 64 characters of an origin access control. The stack's UUID has 36.
fn unique_name() -> Value {
    let uuid = json!({ "Fn::Select": [2, { "Fn::Split": ["/", reference("AWS::StackId")] }] });
    json!({ "Fn::Sub": ["console-${AWS::Region}-${Uuid}", { "Uuid": uuid }] })
}

/// Security headers: the console loads and calls only its own files and this API, is not framed, and requires HTTPS.
fn response_headers() -> Value {
    let policy = content_security_policy(&format!("https://{}", api_host()));
    let permissions = "Permissions-Policy";
    json!({
        "Type": "AWS::CloudFront::ResponseHeadersPolicy",
        "Properties": {
            "ResponseHeadersPolicyConfig": {
                "Name": unique_name(),
                "SecurityHeadersConfig": {
                    "ContentSecurityPolicy": { "ContentSecurityPolicy": substituted(policy), "Override": true },
                    "StrictTransportSecurity": {
                        "AccessControlMaxAgeSec": 63_072_000,
                        "IncludeSubdomains": true,
                        "Override": true,
                    },
                    "ContentTypeOptions": { "Override": true },
                    "FrameOptions": { "FrameOption": security_header("X-Frame-Options"), "Override": true },
                    "ReferrerPolicy": { "ReferrerPolicy": security_header("Referrer-Policy"), "Override": true },
                },
                // CloudFront has no property for it.
                "CustomHeadersConfig": {
                    "Items": [{
                        "Header": permissions,
                        "Value": security_header(permissions),
                        "Override": true,
                    }],
                },
            },
        },
    })
}

fn distribution(options: &Options, hosting: &Hosting) -> Value {
    // The console's pages are not files. S3 responds with 403 for them, since listing the bucket is not allowed.
    let pages = [403, 404].map(|code| {
        json!({
            "ErrorCode": code,
            "ResponseCode": 200,
            "ResponsePagePath": "/index.html",
            "ErrorCachingMinTTL": 10,
        })
    });
    let mut config = json!({
        // A comment has at most 128 characters, as has the stack's name.
        "Comment": reference("AWS::StackName"),
        "Enabled": true,
        "HttpVersion": "http2and3",
        "IPV6Enabled": true,
        "PriceClass": "PriceClass_100",
        "DefaultRootObject": "index.html",
        "Origins": [{
            "Id": ORIGIN,
            "DomainName": attribute(id::BUCKET, "RegionalDomainName"),
            "OriginAccessControlId": attribute(id::ORIGIN_ACCESS, "Id"),
            // Empty, but without it CloudFormation does not treat the origin as S3.
            "S3OriginConfig": { "OriginAccessIdentity": "" },
        }],
        "DefaultCacheBehavior": {
            "TargetOriginId": ORIGIN,
            "ViewerProtocolPolicy": "redirect-to-https",
            "AllowedMethods": ["GET", "HEAD"],
            "CachePolicyId": CACHING_OPTIMIZED,
            // Gzip and Brotli for the types that CloudFront compresses, which include application/wasm.
            "Compress": true,
            "ResponseHeadersPolicyId": reference(id::RESPONSE_HEADERS),
        },
        "CustomErrorResponses": pages,
    });
    let mut findings = vec![
        ("CKV_AWS_68", "Public static files."),
        ("CKV_AWS_86", "Downloads of public files are not logged."),
        ("CKV_AWS_310", "One origin is enough for static files."),
        ("CKV_AWS_374", "The console is for every country."),
        ("CKV2_AWS_47", "Public static files."),
        ("AwsSolutions-CFR1", "The console is for every country."),
        ("AwsSolutions-CFR2", "Public static files."),
        (
            "AwsSolutions-CFR3",
            "Downloads of public files are not logged.",
        ),
    ];
    match &hosting.domain {
        Some(_) => {
            config["Aliases"] = json!([value(options, "ConsoleDomain")]);
            config["ViewerCertificate"] = json!({
                "AcmCertificateArn": value(options, "CertificateArn"),
                "MinimumProtocolVersion": "TLSv1.2_2021",
                "SslSupportMethod": "sni-only",
            });
        }
        None => {
            let own =
                "CloudFront sets it for *.cloudfront.net. The option console-domain sets TLS 1.2.";
            let tls = "console-domain sets TLS 1.2.";
            findings.extend([("CKV_AWS_174", own), ("AwsSolutions-CFR4", tls)]);
        }
    }
    accepted(
        json!({
            "Type": "AWS::CloudFront::Distribution",
            "Properties": { "DistributionConfig": config },
        }),
        &findings,
    )
}
