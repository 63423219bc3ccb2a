//! Statuses of answers.

/// Which statuses a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `200`.
    Exact(u16),
    /// `4XX`, as 4.
    Range(u16),
    /// `default`.
    Default,
}

impl StatusPattern {
    /// Whether it stands for success: 2xx. `default` does not.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }

    /// Whether it stands for what went wrong: 4xx, 5xx, and `default`, which is for all others.
    pub fn is_failure(self) -> bool {
        matches!(self, Self::Exact(400..) | Self::Range(4..) | Self::Default)
    }

    /// Whether it stands for answers that lead elsewhere, which the client follows.
    pub fn is_redirect(self) -> bool {
        matches!(self, Self::Exact(301 | 302 | 303 | 307 | 308) | Self::Range(3))
    }
}

/// What a status is called in upper camel case (RFC 9110 §15, RFC 6585).
pub(crate) fn exact_name(status: u16) -> String {
    let name = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritative",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "Teapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "HeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        other => return format!("Status{other}"),
    };
    name.to_owned()
}
