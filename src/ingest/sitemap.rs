use super::format::{self, AdvertFormat, Input};
use super::{Item, encoding};
use crate::diag::{Code, Diag};

/// Sitemaps: addresses of pages, no adverts. Told apart so that the user hears what to do with them.
pub struct Sitemap;

impl AdvertFormat for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn accepts(&self, input: &Input<'_>) -> bool {
        matches!(format::root_of(&input.head()), Some("urlset" | "sitemapindex"))
    }

    fn read(&self, input: &Input<'_>, sink: &mut dyn FnMut(Item)) {
        let addresses = encoding::decode(input.bytes).text.matches("<loc>").count();
        let message =
            format!("the sitemap names {addresses} addresses and no adverts; save the pages of the adverts you want");
        sink(Item::Finding(Diag::new(Code::ListPage, input.source, message)));
    }
}
