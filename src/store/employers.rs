use super::{Store, StoreError};
use rusqlite::params;

/// What the user decided of an employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its adverts do not count.
    Blocked,
    /// Its adverts are told of whatever their role.
    Followed,
}

impl Standing {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Followed => "followed",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::Blocked, Self::Followed].into_iter().find(|s| s.as_str() == word)
    }
}

impl Store {
    /// Blocks or follows an employer, or neither. `key` is what spellings of its name share. Gives its adverts so far.
    pub fn set_standing(&mut self, key: &str, name: &str, standing: Option<Standing>) -> Result<u32, StoreError> {
        self.write(|t| {
            match standing {
                None => t.execute("DELETE FROM employer WHERE key = ?1", [key])?,
                Some(standing) => t.execute(
                    "INSERT OR REPLACE INTO employer (key, name, standing) VALUES (?1, ?2, ?3)",
                    params![key, name, standing.as_str()],
                )?,
            };
            t.query_row("SELECT count(*) FROM advert WHERE employer_key = ?1", [key], |r| r.get(0))
        })
    }

    /// Employers blocked or followed: key, name and standing, by name.
    pub fn standings(&self) -> Result<Vec<(String, String, Standing)>, StoreError> {
        let sql = "SELECT key, name, standing FROM employer ORDER BY name, key";
        let rows: Vec<(String, String, String)> =
            self.read(|c| c.prepare(sql)?.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())?;
        Ok(rows.into_iter().filter_map(|(key, name, word)| Some((key, name, Standing::parse(&word)?))).collect())
    }
}
