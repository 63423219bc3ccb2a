//! Each form of code beside the text that rustfmt makes of it.

use proc_macro2::{Punct, Spacing, TokenTree};
use quote::quote;

use super::*;

#[track_caller]
fn check(tokens: TokenStream, expected: &str) {
    let text = items(String::new(), 0, tokens, &["One.", "Two\n\nlines."]);
    assert_eq!(text, expected.trim_start_matches('\n'), "\n{text}");
}

#[test]
fn marks_become_blank_lines_and_docs() {
    let mark = format!("{MARK}b1");
    check(
        quote! {
            pub struct A { pub a: u8, }
            #[doc = #mark]
            #[derive(Clone, Debug)]
            pub struct B {}
        },
        "
pub struct A {
    pub a: u8,
}

/// Two
///
/// lines.
#[derive(Clone, Debug)]
pub struct B {}
",
    );
}

#[test]
fn chains_break_at_every_call() {
    check(
        quote! {
            impl A {
                pub fn get(&self, id: &str) -> Request<A> {
                    Call::new(&self.client, Method::GET, "/accounts/{account_id}/things/{id}")
                        .path("id", id).json()
                }
                pub fn set(&self,) -> Request<A> { Call::new(&self.client, Method::GET, "/accounts/{account_id}/things/{id}/and/even/longer").json() }
            }
        },
        r#"
impl A {
    pub fn get(&self, id: &str) -> Request<A> {
        Call::new(&self.client, Method::GET, "/accounts/{account_id}/things/{id}")
            .path("id", id)
            .json()
    }
    pub fn set(&self) -> Request<A> {
        Call::new(
            &self.client,
            Method::GET,
            "/accounts/{account_id}/things/{id}/and/even/longer",
        )
        .json()
    }
}
"#,
    );
}

#[test]
fn values_stand_below_when_they_fit_there() {
    check(
        quote! {
            const FIELDS: &'static [Field] = &[Field::Optional("name"), Field::Optional("weight"), Field::X];
            const SHORT: &'static [&'static str] = &["aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg", "hhhh", "iiii", "jjjj", "kkkk"];
        },
        r#"
const FIELDS: &'static [Field] =
    &[Field::Optional("name"), Field::Optional("weight"), Field::X];
const SHORT: &'static [&'static str] = &[
    "aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg", "hhhh", "iiii", "jjjj",
    "kkkk",
];
"#,
    );
}

#[test]
fn a_text_stands_beside_the_name_of_its_field() {
    check(
        quote! {
            static API: Api = Api {
                title: "A title that is so long that it has no room beside the name of its field",
                other: some::long::path::that::goes::on::and::on::and::does::not::end::ever::at::all::CONST,
            };
        },
        r#"
static API: Api = Api {
    title: "A title that is so long that it has no room beside the name of its field",
    other:
        some::long::path::that::goes::on::and::on::and::does::not::end::ever::at::all::CONST,
};
"#,
    );
}

#[test]
fn no_blank_follows_a_result_that_breaks_and_is_too_long_all_the_same() {
    check(
        quote! {
            impl A {
                pub fn call(&self) -> Request<ControlOrganizationProvisioningRpcServiceBulkCreateOrganizationSlugReservation> {
                    b()
                }
            }
        },
        "
impl A {
    pub fn call(
        &self,
    ) -> Request<
        ControlOrganizationProvisioningRpcServiceBulkCreateOrganizationSlugReservation,
    > {
        b()
    }
}
",
    );
    check(
        quote! {
            impl A {
                pub fn call(&self) -> Request<ControlOrganizationProvisioningRpcServiceBulkCreateOrganizationSlugReservationsModel> {
                    b()
                }
            }
        },
        "
impl A {
    pub fn call(
        &self,
    ) -> Request<
        ControlOrganizationProvisioningRpcServiceBulkCreateOrganizationSlugReservationsModel,
    >{
        b()
    }
}
",
    );
}

#[test]
fn a_name_that_fits_nowhere_stands_below() {
    check(
        quote! {
            pub type Short = AuthorizationCaptureUnprocessableContentDetailAuthorizationAlreadyCapturedDescriptions;
        },
        "
pub type Short =
    AuthorizationCaptureUnprocessableContentDetailAuthorizationAlreadyCapturedDescriptions;
",
    );
}

#[test]
fn arms_break_into_blocks() {
    check(
        quote! {
            fn read<'de, M: Member<'de>>(&mut self, index: usize, member: M) -> Result<(), M::Error> {
                match index {
                    0 => member.read(&mut self.a_name_that_is_so_long_that_nothing_else_has_room),
                    1 => member.read(&mut self.a_name_that_is_so_long_that_nothing_else_has_room_besid),
                    _ => member.skip(),
                }
            }
        },
        "
fn read<'de, M: Member<'de>>(
    &mut self,
    index: usize,
    member: M,
) -> Result<(), M::Error> {
    match index {
        0 => member.read(&mut self.a_name_that_is_so_long_that_nothing_else_has_room),
        1 => member
            .read(&mut self.a_name_that_is_so_long_that_nothing_else_has_room_besid),
        _ => member.skip(),
    }
}
",
    );
}

#[test]
fn long_names_break_as_rustfmt_breaks_them() {
    check(
        quote! {
            impl A {
                const NAME: &'static str = "AStringThatIsSoLongThatItDoesNotFitBelowEitherBecauseItTakesMoreThanALineOrTwoOf";
                fn write<M: Members>(&self, index: usize, members: M) -> Result<(), M::Error> {
                    match index {
                        0 => members.write_optional(&self.a_name_that_is_so_long_that_it_needs_a_line_of_its_own),
                        1 => members.write_optional(&self.a_name_that_is_so_long_that_it_needs_its_own_brackets),
                        2 => members.write_optional(&self.a_name_that_is_so_long_that_not_even_brackets_of_its_own_are_o),
                        _ => Ok(()),
                    }
                }
                fn text(&self) -> &str {
                    match self {
                        Self::AVariantWhoseNameIsSoLongThatItsValueHasToBreakBecauseNothing(value) => value.text(),
                        Self::B => "A string that does not fit beside it, and so is in a line of its own.",
                    }
                }
                fn new() -> Self {
                    Self { a_field_with_a_name_that_takes_most_of_the_line: a_name_that_takes_most_of_the_lin.into() }
                }
            }
        },
        r#"
impl A {
    const NAME: &'static str = "AStringThatIsSoLongThatItDoesNotFitBelowEitherBecauseItTakesMoreThanALineOrTwoOf";
    fn write<M: Members>(&self, index: usize, members: M) -> Result<(), M::Error> {
        match index {
            0 => members.write_optional(
                &self.a_name_that_is_so_long_that_it_needs_a_line_of_its_own,
            ),
            1 => members.write_optional(
                &self.a_name_that_is_so_long_that_it_needs_its_own_brackets,
            ),
            2 => members.write_optional(
                &self.a_name_that_is_so_long_that_not_even_brackets_of_its_own_are_o,
            ),
            _ => Ok(()),
        }
    }
    fn text(&self) -> &str {
        match self {
            Self::AVariantWhoseNameIsSoLongThatItsValueHasToBreakBecauseNothing(
                value,
            ) => value.text(),
            Self::B => {
                "A string that does not fit beside it, and so is in a line of its own."
            }
        }
    }
    fn new() -> Self {
        Self {
            a_field_with_a_name_that_takes_most_of_the_line:
                a_name_that_takes_most_of_the_lin.into(),
        }
    }
}
"#,
    );
}

#[test]
fn long_types_break_as_rustfmt_breaks_them() {
    check(
        quote! {
            impl ATypeWhoseNameIsSoLongThatEvenTheWordBeforeItHasToStandInALineOfItsOwnHereAndNow {
                fn a(&self, id: &str) -> Request<ATypeWhoseNameIsSoLongThatItTakesMoreThanTheRestOfLine> { b() }
                fn c(&self, id: &str) -> Request<ATypeWhoseNameIsSoLongThatItTakesMoreThanTheRestOfTheLineHere> { b() }
            }
        },
        r#"
impl ATypeWhoseNameIsSoLongThatEvenTheWordBeforeItHasToStandInALineOfItsOwnHereAndNow {
    fn a(
        &self,
        id: &str,
    ) -> Request<ATypeWhoseNameIsSoLongThatItTakesMoreThanTheRestOfLine> {
        b()
    }
    fn c(
        &self,
        id: &str,
    ) -> Request<ATypeWhoseNameIsSoLongThatItTakesMoreThanTheRestOfTheLineHere> {
        b()
    }
}
"#,
    );
}

#[test]
fn the_braces_of_an_empty_impl_that_breaks_have_lines_of_their_own() {
    check(
        quote! {
            impl Eq for Short {}
            impl Eq for CreateLaunchTemplateRequestReservationSpecificationCapacityReservationPreference {}
            impl PartialEq for Bare { fn eq(&self, other: &Self) -> bool { self.0 == other.0 } }
        },
        "
impl Eq for Short {}
impl Eq
    for CreateLaunchTemplateRequestReservationSpecificationCapacityReservationPreference
{
}
impl PartialEq for Bare {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
",
    );
}

#[test]
fn the_trait_of_an_impl_that_breaks_can_have_a_line_of_its_own() {
    check(
        quote! {
            impl From<Option<WebhookPullRequestReviewRequestRemovedRequestRemovedPullRequestAssigne>> for Removed { }
            impl From<Option<WebhookPullRequestReviewRequestRemovedRequestRemovedPullRequestAssignee>> for Removed {
                const A: u8 = 1;
            }
        },
        "
impl From<Option<WebhookPullRequestReviewRequestRemovedRequestRemovedPullRequestAssigne>>
    for Removed
{
}
impl
    From<Option<WebhookPullRequestReviewRequestRemovedRequestRemovedPullRequestAssignee>>
    for Removed
{
    const A: u8 = 1;
}
",
    );
}

#[test]
fn operators_are_kept_whatever_they_stand_beside() {
    let text = "a!=b||c&&!d|e^f..=g::h+=1&'a";
    let tokens = Tokens::read(text.parse().unwrap());
    let operators: Vec<&str> = tokens
        .top(tokens.all())
        .map(|index| tokens.str(tokens.get(index).unwrap()))
        .filter(|text| !text.starts_with(char::is_alphanumeric))
        .collect();
    assert_eq!(
        operators,
        ["!=", "||", "&&", "!", "|", "^", "..=", "::", "+=", "&", "'a"]
    );
    for c in "~!@#$%^&*-=+|;:,<.>/?".chars() {
        let one = TokenTree::from(Punct::new(c, Spacing::Alone));
        let tokens = Tokens::read(one.into());
        assert_eq!(tokens.str(tokens.get(0).unwrap()), c.to_string());
    }
}

#[test]
fn a_chain_whose_last_call_takes_much_stays_in_one_line() {
    check(
        quote! {
            fn a() -> Request<()> {
                Call::new(&self.client, Method::POST, "/anything/form-data/pipeDelimited")
                    .multipart_body(Multipart::new().joined("array", &params.array, "|").joined("object", &params.object, "|"))
                    .empty()
            }
            #[doc = "\u{1}b"]
            fn b() -> Request<()> {
                Call::new(&self.client, Method::POST, "/anything/form-data/pipeDelimited")
                    .multipart_body(Multipart::new().joined("array", &params.array, "|").value("object", &params.object_of_it))
                    .empty()
            }
        },
        r#"
fn a() -> Request<()> {
    Call::new(&self.client, Method::POST, "/anything/form-data/pipeDelimited")
        .multipart_body(Multipart::new().joined("array", &params.array, "|").joined(
            "object",
            &params.object,
            "|",
        ))
        .empty()
}

fn b() -> Request<()> {
    Call::new(&self.client, Method::POST, "/anything/form-data/pipeDelimited")
        .multipart_body(
            Multipart::new()
                .joined("array", &params.array, "|")
                .value("object", &params.object_of_it),
        )
        .empty()
}
"#,
    );
}

#[test]
fn a_value_beside_a_very_long_name_goes_below_unless_it_is_a_text() {
    check(
        quote! {
            fn a() -> Usage {
                Self {
                    id,
                    serverless_apps_apm_excl_fargate_apm_azure_appservice_instances_avg_sums_of_it: None,
                    serverless_apps_apm_excl_fargate_apm_azure_appservice_instances_avg_text_of_it: "text",
                }
            }
        },
        r#"
fn a() -> Usage {
    Self {
        id,
        serverless_apps_apm_excl_fargate_apm_azure_appservice_instances_avg_sums_of_it:
            None,
        serverless_apps_apm_excl_fargate_apm_azure_appservice_instances_avg_text_of_it: "text",
    }
}
"#,
    );
}
