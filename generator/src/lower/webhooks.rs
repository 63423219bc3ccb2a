//! `webhooks`: a function for each webhook and callback that reads its body.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::{brief, code, ended, status};
use super::guide::spelled;
use super::markdown::clean;
use super::names::{Case, Scope};
use super::text::Text;
use super::{Lowering, symbols};
use crate::model::{Docs as Texts, Location, Operation, StatusPattern, Types, Webhook};
use crate::rust::{Docs, Form, Guide, Ident, Item, Module, Visibility, WebhookParser};
use crate::words::{singular_name, snake};

impl Lowering<'_> {
    /// The module with a function for each body that the API sends to the user.
    pub(super) fn webhooks_module(&mut self) -> Module {
        let api = self.api;
        let callbacks = api.operations.iter().flat_map(|operation| {
            operation.callbacks.iter().map(move |hook| (hook, Some(operation)))
        });
        let hooks = api.webhooks.iter().map(|hook| (hook, None)).chain(callbacks);
        let hooks: Vec<Hook<'_>> =
            hooks.filter(|(hook, _)| hook.body.is_some()).collect();
        let mut names = Scope::new(Case::Method);
        let mut items = Vec::new();
        let texts = hook_names(&api.types, &hooks);
        for ((hook, operation), (name, otherwise)) in hooks.iter().zip(texts) {
            let Some(body) = hook.body else { continue };
            let claimed = names.claim_or(&name, &otherwise);
            symbols::report_collision(
                self.diagnostics,
                &claimed,
                "webhook",
                &hook.name,
                &hook.origin,
            );
            let sender = operation.map(|operation| operation.http_line());
            items.push(Item::WebhookParser(WebhookParser {
                docs: self.webhook_docs(hook, sender.as_deref(), &claimed.ident),
                name: claimed.ident,
                deprecated: hook.deprecated,
                webhook: hook.name.clone(),
                ty: self.value(body),
            }));
        }
        let docs = "What the API sends to you: webhooks and callbacks.\n\nA function for each reads \
                    the body that arrived. None checks who sent it: where the API signs\nwhat it \
                    sends, check the signature first, over the same bytes.";
        Module {
            path: vec![Ident::new("webhooks")],
            docs: Docs::line(docs),
            features: Vec::new(),
            children_are: Visibility::Public,
            items,
            files: Vec::new(),
            children: Vec::new(),
        }
    }

    fn webhook_docs(&self, hook: &Webhook, sender: Option<&str>, name: &Ident) -> Docs {
        let mut text = Text::default();
        let what = code(&hook.name);
        text.paragraph(&match sender {
            None => format!("Reads the body of the webhook {what}."),
            Some(call) => {
                format!("Reads the body of the callback {what} of {}.", code(call))
            }
        });
        text.texts(&hook.docs);
        parameter_docs(hook, &mut text);
        let ways = hook.security.iter().filter(|one| !one.schemes.is_empty());
        let scheme = |index: usize| code(&self.api.security_schemes[index].name);
        let ways: Vec<String> = ways
            .map(|one| one.indexes().map(scheme).collect::<Vec<_>>().join(" and "))
            .collect();
        if !ways.is_empty() {
            text.paragraph(&format!("It is authenticated by {}.", ways.join(" or ")));
        }
        if !hook.answers.is_empty() {
            text.paragraph("The API expects to be answered with one of:");
        }
        for (index, (pattern, docs, media_types)) in hook.answers.iter().enumerate() {
            let answered = match pattern {
                StatusPattern::Default if hook.answers.len() == 1 => {
                    "any status".to_owned()
                }
                StatusPattern::Default => "any other status".to_owned(),
                one => status(*one),
            };
            let media_types: Vec<String> =
                media_types.iter().map(|name| code(name)).collect();
            let answered = match media_types.is_empty() {
                true => answered,
                false => format!("{answered} with {}", media_types.join(" or ")),
            };
            text.item(&described(&answered, docs), index == 0);
        }
        text.block("# Errors");
        text.paragraph(
            "The body is not JSON, or not what the description says; the error names the place.",
        );
        if self.options.form == Form::Package {
            let library = self.package_name().replace('-', "_");
            let allow = if hook.deprecated { "# #[allow(deprecated)]\n" } else { "" };
            text.block("# Examples");
            text.block(&format!(
                "```no_run\n{allow}# fn example(body: &[u8]) -> {library}::Result<()> {{\n\
                 let received = {library}::webhooks::{name}(body)?;\n# Ok(())\n# }}\n```"
            ));
        }
        text.into_docs()
    }

    /// Lists the functions in what people read.
    pub(super) fn list_webhooks(&self, modules: &[Module], guide: &mut Guide) {
        let items = modules.iter().flat_map(|module| &module.items);
        guide.webhooks = items
            .filter_map(|item| match item {
                Item::WebhookParser(item) => {
                    Some((item.name.to_string(), spelled(&item.ty, &self.symbols)))
                }
                _ => None,
            })
            .collect();
    }
}

/// What the API sends, and the operation that announces it.
type Hook<'a> = (&'a Webhook, Option<&'a Operation>);

/// What the functions are called, and what else where that is taken: by the key, and where operations
/// announce different things by one key, by what tells these apart: the resource, the method, or both.
fn hook_names(types: &Types, hooks: &[Hook<'_>]) -> Vec<(String, String)> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (hook, _)) in hooks.iter().enumerate() {
        alike.entry(Case::Method.identifier(&hook.name)).or_default().push(index);
    }
    let plain = |(hook, _): &Hook<'_>| hook.name.clone();
    let otherwise = |hook: &Hook<'_>| longer(hook, (false, true));
    let mut names: Vec<(String, String)> =
        hooks.iter().map(|hook| (plain(hook), otherwise(hook))).collect();
    for group in alike.into_values() {
        let body =
            |index: &usize| hooks[*index].0.body.map(|body| types.behind(body).id);
        // What reads the same can be called as it comes.
        if group.iter().all(|index| body(index) == body(&group[0])) {
            continue;
        }
        let named = |by: (bool, bool)| -> Vec<String> {
            group.iter().map(|index| longer(&hooks[*index], by)).collect()
        };
        let ways = [(true, false), (false, true), (true, true)].map(named);
        let differ = |names: &&Vec<String>| {
            let names = names.iter().map(|name| Case::Method.identifier(name));
            names.collect::<BTreeSet<_>>().len() == group.len()
        };
        let told = ways.iter().find(differ).unwrap_or(&ways[2]);
        for (index, name) in group.iter().zip(told) {
            names[*index] = (name.clone(), name.clone());
        }
    }
    names
}

/// The key behind the resource that the operation belongs to, its method, or both. A resource by which
/// the key begins goes without saying.
fn longer(
    (hook, operation): &Hook<'_>,
    (by_resource, by_method): (bool, bool),
) -> String {
    let Some(operation) = operation else { return hook.name.clone() };
    let resource = operation.resource.last().filter(|_| by_resource);
    let resource = resource.map(|name| singular_name(name));
    let resource = resource.filter(|name| !snake(&hook.name).starts_with(name.as_str()));
    let method = by_method.then(|| operation.name.clone());
    let before: Vec<String> = resource.into_iter().chain(method).collect();
    format!("{} {}", before.join(" "), hook.name)
}

/// What comes beside the body, which the function does not read.
fn parameter_docs(hook: &Webhook, text: &mut Text) {
    let places = [
        (Location::Header, "these headers"),
        (Location::Query, "these parameters in its query"),
        (Location::QueryString, "this query"),
        (Location::Path, "these parameters in its path"),
        (Location::Cookie, "these cookies"),
    ];
    for (place, what) in places {
        let here = hook.parameters.iter().filter(|(location, ..)| *location == place);
        for (index, (_, name, docs)) in here.enumerate() {
            if index == 0 {
                text.paragraph(&format!("It comes with {what}:"));
            }
            text.item(&described(&code(name), docs), index == 0);
        }
    }
}

/// `name: what it is.`
fn described(name: &str, docs: &Texts) -> String {
    match ended(clean(&brief(docs))) {
        about if about.is_empty() => name.to_owned(),
        about => format!("{name}: {about}"),
    }
}
