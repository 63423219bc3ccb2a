use super::*;
use crate::model::{NextPage, Style};

#[track_caller]
fn config(text: &str) -> Config {
    match Config::parse(Path::new("api/x.toml"), text.to_owned()) {
        Ok(config) => config,
        Err(error) => panic!("{}: {:?}", error.message, error.help),
    }
}

/// The message, the marked text, and the help.
#[track_caller]
fn wrong(text: &str) -> (String, String, Option<String>) {
    let diagnostic = Config::parse(Path::new("x.toml"), text.to_owned()).unwrap_err();
    assert_eq!(diagnostic.code, Code::ConfigSyntax);
    let Place::Text { span, .. } = diagnostic.primary else { panic!("no place") };
    (diagnostic.message, text[span].to_owned(), diagnostic.help)
}

#[test]
fn an_empty_file_is_a_configuration() {
    let config = config("");
    assert_eq!(config.spec, None);
    assert!(config.include.is_empty());
    assert_eq!(config.envelope, Switch::On(Envelope::default()));
    assert!(config.pagination.on().unwrap().is_empty());
}

#[test]
fn paths_lead_from_the_file() {
    let config = config("spec = 'a.yaml'\noutput = '../sdk'\noverlays = ['/b.yaml']");
    assert_eq!(config.spec.unwrap(), Path::new("api/a.yaml"));
    assert_eq!(config.output.unwrap(), Path::new("api/../sdk"));
    assert_eq!(config.overlays[0].get_ref(), Path::new("/b.yaml"));
}

#[test]
fn calls_keep_their_order_and_may_be_nested() {
    let config = config(
        "[resources]\n'pets.list' = 'GET /pets'\n'a.b' = 'doIt'\n\
         [resources.pets.toys]\nlist = 'GET /pets/{id}/toys'",
    );
    let calls: Vec<String> = config
        .resources
        .0
        .iter()
        .map(|(call, operation)| format!("{call} = {operation}"))
        .collect();
    assert_eq!(
        calls,
        ["pets.list = GET /pets", "a.b = doIt", "pets.toys.list = GET /pets/{id}/toys"]
    );
}

#[test]
fn entries_know_their_place() {
    let text = "[resources]\n'pets.list' = 'GET /pets'\n[auth.env]\ntoken = 'T'";
    let config = config(text);
    let (call, operation) = &config.resources.0[0];
    assert_eq!(&text[call.span()], "'pets.list'");
    assert_eq!(&text[operation.span()], "'GET /pets'");
    let (scheme, _) = config.auth.env.get_key_value("token").unwrap();
    assert_eq!(&text[scheme.span()], "token");
    let diagnostic = config.unused(scheme, "no such scheme");
    assert!(matches!(diagnostic.primary, Place::Text { .. }));
}

#[test]
fn rules_can_be_switched_off() {
    let config = config("envelope = false\npagination = false");
    assert_eq!(config.envelope.on(), None);
    assert_eq!(config.pagination.on(), None);
}

#[test]
fn pagination_rules() {
    let config = config(
        "[pagination.pages]\nstyle = 'page'\nparameter = 'page'\nper_page = 'per_page'\n\
         items = 'result'\ntotal_pages = 'result_info.total_pages'\n\
         [pagination.after]\nstyle = 'cursor'\nparameter = 'after'\ncursor = ['a.b', 'c']\n\
         operations = ['GET /x']\n\
         [pagination.index]\nstyle = 'offset'\nparameter = 'start'\nfirst = 1\n\
         has_more = 'more'\nin = 'body.options'\n\
         [pagination.header]\nstyle = 'cursor'\nparameter = 'p'\nheader = 'X-Next'",
    );
    let rules = config.pagination.on().unwrap();
    let NextPage::Offset { first, .. } = &rules["index"].next else {
        panic!("not by offset");
    };
    assert_eq!((*first, &rules["index"].has_more), (1, &Some(MemberPath::from("more"))));
    assert_eq!(rules["pages"].items, Some(MemberPath::from("result")));
    let NextPage::PageNumber { first, total_pages, .. } = &rules["pages"].next else {
        panic!("not by page");
    };
    assert_eq!(*first, 1);
    assert_eq!(
        total_pages.as_deref(),
        Some(&["result_info".to_owned(), "total_pages".into()][..])
    );
    assert_eq!(rules["pages"].place, PagePlace::Query);
    let place = PagePlace::Body(MemberPath::from("options"));
    assert_eq!(rules["index"].place, place);
    let expected = NextPage::Header { parameter: "p".into(), header: "X-Next".into() };
    assert_eq!(rules["header"].next, expected);
    let cursor = vec!["a.b".to_owned(), "c".to_owned()];
    let expected = NextPage::Cursor { parameter: "after".into(), cursor };
    assert_eq!(rules["after"].next, expected);
}

#[test]
fn every_style_of_pages_takes_the_number_of_items() {
    let keys = [
        ("page", "parameter = 'p'"),
        ("offset", "parameter = 'p'"),
        ("cursor", "parameter = 'p'\ncursor = 'c'"),
        ("last-item", "parameter = 'p'\nmember = 'id'"),
        ("next-url", "url = 'next'"),
        ("next-link", "links = 'links'"),
        ("link-header", ""),
        ("single", ""),
    ];
    for (style, keys) in keys {
        let text =
            format!("[pagination.a]\nstyle = '{style}'\ntotal_items = 'n'\n{keys}");
        let config = config(&text);
        let rules = config.pagination.on().unwrap();
        assert_eq!(rules["a"].total_items, Some(MemberPath::from("n")), "{style}");
    }
}

#[test]
fn styles_by_name_or_with_explode() {
    let config = config(
        "[parameters.styles]\nfilters = 'dots'\n\
         ids = { style = 'form', explode = false }\n'GET /x ids' = 'pipe-delimited'",
    );
    let styles = &config.parameters.styles;
    assert_eq!(styles["filters"], ParameterStyle { style: Style::Dots, explode: true });
    assert_eq!(styles["ids"], ParameterStyle { style: Style::Form, explode: false });
    assert_eq!(styles["GET /x ids"].style, Style::PipeDelimited);
}

#[test]
fn credentials() {
    let config = config(
        "[auth]\nprecedence = ['token', ['email', 'key']]\n\
         [auth.env]\ntoken = 'T'\nlogin = { user = 'U', password = 'P' }",
    );
    assert_eq!(config.auth.precedence[1].0.get_ref(), &["email", "key"]);
    let login = ("U".to_owned(), Some("P".to_owned()));
    let found = &config.auth.env["login"];
    let found =
        (found.variable.to_string(), found.password.as_ref().map(ToString::to_string));
    assert_eq!(found, login);
}

#[test]
fn dependencies_stay_as_they_are() {
    let config =
        config("[dependencies]\na = '1'\nb = { version = '2', features = ['x'] }");
    let dependency = |name: &str| {
        let mut all = config.dependencies.iter();
        all.find_map(|(found, value)| (&**found == name).then_some(value.get_ref()))
            .unwrap()
    };
    assert_eq!(dependency("a").to_string(), "\"1\"");
    assert_eq!(dependency("b").to_string(), "{ version = \"2\", features = [\"x\"] }");
}

#[test]
fn a_wrong_key_is_named_and_the_right_one_suggested() {
    assert_eq!(
        wrong("ouptut = 'x'"),
        (
            "unknown key `ouptut`".into(),
            "ouptut".into(),
            Some("did you mean `output`?".into())
        )
    );
    let (message, marked, help) = wrong("[include]\nzzzzzzz = 1");
    assert_eq!((&*message, &*marked), ("unknown key `zzzzzzz`", "zzzzzzz"));
    assert_eq!(help.unwrap(), "write one of `tags`, `paths`, `operations`");
    let (_, marked, _) = wrong("[envelope]\nresult = 'r'\nsucess = 's'");
    assert_eq!(marked, "sucess");
}

#[test]
fn a_wrong_value_is_marked() {
    let (message, marked, help) = wrong("[diagnostics]\ndeny = ['repared']");
    assert_eq!((&*message, &*marked), ("unknown value `repared`", "'repared'"));
    assert_eq!(help.unwrap(), "did you mean `repaired`?");
    for name in ["box", "final", "macro", "unsized", "yield", "type", "core"] {
        let (message, ..) = wrong(&format!("[package]\nname = '{name}'"));
        assert_eq!(
            message,
            format!("no package can be named `{name}`: Rust keeps that name")
        );
    }
    for version in ["1.0.0-01", "1.0.0-rc.00", "01.0.0"] {
        let (message, ..) = wrong(&format!("[package]\nversion = '{version}'"));
        assert!(message.contains("is not a version"), "{message}");
    }
    let (message, marked, _) = wrong("[package]\nname = 1");
    assert_eq!(message, "invalid type: integer `1`, expected a string");
    assert_eq!(marked, "1");
    let (message, _, help) = wrong("[parameters.styles]\na = 'dot'");
    assert_eq!(message, "unknown value `dot`");
    assert_eq!(help.unwrap(), "did you mean `dots`?");
    let (message, ..) = wrong("[pagination.a]\nstyle = 'page'");
    assert_eq!(message, "the pagination style `page` needs the key `parameter`");
    let (message, ..) =
        wrong("[pagination.a]\nstyle = 'page'\nparameter = 'p'\nurl = 'u'");
    assert_eq!(message, "`url` does not go with the pagination style `page`");
    let cursor = "[pagination.a]\nstyle = 'cursor'\nparameter = 'p'\n";
    let (message, ..) = wrong(cursor);
    assert_eq!(
        message,
        "the pagination style `cursor` needs the key `cursor` or `header`"
    );
    let (message, ..) = wrong(&format!("{cursor}cursor = 'c'\nheader = 'X-C'"));
    assert_eq!(message, "`cursor` and `header` do not go together");
    let (message, marked, _) = wrong(&format!("{cursor}header = 'X C'"));
    assert!(message.contains("not the name of a header"), "{message}");
    assert_eq!(marked, "'X C'");
    let (message, ..) = wrong(&format!("{cursor}cursor = 'c'\nin = 'page'"));
    assert!(message.starts_with("`page` is no place of parameters"), "{message}");
    let (message, ..) = wrong("[pagination.a]\nstyle = 'single'\nin = 'body'");
    assert_eq!(message, "`in` does not go with the pagination style `single`");
    let (_, marked, _) = wrong("spec = \n");
    assert_eq!(marked.trim(), "");
}

#[test]
fn the_template_is_a_configuration_with_and_without_its_comments() {
    let template = template("open\"api.yaml", "../sdk", None);
    let plain = config(&template);
    assert_eq!(plain.spec.unwrap(), Path::new("api/open\"api.yaml"));
    assert!(plain.include.is_empty());
    let full = config(&uncommented(&template));
    assert_eq!(full.fixes.len(), 5);
    assert_eq!(full.pagination.on().unwrap().len(), 9);
}

#[test]
fn the_template_says_what_the_size_of_the_api_decides() {
    for is_large in [false, true] {
        let config = config(&template("a", "b", Some(is_large)));
        let features = if is_large { Features::Resources } else { Features::Off };
        assert_eq!(config.features, Some(features));
        assert_eq!(config.types.comparable, Some(!is_large));
        assert_eq!(config.types.share, Some(is_large));
    }
}

#[test]
fn what_is_written_twice_is_said_to_be_so() {
    let help = |text: &str| {
        let error = Config::parse(Path::new("x"), text.to_owned()).unwrap_err();
        error.help.unwrap_or_default()
    };
    let table = "spec = 'a'\n[types.rename]\nA = 'B'\n[auth]\n[types.rename]\nC = 'D'\n";
    assert_eq!(help(table), "write the entries below line 2, where the table begins");
    let key = "[types.rename]\nA = 'B'\n[types.replace]\nA = 'b::B'\nA = 'b::C'\n";
    assert_eq!(help(key), "line 4 says it already");
}

/// Every key that a table can have stands in the template.
#[test]
fn the_template_says_everything() {
    let full = uncommented(&template("a", "b", None));
    let sections = full.lines().filter(|line| line.starts_with('['));
    for section in sections.chain([""]) {
        // A key that is not known makes serde list all that are.
        let text = format!("{section}\nzzzzzzzz = 1");
        let Err(error) = Config::parse(Path::new("x"), text) else { continue };
        let Some(list) = error.help.filter(|help| help.starts_with("write one of"))
        else {
            continue;
        };
        for key in list.split('`').skip(1).step_by(2) {
            let known = full.lines().any(|line| {
                let line = line.trim_start_matches('[');
                line.starts_with(&format!("{key} ="))
                    || line.starts_with(&format!("{key}]"))
                    || line.starts_with(&format!("{key}."))
                    || line.contains(&format!(".{key}]"))
                    || line.contains(&format!(" {key} ="))
            });
            assert!(known, "`{key}` of `{section}` is not in the template");
        }
    }
}

/// Takes the `#` off settings; sentences have a blank after it.
fn uncommented(template: &str) -> String {
    let setting = |line: &str| {
        line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).map(str::to_owned)
    };
    let lines =
        template.lines().map(|line| setting(line).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}
