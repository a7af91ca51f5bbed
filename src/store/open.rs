//! Making and opening stores.

use super::{Store, StoreError};
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

/// Marks the file as ours ("skgp").
const APPLICATION: i64 = 1_936_418_672;
/// How long one run waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(120);
/// Two runs that make the same store at the same time come after each other.
const ATTEMPTS: u32 = 20;

/// The steps from nothing to today's tables. Only ever appended to.
static STEPS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(vec![M::up(include_str!("migrations/1.sql"))]));

/// Steps in [`STEPS`].
const NEWEST: i64 = 1;

#[cfg(test)]
pub(super) fn steps_are_sound() -> bool {
    STEPS.validate().is_ok()
}

impl Store {
    /// Opens a store to read and write, and brings it up to date.
    ///
    /// # Errors
    /// Where there is none, it is no store, it is of a newer version, or it cannot be written.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        Self::create(path)
    }

    /// Opens a store to read and write; makes it where there is none.
    ///
    /// # Errors
    /// Where the file is something else, of a newer version, or cannot be written.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let told = |e| StoreError::of(path, e);
        for attempt in 1.. {
            let mut connection = Connection::open(path).map_err(told)?;
            connection.busy_timeout(PATIENCE).map_err(told)?;
            check(&connection, path)?;
            match up_to_date(&mut connection) {
                Ok(()) => {
                    writable(&connection).map_err(told)?;
                    return Ok(Self { connection, path: path.to_path_buf() });
                }
                Err(Some(e)) if attempt >= ATTEMPTS || is_lasting(&e) => return Err(told(e)),
                Err(None) if attempt >= ATTEMPTS => return Err(StoreError::Busy(path.to_path_buf())),
                Err(_) => std::thread::sleep(Duration::from_millis(25) * attempt),
            }
        }
        Err(StoreError::Busy(path.to_path_buf()))
    }

    /// Opens a store to read; it may lie where nothing can be written.
    ///
    /// # Errors
    /// Where there is none, it is no store, or it is of another version and cannot be brought up to date.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        let connection = match readable(path) {
            Ok(connection) => connection,
            Err(e) => match StoreError::of(path, e) {
                // Without rights to write beside it the file alone is read: nobody can be writing to it then.
                StoreError::ReadOnly(_) => immutable(path)?,
                other => return Err(other),
            },
        };
        check(&connection, path)?;
        if version(&connection).map_err(|e| StoreError::of(path, e))? < NEWEST {
            return Self::open(path);
        }
        Ok(Self { connection, path: path.to_path_buf() })
    }
}

fn readable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    version(&connection).map(|_| connection)
}

/// The file alone, which is all of the store only where no run was broken off beside it.
fn immutable(path: &Path) -> Result<Connection, StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::ReadOnly(path.to_path_buf()));
    }
    let absolute: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let escaped = absolute.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags).map_err(|e| StoreError::of(path, e))
}

/// Refuses databases of other programs and of newer versions.
fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let told = |e| StoreError::of(path, e);
    let version = version(connection).map_err(told)?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |r| r.get(0)).map_err(told)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).map_err(told)?;
    match application {
        APPLICATION if version > NEWEST => Err(StoreError::Newer(path.to_path_buf())),
        APPLICATION => Ok(()),
        0 if version == 0 && tables == 0 => Ok(()),
        _ => Err(StoreError::Foreign(path.to_path_buf())),
    }
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |r| r.get(0))
}

/// `Err(None)` where another run was in between.
fn up_to_date(connection: &mut Connection) -> Result<(), Option<rusqlite::Error>> {
    // A commit that was reported survives even a loss of power.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    STEPS.to_latest(connection).map_err(|e| match e {
        rusqlite_migration::Error::RusqliteError { err, .. } => Some(err),
        _ => None,
    })
}

fn is_lasting(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    let code = error.sqlite_error_code();
    matches!(
        code,
        Some(Code::ReadOnly | Code::PermissionDenied | Code::CannotOpen | Code::DiskFull | Code::NotADatabase)
    )
}

/// Fails where the file can be read only, before any work is done.
fn writable(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE; UPDATE meta SET value = value WHERE key = ''; COMMIT")
}
