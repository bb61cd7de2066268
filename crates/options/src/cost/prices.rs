//! List prices of `us-east-1`, in US dollars, with what each was compared with and when.
//!
//! All were compared in November 2026, not with AWS's price list itself but with copies of AWS's pricing pages and with others'
//! quotes of them. AWS's pages fill their tables by a script, so most copies hold only the worked examples. A constant whose sources
//! are all older than 2026 says so: it is the least certain. Where a price has tiers it is the first tier; the free tier is left
//! out.

/// A price, and the page of AWS that has today's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    /// Dollars for one.
    pub(super) dollars: f64,
    /// The unit.
    pub(super) unit: &'static str,
    /// The page.
    pub(super) source: &'static str,
}

const fn price(dollars: f64, unit: &'static str, source: &'static str) -> Price {
    Price {
        dollars,
        unit,
        source,
    }
}

const API_GATEWAY: &str = "https://aws.amazon.com/api-gateway/pricing/";
const DYNAMODB_ON_DEMAND: &str = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
const DYNAMODB_PROVISIONED: &str = "https://aws.amazon.com/dynamodb/pricing/provisioned/";
const EC2_TRANSFER: &str = "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer";
const CLOUDWATCH: &str = "https://aws.amazon.com/cloudwatch/pricing/";
const XRAY: &str = "https://aws.amazon.com/xray/pricing/";
const KMS: &str = "https://aws.amazon.com/kms/pricing/";
const CLOUDFRONT: &str = "https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/";
const S3: &str = "https://aws.amazon.com/s3/pricing/";
const COGNITO: &str = "https://aws.amazon.com/cognito/pricing/";

/// A call of a REST API, up to 333 million per month. The page's worked example of 2026-09-20: $3.50.
pub(super) const REST_CALLS: Price = price(3.50, "million", API_GATEWAY);

/// Data sent by a REST API. API Gateway's worked example of 2026-09-20: $0.09.
pub(super) const TRANSFER_OUT: Price = price(0.09, "GB", EC2_TRANSFER);

/// A read request unit, since AWS halved it in November 2024. Others' quotes of 2025: $0.125.
pub(super) const READ_REQUESTS: Price = price(0.125, "million", DYNAMODB_ON_DEMAND);

/// A write request unit, since AWS halved it in November 2024. Others' quotes of 2025: $0.625.
pub(super) const WRITE_REQUESTS: Price = price(0.625, "million", DYNAMODB_ON_DEMAND);

/// A provisioned read capacity unit. Others' quote, without a date: $0.00013 per hour. Not halved in November 2024.
pub(super) const READ_CAPACITY: Price = price(0.000_13, "unit-hour", DYNAMODB_PROVISIONED);

/// A provisioned write capacity unit. Others' quote, without a date: $0.00065 per hour. Not halved in November 2024.
pub(super) const WRITE_CAPACITY: Price = price(0.000_65, "unit-hour", DYNAMODB_PROVISIONED);

/// Storage of a table. AWS's page in a copy without a date, and a tool's reading of AWS's price list from before November 2024: $0.25.
pub(super) const TABLE_STORAGE: Price = price(0.25, "GB", DYNAMODB_ON_DEMAND);

/// Storage of a table for point-in-time recovery. A tool's reading of AWS's price list from before November 2024: $0.20; nothing
/// newer was found.
pub(super) const TABLE_RECOVERY: Price = price(0.20, "GB", DYNAMODB_ON_DEMAND);

/// Written logs. A transcription of AWS's page of May 2026, and a tool's reading of AWS's price list: $0.50.
pub(super) const LOGS_WRITTEN: Price = price(0.50, "GB", CLOUDWATCH);

/// Stored logs, compressed. As [`LOGS_WRITTEN`]: $0.03.
pub(super) const LOGS_KEPT: Price = price(0.03, "GB", CLOUDWATCH);

/// Recorded traces. AWS's page in copies without a date: $0.000005 each, as in its worked example.
pub(super) const TRACES: Price = price(5.00, "million", XRAY);

/// A customer managed key. AWS's page, and others' quotes of March and June 2026: $1.
pub(super) const KEY: Price = price(1.00, "key", KMS);

/// Uses of a key. Others' quotes of March and June 2026: $0.03.
pub(super) const KEY_USES: Price = price(0.03, "10,000", KMS);

/// A user of a pool on the tier Essentials who signs in. AWS's page of 2026-09-20: $0.015.
pub(super) const ACTIVE_USERS: Price = price(0.015, "user", COGNITO);

/// Data sent by CloudFront to North America and Europe, first 10 TB. AWS's page in a copy without a date, and others' quote of
/// March 2026: $0.085. AWS also sells flat-rate plans since November 2025, of which one is free.
pub(super) const CLOUDFRONT_TRANSFER: Price = price(0.085, "GB", CLOUDFRONT);

/// HTTPS requests to CloudFront from North America. Others' quote of March 2026: $0.0100.
pub(super) const CLOUDFRONT_REQUESTS: Price = price(0.010, "10,000", CLOUDFRONT);

/// Storage of a bucket in the class Standard, first 50 TB. A tool's reading of AWS's price list from before November 2024, and
/// another quote without a date: $0.023.
pub(super) const BUCKET_STORAGE: Price = price(0.023, "GB", S3);
