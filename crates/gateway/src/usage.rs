//! Use of rates and quotas.
//!
//! AWS's [throttling][throttling] is a token bucket: it holds `burst` tokens, `rate` of them come in
//! a second, and each request takes one. A [quota][quota] counts the requests of a day, a week or a
//! month.
//!
//! [throttling]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
//! [quota]: https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html

use std::collections::BTreeMap;

use crate::api::{Period, Quota, Throttle};
use crate::environment::date;

/// The use of an API so far. It starts empty; the caller keeps it between calls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    buckets: BTreeMap<String, Bucket>,
    counts: BTreeMap<String, Count>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Bucket {
    tokens: f64,
    /// The time of that count, in milliseconds.
    at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Count {
    period: i64,
    requests: u64,
}

/// The limit that a request exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    Rate,
    Quota,
}

/// A limit and its subject.
pub(crate) enum Limit {
    Rate(String, Throttle),
    Quota(String, Quota),
}

impl Usage {
    /// Takes one request from all limits at `now` (milliseconds since 1970), or from none if one is exceeded.
    pub(crate) fn take(&mut self, limits: &[Limit], now: i64) -> Result<(), Excess> {
        let mut buckets = Vec::new();
        let mut counts = Vec::new();
        for limit in limits {
            match limit {
                Limit::Rate(whose, throttle) => {
                    let tokens = self.tokens(whose, throttle, now);
                    if tokens < 1.0 {
                        return Err(Excess::Rate);
                    }
                    let tokens = tokens - 1.0;
                    buckets.push((whose.clone(), Bucket { tokens, at: now }));
                }
                Limit::Quota(whose, quota) => {
                    let period = period(quota, now);
                    let known = self.counts.get(whose);
                    let requests = known
                        .filter(|count| count.period == period)
                        .map_or(0, |count| count.requests);
                    if requests >= quota.limit {
                        return Err(Excess::Quota);
                    }
                    let requests = requests + 1;
                    counts.push((whose.clone(), Count { period, requests }));
                }
            }
        }
        self.buckets.extend(buckets);
        self.counts.extend(counts);
        Ok(())
    }

    fn tokens(&self, whose: &str, throttle: &Throttle, now: i64) -> f64 {
        let most = f64::from(throttle.burst);
        match self.buckets.get(whose) {
            Some(bucket) => {
                // A clock that was set back neither adds tokens nor removes any.
                let seconds = now.saturating_sub(bucket.at).max(0) as f64 / 1_000.0;
                (bucket.tokens + seconds * throttle.rate).min(most)
            }
            None => most,
        }
    }
}

/// The number of the day, week or month, in UTC.
fn period(quota: &Quota, now: i64) -> i64 {
    let day = now.div_euclid(86_400_000);
    let offset = i64::from(quota.offset);
    match quota.period {
        Period::Day => day,
        // Weeks start on Sunday, months on the first; 1 January 1970 was a Thursday.
        Period::Week => (day + 4 - offset).div_euclid(7),
        Period::Month => {
            let (year, month, _) = date(day - offset);
            year * 12 + i64::try_from(month).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_fills_with_time() {
        let limit = |rate, burst| [Limit::Rate("x".into(), Throttle { rate, burst })];
        let mut usage = Usage::default();
        let limits = limit(2.0, 3);
        let taken: Vec<_> = [0, 0, 0, 0, 499, 500, 500, 10_000, 10_000, 10_000, 10_000]
            .iter()
            .map(|now| usage.take(&limits, *now).is_ok())
            .collect();
        let expected = [
            true, true, true, false, false, true, false, true, true, true, false,
        ];
        assert_eq!(taken, expected);
        assert_eq!(usage.take(&limits, -1), Err(Excess::Rate));
        assert_eq!(Usage::default().take(&limit(0.0, 0), 0), Err(Excess::Rate));
    }

    #[test]
    fn a_quota_counts_within_its_period() {
        let day = 86_400_000;
        let quota = |period, offset| Quota {
            limit: 1,
            period,
            offset,
        };
        for (quota, same, next) in [
            (quota(Period::Day, 0), day - 1, day),
            // Thursday to Saturday; with an offset of 1 weeks start on Monday.
            (quota(Period::Week, 0), 3 * day - 1, 3 * day),
            (quota(Period::Week, 1), 4 * day - 1, 4 * day),
            (quota(Period::Month, 0), 31 * day - 1, 31 * day),
            (quota(Period::Month, 1), day - 1, day),
        ] {
            let limits = [Limit::Quota("x".into(), quota)];
            let mut usage = Usage::default();
            assert_eq!(usage.take(&limits, 0), Ok(()), "{quota:?}");
            assert_eq!(usage.take(&limits, same), Err(Excess::Quota), "{quota:?}");
            assert_eq!(usage.take(&limits, next), Ok(()), "{quota:?}");
        }
    }

    #[test]
    fn a_request_over_one_limit_counts_for_none() {
        let throttle = |burst| Throttle { rate: 0.0, burst };
        let both = [
            Limit::Rate("a".into(), throttle(2)),
            Limit::Rate("b".into(), throttle(1)),
        ];
        let mut usage = Usage::default();
        assert_eq!(usage.take(&both, 0), Ok(()));
        assert_eq!(usage.take(&both, 0), Err(Excess::Rate));
        assert_eq!(usage.take(&both[..1], 0), Ok(()));
    }
}
