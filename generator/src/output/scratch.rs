//! Folders for files on their way into place, and what is left of them when a run is killed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// What the names of the folders begin with.
const PREFIX: &str = ".specwright-";
/// The letters after that.
const RANDOM: usize = 6;
/// The file by which a run says that it is still there.
const LOCK: &str = "lock";

/// A folder that is removed at the end of a run.
pub(super) struct Scratch {
    folder: TempDir,
    /// Locked as long as the run goes on; the system unlocks it when the run is killed.
    _lock: File,
}

impl Scratch {
    /// Makes one inside a folder.
    pub(super) fn create(inside: &Path) -> io::Result<Self> {
        loop {
            let folder = tempfile::Builder::new()
                .prefix(PREFIX)
                .rand_bytes(RANDOM)
                .tempdir_in(inside)?;
            let lock = File::create(folder.path().join(LOCK))?;
            match lock.try_lock() {
                // Another run took it for left before it was locked, and removes it.
                Err(TryLockError::WouldBlock) => {}
                // Where a file system knows no locks, nothing is taken for left.
                Ok(()) | Err(TryLockError::Error(_)) => {
                    return Ok(Self { folder, _lock: lock });
                }
            }
        }
    }

    /// Leaves it where it is, for people to look into: no later run removes it.
    pub(super) fn keep(self) {
        let _ = fs::remove_file(self.folder.path().join(LOCK));
        let _ = self.folder.keep();
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes folders of runs that were killed. What fails is left to the next run.
pub(super) fn remove_left(inside: &Path) {
    let Ok(entries) = fs::read_dir(inside) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.to_str().is_some_and(is_ours) && is_left(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether a folder can be one of a run.
fn is_ours(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Whether the run that made a folder is gone: nobody holds its lock.
fn is_left(folder: &Path) -> bool {
    File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let root = TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        for name in [".specwright-aB3dE6", ".specwright-mine", "src"] {
            fs::create_dir(at(name)).unwrap();
            fs::write(at(name).join(LOCK), "").unwrap();
        }
        // Without a lock, it is none of ours, or one that is just being made.
        fs::create_dir(at(".specwright-000000")).unwrap();
        let running = Scratch::create(root.path()).unwrap();
        remove_left(root.path());
        assert!(!at(".specwright-aB3dE6").exists());
        for name in [".specwright-mine", "src", ".specwright-000000"] {
            assert!(at(name).exists(), "{name}");
        }
        let path = running.path().to_owned();
        assert!(path.exists());
        running.keep();
        remove_left(root.path());
        assert!(path.exists());
    }
}
