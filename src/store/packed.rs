//! Values and bytes as the store keeps them: compressed, values as JSON.

use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Fast and small enough; the highest levels gain a few percent for ten times the work.
const LEVEL: i32 = 6;
/// Nothing larger is kept, so nothing larger comes out.
const MAX_SIZE: usize = 256 << 20;

pub fn pack(bytes: &[u8]) -> rusqlite::Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

pub fn unpack(packed: &[u8]) -> rusqlite::Result<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0) as usize;
    if size > MAX_SIZE {
        return Err(damaged("a value is too large"));
    }
    zstd::bulk::decompress(packed, size.max(64)).map_err(damaged)
}

pub fn pack_value(value: &impl Serialize) -> rusqlite::Result<Vec<u8>> {
    pack(&serde_json::to_vec(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?)
}

pub fn unpack_value<T: DeserializeOwned>(packed: &[u8]) -> rusqlite::Result<T> {
    serde_json::from_slice(&unpack(packed)?).map_err(damaged)
}

fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_what_was_not_is_an_error() {
        let bytes = "a feed, a feed, a feed ".repeat(1000).into_bytes();
        let packed = pack(&bytes).unwrap();
        assert!(packed.len() < 200);
        assert_eq!(unpack(&packed).unwrap(), bytes);
        assert_eq!(unpack(&pack(b"").unwrap()).unwrap(), b"");
        assert_eq!(unpack_value::<Vec<u8>>(&pack_value(&[1, 2]).unwrap()).unwrap(), [1, 2]);
        assert!(unpack(b"no frame").is_err());
        assert!(unpack_value::<Vec<u8>>(&pack(b"{").unwrap()).is_err());
    }
}
