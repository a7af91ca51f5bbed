//! Pairs of our own, in the ways adverts are copied, and near misses.

use super::*;
use crate::model::{Advert, AdvertId};
use crate::rules::Rules;
use std::collections::BTreeMap;

const ABOUT: &str = "Larkfield Health runs nine community clinics and two small hospitals along the coast. We were founded \
    by a mutual society in 1931 and still belong to our members. Every new colleague has a buddy for the first three months. \
    We offer thirty days of holiday, a pension scheme, and a bicycle on loan for anyone who wants one. ";

const WARD_NURSE: &str = "You will look after twenty two adults who recover from operations on hips and knees. Together with \
    the physiotherapists you get them on their feet on the first day. You change dressings, give medicines and talk with \
    worried families. You hand over carefully at the end of every shift and write clear notes. We ask for a registration \
    with the nursing council and for somebody who stays calm when three bells ring at once. ";

const PORTER: &str = "You will move beds, samples and meals between the wards and the kitchen, answer calls on the radio within \
    two minutes and keep the corridors free. You check the oxygen bottles every morning, fold the linen with the laundry \
    crew and bring visitors to where they want to go. We ask for sturdy shoes, good humour and a driving licence for the \
    small electric cart. ";

const ANALYST: &str = "You will build the monthly report on stock and orders in SQL, explain to buyers why a number moved, and \
    replace four old spreadsheets by one model that people trust. You talk with warehouses in three countries and write \
    down what a field means before you use it. We ask for two years of work with data, clean queries, and the patience to \
    find the one duplicate row that spoils a total. ";

const FOOTER: &str = "Seniority level: associate. Employment type: full time. Industries: logistics and supply chain. Apply on \
    the website of the board, and see who else has applied for this opening today. ";

struct Draft<'a>(&'a str, &'a str, &'a str, &'a str, String);

fn advert(draft: &Draft) -> Advert {
    let Draft(id, title, employer, place, text) = draft;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Advert {
        id: AdvertId((*id).into()),
        title: (*title).into(),
        text: text.clone(),
        employer: some(employer),
        place: some(place),
        salary: None,
        contract: None,
        published: None,
        closing: None,
        link: None,
        reference: None,
        source: format!("{id}.html"),
    }
}

fn cards(adverts: &[Advert]) -> (Vec<Card>, Telling) {
    let rules = Rules::embedded();
    let telling = Telling::of(rules);
    let key = |advert: &Advert| advert.employer.as_deref().unwrap_or_default().to_lowercase();
    (adverts.iter().map(|advert| Card::of(advert, &key(advert), rules, &telling)).collect(), telling)
}

/// Id of each copy → id of what stands for it, and the reason.
fn copies(adverts: &[Advert]) -> BTreeMap<String, (String, Reason)> {
    let (cards, telling) = cards(adverts);
    let groups = group(&cards, &telling);
    let id = |card: u32| cards[card as usize].stated.id.clone();
    groups.links.iter().map(|l| (id(l.member), (id(groups.heads[l.member as usize]), l.reason))).collect()
}

fn of(drafts: &[Draft]) -> BTreeMap<String, (String, Reason)> {
    copies(&drafts.iter().map(advert).collect::<Vec<_>>())
}

fn one_reason(drafts: &[Draft]) -> Option<Reason> {
    let found = of(drafts);
    assert!(found.len() <= 1);
    found.into_values().next().map(|(_, reason)| reason)
}

fn nurse(text: &str) -> String {
    format!("{ABOUT}{text}{WARD_NURSE}")
}

#[test]
fn a_copy_on_another_board_has_another_footer_and_glued_words() {
    let copied = ANALYST.replace("orders in", "ordersIn") + FOOTER;
    let pair = [
        Draft("a", "Data Analyst", "Tern Supplies", "Hull", ANALYST.into()),
        Draft("b", "Data Analyst", "Tern Supplies", "Hull", copied),
    ];
    assert_eq!(one_reason(&pair), Some(Reason::Contained));
}

#[test]
fn one_text_for_two_places_is_one_advert() {
    let pair = [
        Draft(
            "a",
            "Staff Nurse - Ashdown",
            "Larkfield Health",
            "Ashdown",
            nurse("You will work at our clinic in Ashdown. "),
        ),
        Draft(
            "b",
            "Staff Nurse - Pellow",
            "Larkfield Health",
            "Pellow",
            nurse("You will work at our clinic in Pellow. "),
        ),
    ];
    assert_eq!(one_reason(&pair), Some(Reason::OtherPlace));
}

#[test]
fn an_advert_published_again_is_one() {
    let mut first = advert(&Draft("a", "Porter", "Larkfield Health", "", format!("{PORTER} Apply by 3 May.")));
    let mut again = advert(&Draft("b", "Porter", "Larkfield Health", "", format!("{PORTER} Apply by 9 August.")));
    first.published = "2026-04-01".parse().ok();
    again.published = "2026-07-12".parse().ok();
    assert_eq!(copies(&[first, again]).get("b"), Some(&("a".to_owned(), Reason::Repost)));
}

#[test]
fn an_agency_copies_the_opening_of_another() {
    let pair = [
        Draft("a", "Data Analyst", "Tern Supplies", "Hull", format!("{ABOUT}{ANALYST}")),
        Draft("b", "Jr. Data Analyst", "Cobalt Recruitment", "Hull", format!("Our client hires. {ANALYST}")),
    ];
    assert_eq!(one_reason(&pair), Some(Reason::OtherEmployer));
}

#[test]
fn a_contract_or_another_name_of_the_role_makes_no_other_advert() {
    for other in ["Bank Staff Nurse", "Staff Nurse (Fixed Term)", "Staff Nurse - Nights"] {
        let pair = [
            Draft("a", "Staff Nurse", "Larkfield Health", "Ashdown", nurse("")),
            Draft("b", other, "Larkfield Health", "Ashdown", nurse("Hours are agreed with the team. ")),
        ];
        assert_eq!(one_reason(&pair), Some(Reason::OtherTitle), "{other}");
    }
}

#[test]
fn other_roles_specialities_and_grades_stay_apart_however_alike_their_texts() {
    for (one, other) in [
        ("Staff Nurse", "Physiotherapist"),
        ("Technical Manager (Mechanical)", "Technical Manager (Electrical)"),
        ("Staff Nurse - Surgery", "Staff Nurse - Paediatrics"),
        ("Staff Nurse", "Senior Staff Nurse"),
        ("Staff Nurse Band 5", "Staff Nurse Band 6"),
        ("Consultant", "Registrar"),
    ] {
        let pair = [
            Draft("a", one, "Larkfield Health", "Ashdown", nurse("")),
            Draft("b", other, "Larkfield Health", "Ashdown", nurse("")),
        ];
        assert_eq!(one_reason(&pair), None, "{one} and {other}");
    }
}

#[test]
fn a_telling_word_in_place_of_another_keeps_posts_of_one_title_apart() {
    let at =
        |department: &str| nurse(&format!("We look for a nurse to join us in the {department} department this year. "));
    let pair = [
        Draft("a", "Registered Nurse", "Larkfield Health", "Ashdown", at("oncology")),
        Draft("b", "Registered Nurse", "Larkfield Health", "Ashdown", at("maternity")),
        Draft("c", "Registered Nurse", "Larkfield Health", "Ashdown", at("oncology") + "Apply by Friday."),
    ];
    assert_eq!(of(&pair).keys().collect::<Vec<_>>(), ["c"]);
}

#[test]
fn bands_and_roman_steps_keep_posts_apart_that_share_their_texts() {
    for (one, other) in [
        (
            Draft("a", "Staff Nurse", "Larkfield Health", "Ashdown", nurse("Band 5. ")),
            Draft("b", "Staff Nurse", "Larkfield Health", "Ashdown", nurse("Band 6. ")),
        ),
        (
            Draft("a", "Clerk", "Larkfield Health", "Ashdown", nurse("")),
            Draft("b", "Clerk III", "Larkfield Health", "Ashdown", nurse("")),
        ),
    ] {
        assert_eq!(one_reason(&[one, other]), None);
    }
}

#[test]
fn names_of_sites_and_other_spellings_make_no_other_post() {
    let at = |site: &str| nurse(&format!("You join the team of {site} which is known for its kindness. "));
    for (one, site, other, there) in [
        ("Physiotherapist", "Harbour Hospital", "Physiotherapist", "Garden Hospital"),
        ("Nurse on Chapel Road", "the house", "Nurse at Garden Avenue", "the house"),
        ("Nurse Practitioner", "the house", "Nurse Practioner", "the house"),
    ] {
        let pair = [
            Draft("a", one, "Larkfield Health", "Ashdown", at(site)),
            Draft("b", other, "Larkfield Health", "Pellow", at(there)),
        ];
        assert_eq!(one_reason(&pair), Some(Reason::OtherPlace), "{one} and {other}");
    }
}

#[test]
fn an_agency_that_rewrites_much_copies_where_the_place_is_the_same() {
    let rewritten = "Our client, known in the whole country for its fairness to staff and to suppliers alike, hires for a \
        long contract. You will build the monthly report on stock and orders in SQL, explain to buyers why a number moved, \
        and replace four old spreadsheets by one model that people trust. You talk with warehouses in three countries and \
        write down what a field means before you use it. Send us your papers by mail, and somebody will ring you within two days to agree on an interview by phone.";
    for (place, want) in [("Hull", Some(Reason::OtherEmployer)), ("Leeds", None)] {
        let pair = [
            Draft("a", "Data Analyst", "Tern Supplies", "Hull", ANALYST.into()),
            Draft("b", "Data Analyst", "Cobalt Recruitment", place, rewritten.into()),
        ];
        assert_eq!(one_reason(&pair), want, "{place}");
    }
}

#[test]
fn what_an_employer_says_in_every_advert_makes_no_copies() {
    let drafts = [
        Draft("a", "Staff Nurse", "Larkfield Health", "", format!("{ABOUT}{WARD_NURSE}")),
        Draft("b", "Porter", "Larkfield Health", "", format!("{ABOUT}{PORTER}")),
        Draft("c", "Data Analyst", "Larkfield Health", "", format!("{ABOUT}{ANALYST}")),
        Draft("d", "Data Analyst", "Larkfield Health", "", format!("{ABOUT}{FOOTER}{PORTER}")),
    ];
    assert_eq!(of(&drafts), BTreeMap::new());
}

#[test]
fn stubs_are_one_only_where_everything_is_the_same() {
    let stub = "Open the advert on our website to see what the post is about and how to apply.";
    let drafts = [
        Draft("a", "Porter", "Larkfield Health", "", stub.into()),
        Draft("b", "Porter", "Larkfield Health", "", stub.to_uppercase()),
        Draft("c", "Porter (nights)", "Larkfield Health", "", stub.into()),
        Draft("d", "Porter", "Tern Supplies", "", stub.into()),
    ];
    assert_eq!(of(&drafts).keys().collect::<Vec<_>>(), ["b"]);
}

#[test]
fn an_address_or_reference_links_adverts_unless_titles_or_texts_differ() {
    let linked = |id: &str, title: &str, text: &str, link: &str| {
        let mut advert = advert(&Draft(id, title, "Larkfield Health", "", text.into()));
        advert.link = Some(link.into());
        advert
    };
    let page = "https://www.example.org/jobs/7";
    let rewritten = format!("{}{FOOTER}", &WARD_NURSE[..WARD_NURSE.len() / 2]);
    let pair = [
        linked("a", "Staff Nurse", WARD_NURSE, page),
        linked("b", "Staff Nurse", &rewritten, "http://example.org/jobs/7/"),
    ];
    assert_eq!(copies(&pair).get("b"), Some(&("a".to_owned(), Reason::SameLink)));
    let list = [linked("a", "Staff Nurse", WARD_NURSE, page), linked("b", "Porter", PORTER, page)];
    assert_eq!(copies(&list), BTreeMap::new());
    let same_title = [linked("a", "Assistant", WARD_NURSE, page), linked("b", "Assistant", PORTER, page)];
    assert_eq!(copies(&same_title), BTreeMap::new());
    let mut pair = pair;
    pair.iter_mut().for_each(|advert| (advert.link, advert.reference) = (None, Some("R-0092".into())));
    assert_eq!(copies(&pair).get("b"), Some(&("a".to_owned(), Reason::SameReference)));
}

#[test]
fn the_order_of_adverts_changes_nothing() {
    let places = ["Ashdown", "Pellow", "Quarry", "Fernlea", "Osprey"];
    let drafts: Vec<Draft> = places
        .iter()
        .flat_map(|place| {
            let title = |of: &str| Box::leak(format!("{of} - {place}").into_boxed_str()) as &str;
            let id = |n: &str| Box::leak(format!("{place}{n}").into_boxed_str()) as &str;
            [
                Draft(
                    id("1"),
                    title("Staff Nurse"),
                    "Larkfield Health",
                    place,
                    nurse(&format!("You work in {place}. ")),
                ),
                Draft(id("2"), title("Porter"), "Larkfield Health", place, format!("{ABOUT}{PORTER}")),
                Draft(id("3"), "Porter", "Cobalt Recruitment", place, format!("{PORTER}{FOOTER}")),
            ]
        })
        .collect();
    let adverts: Vec<Advert> = drafts.iter().map(advert).collect();
    let (forward, mut turned) = (copies(&adverts), adverts);
    assert_eq!(forward.len(), 13, "{forward:?}");
    turned.reverse();
    assert_eq!(copies(&turned), forward);
    turned.rotate_left(4);
    assert_eq!(copies(&turned), forward);
}
