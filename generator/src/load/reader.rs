//! Where bytes come from: the file system, or memory in tests.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The size at which a file is taken for a mistake, such as a device.
const MAX_SIZE: u64 = 1 << 30;

/// Reads files.
pub trait FileReader {
    /// The content of a file.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read.
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>>;

    /// The content of the file that was named on the command line. It may be a pipe, as a shell
    /// makes it for `<(…)`; any other file that is one would be waited for without end.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read.
    fn read_input(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// The names of the files in a folder; empty when that cannot be said.
    fn names(&mut self, folder: &Path) -> Vec<String>;

    /// Everything on standard input.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read.
    fn standard_input(&mut self) -> io::Result<Vec<u8>>;
}

/// The file system and the standard input of this process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl FileReader for Disk {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        // Looked at before it is opened: opening a pipe waits for who writes to it.
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
        }
        if !metadata.is_file() {
            let message = "is not a file, but a device, a pipe or a socket";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let size = usize::try_from(metadata.len().min(MAX_SIZE)).unwrap_or_default();
        read_bounded(File::open(path)?, size)
    }

    fn read_input(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt as _;
            if fs::metadata(path)?.file_type().is_fifo() {
                return read_bounded(File::open(path)?, 0);
            }
        }
        self.read(path)
    }

    fn names(&mut self, folder: &Path) -> Vec<String> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Ok(entries) = folder.read_dir() else { return Vec::new() };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    fn standard_input(&mut self) -> io::Result<Vec<u8>> {
        read_bounded(io::stdin().lock(), 0)
    }
}

fn read_bounded(reader: impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size + 1);
    reader.take(MAX_SIZE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "is larger than 1 GiB"));
    }
    Ok(bytes)
}

/// Files in memory, for tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds a file.
    #[must_use]
    pub fn with(
        mut self,
        path: impl Into<PathBuf>,
        content: impl Into<Vec<u8>>,
    ) -> Self {
        self.files.insert(normalize(&path.into()), content.into());
        self
    }
}

impl FileReader for Memory {
    fn read(&mut self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(&normalize(path)).cloned().ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, "No such file or directory")
        })
    }

    fn names(&mut self, folder: &Path) -> Vec<String> {
        let inside = self.files.keys().filter(|path| path.parent() == Some(folder));
        inside.filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect()
    }

    fn standard_input(&mut self) -> io::Result<Vec<u8>> {
        self.read(Path::new("-"))
    }
}

/// Takes `.` and `..` out of a path as far as that is possible without looking at the disk.
pub(crate) fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(
                    normal.components().next_back(),
                    Some(Component::Normal(_))
                ) =>
            {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_normal(path: &str, expected: &str) {
        assert_eq!(normalize(Path::new(path)), Path::new(expected));
    }

    #[test]
    fn dots_are_taken_out() {
        check_normal("./a/./b/../c.yaml", "a/c.yaml");
        check_normal("../../c.yaml", "../../c.yaml");
        check_normal("a/../../c.yaml", "../c.yaml");
        check_normal("/a/../c.yaml", "/c.yaml");
    }

    #[test]
    fn a_folder_is_not_read() {
        let error = Disk.read(Path::new(".")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_is_read_only_as_the_input() {
        let folder = tempfile::TempDir::new().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        assert_eq!(Disk.read(&pipe).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        let writer = pipe.clone();
        let writer = std::thread::spawn(move || fs::write(writer, "text").unwrap());
        assert_eq!(Disk.read_input(&pipe).unwrap(), b"text");
        writer.join().unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_device_without_end_is_not_read_forever() {
        assert!(Disk.read(Path::new("/dev/zero")).is_err());
    }
}
