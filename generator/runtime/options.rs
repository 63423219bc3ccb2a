//! The options of one call, which requests for one answer and for pages share.

/// Methods of a type with a field `call`.
macro_rules! call_options {
    () => {
        /// Sets how long the call can take at most, with all its attempts and the delays between
        /// them, until the answer is read; see `ClientBuilder::timeout`.
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.call.parts.timeouts.total = Some(timeout);
            self
        }

        /// Sets how long one attempt can take at most, until the answer is read; see
        /// `ClientBuilder::attempt_timeout`.
        pub fn attempt_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.call.parts.timeouts.attempt = Some(timeout);
            self
        }

        /// Sets how long nothing may arrive from the server; see `ClientBuilder::read_timeout`.
        pub fn read_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.call.parts.timeouts.read = timeout;
            self
        }

        /// Sets how often the call is repeated at most.
        pub fn max_retries(mut self, max_retries: u32) -> Self {
            self.call.parts.max_retries = Some(max_retries);
            self
        }

        /// Says that the server does the same when the call is repeated, so that it can be,
        /// whatever its method is.
        pub fn idempotent(mut self) -> Self {
            self.call.parts.idempotent = true;
            self
        }

        /// Sets a header, in the place of what the client would send under this name.
        pub fn header(mut self, name: &str, value: &str) -> Self {
            self.call.parts.set_header(name, value);
            self
        }

        /// Adds a query parameter that the description does not have.
        pub fn query(mut self, name: &str, value: impl serde::Serialize) -> Self {
            self.call = self.call.query(name, &value);
            self
        }
    };
}
