use super::packed::{pack, unpack};
use super::{Store, StoreError};
use crate::model::Date;
use rusqlite::{Row, params};

/// The gaps of one day, kept to compare later ones with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReview {
    pub date: Date,
    pub role: String,
    pub rules_version: String,
    /// The report, as JSON.
    pub json: String,
}

impl Store {
    /// Keeps a review.
    pub fn save_review(&mut self, review: &SavedReview) -> Result<(), StoreError> {
        self.write(|t| {
            t.execute(
                "INSERT INTO review (date, role, rules_version, packed) VALUES (?1, ?2, ?3, ?4)",
                params![review.date.to_string(), review.role, review.rules_version, pack(review.json.as_bytes())?],
            )
            .map(drop)
        })
    }

    /// The reviews of a role, oldest first.
    pub fn reviews(&self, role: &str) -> Result<Vec<SavedReview>, StoreError> {
        let sql = "SELECT date, role, rules_version, packed FROM review WHERE role = ?1 ORDER BY date, id";
        self.read(|c| c.prepare(sql)?.query_map([role], review)?.collect())
    }
}

fn review(row: &Row) -> rusqlite::Result<SavedReview> {
    let text = |column| row.get::<_, String>(column);
    let malformed = |column, e: Box<dyn std::error::Error + Send + Sync>| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, e)
    };
    Ok(SavedReview {
        date: text(0)?.parse().map_err(|e: jiff::Error| malformed(0, e.into()))?,
        role: text(1)?,
        rules_version: text(2)?,
        json: String::from_utf8(unpack(&row.get::<_, Vec<u8>>(3)?)?).map_err(|e| malformed(3, e.into()))?,
    })
}
