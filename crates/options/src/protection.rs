//! Protection of `POST`: who may write.

use crate::Throttle;

/// Who may `POST`: `AuthorizationType` and `ApiKeyRequired`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Anyone who knows the URL.
    None,
    /// Anyone who sends the stack's API key in the header `x-api-key`, as often as the usage plan allows.
    ///
    /// The output `ApiKeyId` names the key; `aws apigateway get-api-key --include-value` shows it.
    ApiKey(UsagePlan),
    /// Anyone who signs the request (Signature Version 4) as a user or role that may `execute-api:Invoke` it.
    ///
    /// Their policy must name the output `InvokeArn`.
    Iam,
    /// Anyone who is signed in to a Cognito user pool and sends the ID token in the header `Authorization`.
    ///
    /// A deployed stage is a snapshot of the API: after a change of the parameter alone, deploy the stage again.
    Cognito(UserPool),
}

/// The user pool of those who may write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserPool {
    /// One that the stack creates, with an app client and a sign-in page: the outputs `UserPoolId`, `UserPoolClientId` and `SignInUrl`.
    Created {
        /// The pages to which the sign-in page returns, besides the hosted console. Cognito compares the whole URL.
        return_urls: Vec<String>,
    },
    /// An existing one.
    Existing {
        /// Its ARN, the parameter `UserPoolArn`.
        arn: String,
    },
}

impl Default for UserPool {
    /// A new one, for a console that `trunk serve` serves.
    fn default() -> Self {
        Self::Created {
            return_urls: vec!["http://localhost:8080/".to_owned()],
        }
    }
}

/// Limits of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsagePlan {
    /// Saves per second and at once: the parameters `WriteRateLimit` and `WriteBurstLimit`.
    pub throttle: Throttle,
    /// Saves per day: the parameter `DailyQuota`; `None` for any number.
    pub daily_quota: Option<u32>,
}

impl Default for UsagePlan {
    /// 5 per second, 10 at once, 1,000 per day: enough for one person.
    fn default() -> Self {
        Self {
            throttle: Throttle { rate: 5, burst: 10 },
            daily_quota: Some(1000),
        }
    }
}
