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
        let target = PathBuf::from(name);
        let failure = |source| Failure::Io { what: format!("`{name}` cannot be written"), source };
        if target.is_dir() {
            return Err(failure(std::io::Error::other("it is a folder; name a file in it")));
        }
        let leaf = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = target.with_file_name(format!(".{leaf}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create(true).truncate(true).open(&part).map_err(failure)?;
        Ok(Self::File { target, part, file })
    }

    pub fn is_standard(&self) -> bool {
        matches!(self, Self::Standard)
    }

    /// Writes the result and puts it in place. Gives the path that was written.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self, bytes: &[u8], terminal: &mut Terminal) -> Result<Option<PathBuf>, Failure> {
        let Self::File { target, part, file } = &mut self else {
            terminal.out.write_all(bytes)?;
            return Ok(None);
        };
        let put = |file: &mut File| -> std::io::Result<()> {
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&*part, &*target)
        };
        put(file)
            .map_err(|source| Failure::Io { what: format!("`{}` cannot be written", target.display()), source })?;
        Ok(Some(target.clone()))
    }
}

impl Drop for Output {
    /// A run that failed leaves nothing behind; after [`Output::finish`] the part is gone already.
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
