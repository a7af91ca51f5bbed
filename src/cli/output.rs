use super::Terminal;
use super::exit::Failure;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where a result goes. Opened before the long run, so that a wrong path is known at once; a file is replaced whole at
/// the end or not at all.
pub enum Output {
    /// `-`: standard output, and nothing else goes there.
    Standard,
    /// A device or a pipe: written as it comes, for a rename would put a file in its place.
    Device {
        target: PathBuf,
        file: File,
    },
    File {
        target: PathBuf,
        part: PathBuf,
        file: File,
    },
}

impl Output {
    /// # Errors
    /// Where no file can be made beside the target.
    pub fn open(name: &str) -> Result<Self, Failure> {
        if name == "-" {
            return Ok(Self::Standard);
        }
        // A link stays a link: what it leads to is replaced.
        let target = std::fs::canonicalize(name).unwrap_or_else(|_| PathBuf::from(name));
        let failure = |source| Failure::Io { what: format!("`{name}` cannot be written"), source };
        if target.is_dir() {
            return Err(failure(std::io::Error::other("it is a folder; name a file in it")));
        }
        if std::fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
            let file = OpenOptions::new().write(true).open(&target).map_err(failure)?;
            return Ok(Self::Device { target, file });
        }
        let leaf = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = target.with_file_name(format!(".{leaf}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(&part).map_err(failure)?;
        Ok(Self::File { target, part, file })
    }

    pub fn is_standard(&self) -> bool {
        matches!(self, Self::Standard)
    }

    /// Writes a part of the result.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&mut self, bytes: &[u8], terminal: &mut Terminal) -> Result<(), Failure> {
        match self {
            Self::Standard => terminal.out.write_all(bytes)?,
            Self::Device { target, file } | Self::File { target, file, .. } => {
                file.write_all(bytes).map_err(|source| unwritten(target, source))?
            }
        }
        Ok(())
    }

    /// Puts what was written in place. Gives the path of the file.
    ///
    /// # Errors
    /// Where it cannot be put there.
    pub fn place(self) -> Result<Option<PathBuf>, Failure> {
        let Self::File { target, part, file } = &self else { return Ok(None) };
        file.sync_all().and_then(|()| std::fs::rename(part, target)).map_err(|source| unwritten(target, source))?;
        Ok(Some(target.clone()))
    }

    /// Writes the whole result and puts it in place. Gives the path of the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self, bytes: &[u8], terminal: &mut Terminal) -> Result<Option<PathBuf>, Failure> {
        self.write(bytes, terminal)?;
        self.place()
    }
}

fn unwritten(target: &Path, source: std::io::Error) -> Failure {
    Failure::Io { what: format!("`{}` cannot be written", target.display()), source }
}

impl Drop for Output {
    /// A run that failed leaves nothing behind; after [`Output::place`] the part is gone already.
    fn drop(&mut self) {
        if let Self::File { part, .. } = self {
            let _ = std::fs::remove_file(part);
        }
    }
}

/// Writes tables beside each other into a folder, each replaced whole.
///
/// # Errors
/// Where the folder cannot be made or a file not written.
pub fn write_folder(folder: &Path, files: &[(&str, Vec<u8>)], terminal: &mut Terminal) -> Result<(), Failure> {
    let failure = |source| Failure::Io { what: format!("`{}` cannot be written", folder.display()), source };
    std::fs::create_dir_all(folder).map_err(failure)?;
    for (name, bytes) in files {
        Output::open(&folder.join(name).to_string_lossy())?.finish(bytes, terminal)?;
    }
    Ok(())
}
