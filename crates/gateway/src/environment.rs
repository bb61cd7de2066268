//! The environment of a call: account, request id, time, keys. This crate has no clock and generates no ids: callers
//! pass them in.

/// The environment of one call. The default is a local call with placeholder ids at time zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    /// `$context.apiId`.
    pub api_id: String,
    /// `$context.accountId`: twelve digits.
    pub account_id: String,
    /// The region, such as `us-east-1`.
    pub region: String,
    /// `$context.domainName`.
    pub domain_name: String,
    /// `$context.requestId`, a UUID.
    pub request_id: String,
    /// `$context.requestTimeEpoch`, in milliseconds; `$context.requestTime` is derived from it.
    pub request_time_epoch: i64,
    /// `$context.identity.sourceIp`.
    pub source_ip: String,
    /// `$context.protocol`.
    pub protocol: String,
    /// API keys that are accepted besides those of the API's usage plans. One with the id of a plan's key has the
    /// plan's limits.
    pub api_keys: Vec<ApiKey>,
}

/// An API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// `$context.identity.apiKeyId`.
    pub id: String,
    /// The value of the header `x-api-key`.
    pub value: String,
}

impl Default for Environment {
    fn default() -> Environment {
        Environment {
            api_id: "local".to_owned(),
            account_id: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            domain_name: "localhost".to_owned(),
            request_id: "00000000-0000-4000-8000-000000000000".to_owned(),
            request_time_epoch: 0,
            source_ip: "127.0.0.1".to_owned(),
            protocol: "HTTP/1.1".to_owned(),
            api_keys: Vec::new(),
        }
    }
}

impl Environment {
    /// `$context.requestTime`: the time in UTC in the format of access logs, `22/Nov/2026:16:43:44 +0000`.
    pub fn request_time(&self) -> String {
        let seconds = self.request_time_epoch.div_euclid(1_000);
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = date(days);
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        .get(month)
        .copied()
        .unwrap_or_default();
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02} +0000")
    }
}

/// Year, month from 0 and day of a number of days since 1970 (Gregorian, by the usual shift of the
/// year's start to March, so that the leap day is the last).
pub(crate) fn date(days: i64) -> (i64, usize, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = year_of_era + era * 400 + i64::from(month < 2);
    (year, usize::try_from(month).unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_time_is_a_log_date() {
        for (epoch, text) in [
            (0, "01/Jan/1970:00:00:00 +0000"),
            (1_700_000_000_000, "14/Nov/2023:22:13:20 +0000"),
            (951_782_399_999, "28/Feb/2000:23:59:59 +0000"),
            (951_782_400_000, "29/Feb/2000:00:00:00 +0000"),
            (-1, "31/Dec/1969:23:59:59 +0000"),
        ] {
            let environment = Environment {
                request_time_epoch: epoch,
                ..Environment::default()
            };
            assert_eq!(environment.request_time(), text);
        }
        let last = Environment {
            request_time_epoch: i64::MAX,
            ..Environment::default()
        };
        assert!(last.request_time().ends_with("+0000"));
    }
}
