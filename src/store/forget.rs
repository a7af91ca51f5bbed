use super::{Store, StoreError, stamp};
use jiff::Timestamp;
use rusqlite::params;

impl Store {
    /// Forgets an advert: what was read in it and the page behind its link are deleted, and it does not come back when
    /// a feed lists it again. `false` where there is none of this id.
    pub fn forget(&mut self, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        self.write(|t| {
            let known = t.execute("DELETE FROM advert WHERE id = ?1", [id])? > 0;
            if known {
                t.execute("INSERT OR IGNORE INTO forgotten (advert, at) VALUES (?1, ?2)", params![id, stamp(at)])?;
                t.execute("DELETE FROM page WHERE advert = ?1", [id])?;
                t.execute("DELETE FROM reading WHERE advert = ?1", [id])?;
                let pages = "SELECT received FROM delivery WHERE advert = ?1 AND received IS NOT NULL";
                t.execute(
                    &format!(
                        "UPDATE received SET bytes = x'', size = 0 WHERE id IN ({pages})
                            AND id NOT IN (SELECT received FROM delivery WHERE feed IS NOT NULL AND received IS NOT NULL)"
                    ),
                    [id],
                )?;
            }
            Ok(known)
        })
    }
}
