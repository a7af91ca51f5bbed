//! The languages that a page can be shown in: a menu beside the advert, asked of nobody.

use crate::model::{Aside, AsideReason, CompetencyKind, Extraction, Requirement};

/// No post asks for so many languages.
const TOO_MANY: usize = 20;

/// Sets the languages of a menu aside.
pub fn set_aside(out: &mut Extraction) {
    let spoken = |r: &Requirement| r.any_of.iter().all(|m| m.kind == CompetencyKind::Language);
    if out.requirements.iter().filter(|r| spoken(r)).count() < TOO_MANY {
        return;
    }
    let (menu, asked) = std::mem::take(&mut out.requirements).into_iter().partition(spoken);
    out.requirements = asked;
    let menu: Vec<Requirement> = menu;
    out.set_aside.extend(menu.into_iter().flat_map(|r| r.any_of).map(|m| Aside {
        competency: m.competency,
        why: AsideReason::Boilerplate,
        span: m.span,
    }));
    out.set_aside.sort_by_key(|a| (a.span.start, a.span.end));
}
