//! Feeds as they are really published: each way of being broken gives its entries and says what was wrong.

use skillgap::diag::{Code, Diag};
use skillgap::ingest::{self, Item};
use skillgap::model::Advert;

const TEXT: &str = "Plan the routes of thirty lorries and lead their drivers.";

fn read(bytes: &[u8]) -> (Vec<Advert>, Vec<Diag>) {
    let (mut adverts, mut findings) = (Vec::new(), Vec::new());
    ingest::read(bytes, "feed.xml", &mut |item| match item {
        Item::Advert(advert) => adverts.push(advert),
        Item::SetAside(advert, finding) => {
            adverts.push(advert);
            findings.push(finding);
        }
        Item::Finding(finding) => findings.push(finding),
    });
    (adverts, findings)
}

/// A feed of RSS 2.0 around the items given.
fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Jobs</title>\
         <link>https://example.org/feed/</link>{items}</channel></rss>"
    )
}

fn item(inside: &str) -> String {
    format!("<item>{inside}<description>{TEXT}</description></item>")
}

fn one(feed: &str) -> (Advert, Vec<Diag>) {
    let (mut adverts, findings) = read(feed.as_bytes());
    assert_eq!(adverts.len(), 1, "{feed}: {findings:?}");
    (adverts.remove(0), findings)
}

fn codes(findings: &[Diag]) -> Vec<Code> {
    findings.iter().map(|f| f.code).collect()
}

#[test]
fn healthy_feeds_of_every_kind_give_their_entries_without_findings() {
    let rss1 = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><items/></channel>\
         <item rdf:about=\"https://example.org/1\"><title>Planner</title><link>https://example.org/1</link><description>{TEXT}</description></item></rdf:RDF>"
    );
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>Jobs</title><updated>2025-09-02T10:00:00Z</updated><entry><id>e</id>\
         <title type=\"html\">R&amp;amp;D Planner</title><link rel=\"self\" href=\"https://example.org/e.xml\"/><link rel=\"alternate\" href=\"https://example.org/1\"/>\
         <updated>2025-09-02T10:00:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{TEXT}</p><ul><li>Excel</li></ul></div></content></entry></feed>"
    );
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Jobs\", \"items\": [{{\"id\": \"1\", \"title\": \"Planner\", \
         \"url\": \"https://example.org/1\", \"content_html\": \"<p>{TEXT}</p>\", \"date_published\": \"2025-09-02T10:00:00Z\"}}]}}"
    );
    let rss091 = format!(
        "<rss version=\"0.91\"><channel><title>J</title><link>https://example.org</link><description>d</description><language>en</language>\
         <item><title>Planner</title><link>https://example.org/1</link><description>{TEXT}</description></item></channel></rss>"
    );
    for feed in [rss(&item("<title>Planner</title><link>https://example.org/1</link>")), rss1, atom, json, rss091] {
        let (advert, findings) = one(&feed);
        assert_eq!(codes(&findings), [], "{feed}");
        assert!(advert.title.ends_with("Planner") && advert.text.starts_with(TEXT), "{advert:?}");
        assert_eq!(advert.link.as_deref(), Some("https://example.org/1"));
    }
}

#[test]
fn bare_ampersands_lose_neither_title_nor_link() {
    let (advert, findings) =
        one(&rss(&item("<title>R&D manager at AT&T</title><link>https://example.org/j?a=1&b=2</link>")));
    assert_eq!(advert.title, "R&D manager at AT&T");
    assert_eq!(advert.link.as_deref(), Some("https://example.org/j?a=1&b=2"));
    assert_eq!(codes(&findings), [Code::RepairedFeed]);
}

#[test]
fn unclosed_tags_and_truncation_cost_at_most_what_was_not_sent() {
    let first = item("<title>First</title>");
    let unclosed = format!(
        "<item><title>Second</title><description>{TEXT} <br> and more</description><link>https://example.org/2</link></item>"
    );
    let (adverts, findings) = read(rss(&format!("{first}{unclosed}")).as_bytes());
    assert_eq!(adverts.iter().map(|a| a.title.as_str()).collect::<Vec<_>>(), ["First", "Second"]);
    assert_eq!(adverts[1].link.as_deref(), Some("https://example.org/2"));
    assert_eq!(codes(&findings), [Code::RepairedFeed]);
    let whole = rss(&format!("{first}<item><title>Second</title><description>{TEXT} and more</description></item>"));
    let cut = &whole[..whole.len() - 60];
    let (adverts, findings) = read(cut.as_bytes());
    assert_eq!(adverts.len(), 2);
    assert!(findings.iter().any(|f| f.code == Code::RepairedFeed && f.message.contains("cut off")), "{findings:?}");
}

#[test]
fn odd_versions_and_places_of_items_are_read() {
    let items = item("<title>Planner</title>");
    for feed in [
        rss(&items).replace(" version=\"2.0\"", ""),
        rss(&items).replace("2.0", "2"),
        rss(&items).replace("2.0", "2.0.1"),
        format!("<rss version=\"2.0\"><channel><title>J</title></channel>{items}</rss>"),
        format!("<channel><title>J</title>{items}</channel>"),
        format!("junk before\n{}", rss(&items)),
    ] {
        assert_eq!(one(&feed).0.title, "Planner", "{feed}");
    }
}

#[test]
fn every_encoding_is_read_and_contradictions_are_said() {
    let feed = rss(&item("<title>Café manager – £30k</title>"));
    let utf16: Vec<u8> = feed.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_bom: Vec<u8> = [&[0xff, 0xfe][..], &utf16].concat();
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (bytes, contradicts) in [
        (feed.clone().into_bytes(), false),
        ([&[0xef, 0xbb, 0xbf][..], feed.as_bytes()].concat(), false),
        (utf16, false),
        (with_bom, false),
        (latin(&feed.replace("UTF-8", "windows-1252")), false),
        (latin(&feed), true),
        (feed.replace("UTF-8", "ISO-8859-1").into_bytes(), true),
    ] {
        let (adverts, findings) = read(&bytes);
        assert_eq!(adverts[0].title, "Café manager – £30k");
        assert_eq!(codes(&findings).contains(&Code::EncodingRepaired), contradicts, "{findings:?}");
    }
}

#[test]
fn entities_control_characters_and_double_escapes_become_text() {
    let (advert, _) = one(&rss(&format!(
        "<item><title>Manager\u{8} you&rsquo;ll &amp;amp; &amp;pound;30k &lt;b&gt;now&lt;/b&gt;</title>\
         <description>&amp;lt;p&amp;gt;{TEXT}&amp;lt;/p&amp;gt;&amp;lt;ul&amp;gt;&amp;lt;li&amp;gt;R&amp;amp;amp;D&amp;nbsp;work&amp;lt;/li&amp;gt;&amp;lt;/ul&amp;gt;</description></item>"
    )));
    assert_eq!(advert.title, "Manager you’ll & £30k now");
    assert_eq!(advert.text, format!("{TEXT}\n\n- R&D work"));
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>{}",
        rss(&item("<title>Planner &b;</title>")).replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "")
    );
    assert!(!one(&bomb).0.title.contains("aaaa"));
}

#[test]
fn identity_never_depends_on_chance_or_on_what_boards_change() {
    let feed = rss(&item("<title>Planner</title>"));
    assert_eq!(one(&feed).0.id, one(&feed).0.id);
    let linked = |id: &str| {
        rss(&item(&format!(
            "<title>Planner</title><link>https://example.org/1?utm_source={id}</link><guid>{id}</guid>"
        )))
    };
    assert_eq!(one(&linked("a")).0.id, one(&linked("b")).0.id);
    // A map keyed by the published id would lose one of these.
    let same = item("<title>Planner</title><guid isPermaLink=\"false\">same</guid>")
        + &item("<title>Driver</title><guid isPermaLink=\"false\">same</guid>");
    let (adverts, _) = read(rss(&same).as_bytes());
    assert_ne!(adverts[0].id, adverts[1].id);
    let shared = item("<title>Planner</title><link>https://example.org/careers</link>")
        + &item("<title>Driver</title><link>https://example.org/careers</link>");
    let (adverts, _) = read(rss(&shared).as_bytes());
    assert_ne!(adverts[0].id, adverts[1].id);
}

#[test]
fn links_are_found_and_made_absolute() {
    for (inside, want) in [
        ("<link>/jobs/1</link>", Some("https://example.org/jobs/1")),
        ("<link>jobs/1</link>", Some("https://example.org/feed/jobs/1")),
        ("<guid isPermaLink=\"true\">https://example.org/g</guid>", Some("https://example.org/g")),
        ("<guid isPermaLink=\"false\">7f3a</guid>", None),
        ("<link><![CDATA[ https://example.org/c ]]></link>", Some("https://example.org/c")),
        ("", None),
    ] {
        assert_eq!(one(&rss(&item(&format!("<title>P</title>{inside}")))).0.link.as_deref(), want, "{inside}");
    }
}

#[test]
fn dates_and_the_fields_of_job_boards_are_kept() {
    let (advert, findings) = one(&rss(&item(
        "<title>Planner</title><pubDate>2 Sept 2025 10:00</pubDate><job:salary xmlns:job=\"j\">£30,000</job:salary><company>Acme</company>\
         <region>Hull</region><category>Logistics</category><type>FULL_TIME</type><expires_at>2025-10-01T10:00:00</expires_at>",
    )));
    assert_eq!(codes(&findings), []);
    assert_eq!(advert.published.map(|d| d.to_string()).as_deref(), Some("2025-09-02"));
    assert_eq!(advert.closing.map(|d| d.to_string()).as_deref(), Some("2025-10-01"));
    assert_eq!((advert.salary.as_deref(), advert.employer.as_deref()), (Some("£30,000"), Some("Acme")));
    assert_eq!((advert.place.as_deref(), advert.contract.as_deref()), (Some("Hull"), Some("full time")));
}

#[test]
fn the_longer_of_summary_and_content_is_the_text() {
    let feed = rss(&format!(
        "<item><title>P</title><description>Plan routes.</description>\
         <content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><![CDATA[<p>{TEXT}</p><p>Plan routes.</p>]]></content:encoded></item>"
    ));
    assert_eq!(one(&feed).0.text, format!("{TEXT}\n\nPlan routes."));
}

#[test]
fn stubs_empty_feeds_and_ruins_are_each_named() {
    let (adverts, findings) =
        read(rss("<item><title>Planner</title><link>https://example.org/1</link></item>").as_bytes());
    assert_eq!((adverts.len(), codes(&findings)), (1, vec![Code::NoText]));
    assert_eq!(codes(&read(rss("").as_bytes()).1), [Code::EmptyInput]);
    assert_eq!(codes(&read(b"<rss version=\"2.0\"><channel><title>cut o").1), [Code::BrokenFeed]);
    assert_eq!(codes(&read(b"").1), [Code::EmptyInput]);
    assert_eq!(codes(&read(b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}").1), [Code::EmptyInput]);
}

#[test]
fn a_broken_list_of_jobs_is_read_as_far_as_it_goes() {
    let xml = format!(
        "<source><job><title>A & B</title><referencenumber>1</referencenumber><url>https://example.org/1?x=1&y=2</url><description>{TEXT}<br></description></job><job><title>Second</title><description>{TEXT}"
    );
    let (adverts, findings) = read(xml.as_bytes());
    assert_eq!(adverts.iter().map(|a| a.title.as_str()).collect::<Vec<_>>(), ["A & B", "Second"]);
    assert_eq!(codes(&findings), [Code::RepairedFeed]);
    let json = format!(
        "{{\"jobs\": [{{\"title\": \"One\", \"description\": \"{TEXT}\", \"url\": \"https://example.org/1\"}}, {{\"title\": \"Two\", \"descr"
    );
    let (adverts, findings) = read(json.as_bytes());
    assert_eq!(adverts[0].title, "One");
    assert!(codes(&findings).contains(&Code::RepairedFeed));
}
