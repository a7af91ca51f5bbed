//! Saved pages: adverts in every kind of markup, and pages that are none.

use skillgap::diag::{Code, Diag};
use skillgap::ingest::{self, Item};
use skillgap::model::Advert;

fn read(html: &str) -> Vec<Item> {
    let mut items = Vec::new();
    ingest::read(html.as_bytes(), "page.html", &mut |item| items.push(item));
    items
}

fn advert(html: &str) -> Advert {
    match read(html).as_slice() {
        [Item::Advert(advert)] => advert.clone(),
        other => panic!("{other:?}"),
    }
}

fn finding(html: &str) -> Diag {
    match read(html).as_slice() {
        [Item::Finding(finding)] => finding.clone(),
        other => panic!("{other:?}"),
    }
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>{body}</body></html>"
    )
}

const NAV: &str = "<nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/jobs\">All jobs</a></li></ul></nav>\
    <div class=\"cookie-banner\"><p>We use cookies to improve this site.</p><button>Accept all cookies</button></div>";

const MAIN: &str = "<h1>Route Planner</h1><p>We are looking for a planner to join our team of thirty drivers in Hull. You will plan routes by day \
    and by night and answer to the head of freight.</p><h2>Responsibilities</h2><ul><li>Plan the routes of thirty lorries</li><li>Lead \
    their drivers and hand over between shifts</li><li>Report to customers when a delivery is late</li></ul><p><strong>What you need</strong></p>\
    <ul><li>Five years of experience in freight</li><li>Java<b>Script</b> or Python</li></ul><table><tr><th>Salary</th><td>£30,000</td></tr>\
    <tr><th>Hours</th><td>37 a week</td></tr></table><p>Apply by 1 October.</p>";

#[test]
fn a_posting_is_read_from_every_shape_of_linked_data() {
    let posting = "{\"@context\": \"https://schema.org\", \"@type\": \"JobPosting\", \"title\": \"Route Planner\", \
        \"description\": \"&lt;p&gt;Plan the routes of thirty lorries.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Excel&lt;/li&gt;&lt;/ul&gt;\"}";
    for script in [
        posting.to_string(),
        format!("[{{\"@type\": \"WebSite\"}}, {posting}]"),
        format!("{{\"@context\": \"https://schema.org\", \"@graph\": [{{\"@type\": \"Organization\"}}, {posting}]}}"),
        format!("/* data */ {posting};"),
        format!("<!--\n{posting}\n-->"),
        format!("//<![CDATA[\n{posting}\n//]]>"),
        posting.replace("\"}", "\",}"),
        posting.replace("\"JobPosting\"", "[\"JobPosting\", \"Thing\"]"),
        posting.replace("lorries.", "lorries.\n\t"),
        posting.replace('"', "&quot;"),
    ] {
        let html = page("x", &format!("{NAV}<script type='application/ld+json'>{script}</script>"));
        let advert = advert(&html);
        assert_eq!(advert.title, "Route Planner", "{script}");
        assert_eq!(advert.text.replace(". ", "."), "Plan the routes of thirty lorries.\n\n- Excel", "{script}");
    }
    let several = page(
        "x",
        &format!(
            "<script type='application/ld+json'>{{\"@type\":\"WebSite\"}}</script><script type='Application/LD+JSON'>{posting}</script>"
        ),
    );
    assert_eq!(advert(&several).title, "Route Planner");
}

#[test]
fn a_posting_is_read_from_microdata() {
    let html = page(
        "x",
        &format!(
            "{NAV}<div itemscope itemtype=\"https://schema.org/JobPosting\"><h1 itemprop=\"title\">Route Planner</h1>\
             <div itemprop=\"hiringOrganization\" itemscope itemtype=\"http://schema.org/Organization\"><span itemprop=\"name\">Acme</span></div>\
             <span itemprop=\"jobLocation\" itemscope><span itemprop=\"address\" itemscope><span itemprop=\"addressLocality\">Hull</span></span></span>\
             <meta itemprop=\"datePosted\" content=\"2025-09-02\"><div itemprop=\"description\"><p>Plan the routes of thirty lorries.</p><ul><li>Excel</ul></div></div>"
        ),
    );
    let advert = advert(&html);
    assert_eq!(
        (advert.title.as_str(), advert.employer.as_deref(), advert.place.as_deref()),
        ("Route Planner", Some("Acme"), Some("Hull"))
    );
    assert_eq!(advert.text, "Plan the routes of thirty lorries.\n\n- Excel");
    assert_eq!(advert.published.map(|d| d.to_string()).as_deref(), Some("2025-09-02"));
}

#[test]
fn a_posting_without_a_description_takes_the_text_of_its_page() {
    let html = page(
        "x",
        &format!(
            "{NAV}<main>{MAIN}</main><script type=\"application/ld+json\">{{\"@type\":\"JobPosting\",\"title\":\"Planner\",\"url\":\"https://example.org/1\"}}</script>"
        ),
    );
    let advert = advert(&html);
    assert!(advert.text.contains("- Plan the routes") && advert.link.is_some());
}

#[test]
fn the_main_text_keeps_its_structure_and_loses_the_frame() {
    let want = "# Route Planner\n\nWe are looking for a planner";
    for body in [
        format!("{NAV}<main>{MAIN}</main><footer><p>© Acme</p></footer>"),
        format!("{NAV}<form method=post><div><div class=\"c1\">{MAIN}</div></div></form><footer>© Acme</footer>"),
        format!("<table><tr><td>{NAV}</td><td>{MAIN}</td></tr></table>"),
    ] {
        let advert = advert(&page("Route Planner | Acme", &body));
        assert_eq!(advert.title, "Route Planner");
        let text = &advert.text;
        assert!(text.contains(want) || text.starts_with("We are looking"), "{text}");
        for line in [
            "## Responsibilities",
            "- Lead their drivers and hand over between shifts",
            "### What you need",
            "- JavaScript or Python",
            "Salary: £30,000",
            "Hours: 37 a week",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in {text}");
        }
        assert!(!text.contains("cookies") && !text.contains("All jobs"), "{text}");
    }
}

#[test]
fn hidden_tabs_are_part_of_the_advert() {
    let tabs = "<div class=\"tab\">TOP</div><div class=\"tab\" style=\"display:none\" hidden><h2>Person specification</h2><ul><li>Patience</li>\
        <li>Five years in freight</li><li>A licence for lorries</li><li>Excel and other tools</li></ul></div>";
    let text = advert(&page("Planner", &format!("{NAV}<div>{}</div>", tabs.replace("TOP", MAIN)))).text;
    assert!(text.contains("- Patience") && text.contains("- Plan the routes"), "{text}");
}

#[test]
fn the_address_is_canonical_and_the_title_has_a_source() {
    let html = page("Planner | Acme", MAIN)
        .replace("</head>", "<link rel=\"canonical\" href=\"https://Example.org/jobs/7?utm_source=x#apply\"></head>");
    assert_eq!(advert(&html).link.as_deref(), Some("https://example.org/jobs/7"));
    let untitled = advert(&page("Route Planner at Acme", &MAIN.replace("h1", "h3")));
    assert_eq!(untitled.title, "Route Planner at Acme");
}

#[test]
fn pages_that_are_no_adverts_are_named() {
    let card = |n: u32| {
        format!(
            "<li class=\"card\"><h2><a href=\"/jobs/{n}\">Route Planner number {n}</a></h2><p>Acme, Hull. Plan routes for a team of drivers.</p></li>"
        )
    };
    let list: String = (0..12).map(card).collect();
    let words = "<p>We value your privacy. This site and its partners store cookies. Accept all cookies or manage your cookies.</p>";
    let story = "<p>The river rose in the night and the old bridge went with it, as everybody in the valley had said it would. </p>".repeat(12);
    for (html, code, says) in [
        (page("212 Planner jobs in Hull", &format!("{NAV}<ul>{list}</ul>")), Code::ListPage, "list"),
        (page("Careers", &format!("{NAV}<ul>{list}</ul>")), Code::ListPage, "list"),
        (
            page("Sign in", "<h1>Sign in</h1><form><input type=\"email\"><input type=\"password\"></form>"),
            Code::NotAnAdvert,
            "log-in",
        ),
        (page("404 - Page not found", "<h1>Sorry</h1><p>We can't find that page.</p>"), Code::NotAnAdvert, "error"),
        (page("Acme", words), Code::NotAnAdvert, "consent"),
        (
            page(
                "Acme Careers",
                "<div id=\"root\"></div><noscript>You need to enable JavaScript to run this app.</noscript>",
            ),
            Code::NotAnAdvert,
            "shell",
        ),
        (page("A flood", &story), Code::NotAnAdvert, "does not read like"),
    ] {
        let finding = finding(&html);
        assert_eq!(finding.code, code, "{html}");
        assert!(finding.message.contains(says), "{}", finding.message);
    }
}

#[test]
fn closed_adverts_and_other_languages_are_set_aside() {
    let closed = page("Route Planner", &format!("{NAV}<main><p>This vacancy has expired.</p>{MAIN}</main>"));
    assert!(
        matches!(&read(&closed)[..], [Item::SetAside(a, d)] if d.code == Code::Expired && a.title == "Route Planner")
    );
    let danish = "<p>Vi søger en planlægger til vores afdeling i Aarhus. Du skal have erfaring med transport og kunne arbejde selvstændigt. \
        Vi tilbyder gode kolleger og en spændende hverdag med mulighed for udvikling.</p>".repeat(3);
    let page = page("Planlægger", &format!("{NAV}<main><h1>Planlægger</h1>{danish}</main>"));
    assert!(matches!(&read(&page)[..], [Item::SetAside(_, d)] if d.code == Code::OtherLanguage), "{:?}", read(&page));
}

#[test]
fn an_advert_with_the_words_of_other_pages_is_still_one() {
    for (title, more) in [
        ("Login.gov Engineer", "<input type=\"password\">"),
        ("Fortune 500 Account Manager", ""),
        ("Security check officer", ""),
        ("Consultant, S/4HANA at Acme — remote jobs", ""),
    ] {
        let html = page(title, &format!("{NAV}<main>{}</main>{more}", MAIN.replace("Route Planner", title).repeat(2)));
        assert_eq!(advert(&html).title, title);
    }
}
