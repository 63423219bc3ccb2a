//! Gives links that name no host that of the API's own documentation, where the description says
//! where that is: texts of a description stand there.

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Docs, Operation, TypeDef, TypeKind};

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    let Some(host) = api.docs.external.as_deref().and_then(host) else { return };
    // What examples of descriptions have, and many copy.
    if ["//swagger.io", "//example.com"].iter().any(|copied| host.ends_with(copied)) {
        return;
    }
    let host = host.to_owned();
    let resolve = |docs: &mut Docs| {
        for text in [&mut docs.summary, &mut docs.description] {
            if let Some(resolved) = text.as_deref().and_then(|one| resolved(one, &host))
            {
                *text = Some(resolved);
            }
        }
    };
    resolve(&mut api.docs);
    api.tags.iter_mut().for_each(|tag| resolve(&mut tag.docs));
    api.operations.iter_mut().for_each(|operation| of_operation(operation, &resolve));
    for id in api.types.ids().collect::<Vec<_>>() {
        of_type(&mut api.types[id], &resolve);
    }
}

fn of_operation(operation: &mut Operation, resolve: &dyn Fn(&mut Docs)) {
    resolve(&mut operation.docs);
    operation.parameters.iter_mut().for_each(|one| resolve(&mut one.docs));
    operation.body.iter_mut().for_each(|body| resolve(&mut body.docs));
    for response in &mut operation.responses {
        resolve(&mut response.docs);
        response.headers.iter_mut().for_each(|header| resolve(&mut header.docs));
    }
}

fn of_type(def: &mut TypeDef, resolve: &dyn Fn(&mut Docs)) {
    resolve(&mut def.docs);
    match &mut def.kind {
        TypeKind::Struct(object) => {
            object.fields.iter_mut().for_each(|field| resolve(&mut field.docs));
        }
        TypeKind::Enum(listed) => {
            listed.values.iter_mut().for_each(|value| resolve(&mut value.docs));
        }
        TypeKind::Union(union) => {
            union.variants.iter_mut().for_each(|variant| resolve(&mut variant.docs));
        }
        _ => {}
    }
}

/// The scheme and the host of a URL.
fn host(url: &str) -> Option<&str> {
    let start = url.find("://").filter(|at| url[..*at].starts_with("http"))? + 3;
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    (end > start).then(|| &url[..end])
}

/// A text in which links have a host; `None` where all have one.
fn resolved(text: &str, host: &str) -> Option<String> {
    const LINKS: [&str; 4] = ["](", "](<", "href=\"", "href='"];
    let mut out = String::new();
    let (mut done, mut seen, mut is_code) = (0, 0, false);
    for (at, _) in text.match_indices('/') {
        if !LINKS.iter().any(|link| text[..at].ends_with(link)) {
            continue;
        }
        // Code ends with its paragraph, whether or not it is closed.
        let since = &text[seen..at];
        let paragraph = since.rfind("\n\n");
        let quotes = since[paragraph.unwrap_or(0)..].matches('`').count();
        is_code = (is_code && paragraph.is_none()) ^ (quotes % 2 == 1);
        seen = at;
        if !is_code && !text[at..].starts_with("//") {
            out.push_str(&text[done..at]);
            out.push_str(host);
            done = at;
        }
    }
    out.push_str(&text[done..]);
    (done > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{host, resolved};

    #[test]
    fn links_without_a_host_have_that_of_the_documentation() {
        let docs = host("https://docs.example.com/api?v=1").unwrap();
        assert_eq!(docs, "https://docs.example.com");
        assert_eq!(host("docs/api"), None);
        let text = "[a](/b), <a href=\"/c\">d</a>, [e](//f), [g](https://h/i), /j";
        let expected = "[a](https://docs.example.com/b), \
                        <a href=\"https://docs.example.com/c\">d</a>, \
                        [e](//f), [g](https://h/i), /j";
        assert_eq!(resolved(text, docs).as_deref(), Some(expected));
        assert_eq!(resolved("No link, /j", docs), None);
        // A paragraph ends code that nothing closes.
        let text = "Write `[a](/b)`, or ` once.\n\nSee [c](/d).";
        let expected =
            "Write `[a](/b)`, or ` once.\n\nSee [c](https://docs.example.com/d).";
        assert_eq!(resolved(text, docs).as_deref(), Some(expected));
    }
}
