//! Operations of which each has the answers of one media type.

use std::collections::BTreeMap;

use crate::model::{Content, Operation, Response, Success};

/// An operation, and the contents of its successful answers apart from it: each method has those of
/// its media type.
pub(super) struct Separated<'o> {
    bare: Operation,
    contents: BTreeMap<&'o str, Vec<(usize, &'o Content)>>,
}

impl<'o> Separated<'o> {
    pub(super) fn new(operation: &'o Operation) -> Self {
        let mut contents: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut responses = Vec::with_capacity(operation.responses.len());
        for (place, response) in operation.responses.iter().enumerate() {
            if !operation.is_for_success(response) {
                responses.push(response.clone());
                continue;
            }
            for content in &response.contents {
                let of_type = contents.entry(content.media_type.as_str());
                of_type.or_default().push((place, content));
            }
            let Response { status, docs, headers, origin, .. } = response;
            responses.push(Response {
                status: *status,
                docs: docs.clone(),
                headers: headers.clone(),
                contents: Vec::new(),
                origin: origin.clone(),
            });
        }
        // What the API calls back is the same for all of them.
        let (callbacks, pagination) = (Vec::new(), None);
        let bare = Operation { responses, callbacks, pagination, ..operation.clone() };
        Self { bare, contents }
    }

    /// The method of this name that gives a content.
    pub(super) fn giving(
        &self,
        success: Success,
        name: String,
        content: &Content,
    ) -> Operation {
        let chosen_answer = Some(content.origin.clone());
        Operation { name, success, chosen_answer, ..self.only(&content.media_type) }
    }

    fn only(&self, media_type: &str) -> Operation {
        let mut operation = self.bare.clone();
        for (place, content) in self.contents.get(media_type).into_iter().flatten() {
            operation.responses[*place].contents.push((*content).clone());
        }
        operation
    }
}
