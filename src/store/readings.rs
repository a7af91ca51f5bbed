use super::packed::{pack_value, unpack_value};
use super::{Store, StoreError};
use crate::model::Reading;
use rusqlite::{OptionalExtension, params};

/// What was read in one advert, and on what that rests.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptReading {
    /// Hash of what it was read from: the advert and what its employer repeats.
    pub basis: u64,
    pub reading: Reading,
}

/// A reading as the store holds it: many are fetched by one thread and unpacked by all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedReading(Vec<u8>);

impl PackedReading {
    /// `None` where it was made by a program that kept other things.
    pub fn reading(&self) -> Option<Reading> {
        unpack_value(&self.0).ok()
    }
}

impl Store {
    /// The readings of adverts under these rules, each from this basis; `None` where there is none or it is stale.
    pub fn readings(
        &self,
        rules_version: &str,
        wanted: &[(&str, u64)],
    ) -> Result<Vec<Option<PackedReading>>, StoreError> {
        let sql = "SELECT packed FROM reading WHERE advert = ?1 AND rules_version = ?2 AND basis = ?3";
        self.read(|c| {
            let mut one = c.prepare_cached(sql)?;
            let of = |(advert, basis): &(&str, u64)| {
                let packed = |r: &rusqlite::Row| r.get(0).map(PackedReading);
                one.query_row(params![advert, rules_version, basis.cast_signed()], packed).optional()
            };
            wanted.iter().map(of).collect()
        })
    }

    /// The adverts with a reading under these rules, each with its basis; by id.
    pub fn readings_of(&self, rules_version: &str) -> Result<Vec<(String, u64)>, StoreError> {
        let sql = "SELECT advert, basis FROM reading WHERE rules_version = ?1 ORDER BY advert";
        self.read(|c| {
            c.prepare(sql)?
                .query_map([rules_version], |r| Ok((r.get(0)?, r.get::<_, i64>(1)?.cast_unsigned())))?
                .collect()
        })
    }

    /// Keeps readings, in place of older ones of the same adverts.
    pub fn keep_readings(&mut self, rules_version: &str, readings: &[KeptReading]) -> Result<(), StoreError> {
        let packed: Vec<(&KeptReading, Vec<u8>)> = readings
            .iter()
            .map(|kept| Ok((kept, pack_value(&kept.reading)?)))
            .collect::<rusqlite::Result<_>>()
            .map_err(|e| StoreError::of(&self.path, e))?;
        self.write(|t| {
            let sql = "INSERT OR REPLACE INTO reading (advert, rules_version, basis, packed) VALUES (?1, ?2, ?3, ?4)";
            let mut one = t.prepare_cached(sql)?;
            for (kept, packed) in &packed {
                one.execute(params![kept.reading.id.0, rules_version, kept.basis.cast_signed(), packed])?;
            }
            Ok(())
        })
    }
}
