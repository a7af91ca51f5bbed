use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why the store could not do what was asked. Nothing that was committed before is lost.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no store at `{}`; `skillgap init` makes one, and `skillgap pull` fills it", .0.display())]
    Missing(PathBuf),
    #[error("`{}` is no store of skillgap; name another file with `--store`", .0.display())]
    Foreign(PathBuf),
    #[error("the store `{}` was written by a newer version of skillgap; install that version, or name another store", .0.display())]
    Newer(PathBuf),
    #[error("the store `{}` cannot be written; check the rights of the file and of its folder, or copy it elsewhere and name the copy with `--store`", .0.display())]
    ReadOnly(PathBuf),
    #[error("the disk is full, so the store `{}` cannot take more; free some space and run again: what was kept so far is safe", .0.display())]
    Full(PathBuf),
    #[error("another run is writing to the store `{}`; wait for it to end and run again", .0.display())]
    Busy(PathBuf),
    #[error("the store `{}` is damaged; put back a copy of it, or name another with `--store`", .path.display())]
    Damaged { path: PathBuf, source: rusqlite::Error },
    #[error("the store `{}` failed: {source}", .path.display())]
    Other { path: PathBuf, source: rusqlite::Error },
}

impl StoreError {
    /// What an error of the database means to the user.
    pub(super) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match source.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, source },
            _ if matches!(source, rusqlite::Error::FromSqlConversionFailure(..)) => Self::Damaged { path, source },
            _ => Self::Other { path, source },
        }
    }
}
