//! Bytes → Advert: feed items, saved pages, archives, mail, text, documents.
